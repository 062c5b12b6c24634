"""The terms of an exam for one candidate: limits, rules of moving, what follows; recorded whole when it starts."""

from dataclasses import dataclass
from typing import Literal

Overdue = Literal["submit", "grace", "discard"]
Shown = Literal["nothing", "marks", "answers"]
ShownWhen = Literal["hand-in", "closes", "released"]


@dataclass(frozen=True, slots=True)
class SectionTerms:
    """One section's terms. Limits are in microseconds, the candidate's extra time is in them; None for no limit."""

    id: str
    title: str
    instructions: str = ""
    limit_us: int | None = None
    question_us: int | None = None
    linear: bool = False
    weight: float = 1.0

    @property
    def one_way(self) -> bool:
        """Whether a section that was left cannot be come back to."""
        return self.linear or self.limit_us is not None


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for a candidate's run of an exam.

    `blueprint` is the hash of the exam's file, `pack` that of the pack it was sat from; limits are in microseconds
    with the extra time (`factor`) in them; `closes_us` is UTC; `rest_us` is what rest breaks may take in all. `word`
    is the salted hash of the invigilator's word, without which nobody can add time at this machine.
    """

    exam: str
    blueprint: str
    sections: tuple[SectionTerms, ...]
    limit_us: int | None = None
    closes_us: int | None = None
    overdue: Overdue = "submit"
    grace_us: int = 0
    factor: float = 1.0
    rest_us: int = 0
    pass_mark: int | None = None
    shown: Shown = "nothing"
    shown_when: ShownWhen = "hand-in"
    instructions: str = ""
    pack: str = ""
    word: str = ""

    def section(self, name: str) -> SectionTerms:
        """The section with this id; KeyError."""
        for section in self.sections:
            if section.id == name:
                return section
        raise KeyError(name)


BARE = Terms("", "", (SectionTerms("", ""),))
"""The terms of a case that is sat in silence without a blueprint: free to move, no limit."""
