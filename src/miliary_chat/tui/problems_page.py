"""A case's problems as blocks: counted by severity, each with its place, its code and what to do."""

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

from miliary_chat.case.problems import Problem
from miliary_chat.tui.blocks import Block, Heading, Prose, Tone, run, toned

_ORDER = ("error", "lint", "notice")
_TONES: dict[str, Tone] = {"error": "bad", "lint": "near", "notice": "quiet"}
_MARKS = {"error": "✗", "lint": "!", "notice": "·"}


def counted(problems: Sequence[Problem]) -> str:
    """How many there are of each severity: "2 errors, 1 notice"."""
    counts = Counter(str(problem.severity) for problem in problems)
    named = [f"{count} {name}{'' if count == 1 else 's'}" for name in _ORDER if (count := counts[name])]
    return ", ".join(named) or "no problems"


def problem_blocks(problems: Sequence[Problem], case: str, head: str = "") -> list[Block]:
    """The page: the count, a sentence about what is on the screen, then one paragraph for each problem, worst first.

    `case` is the case's file; only of another one the name is told.
    """
    blocks: list[Block] = [Heading(counted(problems) if problems or not head else "problems", top=True)]
    if head:
        blocks.append(Prose(toned(head, "near")))
    for problem in sorted(problems, key=_rank):
        tone = _TONES.get(str(problem.severity), "plain")
        file = "" if problem.file == case else f"{PurePath(problem.file).name}:"
        place = f"{file}{problem.line}:{problem.column} "
        words = run((place, "strong"), (f"{problem.code} ", tone), problem.message)
        blocks.append(Prose(words, _MARKS.get(str(problem.severity), "·"), tone))
    return blocks


def _rank(problem: Problem) -> tuple[int, Problem]:
    severity = str(problem.severity)
    return _ORDER.index(severity) if severity in _ORDER else 0, problem
