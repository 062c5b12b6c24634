"""The store in a database: attempts, their chained events and drafts."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, delete, exists, insert, select, update

from miliary_chat.base.called import called
from miliary_chat.base.errors import Conflict, StoreError, UsageError
from miliary_chat.base.sanitise import one_line
from miliary_chat.dialogue import events as e
from miliary_chat.dialogue import wire
from miliary_chat.session.clock import Moment
from miliary_chat.session.store import chain, doubt, shelf, tables
from miliary_chat.session.store.contract import Opening, Recorded, Standing, Summary
from miliary_chat.session.store.database import Database, in_turn

if TYPE_CHECKING:
    from miliary_chat.case.loaded import Loaded

_attempts, _events, _drafts, _persons = tables.attempts, tables.events, tables.drafts, tables.persons

# What every turn runs is put together once: SQLAlchemy takes longer to build a statement than SQLite to run it.
_ATTEMPT: BindParameter[str] = bindparam("the_attempt")
_ITEM: BindParameter[str] = bindparam("the_item")
_WHERE_IT_STANDS = (
    select(_attempts.c.length, _attempts.c.head, _attempts.c.status).where(_attempts.c.id == _ATTEMPT).with_for_update()
)
_STANDS_NOW = update(_attempts).where(_attempts.c.id == _ATTEMPT)
_NEW_ATTEMPT, _NEW_EVENTS, _NEW_DRAFT = insert(_attempts), insert(_events), insert(_drafts)
_THE_DRAFT = (_drafts.c.attempt == _ATTEMPT) & (_drafts.c.item == _ITEM)
_DRAFT_NOW = update(_drafts).where(_THE_DRAFT)
_DRAFT_GONE = delete(_drafts).where(_THE_DRAFT)
_DRAFT = select(_drafts.c.text).where(_THE_DRAFT)


class SqlStore:
    """A `Store` (see `contract.py`) on SQLite or PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.url = database.url

    @classmethod
    def open(cls, url: str) -> "SqlStore":
        """The store at `url`, ready to use; StoreError."""
        database = Database(url)
        database.make_ready()
        return cls(database)

    def close(self) -> None:
        """Let go of the files; a later call opens them again."""
        self._database.close()

    def begin_attempt(self, opening: Opening, events: Sequence[e.Event], moment: Moment, standing: Standing) -> None:
        """Store a new attempt with its first events; Conflict when the person has a live one of the same source."""
        payloads = _payloads(events)
        links = chain.extend(chain.origin(opening.id), 0, moment, payloads)
        settled = doubt.settled(self._database, opening.id, 0, payloads, moment)
        with settled, self._database.writing() as connection:
            in_turn(connection, opening.id)
            mine = (_attempts.c.person == opening.person) & (_attempts.c.source == opening.source)
            live = connection.execute(select(_attempts.c.id).where(mine, _attempts.c.status == "live")).scalar()
            if live is not None:
                raise Conflict(
                    f"“{opening.title}” is already in progress.", f"Go on with it: {called(f'resume {live}')}"
                )
            values = {
                "id": opening.id,
                "person": opening.person,
                "source": opening.source,
                "policy": opening.policy,
                "title": opening.title,
                "started_us": moment.utc_us,
                **_columns(links[-1], moment, standing),
            }
            _know(connection, opening.person)
            connection.execute(_NEW_ATTEMPT, values)
            _insert(connection, opening.id, links)

    def append(
        self, attempt: str, expected: int, events: Sequence[e.Event], moment: Moment, standing: Standing
    ) -> None:
        """Store events after number `expected`; Conflict when that is not the attempt's last one."""
        payloads = _payloads(events)
        settled = doubt.settled(self._database, attempt, expected, payloads, moment)
        with settled, self._database.writing() as connection:
            row = connection.execute(_WHERE_IT_STANDS, {"the_attempt": attempt}).one_or_none()
            if row is None:
                raise _unknown(attempt)
            if row.length != expected:
                raise Conflict(
                    "This attempt went on in another window.",
                    f"Close this one, or take it up from there: {called(f'resume {attempt}')}",
                )
            if row.status == "ended":
                raise StoreError("This attempt has ended; nothing can be added to it.", "Start the case anew.")
            links = chain.extend(row.head, row.length, moment, payloads)
            _insert(connection, attempt, links)
            values = _columns(links[-1], moment, standing)
            connection.execute(_STANDS_NOW, {"the_attempt": attempt, **values})
            answered = {event.item for event in events if isinstance(event, e.Answered)}
            for item in answered:
                connection.execute(_DRAFT_GONE, {"the_attempt": attempt, "the_item": item})

    def was_stored(self, attempt: str, after: int, events: Sequence[e.Event], moment: Moment) -> bool:
        """Whether these events of this moment follow event number `after`; see `doubt.py`."""
        return doubt.was_stored(self._database, attempt, after, _payloads(events), moment)

    def read_events(self, attempt: str) -> tuple[Recorded, ...]:
        """All events of an attempt; StoreError that names the event when the chain does not hold."""
        with self._database.reading() as connection:
            here = select(_attempts.c.length, _attempts.c.head).where(_attempts.c.id == attempt)
            row = connection.execute(here).one_or_none()
            if row is None:
                raise _unknown(attempt)
            stored = select(_events).where(_events.c.attempt == attempt).order_by(_events.c.seq)
            links = [_link(found) for found in connection.execute(stored)]
        chain.verify(attempt, links, row.length, row.head)
        return tuple(Recorded(link.seq, link.moment, wire.unpack(link.payload)) for link in links)

    def attempts(
        self, *, live: bool | None = None, person: str | None = None, source: str | None = None
    ) -> tuple[Summary, ...]:
        """Attempts, the last worked on first; all of them unless narrowed."""
        wanted = select(_attempts).order_by(_attempts.c.last_us.desc(), _attempts.c.id)
        if live is not None:
            wanted = wanted.where(_attempts.c.status == ("live" if live else "ended"))
        if person is not None:
            wanted = wanted.where(_attempts.c.person == person)
        if source is not None:
            wanted = wanted.where(_attempts.c.source == source)
        with self._database.reading() as connection:
            return tuple(_summary(row) for row in connection.execute(wanted))

    def attempt(self, start: str) -> Summary:
        """The one attempt whose id starts so; UsageError when none or several do."""
        wanted = select(_attempts).where(_attempts.c.id.istartswith(start, autoescape=True)).limit(2)
        rows: Sequence[Row[Any]] = []
        # As every id is. What a terminal could not decode, and NUL, would stop the drivers.
        if start and start.isascii() and start.isprintable():
            with self._database.reading() as connection:
                rows = connection.execute(wanted).all()
        shown = one_line(start, limit=40)
        if not rows:
            raise UsageError(f"There is no attempt “{shown}”.", f"{called('history')} lists them.")
        if len(rows) > 1:
            raise UsageError(f"Several attempts start with “{shown}”.", "Type more of it.")
        return _summary(rows[0])

    def save_draft(self, attempt: str, item: str, text: str) -> None:
        """Keep what is half typed for an item, instead of what was kept before."""
        self.clear_draft(attempt, item) if not text else self._put_draft(attempt, item, _storable(text))

    def _put_draft(self, attempt: str, item: str, text: str) -> None:
        here = {"the_attempt": attempt, "the_item": item}
        with self._database.writing() as connection:
            # It waits for whoever else writes to the attempt: two first drafts for an item are no conflict.
            if connection.execute(_WHERE_IT_STANDS, {"the_attempt": attempt}).one_or_none() is None:
                raise _unknown(attempt)
            # update-then-insert rather than an upsert, which each database spells its own way
            if not connection.execute(_DRAFT_NOW, {**here, "text": text}).rowcount:
                connection.execute(_NEW_DRAFT, {"attempt": attempt, "item": item, "text": text})

    def read_draft(self, attempt: str, item: str) -> str:
        """What was half typed for an item; empty when nothing was."""
        with self._database.reading() as connection:
            return connection.execute(_DRAFT, {"the_attempt": attempt, "the_item": item}).scalar() or ""

    def clear_draft(self, attempt: str, item: str) -> None:
        """Forget what was half typed for an item."""
        with self._database.writing() as connection:
            connection.execute(_DRAFT_GONE, {"the_attempt": attempt, "the_item": item})

    def keep_case(self, loaded: "Loaded") -> None:
        """Keep a case's source and pictures under its hash; a hash that is there already is left as it is."""
        with self._database.reading() as connection:
            if shelf.holds(connection, loaded.hash):
                return
        kept = shelf.gathered(loaded)
        with self._database.writing() as connection:
            shelf.put(connection, kept)

    def read_case(self, pin: str) -> "Loaded":
        """The case that was kept under a hash; StoreError when none was."""
        with self._database.reading() as connection:
            source, image_hashes = shelf.take(connection, pin)
        return shelf.revived(pin, source, image_hashes)

    def read_image(self, pin: str) -> bytes | None:
        """The picture with this hash (`Loaded.image_hashes` has it); None when none is kept."""
        with self._database.reading() as connection:
            return shelf.image(connection, pin)

    def keep_person(self, person: str, label: str) -> None:
        """Keep a person's id and label; a known id gets the new label."""
        label = _storable(label)
        with self._database.writing() as connection:
            in_turn(connection, f"introduce {person}")
            if not connection.execute(update(_persons).where(_persons.c.id == person).values(label=label)).rowcount:
                connection.execute(insert(_persons), {"id": _storable(person), "label": label})


