"""A report: one long text over a film, judged as a whole; and a budget of orders, told when it is spent."""

from miliary_chat.case.model import Case
from miliary_chat.case.reader import read_case
from miliary_chat.dialogue import actions as a, events as e
from miliary_chat.dialogue.script import Script
from persons import Person, said

ROUNDS = b"""
format: 1
id: rounds
title: A round
diagnosis: Nothing
stages:
  film:
    activity: report
    question: Report this film.
    expect:
      nodules: {accept: [tiny nodules], need: required, label: tiny nodules, teach: They are tiny.}
      both: {accept: [both lungs], need: required, label: both lungs}
      no-effusion: {accept: [no pleural effusion], contradicted: Look at the angles.}
      heart: {accept: [heart normal], label: a normal heart}
    misconceptions:
      consolidation: {accept: [consolidation], correct: The vessels are not hidden.}
      cavities: {accept: [cavities], correct: None has a hole.}
  workup:
    budget: 1
    orders:
      ct: {accept: [HRCT], value: must, result: Nodules.}
      pet: {accept: [PET], value: low, result: Little.}
"""


def rounds() -> Person:
    reading = read_case(ROUNDS, "rounds.yaml")
    assert isinstance(reading.case, Case), reading.problems
    reader = Person(Script.of_case(reading.case, "f" * 64))
    reader.does(a.Begin())
    return reader


def test_one_report_is_credited_corrected_and_completed_in_one_turn() -> None:
    reader = rounds()
    events = reader.says("Tiny nodules, consolidation and cavities. Bilateral pleural effusions.")
    assert [event.concept for event in events if isinstance(event, e.Credited)] == ["nodules"]
    assert {event.concept for event in events if isinstance(event, e.Corrected)} == {"consolidation", "cavities"}
    assert [event.concept for event in events if isinstance(event, e.Contradicted)] == ["no-effusion"]
    assert [event.concept for event in events if isinstance(event, e.Asserted)] == ["both"]
    assert "a normal heart" in said(events)
    assert reader.state.current == "workup/main"


def test_a_report_in_which_nothing_is_recognised_is_kept_and_closed_all_the_same() -> None:
    reader = rounds()
    events = reader.says("The zebra grazes.")
    assert any(isinstance(event, e.Unrecognised) for event in events)
    assert reader.state.items["film/main"].why == "complete"


def test_a_report_is_written_without_hints() -> None:
    reader = rounds()
    assert not any(isinstance(event, e.Hinted) for event in reader.does(a.AskHint()))


def test_a_budget_that_is_spent_withholds_what_comes_after_and_says_so() -> None:
    reader = rounds()
    reader.says("tiny nodules both lungs")
    events = reader.says("HRCT and PET")
    assert [event.order for event in events if isinstance(event, e.Resulted)] == ["ct"]
    assert [(event.order, event.why) for event in events if isinstance(event, e.Withheld)] == [("pet", "budget")]
    assert "1" in said(events)
