"""The store: what is acknowledged is kept, and two writers never mix."""

import sqlite3
import threading
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing, contextmanager
from typing import Any

import psycopg
import pytest
from sqlalchemy import event

import databases
from miliary_chat.base.errors import CaseError, Conflict, StoreError, StoreFull, UsageError
from miliary_chat.case.loaded import Loaded
from miliary_chat.dialogue import events as e
from miliary_chat.session.clock import Moment
from miliary_chat.session.store import LOCAL, Standing, Store, open_store
from miliary_chat.session.store.database import Database
from miliary_chat.session.store.sql import SqlStore

Begin = Callable[..., str]
Said = Callable[..., tuple[e.Event, ...]]
Behind = Callable[[str], AbstractContextManager[databases.Behind]]

NOW = Moment(1_800_000_000_000_000, 5_000_000)
HERE = Standing("findings, question 1 of 2")


def test_events_come_back_as_they_went_in(store: Store, begin: Begin, said: Said) -> None:
    begin(store)
    store.append("a1", 2, said(2, "😀 naïve [/red] \\u0000"), Moment(NOW.utc_us + 1, NOW.boot_us + 2), HERE)
    records = store.read_events("a1")
    assert tuple(record.event for record in records) == said() + said(2, "😀 naïve [/red] \\u0000")
    assert [record.seq for record in records] == [1, 2, 3, 4]
    assert [record.moment.boot_us for record in records] == [5_000_000, 5_000_000, 5_000_002, 5_000_002]


def test_lists_follow_the_events(store: Store, begin: Begin) -> None:
    begin(store)
    store.append("a1", 2, (e.Ended("finished"),), Moment(NOW.utc_us + 9, 9), Standing("finished", "finished", 71, 42))
    [summary] = store.attempts()
    assert (summary.started_us, summary.last_us, summary.length) == (NOW.utc_us, NOW.utc_us + 9, 3)
    assert summary.standing == Standing("finished", "finished", 71, 42)
    assert not summary.live


def test_lists_are_narrowed_and_show_the_last_first(store: Store, begin: Begin) -> None:
    store.keep_person("ada", "Ada")
    begin(store, "a1", source="case:x")
    begin(store, "a2", source="case:y")
    begin(store, "a3", source="case:x", person="ada")
    store.append("a2", 2, (e.Ended("done"),), Moment(NOW.utc_us + 5, 0), Standing("done", "done"))

    def ids(**narrowed: Any) -> list[str]:
        return [summary.id for summary in store.attempts(**narrowed)]

    assert ids() == ["a2", "a1", "a3"]
    assert ids(live=True) == ["a1", "a3"]
    assert ids(live=False) == ["a2"]
    assert ids(person="ada") == ["a3"]
    assert ids(source="case:x", person=LOCAL) == ["a1"]


def test_an_attempt_is_found_by_the_beginning_of_its_name(store: Store, begin: Begin) -> None:
    begin(store, "abc1", source="1")
    begin(store, "abd2", source="2")
    assert store.attempt("abc").id == "abc1"
    missing = ["x", "", "%", "_bc1", "\udcff", "ä", "a\0"]
    for start, words in [("ab", "Several"), *((start, "no attempt") for start in missing)]:
        with pytest.raises(UsageError, match=words):
            store.attempt(start)


def test_a_person_who_was_never_introduced_is_known_by_the_id(store: Store, url: str, begin: Begin) -> None:
    begin(store, "a1", person="ada")
    store.keep_person("ada", "Ada")
    begin(store, "a2", person="ada", source="case:y")
    assert {summary.person for summary in store.attempts()} == {"ada"}


def test_a_case_comes_back_with_its_hash_and_pictures(store: Store, loaded: Loaded) -> None:
    store.keep_case(loaded)
    store.keep_case(loaded)
    kept = store.read_case(loaded.hash)
    assert (kept.case, kept.hash, kept.source) == (loaded.case, loaded.hash, loaded.source)
    assert store.read_image(kept.image_hashes["film"]) == b"\x89PNG grey"
    assert store.read_image("0" * 64) is None


