"""Normality: what says that an organ is normal, what contradicts it, and what does neither."""

import pytest

from miliary_chat.judge.concept import Concept
from miliary_chat.judge.judgement import Verdict
from miliary_chat.judge.rubric import Rubric

HILA = Concept(
    "x",
    accept=("hila normal", "normal hila", "no hilar lymphadenopathy", "no hilar enlargement", "no hilar mass"),
    contradicted=("hilar lymphadenopathy",),
)
HEART = Concept("x", accept=("heart normal", "normal heart", "heart size normal", "no cardiomegaly"))
PLEURA = Concept("x", accept=("no effusion",), contradicted=("pleural effusion",))
LUNGS = Concept("x", accept=("lungs normal",))


def judge(concept: Concept, answer: str) -> Verdict:
    return Rubric([concept]).judge(answer).verdicts[0]


@pytest.mark.parametrize(
    ("concept", "answer"),
    [
        (HILA, "hila"),
        (HILA, "hilum"),
        (HILA, "the hila and the heart"),
        (HILA, "no idea what the hila show"),
        (HILA, "I don't know what the hila show"),
        (HILA, "what about the hila?"),
        (HILA, "bones normal"),
        (HILA, "heart is not enlarged"),
        (HEART, "heart"),
        (HEART, "heart size?"),
        (HEART, "hila big"),
        (PLEURA, "pleura"),
    ],
)
def test_a_bare_noun_or_not_knowing_neither_says_nor_denies_that_it_is_normal(concept: Concept, answer: str) -> None:
    assert judge(concept, answer).outcome == "missing"


@pytest.mark.parametrize(
    ("concept", "answer"),
    [
        (PLEURA, "i am not sure if there is an effusion"),
        (PLEURA, "is there an effusion?"),
        (PLEURA, "?effusion"),
        (PLEURA, "effusion?"),
        (PLEURA, "possible pleural effusion"),
        (PLEURA, "no idea if there is an effusion"),
        (HEART, "?cardiomegaly"),
        (HEART, "cardiomegaly?"),
    ],
)
def test_an_abnormality_that_is_only_asked_about_is_near_for_its_polarity(concept: Concept, answer: str) -> None:
    verdict = judge(concept, answer)
    assert verdict.outcome == "near"
    assert verdict.missing is not None
    assert verdict.missing.lack == "polarity"


@pytest.mark.parametrize(
    ("concept", "answer"),
    [
        (HILA, "hila enlarged"),
        (HILA, "bulky hila"),
        (HILA, "hila are not normal"),
        (HILA, "hila not ok"),
        (HILA, "bilateral hilar lymphadenopathy"),
        (HEART, "cardiomegaly"),
        (HEART, "big heart"),
        (HEART, "hila ok, heart not ok"),
        (PLEURA, "effusion"),
        (PLEURA, "probably a pleural effusion"),
    ],
)
def test_a_stated_abnormality_denies_that_it_is_normal(concept: Concept, answer: str) -> None:
    assert judge(concept, answer).outcome == "denied"


@pytest.mark.parametrize("word", ["ok", "okay", "fine", "NAD", "unremarkable", "clear", "intact", "alright", "normal"])
@pytest.mark.parametrize("answer", ["hila {}", "the hila are {}", "hila: {}", "hila {}, no effusion", "hila look {}"])
def test_plain_words_for_health_mean_normal(word: str, answer: str) -> None:
    assert judge(HILA, answer.format(word)).outcome == "met"


@pytest.mark.parametrize(
    "answer",
    [
        "hila fine, heart fine",
        "hila ok heart ok lungs clear",
        "hila and heart fine",
        "heart size ok",
        "hila fine, heart ok, costophrenic angles sharp",
        "normal hila and heart",
    ],
)
def test_each_of_several_organs_may_be_called_normal(answer: str) -> None:
    assert judge(HEART, answer).outcome == "met"


@pytest.mark.parametrize(
    "answer",
    [
        "hila normal, heart big",
        "hila ok, heart",
        "normal hila, heart enlarged",
        "heart big, hila fine",
        "hila ok, heart?",
    ],
)
def test_an_organ_is_not_normal_because_its_neighbour_is(answer: str) -> None:
    assert judge(Concept("x", accept=("heart normal", "normal heart")), answer).outcome != "met"


@pytest.mark.parametrize("answer", ["hila ok, heart not ok", "hila normal, heart not normal"])
def test_an_organ_is_not_abnormal_because_its_neighbour_is(answer: str) -> None:
    assert judge(HILA, answer).outcome == "met"


@pytest.mark.parametrize(
    "answer",
    [
        "lungs with fine nodules",
        "lungs: fine, discrete nodules",
        "both lungs fine and discrete nodules",
        "fine nodules in the lungs",
        "lungs not clear",
    ],
)
def test_a_word_that_describes_a_finding_calls_nothing_normal(answer: str) -> None:
    assert judge(LUNGS, answer).outcome != "met"


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("no hilar enlargement", "no enlargement"),
        ("no hilar enlargement", "no hilar calcification"),
        ("no hilar enlargement", "heart is not enlarged"),
        ("no bone lesion", "bones"),
    ],
)
def test_a_state_without_its_organ_and_an_organ_without_its_state_say_nothing(accept: str, answer: str) -> None:
    assert judge(Concept("x", accept=(accept,)), answer).outcome == "missing"


@pytest.mark.parametrize("cue", ["no", "without"])
@pytest.mark.parametrize("accept", ["both lungs", "all zones", "no zone spared", "upper middle and lower zones"])
def test_no_predominance_of_a_zone_does_not_deny_that_all_are_involved(cue: str, accept: str) -> None:
    assert judge(Concept("x", accept=(accept,)), f"{cue} zonal predominance").outcome != "denied"
    whole = judge(Concept("x", accept=("bilateral", "all zones", accept)), f"all zones, {cue} zonal predominance")
    assert whole.outcome == "met"


def test_no_predominance_of_a_zone_denies_that_one_predominates() -> None:
    concept = Concept("x", accept=("lower zone predominance",))
    assert judge(concept, "no zonal predominance").outcome == "denied"


@pytest.mark.parametrize(
    "answer", ["hilar nodes ok", "nodes normal", "the nodes look fine", "normal nodes", "nodes NAD"]
)
def test_a_thing_called_normal_does_not_contradict_that_it_is_not_there(answer: str) -> None:
    assert judge(Concept("x", accept=("no lymphadenopathy",)), answer).outcome != "denied"


@pytest.mark.parametrize("answer", ["nodes not normal", "hila normal, paratracheal nodes", "enlarged nodes"])
def test_a_thing_not_called_normal_still_contradicts(answer: str) -> None:
    assert judge(Concept("x", accept=("no lymphadenopathy",)), answer).outcome == "denied"
