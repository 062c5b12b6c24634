"""A line of plain talk: who speaks, what is said, and how it is put on a page."""

import textwrap
from dataclasses import dataclass

_NARROWEST = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One thing said: `who` (or what: "Hint 1 of 2") stands before it; a line without `who` stands for itself."""

    who: str
    text: str

    def __str__(self) -> str:
        return f"{self.who}: {self.text}" if self.who and self.text else self.who or self.text


BLANK = Line("", "")


def heading(text: str) -> tuple[Line, Line]:
    """A heading, with the empty line before it that tells it apart."""
    return BLANK, Line("", text)


def set_out(line: Line, width: int | None) -> str:
    """The line as it is printed: folded at `width` columns (never inside a word), or whole when `width` is None.

    Line breaks of the text are kept.
    """
    text = str(line)
    if width is None:
        return text
    columns = max(width, _NARROWEST)
    rows = (textwrap.wrap(row, columns, break_long_words=False, break_on_hyphens=False) for row in text.split("\n"))
    return "\n".join("\n".join(row) for row in rows)
