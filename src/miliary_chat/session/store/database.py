"""A connection to a store: transactions that do all or nothing, and errors that a person can act on."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from miliary_chat.base.errors import Conflict, StoreError
from miliary_chat.session.store import schema, sqlite


class Database:
    """An engine behind two doors, `reading` and `writing`; safe from any thread, a connection for each."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._engine = _engine(url)
        self._writer = self._engine.execution_options(**{sqlite.WRITES: True})

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of the store."""
        with self._told(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: committed when the block ends, undone when anything in it or the commit fails."""
        with self._told(), self._writer.begin() as connection:
            yield connection

    def make_ready(self) -> None:
        """Make the tables where there are none and lift older ones; NewerStore, StoreError."""
        with self.reading() as connection:
            ready = schema.is_current(connection)
        if not ready:
            with self.writing() as connection:
                schema.make_current(connection)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, sqlite3.Error) as error:
            raise self._meaning(error) from error

    def _meaning(self, error: Exception) -> StoreError:
        if isinstance(error, IntegrityError):  # a key of the tables stopped the slower of two
            return Conflict(
                "Another window was quicker; this step was not stored.", "Close one of the two, then go on."
            )
        cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
        if self._engine.dialect.name == "sqlite":
            return sqlite.told(cause, str(self._engine.url.database))
        first = str(cause).strip().partition("\n")[0]
        return StoreError(
            f"The database does not answer as it should: {first}.", "Look whether it runs, then try again."
        )


def _engine(url: str) -> Engine:
    if url.startswith("sqlite:"):
        return sqlite.engine_for(url)
    try:
        return create_engine(make_url(url), pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise StoreError(
            f"The package {error.name} is needed for this database.", f"pip install {error.name}"
        ) from error
    except SQLAlchemyError as error:
        raise StoreError(
            "The store's URL cannot be read.", "Write a path, or postgresql+psycopg://USER@HOST/NAME."
        ) from error
