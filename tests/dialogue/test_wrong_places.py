"""A finding in the wrong place: the trainee is told so at once, and the right side alone puts it right."""

import pytest

from miliary_chat.case.reader import read_case
from miliary_chat.dialogue import actions as a, events as e
from miliary_chat.dialogue.script import Script
from persons import Person

PIN = "1" * 64
"""Another one than that of the clinic: what is compiled goes by it."""

CASE = """\
format: 1
id: stitch
title: A stitch
diagnosis: none
stages:
  findings:
    question: What do you see?
    expect:
      pneumothorax:
        accept: [right pneumothorax, air in the right pleural space]
        broader: [pneumothorax]
        need: required
        ask: On which side?
        hint: [Follow the vessels., Compare the sides.]
        prompt: Air where?
      no-shift: {accept: [trachea central], need: required, hint: Is anything pushed?}
"""


@pytest.fixture
def trainee() -> Person:
    reading = read_case(CASE.encode(), "stitch.yaml")
    assert reading.case is not None, [str(problem) for problem in reading.problems]
    someone = Person(Script.of_case(reading.case, PIN, seed=1))
    someone.does(a.Begin("findings"))
    return someone


def credited(events: list[e.Event]) -> list[tuple[str, float]]:
    return [(event.concept, event.leaves) for event in events if isinstance(event, e.Credited)]


def test_the_other_side_is_contradicted_by_its_own_word_and_asked_for(trainee: Person) -> None:
    told, asked = (
        event for event in trainee.says("left pneumothorax") if isinstance(event, e.Contradicted | e.AskedBack)
    )
    assert isinstance(told, e.Contradicted)
    assert "“pneumothorax”" in told.words.text
    assert "“left”" in told.words.text
    assert "right" not in told.words.text
    assert [("left pneumothorax")[span.start : span.end] for span in told.spans] == ["left"]
    assert isinstance(asked, e.AskedBack)
    assert asked.words.text == "On which side?"


@pytest.mark.parametrize("said", ["right", "Right.", "on the right", "the right side"])
def test_the_right_side_alone_earns_what_is_left(trainee: Person, said: str) -> None:
    trainee.says("left pneumothorax")
    assert credited(trainee.says(said)) == [("pneumothorax", 50)]


def test_a_side_that_was_only_left_out_costs_nothing(trainee: Person) -> None:
    assert not any(isinstance(event, e.Contradicted) for event in trainee.says("pneumothorax"))
    assert credited(trainee.says("right")) == [("pneumothorax", 100)]


def test_the_same_wrong_side_again_gets_a_hint_and_the_right_one_is_heard_after_it(trainee: Person) -> None:
    trainee.says("left pneumothorax")
    again = trainee.says("left")
    assert [type(event) for event in again[-2:]] == [e.Spoke, e.Hinted]
    assert not any(isinstance(event, e.Unrecognised | e.Contradicted) for event in again)
    assert credited(trainee.says("right")) == [("pneumothorax", 50)]


def test_something_else_in_between_does_not_lose_the_question(trainee: Person) -> None:
    trainee.says("pneumothorax")
    trainee.says("zebras")
    assert credited(trainee.says("on the right")) == [("pneumothorax", 100)]


def test_right_is_yes_where_nothing_was_asked(trainee: Person) -> None:
    assert not any(isinstance(event, e.Judged) for event in trainee.says("right"))


def test_a_place_of_something_else_is_no_wrong_place(trainee: Person) -> None:
    events = trainee.says("pneumothorax, the left lung is clear")
    assert not any(isinstance(event, e.Contradicted) for event in events)
