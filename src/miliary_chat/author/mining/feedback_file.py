"""Feedback files: anonymous JSON lines that trainees or a department send to an author."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from miliary_chat.author.mining.wording import KINDS, Kind, Wording
from miliary_chat.base.sanitise import ANSWER_LIMIT, one_line

FORMAT = 1
_LINE_LIMIT = 40_000
_MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class Feedback:
    """One line: a wording and how often it was said; `judge` is the version that did not understand it."""

    case: str
    item: str
    text: str
    kind: Kind
    concept: str = ""
    count: int = 1
    judge: str = ""

    def line(self) -> str:
        """The line as it stands in a file, without its end."""
        fields: dict[str, Any] = {"format": FORMAT, "case": self.case, "item": self.item, "text": self.text}
        if self.concept:
            fields["concept"] = self.concept
        fields |= {"kind": self.kind, "judge": self.judge, "count": self.count}
        return json.dumps(fields, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that holds no feedback, its number from 1, and why."""

    number: int
    why: str


def feedback_of(case: str, wording: Wording, judge: str) -> Feedback:
    """What is sent of a wording. A concept is sent only where a trainee named it."""
    concept = wording.concept if wording.kind == "claimed" else ""
    return Feedback(case, wording.item, wording.text, wording.kind, concept, wording.count, judge)


def read_feedback(lines: Iterable[bytes]) -> Iterator[Feedback | BadLine]:
    """Read a file's lines; what is wrong with one spoils no other. Empty lines are passed over."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            read = _read(line)
            yield BadLine(number, read) if isinstance(read, str) else read


def _read(line: bytes) -> Feedback | str:
    """The feedback in a line, or why there is none."""
    if len(line) > _LINE_LIMIT:
        return f"it has {len(line):,} bytes; at most {_LINE_LIMIT:,} are read"
    try:
        held = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return "it is not UTF-8 text"
    except (ValueError, RecursionError):
        return "it is not JSON"
    if not isinstance(held, dict):
        return "it is not a JSON object"
    if held.get("format") != FORMAT:
        return _wrong_format(held.get("format"))
    wrong = next((name for name in ("case", "item", "text") if not _is_text(held.get(name))), None)
    if wrong:
        return f"“{wrong}” is missing or empty"
    if held.get("kind") not in KINDS:
        return f"“kind” is none of {', '.join(KINDS)}"
    count = held.get("count", 1)
    if not isinstance(count, int) or isinstance(count, bool) or not 1 <= count <= _MOST:
        return f"“count” is no whole number from 1 to {_MOST:,}"
    return Feedback(
        one_line(held["case"], limit=60),
        one_line(held["item"], limit=130),
        one_line(held["text"], limit=ANSWER_LIMIT),
        cast(Kind, held["kind"]),
        one_line(held["concept"], limit=130) if _is_text(held.get("concept")) else "",
        count,
        one_line(held["judge"], limit=80) if _is_text(held.get("judge")) else "",
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(one_line(value, limit=ANSWER_LIMIT))


def _wrong_format(format: object) -> str:
    if isinstance(format, int) and format > FORMAT:
        return f"format {format} needs a newer release; this one reads format {FORMAT}"
    return f"it is no feedback: “format” is not {FORMAT}"
