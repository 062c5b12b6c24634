"""What is known of a run: the fold of its events."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from miliary_chat.dialogue.events import How, ItemRef, Pending, Policy, Worth
from miliary_chat.dialogue.exam_events import Ruled
from miliary_chat.dialogue.states import Phase
from miliary_chat.dialogue.terms import Terms
from miliary_chat.judge.judgement import Span, Verdict

_NOTHING: Mapping[str, Any] = MappingProxyType({})


def _nothing() -> Mapping[str, Any]:
    return _NOTHING


@dataclass(frozen=True, slots=True)
class Credit:
    """What was earned for one expectation: the share in percent, how, and in which answer."""

    leaves: int
    how: How
    revision: int = 0
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """An order that was carried out: what it was worth then, the credit in percent, whether the tutor told it."""

    worth: Worth
    credit: int
    told: bool = False
    revision: int = 0  # the answer that ordered it
    known: frozenset[str] = frozenset()  # what was known when it was ordered; an exam's orders are valued by it


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a listed diagnosis stands: its latest stance, and the share that its rung leaves.

    `general`: by a word alone that may mean others too.
    """

    stance: str
    leaves: int
    revision: int = 0
    general: bool = False


@dataclass(frozen=True, slots=True)
class ItemState:
    """One item's life so far."""

    phase: Phase = Phase.UNSEEN
    answers: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()  # of the last judged answer
    judged: int = 0  # its number
    unclaimed: tuple[Span, ...] = ()  # what nothing claimed in it
    unrecognised: tuple[str, ...] = ()  # whole answers in which nothing was recognised
    credits: Mapping[str, Credit] = field(default_factory=_nothing)
    rungs: Mapping[str, int] = field(default_factory=_nothing)  # hints given, by expectation
    prompted: frozenset[str] = frozenset()
    asserted: frozenset[str] = frozenset()
    asked_back: frozenset[str] = frozenset()
    contradicted: frozenset[str] = frozenset()
    erred: tuple[str, ...] = ()  # misconceptions and unreasonable diagnoses said, in order, once each
    corrected: frozenset[str] = frozenset()
    claimed: Mapping[str, str] = field(default_factory=_nothing)
    carried: Mapping[str, str] = field(default_factory=_nothing)  # said before the item was open: concept -> the words
    pursued: tuple[str, ...] = ()  # what a rung was spent on, in order
    pumped: bool = False
    blanks: int = 0  # answers in a row in which nothing was recognised
    hinted_since: bool = False  # a hint that was asked for was given after the last answer
    tries: int = 0  # answers that a hint which was asked for has left before the tutor goes on
    target: str | None = None
    sought: str | None = None  # what was asked for when the last judged answer was given
    pending: Pending | None = None
    heard: tuple[str, ...] = ()  # replies and findings given because they were asked ("neck-lump", "neck-lump.find")
    unasked: tuple[str, ...] = ()  # handed over or told
    runs: Mapping[str, Run] = field(default_factory=_nothing)
    stopped: bool = False  # enough was ordered; what is missing is discussed
    stands: Mapping[str, Stand] = field(default_factory=_nothing)
    lead: str | None = None
    lead_leaves: int = 0
    chosen: tuple[str, ...] = ()
    why: str | None = None  # how it was closed
    flagged: bool = False
    opened_us: int = 0  # when an exam's item was first opened, by the exam's clock
    given_us: int = 0  # the time that had been given until then: what is given later moves its limit
    ruled: Mapping[str, int] = field(default_factory=_nothing)  # what people decided, by concept, in percent
    decided: tuple[Ruled, ...] = ()  # the decisions behind it, those on words with nothing in them too


@dataclass(frozen=True, slots=True)
class Entered:
    """When an exam's section was first opened, and the time that had been given until then."""

    at_us: int
    given_us: int


@dataclass(frozen=True, slots=True)
class State:
    """A whole run so far. `facts` are what conditions ask for ("asked neck-lump", "ordered fna"), by case."""

    policy: Policy = "guided"
    seed: int = 0
    sequence: int = 0  # events folded
    current: str | None = None
    items: Mapping[str, ItemState] = field(default_factory=_nothing)
    refs: Mapping[str, ItemRef] = field(default_factory=_nothing)
    facts: Mapping[str, frozenset[str]] = field(default_factory=_nothing)
    judged: str | None = None  # the item of the last judged answer
    ended: str | None = None
    ended_us: int = 0
    terms: Terms | None = None
    started_us: int = 0
    given_us: int = 0  # time added, and time that stood still in rest breaks
    rested_us: int = 0
    paused_us: int | None = None  # since when there is a rest break
    additions: frozenset[str] = frozenset()
    sections: Mapping[str, Entered] = field(default_factory=_nothing)  # those that were opened

    @property
    def item(self) -> ItemState:
        """The current item's state; a fresh one when there is none."""
        return self.items.get(self.current or "", ItemState())

    @property
    def known(self) -> frozenset[str]:
        """The facts of the current item's case; of the only case when none is current."""
        if self.current is not None:
            return self.known_of(self.current)
        return next(iter(self.facts.values())) if len(self.facts) == 1 else frozenset()

    def known_of(self, item: str) -> frozenset[str]:
        """The facts of the case that an item belongs to."""
        return self.facts.get(self.refs[item].case, frozenset())
