"""Orders: warnings first, results by turnaround, what is too early or too vague, what is missing at the end."""

import pytest

from miliary_chat.dialogue import actions as a, events as e
from miliary_chat.dialogue.score import marks
from persons import names, said


def results(events: list[e.Event]) -> list[str]:
    return [event.order for event in events if isinstance(event, e.Resulted)]


def part(trainee, name: str):
    stages = marks(trainee.script, trainee.state).stages
    return next(p for stage in stages for item in stage.items for p in item.parts if p.id == name)


def test_of_many_orders_in_one_line_the_warning_comes_first_then_results_by_turnaround(person) -> None:
    events = person("workup").says("sputum, HRCT, neck ultrasound, iodine scan")
    assert results(events) == ["scan", "hrct", "us", "sputum"]
    shown = [event for event in events if isinstance(event, e.Spoke | e.Resulted)]
    assert shown[0].words.text == "The gland takes it all."


def test_an_order_that_needs_another_result_stays_open_and_says_why(person) -> None:
    trainee = person("workup")
    events = trainee.says("FNA")
    assert [event.why for event in events if isinstance(event, e.Withheld)] == ["too-early"]
    assert results(trainee.says("neck ultrasound, then FNA")) == ["us", "fna"]


def test_a_vague_order_is_asked_back_and_the_reply_completes_it_or_names_it(person) -> None:
    trainee = person("workup")
    events = trainee.says("CT chest")
    assert said(events) == "With or without contrast?"
    assert results(trainee.says("HRCT without contrast")) == ["hrct"]


def test_a_panel_runs_its_orders_for_part_of_the_marks(person) -> None:
    trainee = person("workup")
    assert set(results(trainee.says("TB workup"))) == {"isolate", "sputum"}
    assert trainee.item.runs["isolate"].credit == 50


def test_a_panel_that_says_nothing_is_asked_back(person) -> None:
    assert said(person("workup").says("routine bloods")) == "Which ones?"


def test_a_panels_own_question_is_asked_though_another_order_is_nearly_said(person) -> None:
    events = person("workup").says("biopsy")
    judged = next(event for event in events if isinstance(event, e.Judged))
    assert ("lungbx", "near") in {(verdict.concept, verdict.outcome) for verdict in judged.verdicts}
    assert said(events) == "Of what?"


@pytest.mark.parametrize(
    ("first", "reply", "ordered"),
    [
        ("biopsy", "lung", ["lungbx"]),
        ("biopsy", "of the node", ["nodebx"]),
        ("biopsy", "of the lung, please", ["lungbx"]),
        ("a tissue", "lung biopsy", ["lungbx"]),
        ("biopsy", "PET", ["pet"]),
        ("biopsy", "zebras", []),
    ],
)
def test_a_panels_question_is_answered_by_what_completes_its_words_to_an_order(
    person, first: str, reply: str, ordered: list[str]
) -> None:
    trainee = person("workup")
    assert said(trainee.says(first)) == "Of what?"
    assert results(trainee.says(reply)) == ordered


def test_a_question_that_the_tutor_asked_back_may_be_declined(person) -> None:
    trainee = person("workup")
    events = trainee.says("biopsy", "no")
    assert [event.words.key for event in events if isinstance(event, e.Spoke)] == ["tutor/order-left"]


def test_words_that_are_still_too_general_are_said_to_be_so_and_not_called_unknown(person) -> None:
    trainee = person("workup")
    events = trainee.says("biopsy", "lung", "biopsy")
    assert names(events) == ["Spoke"]
    assert "“biopsy” is still too general" in said(events)


def test_of_two_orders_that_are_too_general_one_is_asked_back_and_the_other_is_not_lost(person) -> None:
    events = person("workup").says("routine bloods, biopsy")
    assert [event.words.text for event in events if isinstance(event, e.AskedBack)] == ["Which ones?"]
    assert "“biopsy” is too general" in said(events)


def test_what_belongs_to_another_stage_is_said_so(person) -> None:
    events = person("workup").says("start TB drugs")
    assert [event.why for event in events if isinstance(event, e.Withheld)] == ["elsewhere"]


