"""What the session's tests share: a clock that obeys, a small case, and a tutor without a judge."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from pathlib import Path

import pytest
from sqlalchemy import Engine

import databases
from miliary_chat.case.loaded import Loaded, load_case
from miliary_chat.dialogue import actions as a, events as e
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.state import State
from miliary_chat.session.clock import Moment
from miliary_chat.session.store import LOCAL, Opening, Standing, Store, open_store, postgres

CASE = """\
format: 1
id: two-questions
title: Two questions
diagnosis: nothing
images:
  film: {file: film.png, caption: A film, describe: A grey square.}
stages:
  findings:
    label: the film
    questions:
      first: {question: What do you see?, expect: {grey: {accept: [grey], need: required}}}
      second: {question: What else?, expect: {square: {accept: [square], need: required}}}
  treatment: {question: What now?, expect: {wait: {accept: [wait], need: required}}}
"""


class FixedClock:
    """A clock that stands still until it is told otherwise."""

    def __init__(self) -> None:
        self.moment = Moment(1_800_000_000_000_000, 5_000_000)
        self.read = 0

    def now(self) -> Moment:
        self.read += 1
        return self.moment

    def forward(self, *, seconds: float, utc_seconds: float | None = None) -> None:
        """Let time pass; `utc_seconds` says what the wall clock made of it."""
        utc = seconds if utc_seconds is None else utc_seconds
        self.moment = Moment(
            self.moment.utc_us + round(utc * 1_000_000), self.moment.boot_us + round(seconds * 1_000_000)
        )


def plain_decide(script: Script, state: State, action: a.Action, at: int) -> tuple[e.Event, ...]:
    """A tutor that believes everything: what is said is answered, Skip goes on, the end ends."""
    match action:
        case a.Begin(person=person):
            first = script.items[0]
            started = e.Started(script.policy, script.seed, script.items, person, script.title, "none")
            return (started, e.Opened(first.id, e.Words("q", "Well?")))
        case a.Say(text=text):
            assert state.current is not None
            count = len(state.item.answers) + 1
            return (
                e.Answered(state.current, text, count),
                e.Judged(state.current, count, "none"),
                e.Unrecognised(state.current, text),
                e.Pumped(state.current, e.Words("pump", "What else?")),
                e.Spoke(state.current, "note", e.Words("note", "Noted — “naïve” 😀")),
            )
        case a.Skip():
            assert state.current is not None
            closed = e.Closed(state.current, "skipped")
            after = script.next_after(state.current)
            follows = e.Opened(after.id, e.Words("q", "And?")) if after else e.Ended("completed")
            return (closed, follows)
        case a.Submit(reason=reason):
            return (e.Ended(reason),)
        case _:
            return ()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def decide() -> Callable[[Script, State, a.Action, int], tuple[e.Event, ...]]:
    return plain_decide


@pytest.fixture
def case_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "two-questions"
    folder.mkdir()
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    (folder / "film.png").write_bytes(b"\x89PNG grey")
    return folder


@pytest.fixture
def loaded(case_folder: Path) -> Loaded:
    return load_case(case_folder)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/attempts.db"


@pytest.fixture(scope="session")
def postgres_database() -> Iterator[str]:
    """A database for all tests of this process; each has a room of its own in it."""
    if not databases.SERVER:
        pytest.skip(databases.SKIPPED)
    with databases.database() as url:
        yield url


@pytest.fixture
def postgres_url(postgres_database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    engines: list[Engine] = []

    def engine_for(url: str) -> Engine:
        engines.append(made(url))
        return engines[-1]

    made = postgres.engine_for
    monkeypatch.setattr(postgres, "engine_for", engine_for)
    yield databases.room(postgres_database)
    for engine in engines:  # tests leave stores open, as a program that is killed does
        engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"] if databases.SERVER else ["sqlite"])
def url(request: pytest.FixtureRequest) -> str:
    """Whoever takes this is run twice: a store promises the same on both databases."""
    found: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return found


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    store = open_store(url)
    yield store
    store.close()


@pytest.fixture
def said() -> Callable[..., tuple[e.Event, ...]]:
    """What makes the events of one turn."""

    def turn(count: int = 1, text: str = "grey") -> tuple[e.Event, ...]:
        words = e.Words("note", "Noted.")
        return (e.Answered("findings/first", text, count), e.Spoke("findings/first", "note", words))

    return turn


@pytest.fixture
def begin(said: Callable[..., tuple[e.Event, ...]]) -> Callable[..., str]:
    """What begins an attempt with one turn in a store."""

    def attempt(store: Store, name: str = "a1", *, source: str = "case:x", person: str = LOCAL) -> str:
        opening = Opening(name, person, source, "guided", "A case")
        moment = Moment(1_800_000_000_000_000, 5_000_000)
        store.begin_attempt(opening, said(), moment, Standing("findings, question 1 of 2"))
        return name

    return attempt


@pytest.fixture
def behind_its_back() -> Callable[[str], AbstractContextManager[databases.Behind]]:
    """What opens a store's database without the store."""
    return lambda url: closing(databases.Behind(url))
