"""Measures: a stretch of values in one dimension, and when two of them say the same."""

from dataclasses import dataclass
from math import inf

_OFTEN_BARE = frozenset({"mmhg", "cmh2o", "", "mg", "hu", "kpa", "bpm", "u", "u/l", "mmol", "mmol/l"})
_YEAR = 365.0
EITHER = "mil"
"""What is said for millimetres and for millilitres."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A stretch of values in the dimension's base unit (mm, day, mg ...; "" for a bare number or a ratio).

    An open end is infinite. `raw` are the ends as they were written, before the unit; `unit` is the dimension, None
    when no unit was written. `rough` is true after "about".
    """

    low: float
    high: float
    unit: str | None
    raw: tuple[float, float]
    rough: bool = False

    @property
    def open(self) -> bool:
        """Whether one end is not given ("> 3 mm")."""
        return self.low == -inf or self.high == inf


def comparable(want: Measure, said: Measure) -> bool:
    """Whether the two are measured in the same thing.

    People leave a unit out for pressures, shares, doses and ages, never for lengths and other times.
    """
    if want.unit == said.unit or (EITHER in (want.unit, said.unit) and {want.unit, said.unit} <= {EITHER, "mm", "ml"}):
        return True
    bare, other = (want, said) if want.unit is None else (said, want)
    if bare.unit is not None:
        return False
    unit = other.unit or ""
    plain = unit != "mg" or _factor(other) == 1.0
    return (unit in _OFTEN_BARE and plain) or "/" in unit or _is_age(other)


def _factor(measure: Measure) -> float:
    """What one of the unit that was written is worth in the base unit."""
    base, raw = (measure.low, measure.raw[0]) if measure.low not in (-inf, inf) else (measure.high, measure.raw[1])
    return base / raw if raw else 1.0


def _is_age(measure: Measure) -> bool:
    """Whether it is years, as many as a grown person has."""
    return measure.unit == "day" and abs(_factor(measure) - _YEAR) < 1 and 16 <= measure.raw[0] <= 110


def opposed(want: Measure, said: Measure) -> bool:
    """Whether one says "above" and the other "below" about the same value."""
    if not (want.open and said.open) or (want.low == -inf) == (said.low == -inf) or not comparable(want, said):
        return False
    mine, theirs = (want.high, said.low) if want.low == -inf else (want.low, said.high)
    return abs(mine - theirs) <= 0.02 * abs(mine)


def agrees(want: Measure, said: Measure, tolerance: float | None = None) -> bool:
    """Whether what was said lies within what is wanted, give or take `tolerance` (base unit) or a tenth.

    Plain numbers are names or scores ("iodine 131", "GCS 13"): there is no nearly.
    """
    if not comparable(want, said):
        return False
    if tolerance is None and _plain(want) and _plain(said):
        return want.low == said.low
    bare = (want.unit is None) != (said.unit is None)
    if bare and _within(_rawly(want), _rawly(said), None):
        return True
    return _within((want.low, want.high, want.rough), (said.low, said.high, said.rough), tolerance)


def _plain(measure: Measure) -> bool:
    return measure.unit is None and measure.low == measure.high and not measure.rough


def _rawly(measure: Measure) -> tuple[float, float, bool]:
    low = -inf if measure.low == -inf else measure.raw[0]
    high = inf if measure.high == inf else measure.raw[1]
    return low, high, measure.rough


def _within(want: tuple[float, float, bool], said: tuple[float, float, bool], tolerance: float | None) -> bool:
    low, high, rough = want
    share = 0.25 if rough else 0.1
    width = (high - low) / 4 if low < high and not rough else inf

    def slack(bound: float) -> float:
        return tolerance if tolerance is not None else min(abs(bound) * share, width) + 1e-9

    if low == -inf or high == inf:
        bound = high if low == -inf else low
        if said[0] == -inf or said[1] == inf:
            same_way = (said[0] == -inf) == (low == -inf)
            theirs = said[1] if said[0] == -inf else said[0]
            return same_way and abs(theirs - bound) <= slack(bound)
        return said[1] <= bound * (1 + 1e-9) if low == -inf else said[0] >= bound * (1 - 1e-9)
    if said[0] == -inf or said[1] == inf:
        theirs, ours = (said[1], high) if said[0] == -inf else (said[0], low)
        return abs(theirs - ours) <= (tolerance if tolerance is not None else abs(ours) * 0.1 + 1e-9)
    return said[0] >= low - slack(low) and said[1] <= high + slack(high)
