"""An attempt: decided, stored, and only then changed."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from miliary_chat.base.errors import Conflict, IllegalMove, StoreFull, UsageError
from miliary_chat.base.sanitise import ANSWER_LIMIT
from miliary_chat.case.loaded import Loaded, load_case
from miliary_chat.dialogue import actions as a, events as e
from miliary_chat.dialogue.evolve import fold
from miliary_chat.dialogue.score import marks
from miliary_chat.session.attempt import Attempt, Decide, seed_of
from miliary_chat.session.known import PAUSE_US
from miliary_chat.session.store import Store


@pytest.fixture
def attempt(store: Store, loaded: Loaded, clock: Any, decide: Decide) -> Attempt:
    return Attempt.start(store, loaded, clock, decide=decide)


def test_a_start_is_stored_with_its_script_its_seed_and_whose_it_is(
    store: Store, loaded: Loaded, attempt: Attempt
) -> None:
    [summary] = store.attempts()
    started = store.read_events(attempt.id)[0].event
    assert (summary.id, summary.source, summary.live) == (attempt.id, "case:two-questions", True)
    assert summary.standing.place == "the film, question 1 of 2"
    assert isinstance(started, e.Started)
    assert (started.person, started.seed) == ("local", seed_of(attempt.id))
    assert {ref.case for ref in started.items} == {loaded.hash}


def test_the_events_of_a_start_stand_in_memory_as_they_stand_in_the_store(store: Store, attempt: Attempt) -> None:
    attempt.send(a.Say("grey"))
    assert attempt.events == store.read_events(attempt.id)
    assert attempt.state == fold(record.event for record in attempt.events)


def test_a_seed_that_was_given_is_kept(store: Store, loaded: Loaded, clock: Any, decide: Decide) -> None:
    attempt = Attempt.start(store, loaded, clock, seed=7, decide=decide)
    assert attempt.script.seed == attempt.state.seed == 7


def test_the_clock_is_read_once_for_an_action(attempt: Attempt, clock: Any) -> None:
    before = clock.read
    attempt.send(a.Say("grey"))
    assert clock.read == before + 1
    assert {record.moment for record in attempt.events[2:]} == {clock.moment}


def test_an_action_that_changes_nothing_stores_nothing(store: Store, attempt: Attempt) -> None:
    assert attempt.send(a.Tick()) == ()
    assert store.attempts()[0].length == 2


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("a\x00b", "a b"),
        ("\ud800grey\udfff", "grey"),
        ("\x1b[2J[/red]", "[2J[/red]"),
        ("\u202egrey", "grey"),
        ("one\r\ntwo", "one\ntwo"),
        ("x" * 30_000, "x" * ANSWER_LIMIT),
        ("😀 naïve \\u0000", "😀 naïve \\u0000"),
    ],
)
def test_hostile_text_is_made_harmless_before_anything_else_sees_it(
    store: Store, loaded: Loaded, clock: Any, typed: str, stored: str
) -> None:
    attempt = Attempt.start(store, loaded, clock)
    answered = attempt.send(a.Say(typed))[0]
    assert isinstance(answered, e.Answered)
    assert answered.text == stored
    assert store.read_events(attempt.id) == attempt.events


def test_a_resumed_attempt_is_what_it_was(store: Store, attempt: Attempt, clock: Any, decide: Decide) -> None:
    attempt.send(a.Say("grey"))
    attempt.send(a.Skip())
    again = Attempt.resume(store, attempt.id, clock, decide=decide)
    assert (again.id, again.state, again.events) == (attempt.id, attempt.state, attempt.events)
    assert again.script == attempt.script
    told = again.send(a.Say("square"))
    assert tuple(record.event for record in store.read_events(attempt.id)[-5:]) == told


def test_an_edited_case_goes_on_as_it_was_started_and_says_so(
    store: Store, attempt: Attempt, case_folder: Path, clock: Any, decide: Decide
) -> None:
    file = case_folder / "case.yaml"
    file.write_text(file.read_text("utf-8").replace("What else?", "Something else now?"), encoding="utf-8")
    now = load_case(case_folder)
    again = Attempt.resume(store, attempt.id, clock, current=now.hash, decide=decide)
    assert again.edited
    assert again.script == attempt.script


def test_an_unchanged_case_is_not_called_edited(
    store: Store, attempt: Attempt, loaded: Loaded, clock: Any, decide: Decide
) -> None:
    assert not Attempt.resume(store, attempt.id, clock, current=loaded.hash, decide=decide).edited
    assert not attempt.edited


def test_the_pictures_of_the_start_stay(
    store: Store, attempt: Attempt, case_folder: Path, clock: Any, decide: Decide
) -> None:
    (case_folder / "film.png").write_bytes(b"another")
    again = Attempt.resume(store, attempt.id, clock, decide=decide)
    assert attempt.picture("film") == again.picture("film") == b"\x89PNG grey"
    assert again.picture("nothing") is None


def test_nothing_follows_the_end(store: Store, attempt: Attempt, clock: Any, decide: Decide) -> None:
    attempt.send(a.Submit())
    with pytest.raises(IllegalMove, match="has ended"):
        attempt.send(a.Say("late"))
    again = Attempt.resume(store, attempt.id, clock, decide=decide)
    with pytest.raises(IllegalMove, match="has ended"):
        again.send(a.Say("late"))
    assert (store.attempts()[0].live, store.attempts()[0].standing.ended) == (False, "finished")


def test_an_event_that_the_protocol_forbids_never_reaches_the_store(
    store: Store, loaded: Loaded, clock: Any, decide: Decide
) -> None:
    def wrong(script: Any, state: Any, action: a.Action, at: int) -> tuple[e.Event, ...]:
        if isinstance(action, a.Skip):
            item = script.items[2].id
            return (e.Spoke(None, "note", e.Words("", "")), e.Pumped(item, e.Words("", "never opened")))
        return decide(script, state, action, at)

    attempt = Attempt.start(store, loaded, clock, decide=wrong)
    before = (attempt.state, attempt.events)
    with pytest.raises(IllegalMove):
        attempt.send(a.Skip())
    assert (attempt.state, attempt.events) == before
    assert store.read_events(attempt.id) == attempt.events


class Failing:
    """A store whose next writes fail."""

    def __init__(self, store: Any) -> None:
        self.store, self.fails = store, False

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    def begin_attempt(self, *arguments: Any) -> None:
        self._or_fail()
        self.store.begin_attempt(*arguments)

    def append(self, *arguments: Any) -> None:
        self._or_fail()
        self.store.append(*arguments)

    def _or_fail(self) -> None:
        if self.fails:
            raise StoreFull("The disk is full.", "Make room.")


def test_a_start_that_cannot_be_stored_leaves_no_attempt(
    store: Store, loaded: Loaded, clock: Any, decide: Decide
) -> None:
    failing = Failing(store)
    failing.fails = True
    with pytest.raises(StoreFull):
        Attempt.start(failing, loaded, clock, decide=decide)
    assert store.attempts() == ()


ROUTE: Sequence[a.Action] = (a.Say("grey"), a.Say("a square"), a.Skip(), a.Say("x"), a.Skip(), a.Say("wait"), a.Skip())


@pytest.mark.parametrize("place", range(len(ROUTE)))
def test_a_failed_step_changes_nothing_and_can_be_sent_again(
    store: Store, loaded: Loaded, clock: Any, decide: Decide, place: int
) -> None:
    failing = Failing(store)
    attempt = Attempt.start(failing, loaded, clock, decide=decide)
    for action in ROUTE[:place]:
        attempt.send(action)
    before = (attempt.state, attempt.events)
    failing.fails = True
    with pytest.raises(StoreFull):
        attempt.send(ROUTE[place])
    assert (attempt.state, attempt.events) == before
    assert store.read_events(attempt.id) == attempt.events
    failing.fails = False
    for action in ROUTE[place:]:
        attempt.send(action)
    assert store.read_events(attempt.id) == attempt.events
    assert attempt.state.ended == "completed"


def test_two_windows_cannot_both_go_on(store: Store, attempt: Attempt, clock: Any, decide: Decide) -> None:
    other = Attempt.resume(store, attempt.id, clock, decide=decide)
    attempt.send(a.Say("grey"))
    before = (other.state, other.events)
    with pytest.raises(Conflict, match="another window"):
        other.send(a.Say("white"))
    assert (other.state, other.events) == before
    assert store.read_events(attempt.id) == attempt.events


def test_a_case_in_progress_cannot_be_started_twice_and_the_way_on_is_said(
    store: Store, attempt: Attempt, loaded: Loaded, clock: Any, decide: Decide
) -> None:
    with pytest.raises(Conflict, match=f"resume {attempt.id}"):
        Attempt.start(store, loaded, clock, decide=decide)
    assert len(store.attempts()) == 1


def test_another_person_and_a_finished_case_may_start(
    store: Store, attempt: Attempt, loaded: Loaded, clock: Any, decide: Decide
) -> None:
    store.keep_person("ada", "Ada")
    Attempt.start(store, loaded, clock, person="ada", decide=decide)
    attempt.send(a.Submit())
    Attempt.start(store, loaded, clock, decide=decide)
    assert len(store.attempts(live=True)) == 2


def test_a_draft_waits_for_whoever_comes_back_and_goes_with_the_answer(
    store: Store, attempt: Attempt, clock: Any, decide: Decide
) -> None:
    attempt.draft("half a wo\x00")
    again = Attempt.resume(store, attempt.id, clock, decide=decide)
    assert again.read_draft() == "half a wo "
    again.send(a.Say("half a word"))
    assert again.read_draft() == ""


def test_a_draft_belongs_to_its_question(attempt: Attempt) -> None:
    attempt.draft("of the first")
    attempt.send(a.Skip())
    assert attempt.read_draft() == ""
    attempt.draft("of the second")
    attempt.draft("")
    assert attempt.read_draft() == ""


def test_after_the_end_there_is_no_draft(attempt: Attempt) -> None:
    attempt.send(a.Submit())
    attempt.draft("too late")
    assert attempt.read_draft() == ""


def test_time_worked_counts_silences_up_to_a_pause_and_breaks_not_at_all(
    store: Store, attempt: Attempt, clock: Any, decide: Decide
) -> None:
    clock.forward(seconds=40)
    assert attempt.elapsed_us() == 40_000_000
    attempt.send(a.Say("grey"))
    clock.forward(seconds=3600)
    assert attempt.elapsed_us() == 40_000_000 + PAUSE_US
    clock.forward(seconds=80_000)
    again = Attempt.resume(store, attempt.id, clock, decide=decide)
    assert again.elapsed_us() == 40_000_000
    clock.forward(seconds=10, utc_seconds=-7200)
    again.send(a.Say("a square"))
    assert again.elapsed_us() == store.attempts()[0].standing.worked_us == 50_000_000
    again.send(a.Submit())
    clock.forward(seconds=99)
    assert again.elapsed_us() == 50_000_000


def test_the_mark_that_lists_show_comes_with_the_end(store: Store, loaded: Loaded, clock: Any) -> None:
    attempt = Attempt.start(store, loaded, clock)
    attempt.send(a.Say("a grey film"))
    assert store.attempts()[0].standing.total is None
    attempt.send(a.Submit())
    total = marks(attempt.script, attempt.state).total
    assert store.attempts()[0].standing.total == total
    assert 0 < total < 100


def test_the_place_is_told_in_words(store: Store, attempt: Attempt) -> None:
    places = [store.attempts()[0].standing.place]
    for _ in range(3):
        attempt.send(a.Skip())
        places.append(store.attempts()[0].standing.place)
    assert places == ["the film, question 1 of 2", "the film, question 2 of 2", "treatment", "completed"]


def test_a_rehearsal_says_what_an_attempt_says_and_stores_nothing(
    store: Store, attempt: Attempt, clock: Any, decide: Decide
) -> None:
    for action in ROUTE:
        attempt.send(action)
    rehearsal = Attempt.rehearse(attempt.script, ROUTE, clock, decide=decide)
    assert rehearsal.events == attempt.events
    assert rehearsal.state == attempt.state
    assert len(store.attempts()) == 1


def test_an_attempt_that_is_not_there_is_named(store: Store, clock: Any, decide: Decide) -> None:
    with pytest.raises(UsageError, match="no attempt “nowhere”"):
        Attempt.resume(store, "nowhere", clock, decide=decide)


def test_an_attempts_id_may_be_cut_short(store: Store, attempt: Attempt, clock: Any, decide: Decide) -> None:
    assert Attempt.resume(store, attempt.id[:6], clock, decide=decide).id == attempt.id


def test_playing_without_a_store_loads_no_database() -> None:
    words = "import sys, miliary_chat.session.attempt; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", words], check=False).returncode == 0
