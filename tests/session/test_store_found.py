"""What was changed behind the store's back is found; other versions and other databases are told apart."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

import databases
from miliary_chat import __version__
from miliary_chat.base.errors import NewerStore, StoreError
from miliary_chat.case.loaded import Loaded
from miliary_chat.dialogue import events as e
from miliary_chat.session.clock import Moment
from miliary_chat.session.store import Standing, Store, open_store, tables
from miliary_chat.session.store.database import Database
from miliary_chat.session.store.schema import make_current

Begin = Callable[..., str]
Said = Callable[..., tuple[e.Event, ...]]
Behind = Callable[[str], AbstractContextManager[databases.Behind]]

NOW = Moment(1_800_000_000_000_000, 5_000_000)
HERE = Standing("findings, question 1 of 2")


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("UPDATE events SET payload = replace(payload, 'grey', 'gray') WHERE seq = 3", "event 3 is not"),
        ("UPDATE events SET at_us = at_us + 1 WHERE seq = 2", "event 2 is not"),
        ("UPDATE events SET boot_us = 0 WHERE seq = 4", "event 4 is not"),
        ("UPDATE events SET hash = upper(hash) WHERE seq = 1", "event 1 is not"),
        ("DELETE FROM events WHERE seq = 2", "event 2 is missing"),
        ("DELETE FROM events WHERE seq = 4", "should hold 4 events and holds 3"),
        ("UPDATE attempts SET length = 3", "should hold 3 events and holds 4"),
        ("UPDATE attempts SET head = (SELECT hash FROM events WHERE seq = 3)", "event 4 is not the one"),
        ("UPDATE events SET seq = -seq WHERE seq > 2; UPDATE events SET seq = 7 + seq WHERE seq < 0", "event 3 is not"),
        ("UPDATE events SET attempt = 'b2'; UPDATE attempts SET id = 'b2'", "event 1 is not"),
    ],
)
def test_whatever_was_changed_behind_the_stores_back_is_found_and_named(
    store: Store, url: str, change: str, named: str, begin: Begin, said: Said, behind_its_back: Behind
) -> None:
    begin(store)
    store.append("a1", 2, said(2), NOW, HERE)
    with behind_its_back(url) as connection:
        connection.run(change)
    with pytest.raises(StoreError, match=named):
        store.read_events(store.attempts()[0].id)


def test_every_flipped_byte_of_a_payload_is_found(
    store: Store, url: str, begin: Begin, behind_its_back: Behind
) -> None:
    begin(store)
    with behind_its_back(url) as connection:
        [whole] = connection.execute("SELECT payload FROM events WHERE seq = 1").fetchone()
        for place in range(len(whole)):
            changed = whole[:place] + chr(ord(whole[place]) ^ 1) + whole[place + 1 :]
            connection.execute("UPDATE events SET payload = ? WHERE seq = 1", (changed,))
            with pytest.raises(StoreError, match="event 1 is not"):
                store.read_events("a1")


def test_a_changed_case_and_a_changed_picture_are_found(
    store: Store, url: str, loaded: Loaded, behind_its_back: Behind
) -> None:
    store.keep_case(loaded)
    with behind_its_back(url) as connection:
        connection.execute("UPDATE cases SET source = ?", [loaded.source.replace(b"What else", b"What now")])
        connection.execute("UPDATE images SET bytes = ?", [b"\0"])
    with pytest.raises(StoreError, match="changed in the store"):
        store.read_case(loaded.hash)
    with pytest.raises(StoreError, match="damaged"):
        store.read_image(loaded.image_hashes["film"])


def test_a_newer_store_is_refused_with_the_release_that_it_needs(url: str, behind_its_back: Behind) -> None:
    open_store(url).close()
    with behind_its_back(url) as connection:
        connection.run(
            f"UPDATE meta SET value = '{tables.SCHEMA + 1}' WHERE key = 'schema';"
            "UPDATE meta SET value = '3.0.0' WHERE key = 'needs';"
            "UPDATE meta SET value = '3.1.4' WHERE key = 'written_by'; DROP TABLE drafts"
        )
    with pytest.raises(NewerStore, match=rf"by miliary-chat 3\.1\.4 and needs at least 3\.0\.0; this is {__version__}"):
        open_store(url)


def test_an_older_store_is_lifted_step_by_step_in_one_transaction(
    url: str, monkeypatch: pytest.MonkeyPatch, begin: Begin
) -> None:
    begin(open_store(url))
    now = tables.SCHEMA
    monkeypatch.setattr(tables, "SCHEMA", now + 2)
    database, lifted = Database(url), []
    steps = {now: lambda connection: lifted.append(1), now + 1: lambda connection: lifted.append(2)}
    with database.writing() as connection:
        make_current(connection, steps)
    assert lifted == [1, 2]
    assert open_store(url).attempts()[0].id == "a1"  # current: no step is looked for any more


def test_a_step_that_fails_leaves_the_older_store(
    url: str, monkeypatch: pytest.MonkeyPatch, behind_its_back: Behind
) -> None:
    open_store(url).close()
    now = tables.SCHEMA
    monkeypatch.setattr(tables, "SCHEMA", now + 1)
    database = Database(url)

    def half(connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE half_done (x integer)")
        connection.exec_driver_sql("CREATE TABLE half_done (x integer)")

    with pytest.raises(StoreError), database.writing() as connection:
        make_current(connection, {now: half})
    with behind_its_back(url) as raw:
        assert raw.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone() == (str(now),)
        assert "half_done" not in raw.tables()


def test_somebody_elses_database_is_left_alone(url: str, behind_its_back: Behind) -> None:
    with behind_its_back(url) as connection:
        connection.execute("CREATE TABLE recipes (name text)")
    with pytest.raises(StoreError, match="other things"):
        open_store(url)
    with behind_its_back(url) as connection:
        assert connection.tables() == ["recipes"]


def test_the_tables_can_be_made_in_postgresql() -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    tables.suit(dialect.name)
    for table in tables.metadata.sorted_tables:
        assert str(CreateTable(table).compile(dialect=dialect)).startswith(f"\nCREATE TABLE {table.name}")
    [live] = [index for index in tables.attempts.indexes if index.name == "one_live"]
    words = str(CreateIndex(live).compile(dialect=dialect))
    assert words == "CREATE UNIQUE INDEX one_live ON attempts (person, source) WHERE status = 'live'"


def test_naming_a_store_loads_no_database() -> None:
    words = "import sys, miliary_chat.session.store; sys.exit('sqlalchemy' in sys.modules or 'yaml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", words], check=False).returncode == 0
