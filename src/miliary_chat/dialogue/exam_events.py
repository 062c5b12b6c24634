"""What happens in an exam alone: flags, breaks, the clock, time added; and what is ruled once it was handed in.

Moments (`at_us`) are microseconds UTC of the exam's own clock, which no setting of the machine's clock moves.
"""

from dataclasses import dataclass
from typing import Literal

Worth = Literal["must", "should", "neutral", "low", "contra"]


@dataclass(frozen=True, slots=True)
class Flagged:
    """The candidate marked a question to come back to, or took the mark away."""

    item: str
    on: bool


@dataclass(frozen=True, slots=True)
class Paused:
    """A rest break began: the questions are covered, and the clock stands as long as the allowance lasts."""

    at_us: int
    item: None = None


@dataclass(frozen=True, slots=True)
class Unpaused:
    """A rest break ended; `rested_us` is what the clock stood still for."""

    at_us: int
    rested_us: int
    item: None = None


@dataclass(frozen=True, slots=True)
class Reentered:
    """The program was opened again on a running exam: after so long away, on this start of the machine."""

    at_us: int
    away_us: int
    boot: str
    item: None = None


@dataclass(frozen=True, slots=True)
class ClockMoved:
    """The machine's clock was set `by_us` microseconds ahead (back, when below 0); the exam's clock did not follow."""

    at_us: int
    by_us: int
    item: None = None


@dataclass(frozen=True, slots=True)
class TimeAdded:
    """Somebody in charge gave time: how much, who, why; `id` keeps one gift from being given twice."""

    at_us: int
    us: int
    by: str
    why: str
    id: str
    item: None = None


@dataclass(frozen=True, slots=True)
class Valued:
    """What an order of an exam was worth when it was given; told apart from its result, which came at once."""

    item: str
    order: str
    worth: Worth
    credit: int


@dataclass(frozen=True, slots=True)
class Ruled:
    """A person in charge decided what an expectation, a diagnosis or an order of this answer earns, in percent.

    `leaves` 0 takes away what the machine had credited. `wording` is what was decided on, as the candidate wrote it;
    with no `concept` there is nothing in it. `withdrawn` takes the same person's or another's decision on this concept
    and wording back: then what was decided before it holds, else the machine's verdict, and the wording waits again.
    """

    item: str
    concept: str
    leaves: int
    by: str
    why: str = ""
    wording: str = ""
    withdrawn: bool = False
