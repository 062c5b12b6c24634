"""Pictures asked about: nothing said of one holds of another, and none is told before it was asked about."""

import pytest

from miliary_chat.case.loaded import Loaded
from miliary_chat.dialogue import actions as a, events as e
from miliary_chat.dialogue.debrief import choice_result
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.showing import may_tell
from persons import Person

CASE = """
format: 1
id: films
title: Films
diagnosis: D
images:
  one: {caption: One, describe: A large effusion.}
  two: {caption: Two, describe: Nothing is wrong.}
stages:
  first:
    show: one
    questions:
      ok: {question: Normal?, options: {a: normal, b: abnormal}, right: b}
      film: {question: What is there?, expect: {fluid: {accept: [pleural effusion], need: required}}}
      more: {question: What else?, expect: {big: {accept: [large effusion], need: required}}}
  second:
    show: two
    questions:
      film: {question: What is there?, expect: {clear: {accept: [large effusion seen], need: required}}}
  after: {question: What do you do?, expect: {drain: {accept: [chest drain], need: required}}}
"""


@pytest.fixture
def trainee() -> Person:
    loaded = Loaded.from_source(CASE.encode())
    someone = Person(Script.of_case(loaded.case, loaded.hash, policy="guided", seed=7))
    someone.does(a.Begin())
    return someone


def carried(events: list[e.Event]) -> set[str]:
    return {event.item for event in events if isinstance(event, e.Carried)}


def test_what_is_said_of_a_picture_is_kept_for_questions_about_it_and_about_none(trainee: Person) -> None:
    trainee.says("b")
    assert carried(trainee.says("a large effusion is seen. I would insert a chest drain")) == {
        "first/more",
        "after/main",
    }


def test_a_picture_is_told_once_every_question_about_it_is_closed_choices_too(trainee: Person) -> None:
    def told(image: str) -> bool:
        return may_tell(trainee.script, trainee.state, trainee.state.current or "", image)

    seen = [told("one")]
    for text in ("b", "pleural effusion", "large effusion"):
        trainee.says(text)
        seen.append(told("one"))
    assert seen == [False, False, False, True]
    assert not told("two")


def test_the_review_of_a_choice_says_what_the_picture_shows(trainee: Person) -> None:
    trainee.says("a")
    assert choice_result(trainee.script, trainee.state, "first/ok").shows == "A large effusion."
