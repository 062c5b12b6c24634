"""Wellness: an organ that is called normal has nothing of what a phrasing finds wrong with it."""

import pytest

from miliary_chat.judge.concept import Concept
from miliary_chat.judge.judgement import Verdict
from miliary_chat.judge.rubric import Rubric


def judge(accept: str, answer: str, kind: str = "expectation") -> Verdict:
    return Rubric([Concept("x", kind, accept=(accept,))]).judge(answer).verdicts[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("hilar lymphadenopathy", "the hila are normal"),
        ("hilar lymphadenopathy", "hila ok"),
        ("hilar lymphadenopathy", "hila are unremarkable"),
        ("hilar lymphadenopathy", "hila probably normal"),
        ("hilar calcification", "trachea central, hila normal"),
        ("right hilar lymphadenopathy", "right hilum normal"),
        ("right hilar lymphadenopathy", "hila normal"),
        ("wide superior mediastinum", "mediastinum normal"),
        ("stranding around the pancreas", "pancreas normal"),
        ("calcified pericardium", "pericardium normal"),
        ("small spleen", "the spleen is normal"),
        ("elevated diaphragm", "diaphragm normal"),
        ("thickened bladder wall", "bladder normal"),
    ],
)
def test_an_organ_called_normal_denies_what_is_wrong_with_it(accept: str, answer: str) -> None:
    verdict = judge(accept, answer)
    assert verdict.evidence is not None
    assert (verdict.outcome, verdict.evidence.rule) == ("denied", "called-normal")


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("right hilar lymphadenopathy", "left hilum normal"),
        ("hilar lymphadenopathy", "hila normal apart from calcification"),
        ("hilar lymphadenopathy", "otherwise the hila are normal"),
        ("hilar lymphadenopathy", "hila not normal"),
        ("hilar lymphadenopathy", "are the hila normal?"),
        ("hilar lymphadenopathy", "heart normal"),
    ],
)
def test_the_other_side_an_exception_a_question_or_another_organ_denies_nothing(accept: str, answer: str) -> None:
    assert judge(accept, answer).outcome == "missing"


def test_what_is_found_after_all_beats_the_organ_that_was_called_normal() -> None:
    assert judge("hilar lymphadenopathy", "hila normal at first sight, but there is hilar lymphadenopathy").outcome == (
        "met"
    )


def test_normality_that_was_asked_for_is_met() -> None:
    assert judge("normal hila", "hila normal").outcome == "met"


def test_a_misconception_is_not_denied_by_an_organ_called_normal() -> None:
    assert judge("hilar lymphadenopathy", "hila normal", "misconception").outcome == "missing"


@pytest.mark.parametrize(
    ("phrasing", "answer"),
    [
        ("lungs clear", "lungs normal"),
        ("costophrenic angles sharp", "costophrenic angles clear"),
        ("trachea central", "trachea normal"),
    ],
)
def test_a_phrasing_that_finds_nothing_wrong_is_not_denied_by_a_normal_organ(phrasing: str, answer: str) -> None:
    assert Rubric([Concept("x", accept=(phrasing,))]).judge(answer).of("x").outcome != "denied"
