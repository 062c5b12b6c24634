"""A commit whose answer never came: nothing is said to be stored that is not, nothing is stored twice."""

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import event

import databases
import severing
from miliary_chat.base.errors import Conflict, IllegalMove, StoreError, Unsettled
from miliary_chat.case.loaded import Loaded
from miliary_chat.dialogue import actions as a, events as e
from miliary_chat.session.attempt import Attempt, Decide
from miliary_chat.session.clock import Moment
from miliary_chat.session.store import Standing, Store, open_store
from miliary_chat.session.store.sql import SqlStore

Begin = Callable[..., str]
Said = Callable[..., tuple[e.Event, ...]]

NOW = Moment(1_800_000_000_000_000, 5_000_000)
HERE = Standing("findings, question 1 of 2")


@pytest.fixture
def line(postgres_url: str) -> Iterator[severing.Line]:
    with severing.line(postgres_url) as line:
        yield line


@pytest.fixture
def store(postgres_url: str) -> Store:
    """The same store on a line that holds."""
    return open_store(postgres_url)


@pytest.fixture
def far(line: severing.Line, store: Store) -> Store:
    return open_store(line.url)


def answers(store: Store, attempt: str) -> list[str]:
    return [record.event.text for record in store.read_events(attempt) if isinstance(record.event, e.Answered)]


def test_a_commit_that_happened_is_acknowledged_though_its_answer_was_lost(
    far: Store, store: Store, line: severing.Line, begin: Begin, said: Said
) -> None:
    line.cut = "after"
    begin(far)
    line.cut = "after"
    far.append("a1", 2, said(2), NOW, HERE)
    assert line.cut is None
    assert len(store.read_events("a1")) == 4


def test_a_commit_that_never_arrived_is_refused_and_can_be_sent_again(
    far: Store, store: Store, line: severing.Line, begin: Begin, said: Said
) -> None:
    line.cut = "before"
    with pytest.raises(StoreError, match="was not stored") as caught:
        begin(far)
    assert not isinstance(caught.value, Unsettled)
    assert store.attempts() == ()
    begin(far)
    line.cut = "before"
    with pytest.raises(StoreError, match=r"was not stored. Send it again"):
        far.append("a1", 2, said(2), NOW, HERE)
    assert len(store.read_events("a1")) == 2
    far.append("a1", 2, said(2), NOW, HERE)
    assert len(store.read_events("a1")) == 4


def test_a_connection_that_is_ended_between_the_last_statement_and_the_commit_stores_nothing(
    postgres_url: str, begin: Begin, said: Said
) -> None:
    store = SqlStore.open(postgres_url)
    begin(store)

    def end_it(connection: Any) -> None:
        with closing(databases.connected(postgres_url)) as killer:
            pid = connection.connection.dbapi_connection.info.backend_pid
            killer.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])

    event.listen(store._database._engine, "commit", end_it, once=True)
    with pytest.raises(StoreError, match="was not stored"):
        store.append("a1", 2, said(2), NOW, HERE)
    assert len(store.read_events("a1")) == 2
    store.append("a1", 2, said(2), NOW, HERE)
    assert len(store.read_events("a1")) == 4


def test_a_connection_that_is_ended_between_two_statements_stores_nothing(
    postgres_url: str, begin: Begin, said: Said
) -> None:
    store = SqlStore.open(postgres_url)
    begin(store)

    def end_it(connection: Any, cursor: Any, words: str, *rest: object) -> None:
        if words.startswith("UPDATE attempts"):
            event.remove(store._database._engine, "before_cursor_execute", end_it)
            with closing(databases.connected(postgres_url)) as killer:
                killer.execute("SELECT pg_terminate_backend(%s, 5000)", [cursor.connection.info.backend_pid])

    event.listen(store._database._engine, "before_cursor_execute", end_it)
    with pytest.raises(StoreError, match=r"broke. The last step was not stored. Try again"):
        store.append("a1", 2, said(2), NOW, HERE)
    assert len(store.read_events("a1")) == 2


def test_only_the_very_same_events_of_the_very_same_moment_count_as_stored(
    store: Store, begin: Begin, said: Said
) -> None:
    begin(store)
    store.append("a1", 2, said(2), NOW, HERE)
    assert store.was_stored("a1", 0, said(), NOW)
    assert store.was_stored("a1", 2, said(2), NOW)
    assert not store.was_stored("a1", 2, said(2, "white"), NOW)
    assert not store.was_stored("a1", 2, said(2), Moment(NOW.utc_us + 1, NOW.boot_us))
    assert not store.was_stored("a1", 4, said(2), NOW)
    assert not store.was_stored("a1", 6, said(2), NOW)
    assert not store.was_stored("nowhere", 0, said(), NOW)


