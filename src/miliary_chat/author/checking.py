"""Many cases checked at once: what has not changed is remembered, the rest shared among the cores."""

import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from miliary_chat.author.remembering import Memory
from miliary_chat.case.problems import Problem

if TYPE_CHECKING:
    from miliary_chat.author.lints.pages import Pages

_WORTH_SHARING = 8
"""Cases from which on a second process is sooner done than it is started."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One case and all its problems."""

    path: Path
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop the case."""
        return tuple(problem for problem in self.problems if problem.severity == "error")


def check_all(
    paths: Sequence[Path], memory: Memory | None = None, *, pages: Path | None = None, jobs: int | None = None
) -> tuple[Checked, ...]:
    """Check the cases at `paths`, in their order.

    `memory` holds what was found in cases before, the folder `pages` what was in questions; `jobs` is the processes.
    """
    known = {path: problems for path in paths if memory and (problems := memory.recall(path)) is not None}
    fresh = [path for path in paths if path not in known]
    for path, problems in zip(fresh, _checked(fresh, pages, jobs or os.cpu_count() or 1), strict=True):
        known[path] = problems
        if memory:
            memory.keep(path, problems)
    if memory:
        memory.save()
    return tuple(Checked(path, known[path]) for path in paths)


def _checked(paths: Sequence[Path], pages: Path | None, jobs: int) -> Iterator[tuple[Problem, ...]]:
    if len(paths) < _WORTH_SHARING or jobs < 2:
        yield from (_check(pages, path) for path in paths)
    else:
        with ProcessPoolExecutor(jobs) as pool:
            chunk = max(1, min(25, len(paths) // (jobs * 4)))
            yield from pool.map(partial(_check, pages), paths, chunksize=chunk)
    if paths and pages:
        from miliary_chat.author.lints.pages import thin_out

        thin_out(pages)


def _check(pages: Path | None, path: Path) -> tuple[Problem, ...]:
    from miliary_chat.author.check import check  # the case model and the judge: only when something is really checked

    return check(path, _pages(pages))


@cache
def _pages(folder: Path | None) -> "Pages":
    from miliary_chat.author.lints.pages import Pages

    return Pages(folder)


def as_json(checked: Sequence[Checked]) -> str:
    """The problems as JSON, an object each."""
    rows = [
        {
            "file": problem.file,
            "line": problem.line,
            "column": problem.column,
            "code": problem.code,
            "severity": problem.severity,
            "message": problem.message,
        }
        for one in checked
        for problem in one.problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)
