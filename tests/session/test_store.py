"""The store: what is acknowledged is kept, what is kept is found unchanged, and every refusal says what to do."""

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from miliary_chat import __version__
from miliary_chat.base.errors import CaseError, Conflict, NewerStore, StoreError, StoreFull, UsageError
from miliary_chat.case.loaded import Loaded
from miliary_chat.dialogue import events as e
from miliary_chat.session.clock import Moment
from miliary_chat.session.store import LOCAL, Opening, Standing, Store, open_store, tables
from miliary_chat.session.store.database import Database
from miliary_chat.session.store.schema import make_current

NOW = Moment(1_800_000_000_000_000, 5_000_000)
HERE = Standing("findings, question 1 of 2")


def said(count: int = 1, text: str = "grey") -> tuple[e.Event, ...]:
    return (e.Answered("findings/first", text, count), e.Spoke("findings/first", "note", e.Words("note", "Noted.")))


def begin(store: Store, name: str = "a1", *, source: str = "case:x", person: str = LOCAL) -> str:
    store.begin_attempt(Opening(name, person, source, "guided", "A case"), said(), NOW, HERE)
    return name


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


@contextmanager
def behind_its_back(url: str) -> Iterator[sqlite3.Connection]:
    """The store's file, opened by something that is not the store."""
    with closing(sqlite3.connect(file_of(url))) as connection:
        yield connection
        connection.commit()


# What is kept


def test_events_come_back_as_they_went_in(store) -> None:
    begin(store)
    store.append("a1", 2, said(2, "😀 naïve [/red] \\u0000"), Moment(NOW.utc_us + 1, NOW.boot_us + 2), HERE)
    records = store.read_events("a1")
    assert tuple(record.event for record in records) == said() + said(2, "😀 naïve [/red] \\u0000")
    assert [record.seq for record in records] == [1, 2, 3, 4]
    assert [record.moment.boot_us for record in records] == [5_000_000, 5_000_000, 5_000_002, 5_000_002]


def test_lists_follow_the_events(store) -> None:
    begin(store)
    store.append("a1", 2, (e.Ended("finished"),), Moment(NOW.utc_us + 9, 9), Standing("finished", "finished", 71, 42))
    [summary] = store.attempts()
    assert (summary.started_us, summary.last_us, summary.length) == (NOW.utc_us, NOW.utc_us + 9, 3)
    assert summary.standing == Standing("finished", "finished", 71, 42)
    assert not summary.live


def test_lists_are_narrowed_and_show_the_last_first(store) -> None:
    store.keep_person("ada", "Ada")
    begin(store, "a1", source="case:x")
    begin(store, "a2", source="case:y")
    begin(store, "a3", source="case:x", person="ada")
    store.append("a2", 2, (e.Ended("done"),), Moment(NOW.utc_us + 5, 0), Standing("done", "done"))

    def ids(**narrowed: object) -> list[str]:
        return [summary.id for summary in store.attempts(**narrowed)]

    assert ids() == ["a2", "a1", "a3"]
    assert ids(live=True) == ["a1", "a3"]
    assert ids(live=False) == ["a2"]
    assert ids(person="ada") == ["a3"]
    assert ids(source="case:x", person=LOCAL) == ["a1"]


def test_an_attempt_is_found_by_the_beginning_of_its_name(store) -> None:
    begin(store, "abc1", source="1")
    begin(store, "abd2", source="2")
    assert store.attempt("abc").id == "abc1"
    for start, words in (("ab", "Several"), ("x", "no attempt"), ("", "no attempt"), ("%", "no attempt")):
        with pytest.raises(UsageError, match=words):
            store.attempt(start)


def test_a_case_comes_back_with_its_hash_and_pictures(store, loaded: Loaded) -> None:
    store.keep_case(loaded)
    store.keep_case(loaded)
    kept = store.read_case(loaded.hash)
    assert (kept.case, kept.hash, kept.source) == (loaded.case, loaded.hash, loaded.source)
    assert store.read_image(kept.image_hashes["film"]) == b"\x89PNG grey"
    assert store.read_image("0" * 64) is None