# An attempt


@pytest.fixture
def attempt(far: Store, loaded: Loaded, clock: Any, decide: Decide) -> Attempt:
    return Attempt.start(far, loaded, clock, decide=decide)


def send_into_the_dark(attempt: Attempt, line: severing.Line, when: Any, action: a.Action) -> None:
    """Send an action whose commit breaks the line, which then stays down for as long as anybody looks."""
    before = (attempt.state, attempt.events)
    line.cut, line.stays_down = when, True
    for _ in range(3):
        with pytest.raises(StoreError):
            attempt.send(action)
        assert (attempt.state, attempt.events) == before
    line.mend()


@pytest.mark.parametrize("when", ["before", "after"])
def test_an_answer_in_doubt_is_there_once_when_it_is_sent_again(
    attempt: Attempt, store: Store, line: severing.Line, clock: Any, when: str
) -> None:
    send_into_the_dark(attempt, line, when, a.Say("grey"))
    clock.forward(seconds=60)
    told = attempt.send(a.Say("grey"))
    assert isinstance(told[0], e.Answered)
    assert answers(store, attempt.id) == ["grey"]
    assert attempt.events == store.read_events(attempt.id)
    attempt.send(a.Say("white"))
    assert answers(store, attempt.id) == ["grey", "white"]


def test_the_first_failure_says_that_it_is_not_known(attempt: Attempt, line: severing.Line) -> None:
    line.cut, line.stays_down = "after", True
    with pytest.raises(Unsettled, match=r"whether it was is not known yet. Send it again .*: nothing is stored twice"):
        attempt.send(a.Say("grey"))


def test_another_answer_after_a_doubt_follows_the_first_and_both_are_told(
    attempt: Attempt, store: Store, line: severing.Line
) -> None:
    send_into_the_dark(attempt, line, "after", a.Say("grey"))
    told = attempt.send(a.Say("white"))
    assert [event.text for event in told if isinstance(event, e.Answered)] == ["grey", "white"]
    assert answers(store, attempt.id) == ["grey", "white"]
    assert attempt.events == store.read_events(attempt.id)


def test_what_was_stored_in_the_dark_is_told_even_when_the_next_action_is_refused(
    far: Store, store: Store, line: severing.Line, loaded: Loaded, clock: Any, decide: Decide
) -> None:
    def refusing(script: Any, state: Any, action: a.Action, at: int) -> tuple[e.Event, ...]:
        if isinstance(action, a.GoTo):
            raise IllegalMove("Not now.")
        return decide(script, state, action, at)

    attempt = Attempt.start(far, loaded, clock, decide=refusing)
    send_into_the_dark(attempt, line, "after", a.Say("grey"))
    with pytest.raises(IllegalMove):
        attempt.send(a.GoTo("findings/second"))
    assert attempt.events == store.read_events(attempt.id)
    told = attempt.send(a.Tick())
    assert [event.text for event in told if isinstance(event, e.Answered)] == ["grey"]
    assert attempt.send(a.Tick()) == ()


def test_a_hand_in_in_doubt_ends_the_attempt_once(attempt: Attempt, store: Store, line: severing.Line) -> None:
    send_into_the_dark(attempt, line, "after", a.Submit())
    assert attempt.send(a.Say("one more")) == (e.Ended("finished"),)
    assert attempt.state.ended == "finished"
    assert attempt.events == store.read_events(attempt.id)


def test_a_doubt_while_another_window_goes_on_ends_in_a_conflict_and_keeps_both(
    attempt: Attempt, store: Store, line: severing.Line, clock: Any, decide: Decide
) -> None:
    send_into_the_dark(attempt, line, "before", a.Say("grey"))
    Attempt.resume(store, attempt.id, clock, decide=decide).send(a.Say("white"))
    with pytest.raises(Conflict, match="another window"):
        attempt.send(a.Say("grey"))
    assert answers(store, attempt.id) == ["white"]


def test_a_start_in_doubt_is_found_by_the_next_start(
    far: Store, store: Store, line: severing.Line, begin: Begin
) -> None:
    line.cut, line.stays_down = "after", True
    with pytest.raises(Unsettled):
        begin(far, "a1")
    line.mend()
    with pytest.raises(Conflict, match="already in progress"):
        begin(far, "a2")
    assert [summary.id for summary in store.attempts()] == ["a1"]
