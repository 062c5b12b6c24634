"""Where the screens begin."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Home:
    """Start with the list of cases."""


@dataclass(frozen=True, slots=True)
class PlayCase:
    """Start a case, or go on with it; `new` starts it anew without asking."""

    id: str
    stage: str | None = None
    seed: int | None = None
    new: bool = False


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on with an attempt."""

    id: str


@dataclass(frozen=True, slots=True)
class MarkExam:
    """Mark an exam, by the source of its attempts; `by` is who marks."""

    source: str
    by: str


Start = Home | PlayCase | Resume | MarkExam
