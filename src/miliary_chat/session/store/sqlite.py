"""All that is SQLite's alone: how its files are opened, and what its errors mean."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.engine import URL

from miliary_chat.base.errors import StoreError, StoreFull
from miliary_chat.base.paths import data_folder
from miliary_chat.base.sanitise import one_line

PREFIX = "sqlite:///"
WRITES = "miliary_writes"
"""The execution option of a connection that is going to write."""

_BUSY_SECONDS = 5.0
_ELSEWHERE = "Use another place: --db PATH, or the variable MILIARY_DB."


def engine_for(url: str) -> Engine:
    """An engine for `sqlite:///FILE`; StoreError when no file can be there. Nothing is opened yet.

    The data folder is made when it is missing, any other folder is not: its name may be a slip.
    """
    # Not parsed as a URL: a "?" or "%" in a folder's name is part of the name.
    file = Path(url.removeprefix(PREFIX)) if url.startswith(PREFIX) else Path()
    if file == Path() or file.name == ":memory:":
        raise StoreError(f"“{url}” names no file.", "A store is a file: --db PATH.")
    _check_place(file)
    engine = create_engine(
        URL.create("sqlite", database=str(file)),
        hide_parameters=True,  # an error goes to the log, and no answer may go with it
        connect_args={"timeout": _BUSY_SECONDS},
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _check_place(file: Path) -> None:
    try:
        if file.is_dir():
            raise StoreError(f"{one_line(str(file))} is a folder.", "Name a file in it: --db PATH.")
        if file.parent.absolute() == data_folder().absolute():
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        elif not file.parent.is_dir():
            raise StoreError(
                f"There is no folder {one_line(str(file.parent))}.", "Make it first, or name another: --db PATH."
            )
    except OSError as error:
        raise told(error, str(file)) from error


def _prepare(connection: sqlite3.Connection, record: Any) -> None:
    """Set a new connection up. FULL makes every commit survive a power cut; WAL makes that cheap."""
    connection.isolation_level = None  # this module says BEGIN itself, see _begin
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA fullfsync = ON")  # macOS calls a write synced before the disk has it
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        # Another process is just making the same file. It will set the mode, which is the file's own and stays;
        # until then this connection is as safe, only slower.
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise


def _begin(connection: Connection) -> None:
    """Begin a transaction; one that will write takes the lock at once.

    A deferred one that reads first and then writes fails at once when another wrote meanwhile, whatever the timeout.
    """
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def insert_missing(connection: Connection, table: Table, row: Mapping[str, object]) -> None:
    """Insert a row unless one with its key is there."""
    connection.execute(insert(table).on_conflict_do_nothing(), dict(row))


def told(error: BaseException, file: str) -> StoreError:
    """What an error of SQLite or of the file system means for a person, and what to do next."""
    file = one_line(file)  # a name is text from outside like any other
    if isinstance(error, OSError):
        return StoreError(f"The store {file} cannot be made here: {error.strerror}.", _ELSEWHERE)
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    what, advice, kind = _MEANINGS.get(
        code, ("The store {file} does not work: " + str(error) + ".", _ELSEWHERE, StoreError)
    )
    return kind(what.format(file=file), advice)


_MEANINGS: dict[int, tuple[str, str, type[StoreError]]] = {
    sqlite3.SQLITE_FULL: (
        "The disk is full: the last step was not stored.",
        "Make some room, then send it again; everything before it is safe.",
        StoreFull,
    ),
    sqlite3.SQLITE_READONLY: ("The store {file} can be read but not written.", _ELSEWHERE, StoreError),
    sqlite3.SQLITE_PERM: ("You may not open the store {file}.", _ELSEWHERE, StoreError),
    sqlite3.SQLITE_CANTOPEN: ("The store {file} cannot be opened or made.", _ELSEWHERE, StoreError),
    sqlite3.SQLITE_BUSY: (
        "Another program has been writing to the store {file} for too long.",
        "Close the other window, then try again.",
        StoreError,
    ),
    sqlite3.SQLITE_IOERR: (
        "The disk does not answer: the store {file} can be neither read nor written.",
        "Look whether the disk is still there and has room, then try again.",
        StoreError,
    ),
    sqlite3.SQLITE_CORRUPT: (
        "The store {file} is damaged.",
        "Nothing was changed. Keep a copy of it, and go on with another: --db PATH.",
        StoreError,
    ),
    sqlite3.SQLITE_NOTADB: ("{file} is not a store of miliary-chat.", "Name another file: --db PATH.", StoreError),
}
_MEANINGS[sqlite3.SQLITE_LOCKED] = _MEANINGS[sqlite3.SQLITE_BUSY]
