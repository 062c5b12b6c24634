"""The table of an exam's candidates: candidates.csv, as spreadsheets write it."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from miliary_chat.base.sanitise import one_line
from miliary_chat.case.problems import Problem, in_order
from miliary_chat.case.source_text import SIZE_LIMIT
from miliary_chat.case.times import seconds

MOST = 10_000
"""Candidates of one exam."""
LARGEST_FACTOR = 4.0

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_FACTOR = re.compile(r"\+?([0-9]{1,3}(?:[.,][0-9]{1,4})?)\s*(%?)")
_COLUMNS = {
    "code": ("code", "candidate", "candidatecode"),
    "name": ("name",),
    "extra_time": ("extratime", "factor", "timefactor"),
    "rest": ("rest", "restbreaks", "breaks"),
}
_KNOWN = tuple(_COLUMNS)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may sit an exam. `factor` multiplies every time limit, `rest_s` are seconds of rest breaks."""

    code: str
    name: str = ""
    factor: float = 1.0
    rest_s: int = 0


def read_candidates(source: bytes, where: str) -> tuple[tuple[Candidate, ...], tuple[Problem, ...]]:
    """Read candidates from a table's bytes; `where` is the file's name in problems. Never raises for what they say.

    Columns: `code` (letters, digits and . _ -), and if wanted `name`, `extra_time` (1.25, or 25 %) and `rest` (10 min),
    parted by commas, semicolons or tabs. With an error there are no candidates.
    """
    reading = _Reading(where)
    text = reading.decoded(source)
    if text is not None:
        reading.table(text)
    problems = in_order(reading.problems)
    broken = any(problem.severity == "error" for problem in problems)
    return () if broken else tuple(reading.candidates), problems


@dataclass
class _Row:
    """A row's cells with the line on which it begins."""

    line: int
    cells: Sequence[str]
    raw: str

    def column(self, index: int) -> int:
        """Where a cell begins, 1-based; 1 where it cannot be told."""
        at = 0
        for cell in self.cells[:index]:
            at = self.raw.find(cell, at) + len(cell) + 1
        return max(self.raw.find(self.cells[index], at) if index < len(self.cells) else 0, 0) + 1


