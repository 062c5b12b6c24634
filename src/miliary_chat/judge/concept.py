"""What an author says an answer may say: the judge's only input beside the answer."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["expectation", "misconception"]


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that an answer may say, in the author's words.

    A concept is met by any phrasing of `accept`, or by one phrasing of every group of `require` (anywhere in the
    answer), or by a quantity within `tolerance` of `measure`. `reject` beats everything. `broader` holds words that are
    right but too general: near, "which". `contradicted` holds phrasings that deny the concept (beside its own negation,
    which the judge finds by itself). `after` names a concept that has to come first when both are in one answer; the
    right steps in the wrong order are near, "order". `also` names concepts that may share words with this one, so that
    the more specific of two does not silence the other.
    """

    id: str
    kind: Kind = "expectation"
    accept: tuple[str, ...] = ()
    require: tuple[tuple[str, ...], ...] = ()
    reject: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    contradicted: tuple[str, ...] = ()
    measure: str | None = None
    tolerance: str | None = None
    after: str | None = None
    also: tuple[str, ...] = ()
