"""What an exam came to: the shapes that `results.py` gathers and every table, file and page shows.

Moments are microseconds UTC, lengths of time microseconds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from miliary_chat.dialogue.marks import Part
from miliary_chat.dialogue.terms import Shown
from miliary_chat.exam.course import Added
from miliary_chat.judge.judgement import Outcome, Span

Counting = Literal["best", "last", "first", "all"]
"""Which of a candidate's attempts counts, as Moodle's grading methods; `all` lists every one by itself."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something that a question listens for: an expectation, a diagnosis, an order, or (`wrong`) a misconception."""

    id: str
    name: str
    phrasings: tuple[str, ...] = ()
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the exam, the same for all who were given it.

    `id` is case/stage/question; `label` is for people, `words` is the question as it was put. `options` and `right`
    are a choice's.
    """

    id: str
    label: str
    part: str
    activity: str
    words: str
    wanted: tuple[Wanted, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    right: tuple[str, ...] = ()
    expert: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """What the machine found for one concept in the answer that counts, by which of the author's phrasings, and why."""

    concept: str
    name: str
    outcome: Outcome
    wrong: bool
    phrasing: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided: the share that a concept earns in percent, who, why, on which wording, and when.

    Without a `concept` the wording was found to have nothing in it.
    """

    concept: str
    name: str
    leaves: int
    by: str
    why: str
    wording: str
    at_us: int


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One question as one candidate answered it.

    `place` counts from 1 in the order of this candidate's exam; `mark` is out of 100, None where nothing is marked;
    `share` is what the question is worth here, in percent of the whole exam. `answers` are all that were given;
    `answer` is what counts. `credited` are the stretches of it that earned something. `seen` False: never opened.
    """

    item: str
    question: str
    section: str
    place: int
    mark: int | None
    share: float
    spent_us: int
    seen: bool
    answers: tuple[str, ...] = ()
    answer: str = ""
    credited: tuple[Span, ...] = ()
    chosen: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    machine: tuple[Part, ...] = ()
    heard: tuple[Heard, ...] = ()
    erred: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    waiting: int = 0
    late: int = 0
    flagged: bool = False


@dataclass(frozen=True, slots=True)
class PartMark:
    """A part of the exam: its mark out of 100 (None: nothing in it is marked), and its weight among the parts."""

    id: str
    title: str
    mark: int | None
    weight: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """One attempt that counts: whose, when, what it came to, and what an examiner should know of how it went.

    `name` is empty where it is no more than the code. `highest` is the mark if everything that waits for a marker were
    credited. `passed` is None without a pass mark, and while what waits can still decide it. `shown` is what this
    candidate may see now, and `never_shown` that it stays so when that is nothing. `vitals_missed` are must-not-miss
    diagnoses and critical steps that were not met.
    """

    code: str
    name: str
    attempt: str
    number: int
    started_us: int
    ended_us: int
    reason: str
    head: str
    mark: int
    highest: int
    parts: tuple[PartMark, ...]
    waiting: int
    pass_mark: int | None
    passed: bool | None
    used_us: int
    limit_us: int | None
    factor: float
    shown: Shown
    never_shown: bool
    vitals_missed: tuple[str, ...]
    items: tuple[ItemResult, ...]
    judge: str
    blueprint: str
    late: int = 0
    moved: tuple[int, ...] = ()
    returns: int = 0
    away_us: int = 0
    added: tuple[Added, ...] = ()
    rested_us: int = 0

    @property
    def provisional(self) -> bool:
        """Whether wordings wait for a marker."""
        return self.waiting > 0

    @property
    def overdue(self) -> bool:
        """Whether the time ended it."""
        return self.reason == "time"

    @property
    def label(self) -> str:
        """The name with the code, or the code alone."""
        return f"{self.name} ({self.code})" if self.name else self.code


@dataclass(frozen=True, slots=True)
class Seated:
    """An attempt that goes on: it has no marks yet. `over`: its time is, and it ends when it is next taken up."""

    code: str
    name: str
    attempt: str
    number: int
    started_us: int
    place: str
    over: bool = False


@dataclass(frozen=True, slots=True)
class Unread:
    """An attempt that could not be read, and why: it is in none of the figures."""

    code: str
    attempt: str
    why: str


@dataclass(frozen=True, slots=True)
class ExamResults:
    """An exam's results at a moment (`at_us`).

    `candidates` are the attempts that count, by code; `left_out` how many ended ones do not. `pass_mark` is that of
    the attempt that began last. `judges`, `blueprints` are all versions that were seen; more than one deserves a look.
    `reviewed`: whether a radiologist has reviewed every case in it.
    """

    exam: str
    title: str
    at_us: int
    counting: Counting
    pass_mark: int | None
    judges: tuple[str, ...]
    blueprints: tuple[str, ...]
    reviewed: bool
    questions: Mapping[str, Question]
    candidates: tuple[Candidate, ...]
    seated: tuple[Seated, ...] = ()
    unread: tuple[Unread, ...] = ()
    left_out: int = 0

    @property
    def waiting(self) -> int:
        """How many wordings wait for a marker, in all attempts that count."""
        return sum(candidate.waiting for candidate in self.candidates)
