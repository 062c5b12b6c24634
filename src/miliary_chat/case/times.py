"""Lengths of time and moments, as an examiner writes them."""

import re
from datetime import UTC, datetime

LONGEST_S = 14 * 24 * 3_600
"""Two weeks: a limit beyond it is a slip of the pen."""

_UNITS = {"s": 1, "min": 60, "h": 3_600}
_DURATION = re.compile(r"([0-9]{1,7})\s*(s|min|h)(?![a-z])")


def seconds(text: str) -> int:
    """Return a length of time in seconds: `90 s`, `20 min`, `1 h 30 min`. ValueError says how to write it."""
    parts = _DURATION.findall(text)
    if not parts or _DURATION.sub("", text).strip():
        raise ValueError("write a time with its unit, such as 90 s, 20 min or 1 h 30 min")
    total = sum(int(number) * _UNITS[unit] for number, unit in parts)
    if not 0 < total <= LONGEST_S:
        raise ValueError("write a time between a second and two weeks")
    return total


def written(length_s: int) -> str:
    """Return a length of time in whole seconds as `seconds` reads it: 5400 is `1 h 30 min`."""
    left, parts = length_s, []
    for unit, size in (("h", 3_600), ("min", 60), ("s", 1)):
        count, left = divmod(left, size)
        if count:
            parts.append(f"{count} {unit}")
    return " ".join(parts) or "0 s"


def moment(text: str) -> datetime:
    """Return a moment, written with its zone, in UTC: `2026-12-01 09:00+01:00`. ValueError says how to write it."""
    wanted = "write a date and time with its zone, such as 2026-12-01 09:00+01:00"
    try:
        found = datetime.fromisoformat(re.sub(r"\s+(?=([+-]\d\d:?\d\d|Z)$)", "", text.strip()))
        if found.tzinfo is None:
            raise ValueError(wanted)
        return found.astimezone(UTC)
    except (ValueError, OverflowError) as error:  # what is no date, and what is one only outside the calendar
        raise ValueError(wanted) from error