def test_a_picture_that_changes_while_the_case_is_kept_is_refused(store, loaded: Loaded) -> None:
    loaded.images["film"].write_bytes(b"another")
    with pytest.raises(CaseError, match="being changed"):
        store.keep_case(loaded)
    loaded.images["film"].unlink()
    with pytest.raises(CaseError, match="cannot be read any more"):
        store.keep_case(loaded)
    with pytest.raises(StoreError, match="not in the store"):
        store.read_case(loaded.hash)


def test_a_closed_store_opens_again_when_it_is_asked(store) -> None:
    begin(store)
    store.close()
    assert store.attempt("a1").length == 2


def test_opening_again_keeps_everything(url: str) -> None:
    begin(open_store(url))
    assert open_store(url).attempts()[0].id == "a1"


def test_a_commit_survives_a_power_cut_by_the_settings_of_every_connection(url: str) -> None:
    open_store(url)
    database = Database(url)
    with database.writing() as one, database.reading() as other:
        for connection in (one, other):
            told = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
            assert told == ["wal", 2]
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    database.close()


def test_a_draft_of_an_attempt_that_is_not_there_is_refused(store) -> None:
    with pytest.raises(StoreError, match="no attempt"):
        store.save_draft("nowhere", "findings/first", "text")


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b", "\\\0", "\\\\\0"])
def test_what_no_database_takes_is_stopped_at_the_last_gate(store, text: str) -> None:
    begin(store)
    with pytest.raises(StoreError, match="cannot be stored"):
        store.append("a1", 2, said(2, text), NOW, HERE)
    with pytest.raises(StoreError, match="cannot be stored"):
        store.save_draft("a1", "findings/first", text)
    assert len(store.read_events("a1")) == 2


# Who may write


def test_an_append_at_the_wrong_number_is_a_conflict_and_stores_nothing(store) -> None:
    begin(store)
    for expected in (0, 1, 3):
        with pytest.raises(Conflict, match="another window"):
            store.append("a1", expected, said(2), NOW, HERE)
    assert len(store.read_events("a1")) == 2


def test_nothing_is_added_after_the_end(store) -> None:
    begin(store)
    store.append("a1", 2, (e.Ended("done"),), NOW, Standing("done", "done"))
    with pytest.raises(StoreError, match="has ended"):
        store.append("a1", 3, said(2), NOW, HERE)


def test_of_many_that_append_at_once_one_wins(url: str) -> None:
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


def test_of_many_that_start_the_same_case_at_once_one_wins(url: str) -> None:
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


def test_the_tables_themselves_forbid_a_second_live_attempt(store, url: str) -> None:
    begin(store)
    with behind_its_back(url) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(
            "INSERT INTO attempts SELECT 'a2', person, source, policy, title, status, ended, started_us,"
            " last_us, worked_us, length, head, place, total FROM attempts"
        )


def test_a_thread_reads_while_another_writes(store) -> None:
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


# What is found


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
    store, url: str, change: str, named: str
) -> None:
    begin(store)
    store.append("a1", 2, said(2), NOW, HERE)
    with behind_its_back(url) as connection:
        connection.executescript(change)
    with pytest.raises(StoreError, match=named):
        store.read_events(store.attempts()[0].id)


def test_every_flipped_byte_of_a_payload_is_found(store, url: str) -> None:
    begin(store)
    with behind_its_back(url) as connection:
        [whole] = connection.execute("SELECT payload FROM events WHERE seq = 1").fetchone()
        for place in range(len(whole)):
            changed = whole[:place] + chr(ord(whole[place]) ^ 1) + whole[place + 1 :]
            connection.execute("UPDATE events SET payload = ? WHERE seq = 1", (changed,))
            connection.commit()
            with pytest.raises(StoreError, match="event 1 is not"):
                store.read_events("a1")


def test_a_changed_case_and_a_changed_picture_are_found(store, url: str, loaded: Loaded) -> None:
    store.keep_case(loaded)
    with behind_its_back(url) as connection:
        connection.execute("UPDATE cases SET source = CAST(replace(source, 'What else', 'What now') AS BLOB)")
        connection.execute("UPDATE images SET bytes = x'00'")
    with pytest.raises(StoreError, match="changed in the store"):
        store.read_case(loaded.hash)
    with pytest.raises(StoreError, match="damaged"):
        store.read_image(loaded.image_hashes["film"])


# Versions


