"""Lints that an author has answered on the line itself: `# ok W501: both are meant`."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from miliary_chat.case.codes import CODES
from miliary_chat.case.problems import Problem

_OK = re.compile(r"(?:^|\s)#\s*ok\s+(?P<code>[A-Z]\d{3})\b[\s:,-]*(?P<reason>.*)$")


@dataclass(frozen=True, slots=True)
class _Silence:
    line: int
    column: int
    code: str
    reason: str
    alone: bool  # on a line of its own: it means the line below

    @property
    def lines(self) -> tuple[int, ...]:
        return (self.line, self.line + 1) if self.alone else (self.line,)


def without_silenced(problems: Iterable[Problem], text: str, where: str) -> tuple[Problem, ...]:
    """Return the problems that the author of the file `where` has not silenced, and those of the silences."""
    silences = list(_silences(text))
    kept: list[Problem] = []
    used: set[_Silence] = set()
    for problem in problems:
        heard = [each for each in silences if _answers(each, problem, where)]
        used.update(heard)
        if not heard:
            kept.append(problem)
    return (*kept, *(_doubt(each, where, each in used) for each in silences if not (each.reason and each in used)))


def _answers(silence: _Silence, problem: Problem, where: str) -> bool:
    mine = problem.file == where and problem.line in silence.lines and problem.code == silence.code
    return mine and problem.severity == "lint" and bool(silence.reason)


def _doubt(silence: _Silence, where: str, used: bool) -> Problem:
    code = silence.code
    if code not in CODES or not code.startswith("W"):
        words = f"“{code}” is no code that can be silenced."
    elif not silence.reason:
        words = f"Say why {code} is right here: “# ok {code}: ...”."
    else:
        words = f"Nothing here is {code}{'' if used else ' any more'}; delete this comment."
    return Problem(where, silence.line, silence.column, "W590", words)


def _silences(text: str) -> Iterator[_Silence]:
    for number, line in enumerate(text.splitlines(), start=1):
        found = _OK.search(line) if "# ok" in line or "#ok" in line else None
        if found:
            alone = not line[: found.start()].strip()
            yield _Silence(number, found.start() + 1, found["code"], found["reason"].strip(), alone)
