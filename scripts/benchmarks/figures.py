"""Many measurements as few figures."""

import math
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Self, TypeVar

Given = TypeVar("Given")


@dataclass(frozen=True, slots=True)
class Spread:
    """Milliseconds, or any one unit: the median, the 99th percentile, and of how many."""

    p50: float
    p99: float
    count: int

    @classmethod
    def of(cls, measured: Iterable[float]) -> Self:
        """The spread of one measurement or more; ValueError for none."""
        values = sorted(measured)
        return cls(statistics.median(values), percentile(values, 99), len(values))


def percentile(ordered: Sequence[float], percent: float) -> float:
    """The nearest-rank percentile of ordered values: a value that was measured, so p99 of few is the largest."""
    if not ordered:
        raise ValueError("nothing was measured")
    return ordered[max(math.ceil(len(ordered) * percent / 100), 1) - 1]


def timed(deed: Callable[[Given], object], given: Iterable[Given]) -> list[float]:
    """Do the deed with each; the milliseconds that each took."""
    took = []
    for one in given:
        before = time.perf_counter()
        deed(one)
        took.append((time.perf_counter() - before) * 1000)
    return took