def test_a_newer_store_is_refused_with_the_release_that_it_needs(url: str) -> None:
    open_store(url).close()
    with behind_its_back(url) as connection:
        connection.executescript(
            "UPDATE meta SET value = '2' WHERE key = 'schema'; UPDATE meta SET value = '3.0.0' WHERE key = 'needs';"
            "UPDATE meta SET value = '3.1.4' WHERE key = 'written_by'; DROP TABLE drafts"
        )
    with pytest.raises(NewerStore, match=rf"by miliary-chat 3\.1\.4 and needs at least 3\.0\.0; this is {__version__}"):
        open_store(url)


def test_an_older_store_is_lifted_step_by_step_in_one_transaction(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(open_store(url))
    monkeypatch.setattr(tables, "SCHEMA", 3)
    database, lifted = Database(url), []
    steps = {1: lambda connection: lifted.append(1), 2: lambda connection: lifted.append(2)}
    with database.writing() as connection:
        make_current(connection, steps)
    assert lifted == [1, 2]
    assert open_store(url).attempts()[0].id == "a1"  # current: no step is looked for any more


def test_a_step_that_fails_leaves_the_older_store(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    open_store(url).close()
    monkeypatch.setattr(tables, "SCHEMA", 2)
    database = Database(url)

    def half(connection) -> None:
        connection.exec_driver_sql("CREATE TABLE half_done (x)")
        connection.exec_driver_sql("CREATE TABLE half_done (x)")

    with pytest.raises(StoreError), database.writing() as connection:
        make_current(connection, {1: half})
    with behind_its_back(url) as raw:
        assert raw.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone() == ("1",)
        assert raw.execute("SELECT name FROM sqlite_master WHERE name = 'half_done'").fetchone() is None


def test_somebody_elses_database_is_left_alone(url: str) -> None:
    with behind_its_back(url) as connection:
        connection.execute("CREATE TABLE recipes (name)")
    with pytest.raises(StoreError, match="other things"):
        open_store(url)
    with behind_its_back(url) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("recipes",)]


# Where it cannot be


def spoil(file: Path, content: bytes) -> None:
    file.write_bytes(content)


def damage(file: Path) -> None:
    store = open_store(f"sqlite:///{file}")
    begin(store)
    store.close()
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\x55" * (len(whole) - 4096))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda file: file.mkdir(), "is a folder"),
        (lambda file: spoil(file, b"dear diary, " * 500), "is not a store"),
        (damage, "is damaged"),
    ],
)
def test_a_file_that_is_no_store_is_refused_in_a_sentence(tmp_path: Path, make: Callable, words: str) -> None:
    file = tmp_path / "attempts.db"
    make(file)
    with pytest.raises(StoreError, match=words) as caught:
        open_store(f"sqlite:///{file}")
    assert "--db" in str(caught.value)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("sqlite://", "names no file"),
        ("sqlite:///", "names no file"),
        ("sqlite:////nowhere/at/all/attempts.db", "There is no folder /nowhere/at/all"),
        ("postgresql+psycopg9://localhost/x", "cannot be read|is needed"),
        ("://", "cannot be read"),
    ],
)
def test_an_url_that_leads_nowhere_is_refused_in_a_sentence(url: str, words: str) -> None:
    with pytest.raises(StoreError, match=words):
        open_store(url)


def test_the_data_folder_is_made_and_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILIARY_HOME", str(tmp_path / "a" / "home"))
    open_store(f"sqlite:///{tmp_path}/a/home/attempts.db").close()
    if os.name == "posix":
        assert (tmp_path / "a" / "home").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", ["what? 100%25 #1.db", "Ünïcode 😀.db", "a&b=c.db"])
def test_a_file_may_have_any_name(tmp_path: Path, name: str) -> None:
    store = open_store(f"sqlite:///{tmp_path}/{name}")
    begin(store)
    store.close()
    assert [file.name for file in tmp_path.iterdir()] == [name]


@pytest.fixture
def nobody(tmp_path: Path) -> Iterator[Path]:
    """A folder that this process may read and not write, even where the tests run as root."""
    if os.name != "posix":
        pytest.skip("NOT TESTED: folders that may not be written, on Windows")
    folder = tmp_path / "shut"
    folder.mkdir()
    above = [*folder.parents][:-2]
    modes = [(place, place.stat().st_mode) for place in above if place.stat().st_uid == os.geteuid()]
    root = os.geteuid() == 0
    try:
        for place, mode in modes:
            place.chmod(mode | 0o555)
        yield folder
    finally:
        if root:
            os.seteuid(0)
        for place, mode in modes:
            place.chmod(mode)
        folder.chmod(0o755)


