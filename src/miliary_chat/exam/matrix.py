"""Who got how much for which item: the plain numbers that the analysis of an exam starts from."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import fsum, isfinite

Scores = tuple[float | None, ...]

_DECIMALS = 12
"""Of a share of the maximum: enough for any mark, and 0.1 + 0.2 is as much as 0.3."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """The scores of a class: a column an item, a row a candidate, in marks.

    `items`: ids, each once; `maxima`: what each item is worth, above 0; `scores`: from 0 to the item's maximum.
    None: this candidate was not given this item, because draws may differ. An item that was given and left
    empty is 0, not None. Anything else raises ValueError, which says where.
    """

    items: tuple[str, ...]
    maxima: tuple[float, ...]
    scores: tuple[Scores, ...]

    def __post_init__(self) -> None:
        if len(set(self.items)) != len(self.items):
            raise ValueError("an item stands in the matrix twice")
        if len(self.maxima) != len(self.items):
            raise ValueError(f"{len(self.items)} items have {len(self.maxima)} maxima")
        for item, maximum in zip(self.items, self.maxima, strict=True):
            if not (isfinite(maximum) and maximum > 0):
                raise ValueError(f"the maximum of {item} is {maximum}; it must be above 0")
        for number, row in enumerate(self.scores, start=1):
            self._check(number, row)

    def _check(self, number: int, row: Scores) -> None:
        if len(row) != len(self.items):
            raise ValueError(f"row {number} has {len(row)} scores for {len(self.items)} items")
        for item, maximum, score in zip(self.items, self.maxima, row, strict=True):
            if score is not None and not 0 <= score <= maximum:
                raise ValueError(f"row {number}, {item}: {score} is not between 0 and {maximum}")

    def sittings(self) -> Iterator["Sitting | None"]:
        """What each row comes to; None for a candidate who was given nothing."""
        for row in self.scores:
            given = [(score, top) for score, top in zip(row, self.maxima, strict=True) if score is not None]
            total, maximum = fsum(score for score, _ in given), fsum(top for _, top in given)
            yield Sitting(row, total, maximum) if given else None


@dataclass(frozen=True, slots=True)
class Sitting:
    """One candidate: the scores, their sum, and what this candidate could have got, all in marks."""

    scores: Scores
    total: float
    maximum: float

    @property
    def share(self) -> float:
        """The mark on the whole, from 0 to 1."""
        return round(self.total / self.maximum, _DECIMALS)

    @property
    def mark(self) -> float:
        """The mark on the whole, in %."""
        return round(100 * self.share, _DECIMALS - 2)

    def rest(self, place: int, maximum: float) -> float | None:
        """The mark on all but the item at `place`, worth `maximum`, from 0 to 1; None if there was no other."""
        score = self.scores[place] or 0.0
        if all(other is None for index, other in enumerate(self.scores) if index != place):
            return None
        return (self.total - score) / (self.maximum - maximum)
