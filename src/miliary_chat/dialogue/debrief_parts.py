"""What a debrief consists of: the words that every renderer shows, in the order in which they are read."""

from collections.abc import Mapping
from dataclasses import dataclass

from miliary_chat.dialogue.marks import Marks
from miliary_chat.judge.judgement import Span


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer of the trainee, in the order given, with the words that were credited."""

    text: str
    credited: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Missed:
    """What was not said, or only late: its name, why it matters, and the region where it could be seen.

    `how`: missed, told; of what came late: prompted, told, denied (said otherwise at first, in the words of `quote`),
    ordered (though it must not be).
    """

    name: str
    teach: str = ""
    point: str | None = None
    how: str = "missed"
    concept: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Mended:
    """A misconception that was said, and its correction."""

    name: str
    correction: str
    quote: str = ""
    concept: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One question: the expert beside the trainee."""

    item: str
    stage: str
    question: str
    expert: str
    replies: tuple[Reply, ...] = ()
    missed: tuple[Missed, ...] = ()
    mended: tuple[Mended, ...] = ()
    show: str | None = None
    remarks: tuple[str, ...] = ()  # what earned less than its worth or cost something, and why
    late: tuple[Missed, ...] = ()  # said in the end, but otherwise or prompted at first


@dataclass(frozen=True, slots=True)
class QuizResult:
    """One quiz question, what was chosen, what is right, and the reason for every option.

    `shows` is what an expert sees on the picture that it is about; empty without one.
    """

    question: str
    options: Mapping[str, str]
    chosen: tuple[str, ...]
    right: tuple[str, ...]
    why: Mapping[str, str]
    id: str = ""
    shows: str = ""


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A diagnosis that looks alike and what tells it apart."""

    name: str
    text: str
    supports: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Look-alikes side by side, and what does not separate them; of a shipped table its id and those of the columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    does_not_separate: tuple[str, ...] = ()
    shipped: str | None = None
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Something to look at elsewhere: its title, its address, and the licence that it is under where that is known."""

    title: str
    url: str
    licence: str = ""

    @property
    def words(self) -> str:
        """All of it in one line."""
        return f"{self.title}: {self.url}{f' ({self.licence})' if self.licence else ''}"


@dataclass(frozen=True, slots=True)
class Debrief:
    """Everything that the last screen shows, as words; the renderers add only form."""

    title: str
    diagnosis: str
    expert: str
    marks: Marks
    sides: tuple[Side, ...]
    quiz: tuple[QuizResult, ...] = ()
    look_alikes: tuple[LookAlike, ...] = ()
    table: Table | None = None
    pearls: tuple[str, ...] = ()
    teaching: tuple[tuple[str, str], ...] = ()
    references: tuple[str, ...] = ()
    see_also: tuple[Elsewhere, ...] = ()
    next: tuple[str, ...] = ()
    disclaimer: str = ""

    @property
    def lacking(self) -> bool:
        """Whether anything was missed, came late or was said wrongly."""
        sides = any(side.missed or side.late or side.mended for side in self.sides)
        return sides or any(set(result.chosen) != set(result.right) for result in self.quiz)