@dataclass
class _Reading:
    where: str
    candidates: list[Candidate] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    width: int = 0
    """The cells of the first line."""

    def say(self, line: int, column: int, code: str, words: str) -> None:
        self.problems.append(Problem(self.where, line, column, code, words))

    def decoded(self, source: bytes) -> str | None:
        if len(source) > SIZE_LIMIT:
            self.say(
                1, 1, "E102", f"This file has {len(source):,} bytes; at most {SIZE_LIMIT // 1_000_000} MB are read."
            )
            return None
        if source[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in source:
            self.say(1, 1, "E103", "This is no UTF-8 text. In a spreadsheet, save it as “CSV UTF-8”.")
            return None
        try:
            return source.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = source[: error.start].count(b"\n") + 1
            self.say(line, 1, "E103", "This is no UTF-8 text. In a spreadsheet, save it as “CSV UTF-8”.")
            return None

    def table(self, text: str) -> None:
        try:
            rows = _rows(text)
            head = next(rows, None)
            if head is None:
                self.say(1, 1, "E330", "This table is empty. Delete it when everybody may sit the exam.")
                return
            self.width = len(head.cells)
            columns = self._columns(head)
            if columns is None:
                return
            first: dict[str, int] = {}
            for row in rows:
                self._candidate(row, columns, first)
                if len(self.candidates) > MOST or len(self.problems) > 200:
                    break
        except _TornError as error:
            words = "From this row on the table cannot be read: a quotation mark is missing, or one too many."
            self.say(error.line, 1, "E330", words)
            return
        if len(self.candidates) > MOST:
            self.say(1, 1, "E330", f"There are more than {MOST:,} candidates here.")
        if not self.candidates and not self.problems:
            self.say(1, 1, "E330", "No candidate is named. Delete this table when everybody may sit the exam.")

    def _columns(self, head: _Row) -> dict[str, int] | None:
        """Where the known columns stand; None without a code."""
        found: dict[str, int] = {}
        for index, cell in enumerate(head.cells):
            shown = one_line(cell, limit=40)
            folded = re.sub(r"[\s_-]+", "", one_line(cell).casefold())
            name = next((name for name, words in _COLUMNS.items() if folded in words), None)
            if name in found:
                self.say(head.line, head.column(index), "E330", f"The column “{name}” is there twice.")
            elif name is not None:
                found[name] = index
            elif shown:
                self._unknown(head, index, shown)
        if "code" not in found and not any(problem.code == "E330" for problem in self.problems):
            words = "The first line has to name the columns: “code”, and if wanted “name”, “extra_time” and “rest”."
            self.say(head.line, 1, "E330", words)
        return found if "code" in found else None

    def _unknown(self, head: _Row, index: int, shown: str) -> None:
        from miliary_chat.case.validation import did_you_mean  # a table without mistakes has no need of it

        meant = did_you_mean(shown.replace(" ", "_"), _KNOWN)
        code = "E330" if meant else "W569"  # an allowance in a misspelt column must not be lost
        self.say(head.line, head.column(index), code, f"The column “{shown}” is not read{meant or '.'}")

    def _candidate(self, row: _Row, columns: dict[str, int], first: dict[str, int]) -> None:
        def cell(name: str) -> str:
            index = columns.get(name, len(row.cells))
            return one_line(row.cells[index]) if index < len(row.cells) else ""

        code, known = cell("code"), len(self.problems)
        if not _CODE.fullmatch(code):
            shown = f"“{one_line(code, limit=50)}” is no code" if code else "This candidate has no code"
            words = f"{shown}. A code has up to 40 letters, digits and . _ -, and begins with a letter or digit."
            self.say(row.line, row.column(columns["code"]), "E331", words)
        elif code.casefold() in first:
            words = f"“{code}” is there already, in line {first[code.casefold()]}; capitals make no difference."
            self.say(row.line, row.column(columns["code"]), "E332", words)
        factor, rest = 1.0, 0
        try:
            factor = _factor(cell("extra_time"))
        except ValueError as error:
            self.say(row.line, row.column(columns["extra_time"]), "E333", f"{error}.")
        try:
            rest = _rest(cell("rest"))
        except ValueError as error:
            self.say(row.line, row.column(columns["rest"]), "E333", f"{error}.")
        if any(one_line(extra) for extra in row.cells[self.width :]):
            self.say(row.line, row.column(self.width), "E330", "This row has more cells than the first line has names.")
        if len(self.problems) == known:
            first[code.casefold()] = row.line
            self.candidates.append(Candidate(code, one_line(cell("name"), limit=100), factor, rest))


def _factor(text: str) -> float:
    if not text:
        return 1.0
    found = _FACTOR.fullmatch(text)
    number = float(found[1].replace(",", ".")) if found else 0.0
    if found and found[2] and number > 100:
        raise ValueError(f"“{text}” is more than twice the time; write it as a factor, such as 2.25")
    factor = round(1 + number / 100, 6) if found and found[2] else number
    if not found or not 1 <= factor <= LARGEST_FACTOR:
        shown = one_line(text, limit=30)
        raise ValueError(
            f"“{shown}” is no extra time. Write a factor from 1 to {LARGEST_FACTOR:g}, such as 1.25, or 25 %"
        )
    return factor


def _rest(text: str) -> int:
    if not text or re.fullmatch(r"0+\s*(s|min|h)?", text):
        return 0
    try:
        return seconds(text)
    except ValueError:
        raise ValueError(
            f"“{one_line(text, limit=30)}” is no length of a rest. Write it with its unit, such as 10 min"
        ) from None


class _TornError(Exception):
    """The row that begins on `line` cannot be read."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def _rows(text: str) -> Iterator[_Row]:
    """The rows that hold something; _TornError where there is none to be made out."""
    lines = list(io.StringIO(text, newline=""))
    hint = re.fullmatch(r"sep=([,;\t])\s*", lines[0]) if lines else None  # how spreadsheets are told the separator
    head = next((line for line in lines[1 if hint else 0 :] if line.strip()), "")
    reader = csv.reader(lines, delimiter=hint[1] if hint else max(",;\t", key=head.count), strict=True)
    begun = 0
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise _TornError(begun + 1) from error
        if cells is None:
            return
        line, begun = begun + 1, reader.line_num
        if any(one_line(cell) for cell in cells) and not (hint and line == 1):
            yield _Row(line, cells, lines[line - 1] if line == begun else "")
