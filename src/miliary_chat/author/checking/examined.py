"""What came of looking at one case."""

from dataclasses import dataclass

from miliary_chat.case.problems import Problem


@dataclass(frozen=True, slots=True)
class Examined:
    """All problems of a case; its id, and where that stands (line and column), when it can be played."""

    problems: tuple[Problem, ...]
    id: str = ""
    at: tuple[int, int] = (1, 1)
