"""What exams keep in a database: blueprints, rulings, time that was given, attempts that were sat elsewhere."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from miliary_chat.base.errors import Conflict, StoreError
from miliary_chat.session.clock import Moment
from miliary_chat.session.store import chain, rows, shelf, tables
from miliary_chat.session.store.contract import Extension, Opening, Standing
from miliary_chat.session.store.database import Database, in_turn, insert_missing
from miliary_chat.session.store.sqlite import WRITES

_attempts, _events, _rulings, _persons = tables.attempts, tables.events, tables.rulings, tables.persons
_exams, _extensions, _releases = tables.exams, tables.extensions, tables.releases
_GIVEN = (
    select(*(_extensions.c[part.name] for part in fields(Extension)))
    .where(_extensions.c.attempt == bindparam("the_attempt"))
    .order_by(_extensions.c.at_us, _extensions.c.id)
)


class SqlExams:
    """An `ExamStore` (see `contract.py`) on SQLite or PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def extend(self, extensions: Sequence[Extension]) -> None:
        """Log time that is given; the attempts take it up. Conflict for an id that is taken; all or nothing."""
        for given in extensions:
            for text in (given.id, given.attempt, given.by, given.why):
                rows.storable(text)
        if extensions:
            with self._database.writing() as connection:
                connection.execute(insert(_extensions), [asdict(given) for given in extensions])

    def extensions(self, attempt: str) -> tuple[Extension, ...]:
        """The time that was given to an attempt, the first first."""
        with self._database.reading() as connection:
            found = connection.execute(_GIVEN, {"the_attempt": attempt}).all()
        return tuple(Extension(*row) for row in found)

    def keep_exam(self, pin: str, exam: str, title: str, source: bytes) -> None:
        """Keep a blueprint, or a pack's list of contents, under its hash; one that is there is left as it is."""
        with self._database.writing() as connection:
            if connection.execute(select(_exams.c.hash).where(_exams.c.hash == pin)).first() is None:
                values = {"hash": pin, "exam_id": exam, "title": rows.storable(title), "source": source}
                insert_missing(connection, _exams, values)

    def read_exam(self, pin: str) -> bytes:
        """What was kept under a hash; StoreError when nothing was."""
        with self._database.reading() as connection:
            source = connection.execute(select(_exams.c.source).where(_exams.c.hash == pin)).scalar()
        if not isinstance(source, bytes):
            raise StoreError("The exam that this attempt belongs to is not in the store.", "The attempt cannot go on.")
        return source

    def keep_images(self, images: Mapping[str, bytes]) -> None:
        """Keep pictures under their hashes; StoreError for what is not what its hash says; all or nothing."""
        if any(hashlib.sha256(content).hexdigest() != pin for pin, content in images.items()):
            raise StoreError("A picture is not the one that its hash names.", "Copy the exam file again.")
        if images:
            with self._database.writing() as connection:
                for pin, content in images.items():
                    shelf.put_image(connection, pin, content)

    def append_rulings(self, attempt: str, expected: int, payloads: Sequence[str], moment: Moment) -> None:
        """Chain rulings to an ended attempt after ruling number `expected`; Conflict when that is not the last one."""
        texts = [rows.storable(payload) for payload in payloads]
        with self._database.writing() as connection:
            row = _standing(connection, attempt)
            if row.status != "ended":
                raise StoreError(
                    "This attempt has not been handed in; nothing can be ruled on it.", "Wait for its end."
                )
            if row.rulings != expected:
                raise Conflict("Somebody else ruled on this attempt meanwhile.", "Look at it again, then decide.")
            mine = (_rulings.c.attempt == attempt) & (_rulings.c.seq == expected)
            head = connection.execute(select(_rulings.c.hash).where(mine)).scalar() if expected else row.head
            if head is None:
                raise StoreError(f"Ruling {expected} on attempt {attempt} is missing.", "Nothing was changed.")
            if texts:
                rows.insert_rulings(connection, attempt, chain.extend(head, expected, moment, texts))
                count = update(_attempts).where(_attempts.c.id == attempt).values(rulings=expected + len(texts))
                connection.execute(count)

    def read_rulings(self, attempt: str) -> tuple[chain.Link, ...]:
        """The rulings on an attempt, verified from the attempt's head; StoreError names the one at fault."""
        stored = select(_rulings).where(_rulings.c.attempt == attempt).order_by(_rulings.c.seq)
        with self._database.reading() as connection:
            row = _standing(connection, attempt)
            links = tuple(rows.link(found) for found in connection.execute(stored))
        chain.verify_rulings(attempt, links, row.rulings, row.head)
        return links

    def links(self, attempt: str) -> tuple[chain.Link, ...]:
        """An attempt's chained events as they are stored, verified."""
        stored = select(_events).where(_events.c.attempt == attempt).order_by(_events.c.seq)
        with self._database.reading() as connection:
            row = _standing(connection, attempt)
            links = tuple(rows.link(found) for found in connection.execute(stored))
        chain.verify(attempt, links, row.length, row.head)
        return links

    def take_in(self, opening: Opening, links: Sequence[chain.Link], standing: Standing) -> bool:
        """Store an attempt that was sat elsewhere; False when the very same is here, Conflict when another is."""
        chain.verify(opening.id, links, len(links), links[-1].hash)
        for text in (opening.id, opening.person, opening.title, standing.place, *(link.payload for link in links)):
            rows.storable(text)
        with self._database.writing() as connection:
            in_turn(connection, opening.id)
            here = select(_attempts.c.head, _attempts.c.person).where(_attempts.c.id == opening.id)
            row = connection.execute(here).one_or_none()
            if row is not None:
                if (row.head, row.person) == (links[-1].hash, opening.person):
                    return False
                raise Conflict(f"Attempt {opening.id} is here already with another end.", "Look at both by hand.")
            rows.know(connection, opening.person)
            number = rows.next_number(connection, opening)
            connection.execute(insert(_attempts), rows.of_attempt(opening, links, standing, number))
            rows.insert_events(connection, opening.id, links)
        return True

    def release(self, source: str, by: str, at_us: int) -> None:
        """Let candidates see what the blueprint shows; who and when is kept, the first time counts."""
        with self._database.writing() as connection:
            if connection.execute(select(_releases.c.at_us).where(_releases.c.source == source)).first() is None:
                values = {"source": rows.storable(source), "by": rows.storable(by), "at_us": at_us}
                insert_missing(connection, _releases, values)

    def released(self, source: str) -> int | None:
        """When results were released, in microseconds UTC; None while they are not."""
        with self._database.reading() as connection:
            return connection.execute(select(_releases.c.at_us).where(_releases.c.source == source)).scalar()

    def people(self) -> Mapping[str, str]:
        """Everybody's label by id."""
        with self._database.reading() as connection:
            return {row.id: row.label for row in connection.execute(select(_persons).order_by(_persons.c.id))}

    def erase_person(self, person: str) -> None:
        """Forget a person's name: the label becomes the id; attempts and their chains stay as they are."""
        with self._database.writing() as connection:
            connection.execute(update(_persons).where(_persons.c.id == person).values(label=person))


def _standing(connection: Connection, attempt: str) -> Row[Any, Any, Any, Any]:
    known = (_attempts.c.length, _attempts.c.head, _attempts.c.status, _attempts.c.rulings)
    wanted = select(*known).where(_attempts.c.id == attempt)
    row = connection.execute(wanted.with_for_update() if _writes(connection) else wanted).one_or_none()
    if row is None:
        raise rows.unknown(attempt)
    return row


def _writes(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get(WRITES, False))
