"""What a run is worth: the shapes that `score.py` fills and every screen and report shows."""

from dataclasses import dataclass
from typing import Literal

PartKind = Literal["expectation", "must-not-miss", "lead", "order", "question", "choice", "wrong"]


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that was worth something: `earned` of `worth`, and how ("said", "after hint 1", "told", "missed")."""

    id: str
    name: str
    kind: PartKind
    earned: float
    worth: float
    how: str
    critical: bool = False
    bonus: bool = False
    claimed: bool = False


@dataclass(frozen=True, slots=True)
class ItemMark:
    """One question's mark out of 100, with its parts; None when nothing in it is marked."""

    item: str
    title: str
    mark: int | None
    weight: float
    parts: tuple[Part, ...] = ()
    thoroughness: int | None = None
    efficiency: int | None = None


@dataclass(frozen=True, slots=True)
class StageMark:
    """One stage's mark out of 100; None when it was not part of the run or holds nothing marked."""

    stage: str
    title: str
    mark: int | None
    weight: float
    items: tuple[ItemMark, ...] = ()


@dataclass(frozen=True, slots=True)
class Vital:
    """A must-not-miss diagnosis or a critical step, in a line of its own; `met` None when it never came up."""

    name: str
    kind: Literal["must-not-miss", "critical"]
    met: bool


@dataclass(frozen=True, slots=True)
class Marks:
    """A whole run: `total` out of 100, by stage, and the lines that a good total cannot hide.

    `provisional` says that something waits for a human (exam); `claimed` counts disputes, never part of the mark.
    """

    total: int
    stages: tuple[StageMark, ...]
    vitals: tuple[Vital, ...] = ()
    claimed: tuple[str, ...] = ()
    provisional: bool = False
    finished: bool = True
