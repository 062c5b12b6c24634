"""The chain of hashes over an attempt's events: a changed, missing or moved byte is found."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from miliary_chat.base.errors import StoreError
from miliary_chat.session.clock import Moment

_GENESIS = "miliary-chat attempt 1"
"""Hashed with the attempt's id it is what the first event hangs on; the 1 is the chain's own version."""


@dataclass(frozen=True, slots=True)
class Link:
    """One stored event: its number from 1, when it happened, the payload's bytes as text, and its hash."""

    seq: int
    moment: Moment
    payload: str
    hash: str


def origin(attempt: str) -> str:
    """What the attempt's first event hangs on; an event therefore fits no other attempt."""
    return hashlib.sha256(f"{_GENESIS}\n{attempt}".encode()).hexdigest()


def link(head: str, moment: Moment, payload: str) -> str:
    """The hash of an event that follows `head`: sha256 over the head, both times and the payload, a line each."""
    return hashlib.sha256(f"{head}\n{moment.utc_us}\n{moment.boot_us}\n{payload}".encode()).hexdigest()


def extend(head: str, seq: int, moment: Moment, payloads: Iterable[str]) -> tuple[Link, ...]:
    """The links for payloads that follow event number `seq`, whose hash is `head`."""
    links: list[Link] = []
    for payload in payloads:
        seq, head = seq + 1, link(head, moment, payload)
        links.append(Link(seq, moment, payload, head))
    return tuple(links)


def verify(attempt: str, links: Iterable[Link], length: int, head: str) -> None:
    """Raise StoreError, naming the event, unless `links` are the whole chain of `length` events that ends in `head`."""
    last, count = origin(attempt), 0
    for count, here in enumerate(links, start=1):
        if here.seq != count:
            raise _broken(attempt, f"event {count} is missing")
        last = link(last, here.moment, here.payload)
        if last != here.hash:
            raise _broken(attempt, f"event {count} is not what was stored")
    if count != length:
        raise _broken(attempt, f"it should hold {length} events and holds {count}")
    if last != head:
        raise _broken(attempt, f"event {count} is not the one that the attempt ended with")


def verify_rulings(attempt: str, links: Iterable[Link], length: int, head: str) -> None:
    """Raise StoreError, naming the ruling, unless `length` links hang one on the other, and on an attempt's `head`."""
    count = 0
    for count, here in enumerate(links, start=1):
        if here.seq != count:
            raise _broken(attempt, f"ruling {count} is missing")
        head = link(head, here.moment, here.payload)
        if head != here.hash:
            raise _broken(attempt, f"ruling {count} is not what was stored")
    if count != length:
        raise _broken(attempt, f"it should hold {length} rulings and holds {count}")


def _broken(attempt: str, what: str) -> StoreError:
    return StoreError(
        f"Attempt {attempt} was changed outside miliary-chat or its disk is failing: {what}.",
        "It is left as it is; the other attempts can be used.",
    )
