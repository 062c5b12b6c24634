"""Partly: what is said of one side, or of where something goes, is not said of the whole, or of where it comes from."""

import pytest

from miliary_chat.judge.concept import Concept
from miliary_chat.judge.judgement import Verdict
from miliary_chat.judge.rubric import Rubric


def judge(answer: str, **said: tuple[str, ...]) -> Verdict:
    return Rubric([Concept("x", **said)]).judge(answer).verdicts[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "answer", ["right lung clear", "bases clear", "the left lung is normal", "left lower lobe clear"]
)
def test_one_side_or_end_called_normal_is_not_the_whole(answer: str) -> None:
    assert judge(answer, accept=("lungs clear", "normal lungs")).outcome != "met"


@pytest.mark.parametrize("answer", ["bases clear", "left lung clear"])
def test_nor_does_it_contradict_what_is_there(answer: str) -> None:
    found = judge(f"nodules in the upper zones, {answer}", accept=("both lungs",), contradicted=("lungs clear",))
    assert found.outcome != "denied"


@pytest.mark.parametrize(
    "answer",
    [
        "lungs clear",
        "both lungs are clear",
        "the lungs are clear on both sides",
        "right lung clear, left lung clear",
        "the left lung is normal and so is the right",
        "lungs clear from apex to base",
    ],
)
def test_both_sides_are_the_whole(answer: str) -> None:
    assert judge(answer, accept=("lungs clear", "normal lungs")).outcome == "met"


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("right lung only", "denied"),
        ("only the right lung", "denied"),
        ("in the right lung and in the left", "missing"),
        ("five in the right lung and four in the left", "missing"),
    ],
)
def test_only_has_to_be_said_to_contradict(answer: str, outcome: str) -> None:
    found = judge(answer, accept=("bilaterally",), contradicted=("right lung only", "left lung only"))
    assert found.outcome == outcome


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("right-sided lump shifting the trachea to the left", "met"),
        ("a mass on the right pushes the trachea towards the left", "met"),
        ("trachea shoved over to the left", "met"),
        ("trachea pushed left due to a right pneumothorax", "met"),
        ("left-sided lump shifting the trachea to the right", "denied"),
    ],
)
def test_what_is_moved_stands_where_it_goes(answer: str, outcome: str) -> None:
    found = judge(answer, accept=("trachea deviated to the left",), contradicted=("trachea deviated to the right",))
    assert found.outcome == outcome


@pytest.mark.parametrize("answer", ["miliary shadowing with bulky hila", "tiny shadows, and big hila on both sides"])
def test_an_adjective_before_another_organ_opposes_nothing(answer: str) -> None:
    assert judge(answer, accept=("tiny opacities", "miliary shadowing")).outcome == "met"


def test_clear_borders_in_the_next_sentence_clear_no_lung() -> None:
    answer = "In the whole of the left lung. They have nice clear borders."
    assert judge(answer, accept=("bilaterally",), contradicted=("left lung clear",)).outcome == "missing"
