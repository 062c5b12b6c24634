"""The databases that the store's tests run on: a file of SQLite, and PostgreSQL where a server was named."""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import count
from typing import Any

import psycopg
from sqlalchemy import URL, make_url

SERVER = os.environ.get("MILIARY_TEST_POSTGRES", "")
"""The URL of a server where databases can be made; .ci/postgres.sh starts one."""

SKIPPED = "NOT TESTED: the store on PostgreSQL; MILIARY_TEST_POSTGRES names no server (see .ci/postgres.sh)"

_numbers = count(1)


def connected(url: str | URL, **options: Any) -> "psycopg.Connection[Any]":
    """A plain connection, on which every statement is stored at once."""
    parsed = make_url(url)
    words = {**parsed.translate_connect_args(username="user", database="dbname"), **parsed.query, **options}
    return psycopg.connect(**words, autocommit=True)


@contextmanager
def database(creation: str = "") -> Iterator[str]:
    """A new database on the server, and its URL; gone afterwards with whoever is still connected to it."""
    name = f"miliary_test_{os.getpid()}_{next(_numbers)}"
    with closing(connected(SERVER)) as server:
        server.execute(f"CREATE DATABASE {name} {creation}")
        try:
            yield make_url(SERVER).set(database=name).render_as_string(hide_password=False)
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def room(url: str) -> str:
    """The URL of an empty part of a database, which holds what one test does: quicker than a database for each."""
    name = f"test_{next(_numbers)}"
    with closing(connected(url)) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    parsed = make_url(url).update_query_dict({"options": f"-csearch_path={name}"})
    return parsed.render_as_string(hide_password=False)


class Behind:
    """A store's database, opened without the store; what is done there counts at once, against every rule."""

    def __init__(self, url: str) -> None:
        self.on_sqlite = url.startswith("sqlite:")
        self._connection: Any
        if self.on_sqlite:
            self._connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        else:
            self._connection = connected(url)
            self._connection.execute("SET session_replication_role = replica")  # no foreign keys, as in SQLite

    def execute(self, statement: str, values: Sequence[object] = ()) -> Any:
        """Run a statement; each ? in it stands for a value."""
        words = statement if self.on_sqlite else statement.replace("?", "%s")
        return self._connection.execute(words, tuple(values))

    def run(self, statements: str) -> None:
        """Run statements, with a semicolon between them."""
        for statement in statements.split(";"):
            self.execute(statement)

    def tables(self) -> list[str]:
        """The names of the tables that are there."""
        on_sqlite = "SELECT name FROM sqlite_master WHERE type = 'table'"
        on_postgresql = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema"
        return sorted(row[0] for row in self.execute(on_sqlite if self.on_sqlite else on_postgresql).fetchall())

    def everything(self) -> list[str]:
        """All that is stored, a line for each row."""
        return [
            f"{table}: {row!r}"
            for table in self.tables()
            for row in sorted(self.execute(f"SELECT * FROM {table}").fetchall(), key=repr)
        ]

    def wait_for_writers(self) -> None:
        """Wait until nobody writes to an attempt any more: a server works on for a while when its client is dead."""
        if not self.on_sqlite:
            self.execute("BEGIN")
            self.execute("SELECT id FROM attempts FOR UPDATE")
            self.execute("ROLLBACK")

    def close(self) -> None:
        """Let go of it."""
        self._connection.close()
