"""Players through a case: the same seed is the same run, and what must never happen is found when it is planted."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from miliary_chat.author.players import Walks, told, walk
from miliary_chat.author.players.characters import CHARACTERS
from miliary_chat.author.players.faults import faults_of, shows
from miliary_chat.author.players.player import Player
from miliary_chat.author.players.reach import Piece, Reached, pieces
from miliary_chat.author.players.trail import Trail, again, walked
from miliary_chat.case.loaded import Loaded, load_case
from miliary_chat.dialogue import actions as a, events as e
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.state import State
from miliary_chat.dialogue.tutor import decide
from persons import PIN, clinic

ROOT = Path(__file__).parents[2]
CLINIC = ROOT / "tests" / "dialogue" / "clinic.yaml"
Events = tuple[e.Event, ...]
Change = Callable[[State, a.Action, Events], Events]


def script_of(policy: e.Policy, seed: int) -> Script:
    return Script.of_case(clinic(), PIN, policy=policy, seed=seed)


def short(policy: e.Policy, seed: int) -> Script:
    """The history and the film of the clinic case alone."""
    whole = script_of(policy, seed)
    return replace(whole, items=whole.items[:2])


def with_change(change: Change) -> Callable[[Script, State, a.Action, int], Events]:
    """A tutor with one thing wrong: `change` has the last word on what happens."""

    def broken(script: Script, state: State, action: a.Action, at: int) -> Events:
        return change(state, action, decide(script, state, action, at))

    return broken


def edited(old: str, new: str) -> Loaded:
    """The clinic case with one place written otherwise."""
    source = CLINIC.read_text(encoding="utf-8")
    assert source.count(old) == 1, old
    return Loaded.from_source(source.replace(old, new).encode())


def kinds(walks: Walks) -> set[str]:
    return {failure.fault.kind for failure in walks.faults}


class TestPlayers:
    """Who walks, and that the same walk can be had again."""

    def test_the_same_seed_sends_the_same_players_through_the_same_runs(self) -> None:
        one, same = (walk(short, 12, 5) for _ in range(2))
        assert one == same
        assert one.turns != walk(short, 12, 500).turns

    @pytest.mark.parametrize("name", CHARACTERS)
    def test_a_player_of_each_character_gets_to_the_end(self, name) -> None:
        script = script_of("guided", 3)
        assert walked(script, Player(name, 3, script), None, decide).state.ended in ("completed", "finished")

    def test_one_player_of_many_can_be_sent_again_alone(self) -> None:
        def grudge(state: State, action: a.Action, events: Events) -> Events:
            hit = isinstance(action, a.Say) and state.current == "findings/film" and len(state.item.answers) == 6
            return () if hit else events

        many = walk(short, 24, 40, decide=with_change(grudge))
        failure = next(failure for failure in many.faults if failure.fault.kind == "silence")
        alone = walk(short, 1, failure.seed, decide=with_change(grudge))
        assert [one.fault for one in alone.faults if one.fault.kind == "silence"] == [failure.fault]
        assert alone.faults[0].character == failure.character

    def test_an_exam_is_walked_and_handed_in(self) -> None:
        script = script_of("exam", 8)
        for name in CHARACTERS:
            assert walked(script, Player(name, 8, script), None, decide).state.ended == "handed in"

    def test_strong_players_earn_more_than_weak_ones_and_those_more_than_silent_ones(self) -> None:
        def mean(name) -> float:
            totals = []
            for seed in range(8):
                script = script_of("guided", seed)
                state = walked(script, Player(name, seed, script), None, decide).state
                totals.append(sum(len(item.credits) + len(item.heard) for item in state.items.values()))
            return sum(totals) / len(totals)

        assert mean("strong") > mean("weak") > mean("silent")


SAME = e.Words("tutor/dull", "As I always say.")


def _raise(state: State, action: a.Action, events: Events) -> Events:
    if isinstance(action, a.AskHint):
        raise ZeroDivisionError("division by zero")
    return events


def _forbid(state: State, action: a.Action, events: Events) -> Events:
    here = state.current or ""
    late = isinstance(action, a.Say) and len(state.item.answers) == 2 and not state.item.pending
    return (e.Settled(here, answered=True),) if late else events


def _hush(state: State, action: a.Action, events: Events) -> Events:
    return tuple(one for one in events if isinstance(one, e.Answered)) if isinstance(action, a.Say) else events


def _hold(state: State, action: a.Action, events: Events) -> Events:
    stays = isinstance(action, a.Skip) and state.current == "findings/film"
    return (e.Spoke(state.current, "redirect", e.Words("tutor/stay", "Stay.")),) if stays else events


def _circle(state: State, action: a.Action, events: Events) -> Events:
    """From the second question back to the first, and forth again, for ever."""
    if not isinstance(action, a.Begin) and state.current in ("history/main", "findings/film"):
        other = "findings/film" if state.current == "history/main" else "history/main"
        return (e.Opened(other, e.Words(f"question/{other}", "And now?")),)
    return events


def _overpay(state: State, action: a.Action, events: Events) -> Events:
    return tuple(replace(one, leaves=400) if isinstance(one, e.Credited) else one for one in events)


def _help_late(state: State, action: a.Action, events: Events) -> Events:
    for one in events:
        if isinstance(one, e.Credited) and not any(isinstance(other, e.Closed) for other in events):
            words = e.Words(f"hint/{one.concept}/9", f"A hint for {one.concept} in {one.item}.")
            return (*events, e.Hinted(one.item, one.concept, words, 9, 9, 50, "hint"))
    return events


def _hint_again(state: State, action: a.Action, events: Events) -> Events:
    return tuple(one for event in events for one in ((event, event) if isinstance(event, e.Hinted) else (event,)))


def _drone(state: State, action: a.Action, events: Events) -> Events:
    open_still = state.current is not None and not any(isinstance(one, e.Ended | e.Closed) for one in events)
    return (*events, e.Spoke(state.current, "note", SAME)) if open_still else events


PLANTED = {
    "broken": _raise,
    "refused": _forbid,
    "silence": _hush,
    "stuck": _hold,
    "endless": _circle,
    "marks": _overpay,
    "late-help": _help_late,
    "told-twice": _hint_again,
    "said-thrice": _drone,
}


class TestFaults:
    """Each fault is found when it is planted, with a run that shows it."""

    @pytest.mark.parametrize(("kind", "change"), PLANTED.items(), ids=PLANTED)
    def test_a_planted_fault_is_found_and_shown_in_a_run_that_has_it(self, kind: str, change: Change) -> None:
        tutor = with_change(change)
        walks = walk(short, 1 if kind == "endless" else 6, 1, decide=tutor)
        assert kind in kinds(walks)
        failure = next(failure for failure in walks.faults if failure.fault.kind == kind and failure.trail)
        assert failure.trail is not None
        assert failure.fault.key in {fault.key for fault in faults_of(failure.trail, tutor)}

    def test_the_same_actions_that_bring_something_else_are_found(self) -> None:
        calls = [0]

        def count(state: State, action: a.Action, events: Events) -> Events:
            calls[0] += 1
            last = events[-1] if events else None
            fickle = isinstance(last, e.Pumped)
            return (*events[:-1], e.Pumped(last.item, e.Words("tutor/pump", f"{calls[0]}?"))) if fickle else events

        assert "replay" in kinds(walk(short, 6, 1, decide=with_change(count)))

    def test_a_state_that_its_events_do_not_lead_to_is_found(self) -> None:
        trail = again(short("guided", 1), [a.Begin(), a.Say("any fever?")], decide)
        last = trail.steps[-1]
        forged = Trail(trail.script, (*trail.steps[:-1], replace(last, after=replace(last.after, seed=99))))
        assert [fault.kind for fault in faults_of(forged, decide)] == ["state"]

    def test_what_brings_somebody_back_may_be_said_as_often_as_it_takes(self) -> None:
        actions = [a.Begin("findings"), a.AskHint(), *([a.AskHint()] * 5)]
        assert not faults_of(again(short("guided", 1), actions, decide), decide)

    def test_the_same_words_at_three_questions_are_no_repetition_and_at_one_they_are(self) -> None:
        def drawl(state: State, action: a.Action, events: Events) -> Events:
            return (*events, e.Spoke(state.current, "note", SAME)) if state.current and state.ended is None else events

        stages = "".join(
            f"  {name}: {{question: Which?, expect: {{a: [apples]}}}}\n" for name in ("one", "two", "three")
        )
        orchard = Loaded.from_source(f"format: 1\nid: o\ntitle: O\ndiagnosis: D\nstages:\n{stages}".encode())
        script, tutor = Script.of_case(orchard.case, orchard.hash), with_change(drawl)
        across = [a.Begin(), a.Say("apples"), a.Skip(), a.Say("I see apples")]
        within = [a.Begin(), a.Say("pears"), a.AskWhy(), a.Say("plums")]
        found = [{fault.kind for fault in faults_of(again(script, run, tutor), tutor)} for run in (across, within)]
        assert ["said-thrice" in one for one in found] == [False, True]

    def test_only_going_to_a_closed_question_may_be_refused(self) -> None:
        actions = [a.Begin(), a.Skip(), a.GoTo("history/main")]
        assert not faults_of(again(short("exam", 1), actions, decide), decide)
        twice = again(short("guided", 1), [a.Begin(), a.Begin()], decide)
        assert [fault.kind for fault in faults_of(twice, decide)] == ["refused"]

    def test_a_failing_run_is_cut_down_to_the_turns_that_it_needs(self) -> None:
        walks = walk(short, 6, 1, decide=with_change(_raise))
        trail = walks.faults[0].trail
        assert trail is not None
        assert trail.actions[-1] == a.AskHint()
        for left_out in range(1, len(trail.actions)):
            rest = [action for at, action in enumerate(trail.actions) if at != left_out]
            assert not shows(again(trail.script, rest, with_change(_raise)), walks.faults[0].fault, with_change(_raise))

    def test_a_fault_that_every_player_shows_is_told_once_with_its_number(self) -> None:
        walks = walk(short, 6, 1, decide=with_change(_drone))
        keys = [failure.fault.key for failure in walks.faults]
        assert len(keys) == len(set(keys))
        assert any(failure.times > 1 for failure in walks.faults)


class TestFullMarks:
    """Somebody who knows everything has to be able to earn everything."""

    def test_full_marks_can_be_had_in_the_clinic_case(self) -> None:
        assert walk(script_of, 0).lost == ()

    @pytest.mark.parametrize(
        ("old", "new", "item"),
        [
            ("    lead:\n      accept: mets", "    cap: 1\n    lead:\n      accept: mets", "differential/main"),
            ("accept: [random distribution, random nodules]", "accept: [no more]", "findings/pattern"),
            ("before: sputum, result: She", "before: sputum, needs: sputum, result: She", "workup/main"),
        ],
        ids=["a cap that is too low", "words that mean that somebody is done", "orders that wait for each other"],
    )
    def test_where_nobody_can_is_said_with_the_question_and_what_it_loses(self, old: str, new: str, item: str) -> None:
        walks = walk(edited(old, new), 0)
        assert [lost.item for lost in walks.lost] == [item]
        assert not walks.clean
        text = "\n".join(told(walks))
        assert f"Nobody can get full marks in {item}: who says everything gets {walks.lost[0].mark} of 100." in text
        assert walks.lost[0].parts[0][0] in text


class TestReach:
    """What the author wrote and nobody ever saw."""

    def test_a_line_behind_a_condition_that_never_holds_is_told(self) -> None:
        case = edited("when: {ordered ctneck: {result: Nothing anywhere.}}", "when: {ordered scan: {result: Nothing.}}")
        walks = walk(case, 6)
        assert ("conditions that hold", "ordered ctneck") not in {(one.sort, one.name) for one in walks.unreached}
        never = edited("if: asked lump, say: Think", "if: asked lump and not asked lump, say: Think")
        lines = list(told(walk(never, 6)))
        assert "  conditions that hold, findings/film: asked lump and not asked lump" in lines

    def test_without_players_nearly_everything_is_unreached_and_with_many_nearly_nothing(self) -> None:
        few, many = walk(script_of, 0), walk(script_of, 36)
        assert len(few.unreached) > 20
        assert len(many.unreached) <= 3
        assert set(many.unreached) <= set(few.unreached)

    def test_a_second_hint_of_an_extra_is_set_apart_and_reached_by_those_who_ask_for_hints(self) -> None:
        sort = "rungs of an extra that come only when asked for"
        assert f"  {sort}, findings/film: size 2, size prompt" in list(told(walk(script_of, 0)))
        asking = [a.Begin("findings"), a.Say("tiny nodules both lungs"), a.AskHint(), a.Say("zebras"), a.AskHint()]
        reached = Reached()
        reached.add(again(script_of("guided", 1), asking, decide), {})
        assert Piece(sort, "findings/film", "size 2") not in reached.missing(
            script_of("guided", 1), pieces(script_of("guided", 1))
        )


class TestTold:
    """What an author reads."""

    def test_a_fault_is_told_with_its_sentence_its_player_and_the_talk(self) -> None:
        lines = list(told(walk(short, 6, 1, decide=with_change(_raise))))
        fault = next(at for at, line in enumerate(lines) if line.startswith("Fault 1. "))
        assert "ZeroDivisionError: division by zero" in lines[fault]
        assert "--players 1 --seed " in lines[fault + 1]
        assert "    You: /hint" in lines
        assert "       (broke down: ZeroDivisionError: division by zero)" in lines

    def test_a_clean_case_is_told_in_a_line(self) -> None:
        lines = list(told(walk(short, 6)))
        assert lines[0].startswith("A test patient: 6 players, ")
        assert (
            lines[1]
            == "Nothing is wrong: every run ends, nothing repeats, and full marks can be had in every question."
        )

    def test_nothing_that_was_typed_reaches_the_page_as_a_control(self) -> None:
        def choke(state: State, action: a.Action, events: Events) -> Events:
            if isinstance(action, a.Say) and not action.text.isprintable():
                raise ValueError(action.text)
            return events

        walks = walk(short, 30, decide=with_change(choke))
        assert "broken" in kinds(walks)
        assert all(char.isprintable() for line in told(walks) for char in line)


def test_a_handful_of_players_finds_no_fault_in_the_clinic_case() -> None:
    walks = walk(Loaded.from_source(CLINIC.read_bytes()), 12)
    assert walks.clean, list(told(walks))


def test_a_handful_of_players_finds_no_fault_in_the_flagship() -> None:
    walks = walk(load_case(ROOT / "cases" / "wedding-photograph"), 6)
    assert walks.faults == (), list(told(walks))
    assert walks.lost == (), list(told(walks))


@pytest.mark.long
@pytest.mark.parametrize("seed", [1_000, 2_000])
def test_a_hundred_players_find_no_fault_in_the_flagship(seed: int) -> None:
    walks = walk(load_case(ROOT / "cases" / "wedding-photograph"), 100, seed)
    assert walks.clean, list(told(walks))
