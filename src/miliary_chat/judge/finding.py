"""A concept ready to be looked for, and what was found for it: a verdict in the making."""

from dataclasses import dataclass, field

from miliary_chat.judge.concept import Concept
from miliary_chat.judge.fit import Fit
from miliary_chat.judge.judgement import Verdict
from miliary_chat.judge.measure import Measure
from miliary_chat.judge.passage import Passage
from miliary_chat.judge.phrasing import Phrasing


@dataclass(frozen=True, slots=True)
class Compiled:
    """A concept with its phrasings ready to be matched.

    `sites` are the places of its diseases alone ("colon"); `probe` is every atom that any phrasing looks for.
    """

    concept: Concept
    accept: tuple[Phrasing, ...]
    require: tuple[tuple[Phrasing, ...], ...]
    reject: tuple[Phrasing, ...]
    broader: tuple[Phrasing, ...]
    contradicted: tuple[Phrasing, ...]
    measure: Measure | None = None
    tolerance: float | None = None
    sites: tuple[Phrasing, ...] = ()
    probe: frozenset[str] = frozenset()
    measured: bool = False

    def hopeless(self, passage: Passage) -> bool:
        """Whether the answer has no word, and no quantity, that any phrasing looks for."""
        return self.probe.isdisjoint(passage.found) and not (self.measured and passage.quantities)


@dataclass(slots=True)
class Finding:
    """A verdict in the making, with the tokens that carry it (for siblings and order)."""

    compiled: Compiled
    verdict: Verdict
    fits: tuple[Fit, ...] = ()
    tokens: frozenset[int] = field(default_factory=frozenset)