def test_an_order_given_too_late_keeps_half(person) -> None:
    trainee = person("workup")
    trainee.says("sputum", "side room")
    assert trainee.item.runs["isolate"].credit == 50


def test_a_price_in_time_is_told_and_forbids_nothing(person) -> None:
    events = person("workup").says("CT neck")
    assert results(events) == ["ctneck"]
    assert "4 to 8 weeks" in said(events)


def test_an_earlier_order_changes_a_result_and_a_worth(person) -> None:
    trainee = person("workup")
    assert "Nothing anywhere." in said(trainee.says("CT neck", "iodine scan"))
    trainee.says("neck ultrasound, FNA")
    assert next(event for event in trainee.says("PET") if isinstance(event, e.Resulted)).worth == "neutral"


def test_the_same_order_twice_repeats_its_result_and_costs_nothing(person) -> None:
    trainee = person("workup")
    trainee.says("PET")
    before = part(trainee, "pet")
    assert names(trainee.says("PET")) == ["Spoke"]
    assert part(trainee, "pet") == before


def test_an_unknown_order_counts_neither_way(person) -> None:
    events = person("workup").says("serum rhubarb")
    assert names(events) == ["Unrecognised", "Spoke"]


def test_a_denied_order_is_not_carried_out(person) -> None:
    assert results(person("workup").says("sputum, but no PET")) == ["sputum"]


@pytest.mark.parametrize("seed", range(6))
def test_orders_that_are_not_wanted_are_not_told_in_the_same_words_twice_running(person, seed: int) -> None:
    trainee = person("workup", seed=seed)
    first, second = said(trainee.says("no PET")), said(trainee.says("PET is not needed"))
    assert "PET" in first
    assert "PET" in second
    assert first != second


def test_hints_that_are_asked_for_go_on_to_what_would_be_good_to_have(person) -> None:
    trainee = person("workup")
    trainee.says("isolate, sputum, neck ultrasound", "FNA")
    trainee.does(a.AskHint())
    trainee.says("zebras")
    assert [event.concept for event in trainee.does(a.AskHint()) if isinstance(event, e.Hinted)] == ["hrct"]


def test_missing_musts_are_hinted_at_and_then_told_with_their_results(person) -> None:
    trainee = person("workup")
    trainee.says("sputum", "done", "no")
    assert [event.concept for event in trainee.log if isinstance(event, e.Hinted)] == ["isolate"]
    trainee.says("side room")
    trainee.says("no idea")
    told = {event.order for event in trainee.log if isinstance(event, e.Resulted) and event.told}
    assert told == {"us", "fna"}
    assert {"ordered us", "ordered fna"} <= trainee.state.known


def test_an_order_after_a_hint_keeps_what_the_hint_leaves(person) -> None:
    trainee = person("workup")
    trainee.says("neck ultrasound, FNA, sputum", "done", "no", "side room")
    assert trainee.state.items["workup/main"].runs["isolate"].credit == 50  # late as well as hinted
    assert trainee.state.items["workup/main"].why == "moved-on"


@pytest.mark.parametrize(
    ("order", "sign"), [("neck ultrasound", 1), ("HRCT", 1), ("PET", -1), ("iodine scan", -1), ("CT neck", 0)]
)
def test_orders_earn_or_cost_what_they_are_worth(person, order: str, sign: int) -> None:
    trainee = person("workup")
    trainee.says(order)
    name = trainee.item.runs and next(iter(trainee.item.runs))
    parts = {p.id: p for stage in marks(trainee.script, trainee.state).stages for i in stage.items for p in i.parts}
    assert (parts[name].earned > 0) - (parts[name].earned < 0) == sign if sign else name not in parts


def test_skip_stops_ordering_and_then_leaves(person) -> None:
    trainee = person("workup")
    for _ in range(8):
        if trainee.state.current == "workup/main":
            trainee.does(a.Skip())
    assert trainee.state.current == "workup/recommit"
