"""The grey boxes of a Markdown page: what is in them, and the words before them that say what they are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_FENCE = re.compile(r"^```(\w*)$")


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block: its language, its lines, and the paragraph right before it.

    `line` is the 0-based line of its first line in the page; `section` the heading that it stands under.
    """

    language: str
    lines: tuple[str, ...]
    lead: str
    line: int
    section: str

    @property
    def text(self) -> str:
        """Its lines, each with its end."""
        return "".join(f"{line}\n" for line in self.lines)


def blocks(page: str) -> Iterator[Block]:
    """Yield every fenced block of a page from its top; ValueError when one is never closed."""
    lines = page.split("\n")
    section, at = "", 0
    while at < len(lines):
        if lines[at].startswith("## "):
            section = lines[at].removeprefix("## ")
        fence = _FENCE.match(lines[at])
        if fence is None:
            at += 1
            continue
        close = lines.index("```", at + 1)
        yield Block(fence[1], tuple(lines[at + 1 : close]), _lead(lines[:at]), at + 1, section)
        at = close + 1


def _lead(before: list[str]) -> str:
    """The last paragraph, on one line."""
    while before and not before[-1].strip():
        before = before[:-1]
    start = len(before)
    while start and before[start - 1].strip():
        start -= 1
    return " ".join(line.strip() for line in before[start:])
