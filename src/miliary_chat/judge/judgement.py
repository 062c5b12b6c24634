"""What the judge found in an answer: a verdict for each concept, each with its evidence."""

from dataclasses import dataclass
from typing import Literal

from miliary_chat.judge.concept import Kind

Outcome = Literal["met", "near", "denied", "missing"]
Stance = Literal["favoured", "asserted", "possible", "unlikely"]
Lack = Literal["facet", "place", "value", "which", "several", "polarity", "typo", "order"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the sanitised answer, in code points, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A word that was read as another: a typo mended, an abbreviation expanded, a synonym taken."""

    span: Span
    typed: str
    read_as: str
    kind: Literal["typo", "abbreviation", "synonym"] = "synonym"


@dataclass(frozen=True, slots=True)
class Missing:
    """What keeps a near verdict from being met.

    facet: words of the phrasing that have no partner; place: another side, zone or lobe was said (`instead`);
    value: a measure out of tolerance; which: a word too general; several: groups of `require` not yet named;
    polarity: said, but it is unclear whether affirmed; typo: `words` is what may have been meant; order: right, but
    before what has to come first.
    """

    lack: Lack
    words: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a verdict is what it is.

    `spans` lie in the answer, sorted, not overlapping; `phrasing` is the author's; `score` runs from 0 to 1; `rule` is
    a stable key ("all-words", "negated", "opposite", "measure", ...); `reason` says it to a trainee in one sentence.
    """

    spans: tuple[Span, ...]
    phrasing: str
    score: float
    rule: str
    reason: str
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found for one concept. `position` is the code point where its evidence starts; None when missing."""

    concept: str
    kind: Kind
    outcome: Outcome
    stance: Stance = "asserted"
    position: int | None = None
    missing: Missing | None = None
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """All that was found in one answer: one verdict a concept, in the rubric's order.

    `unclaimed` are the stretches that carry content and that no concept claimed; they are kept for the author.
    """

    answer: str
    verdicts: tuple[Verdict, ...]
    unclaimed: tuple[Span, ...] = ()

    def of(self, concept: str) -> Verdict:
        """The verdict for one concept; KeyError for an id that the rubric does not hold."""
        for verdict in self.verdicts:
            if verdict.concept == concept:
                return verdict
        raise KeyError(concept)
