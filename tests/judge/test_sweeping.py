"""Sweeping words: what makes a true thing a misconception ("every", "always", "only") has to be said too."""

import pytest

from miliary_chat.judge.concept import Concept, Kind
from miliary_chat.judge.rubric import Rubric


def outcome(accept: str, answer: str, kind: Kind = "misconception") -> str:
    return Rubric([Concept("x", kind, accept=(accept,))]).judge(answer).verdicts[0].outcome


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("every patient should have steroids", "prednisolone"),
        ("every patient should have steroids", "this patient should have steroids"),
        ("every patient should have steroids", "a patient with low oxygen should have prednisolone"),
        ("only TB gives miliary nodules", "TB gives miliary nodules"),
        ("miliary nodules are always TB", "miliary nodules are TB"),
        ("always give oxygen", "give oxygen"),
    ],
)
def test_without_its_sweeping_word_a_misconception_is_not_asserted(accept: str, answer: str) -> None:
    assert outcome(accept, answer) == "missing"


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("every patient should have steroids", "every patient should have steroids"),
        ("every patient should have steroids", "every patient should have prednisolone"),
        ("every patient should have steroids", "all patients need steroids"),
        ("only TB gives miliary nodules", "only TB gives miliary nodules"),
        ("miliary nodules are always TB", "miliary nodules are always TB"),
        ("always give oxygen", "oxygen should always be given"),
    ],
)
def test_with_it_the_misconception_is_asserted(accept: str, answer: str) -> None:
    assert outcome(accept, answer) == "met"


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        ("every patient should have steroids", "patients should have steroids"),
        ("every patient needs oxygen", "this patient needs oxygen"),
    ],
)
def test_in_an_expectation_the_sweeping_word_goes_without_saying(accept: str, answer: str) -> None:
    assert outcome(accept, answer, "expectation") == "met"


@pytest.mark.parametrize(("answer", "expected"), [("no steroids", "met"), ("never steroids again", "missing")])
def test_what_is_rejected_for_ever_may_be_right_for_now(answer: str, expected: str) -> None:
    concept = Concept("x", accept=("no steroids",), reject=("never steroids again",))
    assert Rubric([concept]).judge(answer).verdicts[0].outcome == expected