def test_a_picture_that_changes_while_the_case_is_kept_is_refused(store: Store, loaded: Loaded) -> None:
    loaded.images["film"].write_bytes(b"another")
    with pytest.raises(CaseError, match="being changed"):
        store.keep_case(loaded)
    loaded.images["film"].unlink()
    with pytest.raises(CaseError, match="cannot be read any more"):
        store.keep_case(loaded)
    with pytest.raises(StoreError, match="not in the store"):
        store.read_case(loaded.hash)


def test_a_closed_store_opens_again_when_it_is_asked(store: Store, begin: Begin) -> None:
    begin(store)
    store.close()
    assert store.attempt("a1").length == 2


def test_opening_again_keeps_everything(url: str, begin: Begin) -> None:
    begin(open_store(url))
    assert open_store(url).attempts()[0].id == "a1"


def test_a_commit_survives_a_power_cut_by_the_settings_of_every_connection(sqlite_url: str) -> None:
    open_store(sqlite_url)
    database = Database(sqlite_url)
    with database.writing() as one, database.reading() as other:
        for connection in (one, other):
            told = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
            assert told == ["wal", 2]
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    database.close()


def test_a_draft_of_an_attempt_that_is_not_there_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="no attempt"):
        store.save_draft("nowhere", "findings/first", "text")


def test_what_a_person_typed_is_in_no_error_that_goes_to_the_log(
    store: Store, url: str, begin: Begin, behind_its_back: Behind
) -> None:
    begin(store)
    with behind_its_back(url) as connection:
        connection.execute("DROP TABLE drafts")
    with pytest.raises(StoreError) as caught:
        store.save_draft("a1", "findings/first", 3 * "nodule")  # the traceback shows this line itself
    assert "UPDATE drafts" in str(caught.value.__cause__)
    assert "nodulenodule" not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b", "\\\0", "\\\\\0"])
def test_what_no_database_takes_is_stopped_at_the_last_gate(store: Store, text: str, begin: Begin, said: Said) -> None:
    begin(store)
    with pytest.raises(StoreError, match="cannot be stored"):
        store.append("a1", 2, said(2, text), NOW, HERE)
    with pytest.raises(StoreError, match="cannot be stored"):
        store.save_draft("a1", "findings/first", text)
    assert len(store.read_events("a1")) == 2


def test_an_append_at_the_wrong_number_is_a_conflict_and_stores_nothing(store: Store, begin: Begin, said: Said) -> None:
    begin(store)
    for expected in (0, 1, 3):
        with pytest.raises(Conflict, match="another window"):
            store.append("a1", expected, said(2), NOW, HERE)
    assert len(store.read_events("a1")) == 2


def test_nothing_is_added_after_the_end(store: Store, begin: Begin, said: Said) -> None:
    begin(store)
    store.append("a1", 2, (e.Ended("done"),), NOW, Standing("done", "done"))
    with pytest.raises(StoreError, match="has ended"):
        store.append("a1", 3, said(2), NOW, HERE)


def test_of_many_that_append_at_once_one_wins(url: str, begin: Begin, said: Said) -> None:
    begin(open_store(url))
    gate = threading.Barrier(6)

    def race(name: int) -> str:
        store = open_store(url)
        gate.wait()
        try:
            store.append("a1", 2, said(2, str(name)), NOW, HERE)
        except Conflict:
            return "conflict"
        finally:
            store.close()
        return "stored"

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(race, range(6))) == ["conflict"] * 5 + ["stored"]
    assert len(open_store(url).read_events("a1")) == 4


def test_of_many_that_start_the_same_case_at_once_one_wins(url: str, begin: Begin) -> None:
    gate = threading.Barrier(6)

    def race(name: int) -> str:
        gate.wait()
        store = open_store(url)  # makes the file, too
        try:
            begin(store, f"a{name}")
        except Conflict:
            return "conflict"
        finally:
            store.close()
        return "stored"

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(race, range(6))) == ["conflict"] * 5 + ["stored"]
    assert len(open_store(url).attempts(live=True)) == 1


