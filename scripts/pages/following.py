"""Doing what a page says: its YAML goes into files, its commands are run, and what they say is compared."""

import difflib
import io
import os
import re
import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from miliary_chat.cli.main import main
from pages.blocks import Block

_WHERE = re.compile(r"`(?P<file>[a-z]+\.yaml)`, (?:(?P<how>in place of|below) `(?P<line>[^`]+)`|(?P<all>.+?)):?\**:?$")
_TYPED = re.compile(r"(?:You: |[a-z/0-9-]+> )(.*)")
_COMMAND = "$ miliary-chat "
_ELIDED = "..."
_WIDTH = "100"


@dataclass(frozen=True, slots=True)
class Shown:
    """A block that shows something else than what the program said."""

    block: Block
    real: tuple[str, ...]

    def mended(self) -> list[str]:
        """The block as it should be: where it leaves lines out, or shows what a pipe does not echo, line by line."""
        lines = self.block.lines
        if _ELIDED not in lines and {line for line in lines if _TYPED.fullmatch(line)} <= set(self.real):
            return list(self.real)
        return [line if line == _ELIDED or _TYPED.fullmatch(line) else self._nearest(line) for line in lines]

    def _nearest(self, line: str) -> str:
        return next(iter(difflib.get_close_matches(line, self.real, 1, cutoff=0.8)), line)

    def difference(self, page: str) -> str:
        """What the page shows against what was said."""
        where = f"{page}:{self.block.line + 1}"
        return "\n".join(difflib.unified_diff(self.block.lines, self.real, where, "the program", lineterm=""))


class Follower:
    """A reader with a folder and a home of their own; `case` is the case's folder once `new` has been called."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.case = place
        place.mkdir(parents=True, exist_ok=True)

    def follow(self, block: Block) -> Shown | None:
        """Do what a block says; what it shows wrongly, if it does. ValueError when it does not say where it goes."""
        if block.language == "yaml":
            self._put(block)
        elif block.language == "console":
            real = tuple(self._run(block.lines))
            return None if same(block.lines, real) else Shown(block, real)
        return None

    def _put(self, block: Block) -> None:
        where = _WHERE.search(block.lead)
        if where is None:
            raise ValueError(f"The block in line {block.line} does not say where it goes: {block.lead[-80:]}")
        file = self.case / where["file"]
        before = file.read_text(encoding="utf-8").splitlines(keepends=True)
        if where["line"]:
            lines = placed(before, where["line"], block.text, instead=where["how"] == "in place of")
        elif where["all"] == "the whole file":
            lines = [block.text]
        elif where["all"] == "at the end":
            lines = [*before, block.text]
        else:
            raise ValueError(f"The block in line {block.line} goes nowhere: {where['all']}")
        file.write_text("".join(lines), encoding="utf-8", newline="\n")

    def _run(self, lines: Sequence[str]) -> Iterator[str]:
        """The block as it would be on this reader's screen."""
        starts = [at for at, line in enumerate(lines) if line.startswith(_COMMAND)]
        if not starts or starts[0] != 0:
            raise ValueError("A console block begins with a command of miliary-chat.")
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
            words = shlex.split(lines[start].removeprefix(_COMMAND))
            typed = [found[1] for line in lines[start + 1 : end] if (found := _TYPED.fullmatch(line))]
            yield lines[start]
            yield from self._said(words, typed)
            if words[0] == "new":
                self.case = self.place / words[words.index("--id") + 1]

    def _said(self, words: list[str], typed: list[str]) -> Iterator[str]:
        screen = io.StringIO()
        keyboard = io.StringIO("".join(f"{line}\n" for line in typed))
        with self._at_home(), redirect_stdout(screen), redirect_stderr(screen), patch.object(sys, "stdin", keyboard):
            main(words)
        yield from (line.rstrip() for line in screen.getvalue().rstrip("\n").split("\n"))

    @contextmanager
    def _at_home(self) -> Iterator[None]:
        """Where this reader works, with nobody else's attempts, settings and signals."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("MILIARY_")}
        own = {"MILIARY_HOME": str(self.place / ".home"), "COLUMNS": _WIDTH}
        quiet = patch("miliary_chat.cli.endings.heed_termination", lambda: None)
        with patch.dict(os.environ, {**kept, **own}, clear=True), chdir(self.place), quiet:
            yield


def placed(before: list[str], wanted: str, text: str, *, instead: bool) -> list[str]:
    """The lines with a text below the one line that begins with `wanted`, or in its place and all indented under it."""
    found = [at for at, line in enumerate(before) if line.strip().startswith(wanted)]
    if len(found) != 1:
        raise ValueError(f"{len(found)} lines begin with “{wanted}”.")
    at = found[0]
    if not instead:
        return [*before[: at + 1], text, *before[at + 1 :]]
    depth = len(before[at]) - len(before[at].lstrip())
    end = at + 1
    while end < len(before) and len(before[end]) - len(before[end].lstrip()) > depth:
        end += 1
    return [*before[:at], text, *before[end:]]


def same(shown: Sequence[str], real: Sequence[str]) -> bool:
    """Whether the program said what is shown; a line “...” stands for any lines. What was typed is not compared."""
    parts = [re.escape("\n".join(part)) for part in _parted([line for line in shown if not _TYPED.fullmatch(line)])]
    said = "".join(f"{line}\n" for line in real if not _TYPED.fullmatch(line))
    return re.fullmatch(r"(?:.*\n)??".join(parts), said, re.DOTALL) is not None


def _parted(lines: Sequence[str]) -> Iterator[list[str]]:
    """The runs of lines between those that stand for any; all but empty ones end their last line."""
    part: list[str] = []
    for line in lines:
        if line == _ELIDED:
            yield [*part, ""] if part else part
            part = []
        else:
            part.append(line)
    yield [*part, ""] if part else part
