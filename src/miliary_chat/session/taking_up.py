"""How a surface takes an attempt up again: from the store, or with cases that lie elsewhere."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from miliary_chat.session.clock import Clock
from miliary_chat.session.store.contract import Store, Summary

if TYPE_CHECKING:  # a list of attempts tells exams from cases without all that an attempt needs
    from miliary_chat.session.attempt import Attempt

EXAM: Final = "exam:"
"""What the source of an exam's attempts begins with; the exam's id follows."""

TakeUp = Callable[[Store, str, Clock], "Attempt"]
"""Takes an attempt up by its id."""


def from_store(store: Store, attempt: str, clock: Clock) -> "Attempt":
    """An attempt whose cases the store has kept."""
    from miliary_chat.session.attempt import Attempt

    return Attempt.resume(store, attempt, clock)


def is_exam(summary: Summary) -> bool:
    """Whether an attempt is a sitting of an exam."""
    return summary.source.startswith(EXAM)
