"""The rows of the store's tables: what an attempt, an event and a person look like as columns, and back."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, exists, func, insert, select

from miliary_chat.base.called import called
from miliary_chat.base.errors import Conflict, StoreError
from miliary_chat.dialogue import events as e, wire
from miliary_chat.session.clock import Moment
from miliary_chat.session.store import chain, tables
from miliary_chat.session.store.contract import Opening, Standing, Summary
from miliary_chat.session.store.database import in_turn

_attempts, _persons = tables.attempts, tables.persons
_NEW_EVENTS, _NEW_RULINGS = insert(tables.events), insert(tables.rulings)


def payloads(events: Sequence[e.Event]) -> list[str]:
    """What is stored of each event, one at least; StoreError for text that no database takes."""
    if not events:
        raise ValueError("nothing happened, so there is nothing to store")
    return [storable(wire.pack(event)) for event in events]


def storable(text: str) -> str:
    """The text as it is; StoreError for NUL and surrogates, which stop here if they ever got past where text enters."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise _unstorable() from error
    # A payload is JSON, in which NUL is written as an escape; a backslash that was typed is written as two.
    if "\0" in text or "\\u0000" in text.replace("\\\\", ""):
        raise _unstorable()
    return text


def of_attempt(opening: Opening, links: Sequence[chain.Link], standing: Standing, number: int | None) -> dict[str, Any]:
    """The row of a new attempt."""
    return {
        "id": opening.id,
        "person": opening.person,
        "source": opening.source,
        "policy": opening.policy,
        "title": opening.title,
        "started_us": links[0].moment.utc_us,
        "number": number,
        **columns(links[-1], standing),
    }


def columns(last: chain.Link, standing: Standing) -> dict[str, Any]:
    """The columns of an attempt that follow its events."""
    return {
        "status": "live" if standing.ended is None else "ended",
        "ended": standing.ended,
        "last_us": last.moment.utc_us,
        "worked_us": standing.worked_us,
        "place": standing.place,
        "total": standing.total,
        "length": last.seq,
        "head": last.hash,
    }


def next_number(connection: Connection, opening: Opening) -> int | None:
    """The number of a candidate's new attempt at an exam; Conflict when all that are allowed are used.

    The tables let no two attempts have one number, so that of two windows only one gets in.
    """
    if not opening.source.startswith("exam:"):
        return None
    mine = (_attempts.c.person == opening.person) & (_attempts.c.source == opening.source)
    used = connection.execute(select(func.max(_attempts.c.number)).where(mine)).scalar() or 0
    if opening.allowed is not None and used >= opening.allowed:
        count = "1 attempt" if opening.allowed == 1 else f"{opening.allowed} attempts"
        raise Conflict(f"“{opening.title}” allows {count}, and that is used.", "Ask whoever runs the exam.")
    return int(used) + 1


def know(connection: Connection, person: str) -> None:
    """Keep an id that nobody introduced; it is its own label until somebody gives one."""
    known = select(exists().where(_persons.c.id == person))
    if connection.execute(known).scalar():
        return
    in_turn(connection, f"introduce {person}")
    if not connection.execute(known).scalar():  # nor did anybody while we waited
        connection.execute(insert(_persons), {"id": storable(person), "label": person})


def insert_events(connection: Connection, attempt: str, links: Sequence[chain.Link]) -> None:
    """Store links of an attempt's chain."""
    connection.execute(_NEW_EVENTS, [_of_link(attempt, link) for link in links])


def insert_rulings(connection: Connection, attempt: str, links: Sequence[chain.Link]) -> None:
    """Store links of the chain of an attempt's rulings."""
    connection.execute(_NEW_RULINGS, [_of_link(attempt, link) for link in links])


def _of_link(attempt: str, link: chain.Link) -> dict[str, Any]:
    return {
        "attempt": attempt,
        "seq": link.seq,
        "at_us": link.moment.utc_us,
        "boot_us": link.moment.boot_us,
        "payload": link.payload,
        "hash": link.hash,
    }


def link(row: Row[Any]) -> chain.Link:
    """A link as it is stored."""
    return chain.Link(row.seq, Moment(row.at_us, row.boot_us), row.payload, row.hash)


def summary(row: Row[Any]) -> Summary:
    """An attempt as a list shows it."""
    standing = Standing(row.place, row.ended, row.total, row.worked_us)
    about = (row.id, row.person, row.source, row.policy, row.title, row.started_us, row.last_us, row.length)
    return Summary(*about, standing, row.number, row.head)


def unknown(attempt: str) -> StoreError:
    """What is said of an attempt that is not in the store."""
    return StoreError(f"There is no attempt “{attempt}” in this store.", f"{called('history')} lists them.")


def _unstorable() -> StoreError:
    return StoreError("This text holds characters that cannot be stored.", "Type it anew.")
