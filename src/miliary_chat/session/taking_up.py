"""How a surface takes an attempt up again: from the store, or with cases that lie elsewhere."""

from collections.abc import Callable

from miliary_chat.session.attempt import Attempt
from miliary_chat.session.clock import Clock
from miliary_chat.session.store.contract import Store

TakeUp = Callable[[Store, str, Clock], Attempt]
"""Takes an attempt up by its id."""


def from_store(store: Store, attempt: str, clock: Clock) -> Attempt:
    """An attempt whose cases the store has kept."""
    return Attempt.resume(store, attempt, clock)
