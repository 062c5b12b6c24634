"""The interview: the trainee leads, the script replies, nothing is volunteered and no question is wrong."""

import pytest

from miliary_chat.case.loaded import Loaded
from miliary_chat.dialogue import actions as a, events as e
from miliary_chat.dialogue.script import Script
from persons import Person, names, said


def replies(events: list[e.Event], kind: str = "reply") -> list[str]:
    return [event.reply for event in events if isinstance(event, e.Replied) and event.kind == kind]


def test_several_questions_in_one_line_are_all_answered_in_the_order_asked(person) -> None:
    assert replies(person().says("any fever? how long have you coughed?")) == ["fever", "cough"]


@pytest.mark.parametrize(
    "text", ["cough?", "No fever?", "any temperature", "pets, animals at home?", "do you have a fever"]
)
def test_questions_are_understood_in_the_forms_that_people_use(person, text: str) -> None:
    assert len(replies(person().says(text))) == 1


def test_examining_gives_the_finding_and_asking_the_reply(person) -> None:
    trainee = person()
    assert replies(trainee.says("palpate the neck"), "finding") == ["lump"]
    assert replies(trainee.says("any lumps?")) == ["lump"]
    assert {"asked lump", "examined lump"} <= trainee.state.known


def test_a_question_heard_before_is_answered_as_before_and_said_so(person) -> None:
    trainee = person()
    events = trainee.says("cough?", "the cough?")
    assert names(events) == ["Spoke"]
    assert "Ten weeks." in said(events)


def test_a_question_without_a_line_is_told_so_by_the_tutor_and_counts_neither_way(person) -> None:
    trainee = person()
    trainee.says("cough?")
    before = trainee.total
    events = trainee.says("do you play the bassoon?")
    assert names(events) == ["Unrecognised", "Spoke"]
    assert events[-1].move == "aside"
    assert trainee.total == before


def test_who_asks_the_unknown_again_and_again_gets_something_to_go_by(person) -> None:
    trainee = person()
    texts = {said(trainee.says(text)) for text in ("bassoon?", "trombone?", "sousaphone?")}
    assert any("/hint" in text for text in texts)


def test_not_knowing_what_to_ask_brings_a_framework_then_names(person) -> None:
    trainee = person()
    first, second = trainee.says("I don't know what to ask"), trainee.does(a.AskHint())
    assert [event.concept for event in first if isinstance(event, e.Hinted)] == ["framework"]
    assert [event.concept for event in second if isinstance(event, e.Hinted)] == ["cough"]


def test_anything_else_is_asked_once_always_and_then_left(person) -> None:
    trainee = person()
    trainee.says("cough? fever? any lumps?")
    assert names(trainee.says("done")) == ["AskedBack"]
    trainee.says("pets?")
    trainee.says("done")
    assert trainee.state.current == "findings/film"


def test_what_must_be_known_is_handed_over_only_if_it_was_not_asked(person) -> None:
    silent, curious = person(), person()
    assert replies(silent.says("done", "no"), "handover") == ["lump"]
    assert "asked lump" not in silent.state.known
    assert replies(curious.says("any lumps?", "done", "no"), "handover") == []


def test_a_diagnosis_said_in_the_interview_is_kept_for_the_list(person) -> None:
    trainee = person()
    events = trainee.says("I think this is miliary TB")
    assert "later" in said(events)
    assert "tb" in trainee.state.items["differential/main"].carried


def test_thoroughness_and_efficiency_are_told_apart(person) -> None:
    from miliary_chat.dialogue.score import marks

    trainee = person()
    trainee.says("cough? pets?", "done", "no")
    mark = marks(trainee.script, trainee.state).stages[0].items[0]
    assert (mark.thoroughness, mark.efficiency) == (33, 50)


def test_a_follow_up_counts_for_efficiency_only_once_it_matters(person) -> None:
    from miliary_chat.dialogue.score import marks

    def efficiency(*questions: str) -> int | None:
        trainee = person()
        trainee.says(*questions)
        return marks(trainee.script, trainee.state).stages[0].items[0].efficiency

    assert efficiency("cough?", "hoarse voice?") == 100
    assert efficiency("any lumps?", "pets?", "hoarse voice?") == 67


def test_between_two_hints_it_is_a_question_that_is_wanted_and_after_the_last_no_other_is_promised(person) -> None:
    trainee = person()
    for _ in range(2):
        trainee.does(a.AskHint())
    assert "Ask or examine something first" in said(trainee.does(a.AskHint()))
    for text in ("zebras", "giraffes", "lions"):
        trainee.says(text)
        last = trainee.does(a.AskHint())
    assert said(last) == "There is nothing left to hint at here."


def test_further_phrasings_of_what_is_only_examined_are_ways_to_examine_it() -> None:
    source = """
format: 1
id: exam-only
title: T
diagnosis: D
stages:
  h:
    interview:
      eyes: {examine: [fundoscopy], accept: [visual fields], find: Full.}
      cough: {ask: [cough], reply: Dry.}
"""
    loaded = Loaded.from_source(source.encode())
    trainee = Person(Script.of_case(loaded.case, loaded.hash, policy="guided", seed=7))
    trainee.does(a.Begin())
    assert replies(trainee.says("visual fields"), "finding") == ["eyes"]
