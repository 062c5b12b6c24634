"""Where a store cannot be as a file: every refusal is a sentence that says what to do, and what was stored stays."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from miliary_chat.base.errors import StoreError, StoreFull
from miliary_chat.dialogue import events as e
from miliary_chat.session.clock import Moment
from miliary_chat.session.store import Standing, Store, open_store
from miliary_chat.session.store.sql import SqlStore

Begin = Callable[..., str]
Said = Callable[..., tuple[e.Event, ...]]

NOW = Moment(1_800_000_000_000_000, 5_000_000)
HERE = Standing("findings, question 1 of 2")


@pytest.fixture
def url(sqlite_url: str) -> str:
    """These are about files; test_postgres.py is about servers."""
    return sqlite_url


def spoil(file: Path, content: bytes) -> None:
    file.write_bytes(content)


def damage(file: Path) -> None:
    open_store(f"sqlite:///{file}").close()
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
def test_a_file_that_is_no_store_is_refused_in_a_sentence(
    tmp_path: Path, make: Callable[[Path], object], words: str
) -> None:
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
        ("sqlite:///:memory:", "names no file"),
        ("sqlite:////nowhere/at/all/attempts.db", "There is no folder .nowhere.at.all"),
        ("postgresql+psycopg9://localhost/x", "cannot be read|is needed"),
        ("://", "cannot be read"),
    ],
)
def test_a_url_that_leads_nowhere_is_refused_in_a_sentence(url: str, words: str) -> None:
    with pytest.raises(StoreError, match=words):
        open_store(url)


def test_the_data_folder_is_made_and_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILIARY_HOME", str(tmp_path / "a" / "home"))
    open_store(f"sqlite:///{tmp_path}/a/home/attempts.db").close()
    if os.name == "posix":
        assert (tmp_path / "a" / "home").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", ["what? 100%25 #1.db", "Ünïcode 😀.db", "a&b=c.db", "not text \udcff.db"])
def test_a_file_may_have_any_name(tmp_path: Path, name: str, begin: Begin) -> None:
    try:
        (tmp_path / name).touch()
    except OSError:
        pytest.skip(f"NOT TESTED: the name {name!a}, which this file system does not take")
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


def test_a_store_that_may_not_be_written_refuses_the_step_and_keeps_what_it_has(
    nobody: Path, begin: Begin, said: Said
) -> None:
    url = f"sqlite:///{nobody}/attempts.db"
    store = open_store(url)
    begin(store)
    store.close()
    shut(nobody)
    with pytest.raises(StoreError, match=r"can be read but not written|cannot be opened"):
        open_store(url).append("a1", 2, said(2), NOW, HERE)


def test_a_store_that_somebody_holds_is_said_after_a_while(
    store: Store, url: str, monkeypatch: pytest.MonkeyPatch, begin: Begin, said: Said
) -> None:
    begin(store)
    store.close()
    monkeypatch.setattr("miliary_chat.session.store.sqlite._BUSY_SECONDS", 0.01)
    hurried = open_store(url)
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="Another program"):
            hurried.append("a1", 2, said(2), NOW, HERE)
        assert len(hurried.read_events("a1")) == 2  # reading goes on
        other.execute("ROLLBACK")
    hurried.append("a1", 2, said(2), NOW, HERE)
    hurried.close()


def test_a_store_without_room_refuses_the_step_keeps_the_rest_and_goes_on_later(
    url: str, begin: Begin, said: Said
) -> None:
    store = SqlStore.open(url)
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
    store.close()


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


def test_on_a_full_disk_every_acknowledged_step_is_kept(small_disk: Path, begin: Begin, said: Said) -> None:
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
