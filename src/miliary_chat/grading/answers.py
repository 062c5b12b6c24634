"""Answers as they come from a file, one at a time: JSON lines, or CSV with a header row."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any, Literal

Format = Literal["jsonl", "csv"]
COLUMNS = ("id", "rubric", "answer")
LINE_LIMIT = 1_000_000
"""Characters of a line that are held in memory; a longer one is bad and is skipped."""


@dataclass(frozen=True, slots=True)
class Row:
    """One answer. `number`: the line of the file where it ends; `id`: as it was, a text or a number."""

    number: int
    id: str | int | float
    rubric: str
    answer: str


@dataclass(frozen=True, slots=True)
class BadRow:
    """A line that holds no answer, and why in one sentence."""

    number: int
    why: str


def read_answers(stream: IO[str], format: Format) -> Iterator[Row | BadRow]:
    """Yield what the lines of a stream hold, in their order; never raises for what they say."""
    return _json_lines(stream) if format == "jsonl" else _csv_rows(stream)


def _lines(stream: IO[str]) -> Iterator[tuple[int, str | None]]:
    """Each line with its number; None for one that is too long, of which only a piece at a time is ever held."""
    number = 0
    while line := stream.readline(LINE_LIMIT + 1):
        number += 1
        if len(line) <= LINE_LIMIT:
            yield number, line
            continue
        while line and not line.endswith("\n"):
            line = stream.readline(LINE_LIMIT)
        yield number, None


def _json_lines(stream: IO[str]) -> Iterator[Row | BadRow]:
    for number, line in _lines(stream):
        if line is None:
            yield BadRow(number, _TOO_LONG)
            continue
        line = line.removeprefix("\ufeff").strip()
        if line:
            yield _from_json(number, line)


_TOO_LONG = f"the line has more than {LINE_LIMIT:,} characters"


def _from_json(number: int, line: str) -> Row | BadRow:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        return BadRow(number, f"this is no JSON ({getattr(error, 'msg', 'nested too deeply')})")
    if not isinstance(value, dict):
        return BadRow(number, "a line is an object: {“id”: ..., “rubric”: ..., “answer”: ...}")
    missing = [column for column in COLUMNS if value.get(column) is None]
    if missing:
        return BadRow(number, f"there is no “{missing[0]}”")
    return _row(number, value)


def _row(number: int, value: dict[str, Any]) -> Row | BadRow:
    id, rubric, answer = (value[column] for column in COLUMNS)
    if isinstance(id, bool) or not isinstance(id, str | int | float):
        return BadRow(number, "“id” is no text and no number")
    if isinstance(id, str) and not _writable(id):
        return BadRow(number, "“id” holds characters that cannot be written")
    for name, text in (("rubric", rubric), ("answer", answer)):
        if not isinstance(text, str):
            return BadRow(number, f"“{name}” is no text")
    return Row(number, id, rubric, answer)


def _writable(text: str) -> bool:
    return not any(0xD800 <= ord(char) <= 0xDFFF for char in text)


def _csv_rows(stream: IO[str]) -> Iterator[Row | BadRow]:
    numbers = _Counted(stream)
    header_line = next(numbers, None)
    if header_line is None:
        return
    delimiter = max(",;\t", key=header_line.count)
    header = [name.strip().lower() for name in next(csv.reader([header_line], delimiter=delimiter))]
    absent = [column for column in COLUMNS if column not in header]
    if absent:
        yield BadRow(1, f"the header row has no “{absent[0]}”; it needs {', '.join(COLUMNS)}")
        return
    places = [header.index(column) for column in COLUMNS]
    reader = csv.reader(numbers, delimiter=delimiter)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield BadRow(numbers.number, f"this is no CSV ({error})")
            continue
        if numbers.too_long:
            numbers.too_long = False
            yield BadRow(numbers.number, _TOO_LONG)
        elif len(cells) > max(places):
            yield _row(numbers.number, dict(zip(COLUMNS, (cells[place] for place in places), strict=True)))
        elif any(cell.strip() for cell in cells):
            yield BadRow(numbers.number, f"this row has {len(cells)} cells, the header {len(header)}")


class _Counted:
    """The lines of a stream for csv.reader, which does not know at which of them a row with line breaks ends."""

    def __init__(self, stream: IO[str]) -> None:
        self._lines = _lines(stream)
        self.number = 0
        self.too_long = False

    def __iter__(self) -> "_Counted":
        return self

    def __next__(self) -> str:
        self.number, line = next(self._lines)
        if line is None:
            self.too_long = True
            return "\n"
        return line.removeprefix("\ufeff") if self.number == 1 else line
