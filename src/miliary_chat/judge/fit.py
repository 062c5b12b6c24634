"""A fit: what became of one phrasing in one sentence of the answer."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from miliary_chat.judge.cue import Sense
from miliary_chat.judge.judgement import Reading, Span
from miliary_chat.judge.parts import Part
from miliary_chat.judge.passage import Found, Passage
from miliary_chat.judge.phrasing import Phrasing

Kind = Literal["met", "denied", "contradicted", "unclear", "value", "typo", "facet", "apart"]


class Partner(NamedTuple):
    """A part of a phrasing and where the answer says it.

    `flipped`: said by its opposite; `agrees`: the measure fits.
    """

    part: Part
    found: Found
    flipped: bool = False
    agrees: bool = True

    @property
    def denied(self) -> bool:
        """Whether the answer denies this part."""
        return bool(self.found.sense & Sense.DENIED) != self.flipped


@dataclass(frozen=True)
class Fit:
    """What became of one phrasing in one sentence."""

    kind: Kind
    phrasing: Phrasing
    partners: tuple[Partner, ...]
    missing: tuple[Part, ...]
    score: float
    sense: int
    passage: Passage

    def as_kind(self, kind: Kind) -> "Fit":
        """The same fit as another kind."""
        return Fit(kind, self.phrasing, self.partners, self.missing, self.score, self.sense, self.passage)

    @cached_property
    def tokens(self) -> frozenset[int]:
        """The tokens that carry it."""
        return frozenset(at for partner in self.partners for at in range(partner.found.first, partner.found.last + 1))

    @property
    def start(self) -> int:
        """Where it starts in the answer."""
        return self.passage.tokens[min(self.tokens)].start

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The stretches of the answer that carry it, neighbours joined."""
        out: list[Span] = []
        previous = -2
        for at in sorted(self.tokens):
            span = self.passage.span(at, at)
            if at == previous + 1 or (out and span.start < out[-1].end):
                out[-1] = Span(out[-1].start, span.end)
            else:
                out.append(span)
            previous = at
        return tuple(out)

    @cached_property
    def evidence(self) -> tuple[Span, ...]:
        """The spans with the cues that deny them ("no nodules"), sorted; neighbours joined."""
        deniers = {
            (mark.first, mark.last)
            for at in self.tokens
            for mark in self.passage.scope.marks[at]
            if mark.sense & Sense.DENIED
        }
        tokens = sorted(self.tokens.union(*(range(first, last + 1) for first, last in deniers)))
        runs: list[list[int]] = []
        for at in tokens:
            if runs and all(self._slight(between) for between in range(runs[-1][1] + 1, at)):
                runs[-1][1] = at
            else:
                runs.append([at, at])
        return tuple(self.passage.span(first, last) for first, last in runs) if deniers else self.spans

    def _slight(self, at: int) -> bool:
        """Whether a word between a cue and what it denies says nothing by itself."""
        return self.passage.tokens[at].sort == "word" and self.passage.content[at + 1] == self.passage.content[at]

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The words that were read as others."""
        wording = f" {self.phrasing.text.lower()} "
        seen = {
            reading.span: reading
            for partner in self.partners
            for reading in partner.found.readings
            if reading.kind == "typo" or f" {reading.typed.lower()} " not in wording
        }
        return tuple(seen[span] for span in sorted(seen))

    @property
    def implied(self) -> bool:
        """Whether a part of it is only said because something more specific is."""
        return any(partner.found.implied for partner in self.partners)

    @property
    def antecedent(self) -> bool:
        """Whether a part of it is the condition itself ("if the leg is not swollen it is no PE")."""
        return any(partner.found.sense & Sense.SUPPOSED for partner in self.partners)
