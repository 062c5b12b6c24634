"""What holds for every answer: no error, the same twice, no credit for what is denied or on the wrong side."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from miliary_chat.base.sanitise import clean
from miliary_chat.judge.concept import Concept
from miliary_chat.judge.cues import shipped_cues
from miliary_chat.judge.rubric import Rubric
from miliary_chat.judge.text import listed
from miliary_chat.judge.version import judge_version

FINDINGS = [
    "pleural effusion",
    "miliary nodules",
    "pneumothorax",
    "hilar lymphadenopathy",
    "cavitation",
    "cardiomegaly",
    "consolidation",
]
SIDED = [
    "left pleural effusion",
    "right upper lobe mass",
    "left lower zone consolidation",
    "right paratracheal nodes",
    "left apical cavity",
]
CONCEPTS = [
    Concept("effusion", accept=("small left pleural effusion", "left pleural effusion")),
    Concept("none", accept=("no pneumothorax",), contradicted=("pneumothorax",)),
    Concept("size", accept=("1-3 mm nodules",), measure="1-3 mm", tolerance="1 mm"),
    Concept("tb", accept=("TB", "tuberculosis"), broader=("infection",), also=("miliary",)),
    Concept("miliary", accept=("miliary TB",), after="none"),
    Concept("both", require=(("weight loss",), ("night sweats", "sweating at night")), reject=("no weight loss",)),
    Concept("wrong", kind="misconception", accept=("BCG excludes TB", "consolidation is most likely")),
]
RUBRIC = Rubric(CONCEPTS)
TYPED = "left right upper lower effusion TB pneumothorax nodules 2 mm 1-3 BCG weight loss night sweats RUL zone ²½"
WORDS = sorted({word for cues in shipped_cues().values() for cue in cues for word in cue.words} | listed(TYPED))
answers = st.one_of(st.text(max_size=120), st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
relaxed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@relaxed
@given(answers)
def test_judging_never_raises_and_says_the_same_twice(answer: str) -> None:
    assert RUBRIC.judge(answer) == Rubric(CONCEPTS).judge(answer) == RUBRIC.judge(answer)


@relaxed
@given(answers)
def test_evidence_cuts_out_of_the_answer_what_it_names(answer: str) -> None:
    judged = RUBRIC.judge(answer)
    assert judged.answer == clean(answer, limit=2000)
    for verdict in judged.verdicts:
        if verdict.evidence is None:
            assert verdict.outcome == "missing"
            continue
        spans = verdict.evidence.spans
        assert spans == tuple(sorted(spans))
        assert all(one.end <= other.start for one, other in pairwise(spans))
        assert all(0 <= span.start < span.end <= len(judged.answer) for span in spans)
        assert 0 <= verdict.evidence.score <= 1
        assert verdict.evidence.reason
        if verdict.outcome != "missing":
            assert verdict.position == spans[0].start
        for reading in verdict.evidence.readings:
            assert judged.answer[reading.span.start : reading.span.end] == reading.typed


@relaxed
@given(answers)
def test_a_near_says_what_is_missing_and_nothing_else_does(answer: str) -> None:
    for verdict in RUBRIC.judge(answer).verdicts:
        assert (verdict.missing is not None) == (verdict.outcome == "near")


@given(st.text(max_size=40).filter(lambda text: not clean(text).strip()) | st.just("???") | st.just("..."))
def test_nothing_is_found_in_nothing(answer: str) -> None:
    assert {verdict.outcome for verdict in RUBRIC.judge(answer).verdicts} == {"missing"}


@pytest.mark.parametrize("finding", FINDINGS)
@pytest.mark.parametrize(
    "shape", ["{}", "there is {}", "I see {} and the trachea is central", "small {}, heart normal", "likely {}"]
)
def test_no_before_a_positive_finding_never_keeps_it_met(finding: str, shape: str) -> None:
    rubric = Rubric([Concept("x", accept=(finding,))])
    assert rubric.judge(shape.format(finding)).verdicts[0].outcome == "met"
    assert rubric.judge(shape.format("no " + finding)).verdicts[0].outcome != "met"


@pytest.mark.parametrize("sided", SIDED)
@pytest.mark.parametrize("shape", ["{}", "there is {} and a central trachea", "Findings: {}.", "{}, heart normal"])
def test_the_other_side_never_keeps_a_sided_concept_met(sided: str, shape: str) -> None:
    rubric = Rubric([Concept("x", accept=(sided,))])
    swapped = sided.replace("left", "\0").replace("right", "left").replace("\0", "right")
    assert rubric.judge(shape.format(sided)).verdicts[0].outcome == "met"
    assert rubric.judge(shape.format(swapped)).verdicts[0].outcome != "met"


def restyled(text: str, style: str) -> str:
    return {
        "upper": text.upper(),
        "accents": "".join(letter + "\u0301" if letter in "aeiou" else letter for letter in text),
        "dashes": text.replace("-", "\u2013"),
        "spaces": text.replace(" ", "   "),
        "wide": unicodedata.normalize("NFD", text),
        "lines": f"\n {text} \n",
    }[style]


@pytest.mark.parametrize("style", ["upper", "accents", "dashes", "spaces", "wide", "lines"])
@pytest.mark.parametrize(
    "answer",
    [
        "small left-sided effusion",
        "1-3 mm nodules",
        "no pneumothorax",
        "miliary tb - less likely",
        "weight loss and night sweats",
    ],
)
def test_case_accents_dashes_and_spaces_never_matter(answer: str, style: str) -> None:
    plain = [(verdict.outcome, verdict.stance) for verdict in RUBRIC.judge(answer).verdicts]
    assert [(verdict.outcome, verdict.stance) for verdict in RUBRIC.judge(restyled(answer, style)).verdicts] == plain


@pytest.mark.parametrize("length", [2_000, 5_000])
def test_a_long_answer_is_cut_where_the_limit_says(length: int) -> None:
    judged = RUBRIC.judge("left pleural effusion. " * (length // 20))
    assert len(judged.answer) <= 2_000
    assert judged.of("effusion").outcome == "met"


def test_the_version_names_the_release_and_the_data() -> None:
    release, _, digest = judge_version().partition("+")
    assert release
    assert len(digest) == 12
    assert int(digest, 16) >= 0
