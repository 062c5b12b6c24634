"""A line of the answer: what, measured, aim, met or missed; and all of them as a table or as JSON."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Literal

Verdict = Literal["met", "missed", "", "not measured"]

_HEAD = ("what", "measured", "aim", "")


@dataclass(frozen=True, slots=True)
class Result:
    """One thing that was measured. `figures` are the numbers, for programs: a name ends in its unit ("p50_ms")."""

    what: str
    measured: str
    aim: str = ""
    verdict: Verdict = ""
    figures: Mapping[str, float] = field(default_factory=dict)


def aimed(
    what: str, measured: str, value: float, limit: float, unit: str, figures: Mapping[str, float] | None = None
) -> Result:
    """A result with an aim: `value` and `limit` are in `unit`, and the limit itself is met."""
    verdict: Verdict = "met" if value <= limit else "missed"
    return Result(what, measured, f"at most {limit:g}{unit}", verdict, figures or {})


def not_measured(what: str, why: str) -> Result:
    """Something that this machine, or this call, does not measure."""
    return Result(what, why, verdict="not measured")


def as_table(results: Iterable[Result]) -> str:
    """The results as lines in columns."""
    rows = [_HEAD, *((one.what, one.measured, one.aim, one.verdict) for one in results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:]])


def as_json(results: Sequence[Result]) -> str:
    """The results as a JSON list."""
    return json.dumps([asdict(one) for one in results], indent=2, ensure_ascii=False)
