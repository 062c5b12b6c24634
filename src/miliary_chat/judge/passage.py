"""A passage: an answer (or a phrasing) read once, so that every phrasing can be looked up in it."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from miliary_chat.judge.comparing import Comparison
from miliary_chat.judge.cue import Sense
from miliary_chat.judge.judgement import Reading, Span
from miliary_chat.judge.links import linked
from miliary_chat.judge.quantity import Quantity
from miliary_chat.judge.scope import Scope
from miliary_chat.judge.text import Token
from miliary_chat.judge.typo import Mending

QUANTITY = frozenset({"#"})
"""Stands among what is said for any quantity."""


class Found(NamedTuple):
    """One place where an atom is said: its tokens, and how.

    `doubtful` when a word had to be guessed; `implied` when a more specific word was said ("silicosis" says
    pneumoconiosis, but "no silicosis" does not deny it).
    """

    first: int
    last: int
    sense: int
    readings: tuple[Reading, ...] = ()
    doubtful: bool = False
    implied: bool = False


@dataclass
class Passage:
    """A read text. All lists run parallel to `tokens`; `content` and `seam` are running sums."""

    text: str
    tokens: list[Token]
    keys: list[str]
    sentence: list[int]
    scope: Scope
    quantities: list[Quantity]
    content: list[int]
    seam: list[float]
    item: list[int]
    compared: list[Comparison] = field(default_factory=list)
    found: dict[str, list[Found]] = field(default_factory=dict)
    mended: dict[int, Mending] = field(default_factory=dict)

    @cached_property
    def linked(self) -> frozenset[int]:
        """The numbers of the sentences that go on about the one before."""
        return linked(self.tokens, self.sentence)

    @cached_property
    def said(self) -> frozenset[str]:
        """Every atom that is said, and the sign for quantities if there are any."""
        return frozenset(self.found) | QUANTITY if self.quantities else frozenset(self.found)

    @cached_property
    def denies(self) -> bool:
        """Whether anything is denied at all."""
        return any(mark.sense & Sense.DENIED for marks in self.scope.marks for mark in marks)

    @property
    def supposes(self) -> bool:
        """Whether any word of it is a condition."""
        return any(mark.sense & Sense.SUPPOSED for marks in self.scope.marks for mark in marks)

    @property
    def says_one_thing(self) -> bool:
        """Whether the text is one short statement without a list."""
        return self.content[-1] <= 3 and self.seam[-1] < 0.3

    def span(self, first: int, last: int) -> Span:
        """The stretch of the text from the first to the last token."""
        return Span(self.tokens[first].start, self.tokens[last].end)

    def gap(self, first: int, last: int) -> float:
        """Content words and seams from token `first` to `last`, both included."""
        return (self.content[last + 1] - self.content[first]) + (self.seam[last + 1] - self.seam[first])
