"""The version of a store: making a new one, refusing a newer one, lifting an older one."""

from collections.abc import Callable, Mapping

from sqlalchemy import Connection, insert, inspect, select, text, update

from miliary_chat import __version__
from miliary_chat.base.errors import NewerStore, StoreError
from miliary_chat.session.store import tables
from miliary_chat.session.store.contract import LOCAL

Step = Callable[[Connection], None]


def _with_exams(connection: Connection) -> None:
    """From 1 to 2: rulings, blueprints, time that was given, and the number of a candidate's attempt."""
    connection.execute(text("ALTER TABLE attempts ADD COLUMN number INTEGER"))
    connection.execute(text("ALTER TABLE attempts ADD COLUMN rulings INTEGER NOT NULL DEFAULT 0"))
    tables.ONE_NUMBER.create(connection)
    tables.metadata.create_all(connection, tables=tables.SINCE_2)


STEPS: Mapping[int, Step] = {1: _with_exams}
"""The step from each older version to the next. It adds to tables; what is stored is never rewritten."""


def is_current(connection: Connection) -> bool:
    """Whether the store has this release's version; NewerStore and StoreError when it cannot be used."""
    found = _version(connection)
    if found is not None and found > tables.SCHEMA:
        raise _newer(connection)
    return found == tables.SCHEMA


def make_current(connection: Connection, steps: Mapping[int, Step] = STEPS) -> None:
    """Make the tables of an empty store, or lift an older one, all in the caller's transaction."""
    if is_current(connection):  # somebody else was quicker
        return
    found = _version(connection)
    if found is None:
        _create(connection)
        return
    for version in range(found, tables.SCHEMA):
        steps[version](connection)
    _say(connection, schema=str(tables.SCHEMA), needs=tables.SINCE, written_by=__version__)


def _version(connection: Connection) -> int | None:
    """The store's version; None for an empty one; StoreError for somebody else's database."""
    tables_there = inspect(connection)
    if not tables_there.has_table("meta"):
        if tables_there.get_table_names():
            raise StoreError(
                "This database holds other things than a store of miliary-chat.", "Name another: --db PATH."
            )
        return None
    said = _said(connection, "schema")
    if said is None or not said.isdigit():
        raise StoreError("This database holds other things than a store of miliary-chat.", "Name another: --db PATH.")
    return int(said)


def _create(connection: Connection) -> None:
    tables.suit(connection.dialect.name)
    tables.metadata.create_all(connection)
    said = {"schema": str(tables.SCHEMA), "needs": tables.SINCE, "made_by": __version__, "written_by": __version__}
    connection.execute(insert(tables.meta), [{"key": key, "value": value} for key, value in said.items()])
    connection.execute(insert(tables.persons), {"id": LOCAL, "label": "you"})


def _said(connection: Connection, key: str) -> str | None:
    return connection.execute(select(tables.meta.c.value).where(tables.meta.c.key == key)).scalar_one_or_none()


def _say(connection: Connection, **said: str) -> None:
    for key, value in said.items():
        connection.execute(update(tables.meta).where(tables.meta.c.key == key).values(value=value))


def _newer(connection: Connection) -> NewerStore:
    wrote, needs = _said(connection, "written_by"), _said(connection, "needs")
    return NewerStore(
        f"This store was written by miliary-chat {wrote} and needs at least {needs}; this is {__version__}.",
        "Update miliary-chat, or use another store: --db PATH.",
    )
