"""How marks spread: their moments, whether they vary at all, their histogram, their upper and lower thirds."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from statistics import fmean

BINS = 10
LEAST_SPREAD = 1e-6
"""Values that are closer together are the same: sums of tenths differ in the last digit, candidates do not."""


@dataclass(frozen=True, slots=True)
class Moments:
    """Standard deviation (in the values' own unit), skewness and kurtosis; None where they are not defined."""

    sd: float | None
    skewness: float | None
    kurtosis: float | None


@dataclass(frozen=True, slots=True)
class Bin:
    """How many candidates have a mark from `low` (included) to below `high`, in %; the last bin includes 100."""

    low: int
    high: int
    candidates: int


def varies(values: Sequence[float]) -> bool:
    """Whether the values, each between 0 and 1, differ by more than rounding."""
    return len(values) > 1 and max(values) - min(values) > LEAST_SPREAD


def moments(values: Sequence[float]) -> Moments:
    """The moments of the values, each between 0 and 1, from Fisher's k-statistics, as Moodle has them.

    With n values and m_r the mean of the r-th powers of their distances to the mean:
    k2 = n m2 / (n - 1), k3 = n² m3 / ((n - 1)(n - 2)),
    k4 = n² ((n + 1) m4 - 3 (n - 1) m2²) / ((n - 1)(n - 2)(n - 3));
    sd = √k2 (from two values), skewness = k3 / k2^1.5 (from three), kurtosis = k4 / k2² (from four; a normal
    distribution has 0). Without variance, sd is 0 and the others are None.
    Source: Moodle, “Quiz statistics calculations”, skewness and kurtosis.
    """
    n = len(values)
    if n < 2:
        return Moments(None, None, None)
    if not varies(values):
        return Moments(0.0, None, None)
    mean = fmean(values)
    m2, m3, m4 = (fsum((value - mean) ** power for value in values) / n for power in (2, 3, 4))
    k2 = n * m2 / (n - 1)
    skewness = kurtosis = None
    if n > 2:
        skewness = n**2 * m3 / ((n - 1) * (n - 2)) / k2**1.5
    if n > 3:
        k4 = n**2 * ((n + 1) * m4 - 3 * (n - 1) * m2**2) / ((n - 1) * (n - 2) * (n - 3))
        kurtosis = k4 / k2**2
    return Moments(sqrt(k2), skewness, kurtosis)


def histogram(marks: Sequence[float]) -> tuple[Bin, ...]:
    """How many of the marks, in % from 0 to 100, lie in each tenth; always ten bins."""
    width = 100 // BINS
    # Rounded, since sums of tenths end a hair below the mark that they are on paper.
    places = [min(BINS - 1, int(round(mark, 9) // width)) for mark in marks]
    return tuple(Bin(place * width, (place + 1) * width, places.count(place)) for place in range(BINS))


def third(scores: Sequence[float], marks: Sequence[float], *, upper: bool) -> float | None:
    """The mean score of the third (rounded down) with the best or, if not `upper`, the worst marks.

    Where more candidates have the same mark than there are places left, they share those places equally, so
    that the order of the candidates does not matter. None below three candidates.
    """
    places = len(scores) // 3
    if not places:
        return None
    last = sorted(marks, reverse=upper)[places - 1]
    inside = [score for score, mark in zip(scores, marks, strict=True) if (mark > last if upper else mark < last)]
    sharing = [score for score, mark in zip(scores, marks, strict=True) if mark == last]
    return (fsum(inside) + (places - len(inside)) * fmean(sharing)) / places
