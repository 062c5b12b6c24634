"""A connection to a store: transactions that do all or nothing, and errors that a person can act on."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, Table
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from miliary_chat.base.errors import Conflict, StoreError
from miliary_chat.session.store import postgres, schema, sqlite


class Database:
    """An engine behind two doors, `reading` and `writing`; safe from any thread, a connection for each."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._on_sqlite = url.startswith("sqlite:")
        self._engine: Engine = sqlite.engine_for(url) if self._on_sqlite else postgres.engine_for(url)
        self._reader = self._engine if self._on_sqlite else self._engine.execution_options(**postgres.READS)
        self._writer = self._engine.execution_options(**{sqlite.WRITES: True})

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of the store."""
        try:
            with self._reader.begin() as connection:
                yield connection
        except self._failures() as error:
            raise self._meaning(error) from error

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: committed when the block ends, undone when anything in it or the commit fails.

        Unsettled when the connection broke during the commit: see `doubt.py`.
        """
        asked = False
        try:
            with self._writer.begin() as connection:
                yield connection
                asked = True
        except self._failures() as error:
            raise self._meaning(error, writes=True, asked=asked) from error

    def make_ready(self) -> None:
        """Make the tables where there are none and lift older ones; NewerStore, StoreError, and then it is closed."""
        try:
            self._lift()
        except BaseException:
            self.close()
            raise

    def _lift(self) -> None:
        with self.reading() as connection:
            if not self._on_sqlite:
                postgres.check(connection)
            ready = schema.is_current(connection)
        if not ready:
            with self.writing() as connection:
                in_turn(connection, "make the tables")
                schema.make_current(connection)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def _failures(self) -> tuple[type[Exception], ...]:
        driver = self._engine.dialect.loaded_dbapi
        return SQLAlchemyError, sqlite3.Error if driver is None else driver.Error

    def _meaning(self, error: Exception, *, writes: bool = False, asked: bool = False) -> StoreError:
        if isinstance(error, IntegrityError):  # a key of the tables stopped the slower of two
            return Conflict(
                "Another window was quicker; this step was not stored.", "Close one of the two, then go on."
            )
        cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
        if self._on_sqlite:
            return sqlite.told(cause, str(self._engine.url.database))
        return postgres.told(cause, self._engine.url, writes=writes, asked=asked)


def in_turn(connection: Connection, what: str) -> None:
    """Keep every other transaction from doing `what` until this one ends; wait for one that is at it."""
    if connection.dialect.name == "postgresql":  # SQLite lets in one that writes at a time, whatever it does
        postgres.take_turn(connection, what)


def insert_missing(connection: Connection, table: Table, row: Mapping[str, object]) -> None:
    """Insert a row unless one with its key is there; of many that do it at once all go on when the first has stored.

    A class that begins an exam keeps the same case at the same moment: in turn, the last would wait for seconds.
    """
    own = postgres if connection.dialect.name == "postgresql" else sqlite
    own.insert_missing(connection, table, row)
