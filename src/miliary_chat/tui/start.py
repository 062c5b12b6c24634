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
    """Go on with an attempt, at a case or at an exam."""

    id: str


@dataclass(frozen=True, slots=True)
class MarkExam:
    """Mark an exam, by the source of its attempts; `by` is who marks."""

    source: str
    by: str


@dataclass(frozen=True, slots=True)
class SitExam:
    """Read the rules of an exam (its id or its path), then start it or go on with it; `code` is the candidate's."""

    name: str
    code: str = ""
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class ResumeExam:
    """Go on with an attempt at an exam; one that has ended is shown as it was handed in."""

    id: str


Start = Home | PlayCase | Resume | MarkExam | SitExam | ResumeExam
