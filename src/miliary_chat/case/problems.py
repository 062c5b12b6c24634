"""A problem of a case: where it is, its code, and what to do, in an author's words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "lint", "notice"]


_SEVERITIES: dict[str, Severity] = {"N": "notice", "W": "lint"}


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend; `line` and `column` are 1-based, `code` is a key of codes.CODES."""

    file: str
    line: int
    column: int
    code: str
    message: str

    def __post_init__(self) -> None:
        """A problem is one line, whatever it quotes."""
        object.__setattr__(self, "message", " ".join(self.message.split()))

    @property
    def severity(self) -> Severity:
        """An error stops the case; with a lint, which doubts that it is fair, or a notice it plays."""
        return _SEVERITIES.get(self.code[:1], "error")

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.code} {self.message}"


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems from the top of the file to its end, each once."""
    return tuple(sorted(set(problems)))


def quoted(words: Iterable[str], limit: int = 8) -> str:
    """Return “one”, “two” or “three”; past `limit` words “...” ends the list."""
    kept = [f"“{word}”" for word in words]
    if len(kept) > limit:
        return ", ".join(kept[:limit]) + ", ..."
    return kept[0] if len(kept) == 1 else f"{', '.join(kept[:-1])} or {kept[-1]}" if kept else "nothing"
