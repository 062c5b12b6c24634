"""Lines for a terminal or a pipe, and the change of a file as such lines."""

import difflib
import os
import shutil
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Self

_COLOURS = {"red": "31", "green": "32", "yellow": "33", "cyan": "36", "bold": "1", "dim": "2"}


class Paper:
    """Lines for a terminal or a pipe; colours only where they are seen."""

    def __init__(self, *, coloured: bool, width: int | None = None, folds: bool = False) -> None:
        """`folds`: lines are for eyes, and are folded at words; for a program a line stays a line."""
        self._coloured = coloured
        self._folds = folds
        self.width = max(40, min(width or shutil.get_terminal_size((100, 24)).columns, 120))

    @classmethod
    def of_stdout(cls) -> Self:
        """Paper for standard output: coloured on a terminal, unless NO_COLOR asks for none."""
        terminal = sys.stdout.isatty()
        plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        return cls(coloured=terminal and not plain, folds=terminal)

    def paint(self, text: str, colour: str) -> str:
        """The text in a colour, if this paper has any."""
        return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m" if self._coloured else text

    def wrapped(self, text: str, indent: int = 0, hang: int | None = None) -> str:
        """The text in lines of this width, the further ones indented by `hang`."""
        later = indent if hang is None else hang
        return textwrap.fill(
            text, self.width, initial_indent=" " * indent, subsequent_indent=" " * later, break_on_hyphens=False
        )

    def folded(self, line: str) -> str:
        """A line as it is, or on a terminal in as many as it needs, the further ones a little further in."""
        indent = len(line) - len(line.lstrip())
        if not self._folds or len(line) <= self.width:
            return line
        text = line[indent:]
        return textwrap.fill(
            text,
            self.width,
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent + 2),
            break_long_words=False,
            break_on_hyphens=False,
        )


def difference(file: Path, before: bytes | None, after: bytes | None, paper: Paper) -> Iterator[str]:
    """The change of a file, line by line; nothing when there is none."""
    old, new = ((side or b"").decode("utf-8").splitlines() for side in (before, after))
    lines = difflib.unified_diff(old, new, f"{file.name} as it is", f"{file.name} as it would be", n=2, lineterm="")
    for line in lines:
        colour = {"+": "green", "-": "red"}.get(line[:1], "")
        yield paper.paint(line, colour) if colour and line[:3] not in ("+++", "---") else line