def shut(folder: Path) -> None:
    for file in folder.iterdir():
        file.chmod(0o444)
    folder.chmod(0o555)
    if os.geteuid() == 0:
        os.seteuid(65534)  # root may do everything, whatever the folder says


def test_a_folder_that_may_not_be_written_is_said_with_a_way_out(nobody: Path) -> None:
    shut(nobody)
    with pytest.raises(StoreError, match="cannot be opened or made") as caught:
        open_store(f"sqlite:///{nobody}/attempts.db")
    assert "MILIARY_DB" in caught.value.advice


def test_a_home_that_may_not_be_written_is_said_with_a_way_out(nobody: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILIARY_HOME", str(nobody / "home"))
    shut(nobody)
    with pytest.raises(StoreError, match="cannot be made here: Permission denied") as caught:
        open_store(f"sqlite:///{nobody}/home/attempts.db")
    assert "MILIARY_DB" in caught.value.advice


def test_a_store_that_may_not_be_written_refuses_the_step_and_keeps_what_it_has(nobody: Path) -> None:
    url = f"sqlite:///{nobody}/attempts.db"
    store = open_store(url)
    begin(store)
    store.close()
    shut(nobody)
    with pytest.raises(StoreError, match=r"can be read but not written|cannot be opened"):
        open_store(url).append("a1", 2, said(2), NOW, HERE)


def test_a_store_that_somebody_holds_is_said_after_a_while(store, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(store)
    store.close()
    monkeypatch.setattr("miliary_chat.session.store.sqlite._BUSY_SECONDS", 0.01)
    hurried = open_store(url)
    with closing(sqlite3.connect(file_of(url), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="Another program"):
            hurried.append("a1", 2, said(2), NOW, HERE)
        assert len(hurried.read_events("a1")) == 2  # reading goes on
        other.execute("ROLLBACK")
    hurried.append("a1", 2, said(2), NOW, HERE)
    hurried.close()


# Full disks


def test_a_store_without_room_refuses_the_step_keeps_the_rest_and_goes_on_later(store) -> None:
    begin(store)
    with store._database.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreFull, match="disk is full") as caught:
        store.append("a1", 2, said(2, "x" * 20_000), NOW, HERE)
    assert "send it again" in caught.value.advice
    assert len(store.read_events("a1")) == 2
    with store._database.reading() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    store.append("a1", 2, said(2, "x" * 20_000), NOW, HERE)
    assert len(store.read_events("a1")) == 4


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 300 KB, where the machine allows one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(place)]
    if not sys.platform.startswith("linux") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("NOT TESTED: a real full disk; this machine does not let the tests mount one")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_on_a_full_disk_every_acknowledged_step_is_kept(small_disk: Path) -> None:
    store, kept = open_store(f"sqlite:///{small_disk}/attempts.db"), 2
    begin(store)
    full = None
    while full is None:
        try:
            store.append("a1", kept, said(kept, "y" * 3000), NOW, HERE)
            kept += 2
        except StoreFull as error:
            full = error
    assert kept > 2
    assert len(store.read_events("a1")) == kept
    store.close()
    store = open_store(f"sqlite:///{small_disk}/attempts.db")
    assert len(store.read_events("a1")) == kept
    store.close()


# Another database


def test_the_tables_can_be_made_in_postgresql() -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    for table in tables.metadata.sorted_tables:
        assert str(CreateTable(table).compile(dialect=dialect)).startswith(f"\nCREATE TABLE {table.name}")
    [live] = [index for index in tables.attempts.indexes if index.name == "one_live"]
    words = str(CreateIndex(live).compile(dialect=dialect))
    assert words == "CREATE UNIQUE INDEX one_live ON attempts (person, source) WHERE status = 'live'"


def test_naming_a_store_loads_no_database() -> None:
    words = "import sys, miliary_chat.session.store; sys.exit('sqlalchemy' in sys.modules or 'yaml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", words], check=False).returncode == 0
