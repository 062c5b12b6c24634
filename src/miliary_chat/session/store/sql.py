"""The store in a database: attempts, their chained events and drafts."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import BindParameter, Row, bindparam, delete, insert, select, update

from miliary_chat.base.called import called
from miliary_chat.base.errors import Conflict, StoreError, UsageError
from miliary_chat.base.sanitise import one_line
from miliary_chat.dialogue import events as e, wire
from miliary_chat.session.clock import Moment
from miliary_chat.session.store import chain, doubt, rows, shelf, tables
from miliary_chat.session.store.contract import Opening, Recorded, Standing, Summary
from miliary_chat.session.store.database import Database, in_turn
from miliary_chat.session.store.sql_exams import SqlExams

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


class SqlStore(SqlExams):
    """A `Store` (see `contract.py`) on SQLite or PostgreSQL."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
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
        payloads = rows.payloads(events)
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
            rows.know(connection, opening.person)
            number = rows.next_number(connection, opening)
            connection.execute(_NEW_ATTEMPT, rows.of_attempt(opening, links, standing, number))
            rows.insert_events(connection, opening.id, links)

    def append(
        self, attempt: str, expected: int, events: Sequence[e.Event], moment: Moment, standing: Standing
    ) -> None:
        """Store events after number `expected`; Conflict when that is not the attempt's last one."""
        payloads = rows.payloads(events)
        settled = doubt.settled(self._database, attempt, expected, payloads, moment)
        with settled, self._database.writing() as connection:
            row = connection.execute(_WHERE_IT_STANDS, {"the_attempt": attempt}).one_or_none()
            if row is None:
                raise rows.unknown(attempt)
            if row.length != expected:
                raise Conflict(
                    "This attempt went on in another window.",
                    f"Close this one, or take it up from there: {called(f'resume {attempt}')}",
                )
            if row.status == "ended":
                raise StoreError("This attempt has ended; nothing can be added to it.", "Start the case anew.")
            links = chain.extend(row.head, row.length, moment, payloads)
            rows.insert_events(connection, attempt, links)
            values = rows.columns(links[-1], standing)
            connection.execute(_STANDS_NOW, {"the_attempt": attempt, **values})
            answered = {event.item for event in events if isinstance(event, e.Answered)}
            for item in answered:
                connection.execute(_DRAFT_GONE, {"the_attempt": attempt, "the_item": item})

    def was_stored(self, attempt: str, after: int, events: Sequence[e.Event], moment: Moment) -> bool:
        """Whether these events of this moment follow event number `after`; see `doubt.py`."""
        return doubt.was_stored(self._database, attempt, after, rows.payloads(events), moment)

    def read_events(self, attempt: str) -> tuple[Recorded, ...]:
        """All events of an attempt; StoreError that names the event when the chain does not hold."""
        links = self.links(attempt)
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
            return tuple(rows.summary(row) for row in connection.execute(wanted))

    def attempt(self, start: str) -> Summary:
        """The one attempt whose id starts so; UsageError when none or several do."""
        wanted = select(_attempts).where(_attempts.c.id.istartswith(start, autoescape=True)).limit(2)
        found: Sequence[Row[Any]] = []
        # As every id is. What a terminal could not decode, and NUL, would stop the drivers.
        if start and start.isascii() and start.isprintable():
            with self._database.reading() as connection:
                found = connection.execute(wanted).all()
        shown = one_line(start, limit=40)
        if not found:
            raise UsageError(f"There is no attempt “{shown}”.", f"{called('history')} lists them.")
        if len(found) > 1:
            raise UsageError(f"Several attempts start with “{shown}”.", "Type more of it.")
        return rows.summary(found[0])

    def save_draft(self, attempt: str, item: str, text: str) -> None:
        """Keep what is half typed for an item, instead of what was kept before."""
        self.clear_draft(attempt, item) if not text else self._put_draft(attempt, item, rows.storable(text))

    def _put_draft(self, attempt: str, item: str, text: str) -> None:
        here = {"the_attempt": attempt, "the_item": item}
        with self._database.writing() as connection:
            # It waits for whoever else writes to the attempt: two first drafts for an item are no conflict.
            if connection.execute(_WHERE_IT_STANDS, {"the_attempt": attempt}).one_or_none() is None:
                raise rows.unknown(attempt)
            # update-then-insert rather than an upsert, which each database spells its own way
            if not connection.execute(_DRAFT_NOW, {**here, "text": text}).rowcount:
                connection.execute(_NEW_DRAFT, {"attempt": attempt, "item": item, "text": text})

    def read_draft(self, attempt: str, item: str) -> str:
        """What was half typed for an item; empty when nothing was."""
        with self._database.reading() as connection:
            return connection.execute(_DRAFT, {"the_attempt": attempt, "the_item": item}).scalar() or ""

    def read_drafts(self, attempt: str) -> Mapping[str, str]:
        """Everything half typed in an attempt, by item."""
        wanted = select(_drafts.c.item, _drafts.c.text).where(_drafts.c.attempt == attempt)
        with self._database.reading() as connection:
            found = [(row.item, row.text) for row in connection.execute(wanted)]
        return dict(sorted(found))  # here: each database has an order of its own for text

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
        label = rows.storable(label)
        with self._database.writing() as connection:
            in_turn(connection, f"introduce {person}")
            if not connection.execute(update(_persons).where(_persons.c.id == person).values(label=label)).rowcount:
                connection.execute(insert(_persons), {"id": rows.storable(person), "label": label})