def _payloads(events: Sequence[e.Event]) -> list[str]:
    """What is stored of each event, one at least; StoreError for text that no database takes."""
    if not events:
        raise ValueError("nothing happened, so there is nothing to store")
    return [_storable(wire.pack(event)) for event in events]


def _storable(text: str) -> str:
    """The text as it is; StoreError for NUL and surrogates, which stop here if they ever got past where text enters."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise _unstorable() from error
    # A payload is JSON, in which NUL is written as an escape; a backslash that was typed is written as two.
    if "\0" in text or "\\u0000" in text.replace("\\\\", ""):
        raise _unstorable()
    return text


def _columns(last: chain.Link, moment: Moment, standing: Standing) -> dict[str, Any]:
    """The columns of an attempt that follow its events."""
    return {
        "status": "live" if standing.ended is None else "ended",
        "ended": standing.ended,
        "last_us": moment.utc_us,
        "worked_us": standing.worked_us,
        "place": standing.place,
        "total": standing.total,
        "length": last.seq,
        "head": last.hash,
    }


def _know(connection: Connection, person: str) -> None:
    """Keep an id that nobody introduced; it is its own label until somebody gives one."""
    known = select(exists().where(_persons.c.id == person))
    if connection.execute(known).scalar():
        return
    in_turn(connection, f"introduce {person}")
    if not connection.execute(known).scalar():  # nor did anybody while we waited
        connection.execute(insert(_persons), {"id": _storable(person), "label": person})


def _insert(connection: Connection, attempt: str, links: Sequence[chain.Link]) -> None:
    rows = [
        {
            "attempt": attempt,
            "seq": link.seq,
            "at_us": link.moment.utc_us,
            "boot_us": link.moment.boot_us,
            "payload": link.payload,
            "hash": link.hash,
        }
        for link in links
    ]
    connection.execute(_NEW_EVENTS, rows)


def _link(row: Row[Any]) -> chain.Link:
    return chain.Link(row.seq, Moment(row.at_us, row.boot_us), row.payload, row.hash)


def _summary(row: Row[Any]) -> Summary:
    standing = Standing(row.place, row.ended, row.total, row.worked_us)
    return Summary(
        row.id, row.person, row.source, row.policy, row.title, row.started_us, row.last_us, row.length, standing
    )


def _unknown(attempt: str) -> StoreError:
    return StoreError(f"There is no attempt “{attempt}” in this store.", f"{called('history')} lists them.")


def _unstorable() -> StoreError:
    return StoreError("This text holds characters that cannot be stored.", "Type it anew.")
