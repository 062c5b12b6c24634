"""What was said and not understood, without a trace of who said it."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["unrecognised", "near", "claimed", "unclaimed"]
"""unrecognised: nothing of the answer was understood; unclaimed: this part of it was not; near: nearly; claimed: the
trainee disputed the verdict."""

Ground = Literal["claimed", "near", "like", "asked"]

KINDS: tuple[Kind, ...] = ("claimed", "near", "unrecognised", "unclaimed")
"""Every kind, the one that tells most of what was meant first."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A stretch of an answer on one line.

    `item` is `stage/question`; `concept` is what was claimed, or nearly met; `asked` is what the tutor was asking for;
    `reason` is why the judge did not take it, for people; `count` says how often it was said, `last_us` when last
    (microseconds UTC; 0 when nobody knows).
    """

    item: str
    text: str
    kind: Kind
    concept: str = ""
    asked: str = ""
    reason: str = ""
    count: int = 1
    last_us: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """Wordings that are alike, the commonest first; `meant` is what they probably mean, "" when nobody can tell.

    `ground`: they were claimed to mean it, are near to it, are like a phrasing of it, or the tutor was asking for it.
    """

    wordings: tuple[Wording, ...]
    meant: str = ""
    ground: Ground | None = None

    @property
    def first(self) -> Wording:
        """The commonest wording, which stands for the group."""
        return self.wordings[0]

    @property
    def count(self) -> int:
        """How often any of them was said."""
        return sum(wording.count for wording in self.wordings)

    @property
    def last_us(self) -> int:
        """When any of them was said last."""
        return max(wording.last_us for wording in self.wordings)
