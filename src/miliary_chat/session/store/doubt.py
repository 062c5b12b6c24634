"""What became of a commit whose answer never came: the store is asked, and nobody guesses."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import select

from miliary_chat.base.errors import StoreError, Unsettled
from miliary_chat.session.clock import Moment
from miliary_chat.session.store import chain, tables
from miliary_chat.session.store.database import Database, in_turn

_attempts, _events = tables.attempts, tables.events


def was_stored(database: Database, attempt: str, after: int, payloads: Sequence[str], moment: Moment) -> bool:
    """Whether these very payloads of this very moment follow event number `after` of an attempt.

    Waits for a transaction that is still at work on the attempt, though nobody may be left who hears its answer.
    """
    last = after + len(payloads)
    with database.writing() as connection:
        in_turn(connection, attempt)
        connection.execute(select(_attempts.c.id).where(_attempts.c.id == attempt).with_for_update()).all()
        ends = select(_events.c.seq, _events.c.hash).where(
            _events.c.attempt == attempt, _events.c.seq.in_([after, last])
        )
        hashes = {row.seq: row.hash for row in connection.execute(ends)}
    head = hashes.get(after) if after else chain.origin(attempt)
    return head is not None and hashes.get(last) == chain.extend(head, after, moment, payloads)[-1].hash


@contextmanager
def settled(database: Database, attempt: str, after: int, payloads: Sequence[str], moment: Moment) -> Iterator[None]:
    """Ask at once when the block's commit got no answer: all is well when it happened, StoreError when it did not.

    Unsettled when the store cannot be asked either.
    """
    try:
        yield
    except Unsettled as doubt:
        try:
            stored = was_stored(database, attempt, after, payloads, moment)
        except StoreError as unreachable:
            raise doubt from unreachable
        if not stored:
            raise StoreError(
                "The connection to the database broke, and the last step was not stored.", "Send it again."
            ) from doubt