def test_the_tables_themselves_forbid_a_second_live_attempt(
    store: Store, url: str, begin: Begin, behind_its_back: Behind
) -> None:
    begin(store)
    with behind_its_back(url) as connection, pytest.raises((sqlite3.IntegrityError, psycopg.IntegrityError)):
        connection.execute(
            "INSERT INTO attempts SELECT 'a2', person, source, policy, title, status, ended, started_us,"
            " last_us, worked_us, length, head, place, total, number, rulings FROM attempts"
        )


def test_a_thread_reads_while_another_writes(store: Store, begin: Begin, said: Said) -> None:
    begin(store)
    failures: list[BaseException] = []

    def read() -> None:
        try:
            for _ in range(50):
                store.read_events("a1")
        except BaseException as error:  # whatever it is belongs to the test
            failures.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    for step in range(20):
        store.append("a1", 2 + 2 * step, said(step + 2), NOW, HERE)
    reader.join()
    assert failures == []
    assert len(store.read_events("a1")) == 42


# What fails


def statements_of(store: SqlStore, act: Callable[[], object]) -> int:
    """How many statements reach the database, commits included, while `act` goes on."""
    seen: list[str] = []
    with fails_at(store, -1, seen):
        act()
    return len(seen)


def full_disk(store: SqlStore) -> Exception:
    """What the store's database raises when there is no room."""
    if not store.url.startswith("sqlite:"):
        return psycopg.errors.DiskFull("could not extend file: No space left on device")
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    return error


def interrupt(store: SqlStore) -> KeyboardInterrupt:
    """What comes when somebody presses Ctrl-C."""
    return KeyboardInterrupt()


@contextmanager
def fails_at(
    store: SqlStore, place: int, seen: list[str], how: Callable[[SqlStore], BaseException] = full_disk
) -> Iterator[None]:
    """While this lasts, the database fails at its statement number `place`; all that come are noted in `seen`."""
    engine = store._database._engine

    def fail(words: str) -> None:
        seen.append(words)
        if len(seen) - 1 == place:
            raise how(store)

    def statement(connection: object, cursor: object, words: str, *rest: object) -> None:
        fail(words)

    def commit(connection: object) -> None:
        fail("COMMIT")

    event.listen(engine, "before_cursor_execute", statement)
    event.listen(engine, "commit", commit)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", statement)
        event.remove(engine, "commit", commit)


def everything(url: str) -> list[str]:
    """All that a store holds."""
    with closing(databases.Behind(url)) as behind:
        return behind.everything()


@pytest.mark.parametrize(("how", "seen_as"), [(full_disk, StoreFull), (interrupt, KeyboardInterrupt)])
def test_a_turn_that_fails_at_any_statement_leaves_the_store_as_it_was(
    url: str, begin: Begin, said: Said, how: Callable[[SqlStore], BaseException], seen_as: type[BaseException]
) -> None:
    store = SqlStore.open(url)
    begin(store)
    begin(store, "like-it", source="case:y")
    store.save_draft("a1", "findings/first", "half a word")
    count = statements_of(store, lambda: store.append("like-it", 2, said(2), NOW, HERE))
    before = everything(url)
    for place in range(count):
        seen: list[str] = []
        with fails_at(store, place, seen, how), pytest.raises(seen_as):
            store.append("a1", 2, said(2), NOW, HERE)
        assert everything(url) == before, f"after {seen[-1]}"
    assert "COMMIT" in seen
    store.append("a1", 2, said(2), NOW, HERE)
    assert len(store.read_events("a1")) == 4
    assert store.read_draft("a1", "findings/first") == ""
    store.close()


def test_a_start_that_fails_at_any_statement_leaves_the_store_as_it_was(url: str, begin: Begin, loaded: Loaded) -> None:
    store = SqlStore.open(url)
    begin(store, "like-it", source="case:y", person="ada")
    steps: list[tuple[str, Callable[[], object]]] = [
        ("attempt", lambda: begin(store, "a1", person="bob")),
        ("case", lambda: store.keep_case(loaded)),
    ]
    for name, step in steps:
        before, place, done = everything(url), 0, False
        while not done:
            with fails_at(store, place, []):
                try:
                    step()
                    done = True
                except StoreFull:
                    assert everything(url) == before, f"{name} at {place}"
            place += 1
        assert place > 4
        assert everything(url) != before
    store.close()
