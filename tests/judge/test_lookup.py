"""Looking a word up: what the lexicon knows of it, as an author is told before changing it."""

import pytest

from miliary_chat.judge.lookup import Known, look_up
from miliary_chat.judge.overriding import extended, without
from miliary_chat.judge.shipped import shipped


def known(wording: str) -> Known:
    return look_up(wording, shipped())


@pytest.mark.parametrize(
    ("wording", "kind", "read_as", "other"),
    [
        ("SOB", "symptom", "dyspnoea", "shortness of breath"),
        ("Breathless", "symptom", "dyspnoea", "sob"),
        ("atelectatic change", "finding", "atelectasis", "atelectasis"),
        ("pleural effusion", "finding", "effusion", "effusion"),
        ("prednisolone", "drug", "prednisolone", "pred"),
        ("MRI", "test", "magnetic resonance imaging", "magnetic resonance imaging"),
    ],
)
def test_each_reading_has_its_kind_its_name_and_its_other_wordings(
    wording: str, kind: str, read_as: str, other: str
) -> None:
    found = known(wording)
    assert found.wording == wording
    sense = next(sense for sense in found.senses if (sense.kind, sense.read_as) == (kind, read_as))
    assert other in sense.others
    assert sense.others == tuple(sorted(sense.others))
    assert wording.lower() not in sense.others


def test_an_abbreviation_is_shown_in_full() -> None:
    assert [(sense.kind, sense.read_as) for sense in known("RUL").senses] == [("abbreviation", "right upper lobe")]


def test_an_abbreviation_with_two_readings_says_on_which_words_they_depend() -> None:
    senses = {sense.read_as: sense for sense in known("MS").senses}
    assert set(senses) == {"mitral stenosis", "multiple sclerosis"}
    assert "echo" in senses["mitral stenosis"].near
    assert "echo" in senses["multiple sclerosis"].unless


@pytest.mark.parametrize(
    ("wording", "general"),
    [
        ("prednisolone", "corticosteroid"),
        ("tuberculosis", "infection"),
        ("effusion", "pleural disease"),
        ("PE", "venous thromboembolism"),
    ],
)
def test_it_says_what_the_word_is_a_kind_of_and_not_the_other_way_round(wording: str, general: str) -> None:
    assert general in known(wording).general
    assert wording.lower() not in known(general).general


@pytest.mark.parametrize(("one", "other"), [("left", "right"), ("raised", "decreas"), ("upper", "lower")])
def test_it_says_what_the_word_excludes(one: str, other: str) -> None:
    assert other in known(one).excludes


@pytest.mark.parametrize(("wording", "other"), [("ileum", "ilium"), ("effusion", "infusion"), ("miliary", "biliary")])
def test_it_says_for_what_the_word_is_never_taken(wording: str, other: str) -> None:
    assert other in known(wording).confusable
    assert known(other).real


@pytest.mark.parametrize("wording", ["xqzzy", "qwrtz plonk"])
def test_an_unknown_word_means_only_itself(wording: str) -> None:
    found = known(wording)
    assert (found.senses, found.general, found.excludes, found.confusable, found.real) == ((), (), (), (), False)


@pytest.mark.parametrize("wording", ["", "   ", "\n", "\u0301"])
def test_nothing_is_known_of_nothing(wording: str) -> None:
    assert known(wording).senses == ()


@pytest.mark.parametrize("wording", ["rule", "military", "breathless"])
def test_a_real_word_is_called_one(wording: str) -> None:
    assert known(wording).real


def test_rule_is_not_read_as_an_abbreviation() -> None:
    assert known("rule").senses == ()


def test_a_cases_own_words_are_seen_and_what_it_takes_apart_is_gone() -> None:
    more = extended(without(shipped(), ["atelectatic change"]), {"neck lump": ["goitre zwei"]})
    assert look_up("atelectatic change", more).senses == ()
    assert [(sense.kind, sense.read_as) for sense in look_up("goitre zwei", more).senses] == [("case", "neck lump")]
    assert known("goitre zwei").senses == ()
