"""Many cases checked at once: what has not changed is remembered, the rest shared among the cores."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from miliary_chat.author.checking.examined import Examined
from miliary_chat.author.checking.remembering import Memory
from miliary_chat.base.sanitise import one_line
from miliary_chat.case.problems import Problem
from miliary_chat.case.reader import case_file

if TYPE_CHECKING:
    from miliary_chat.author.checking.lints.pages import Pages

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
    known = {path: found for path in paths if memory and (found := memory.recall(path)) is not None}
    fresh = [path for path in paths if path not in known]
    for path, found in zip(fresh, _examined(fresh, pages, jobs or os.cpu_count() or 1), strict=True):
        known[path] = found
        if memory:
            memory.keep(path, found)
    if memory:
        memory.save()
    namesakes = _namesakes([(path, known[path]) for path in paths])
    return tuple(Checked(path, (*namesakes.get(path, ()), *known[path].problems)) for path in paths)


def _namesakes(found: Sequence[tuple[Path, Examined]]) -> Mapping[Path, tuple[Problem, ...]]:
    """A problem for each case whose id an earlier one of them has: in a list only one of the two would be seen."""
    first: dict[str, Path] = {}
    told = {}
    for path, one in found:
        before = first.setdefault(one.id, path)
        if one.id and before != path:
            words = (
                f"The case at {one_line(str(before))} is “{one.id}” too; where both are listed, one hides the other."
            )
            told[path] = (Problem(one_line(str(case_file(path))), *one.at, "W551", words),)
    return told


def _examined(paths: Sequence[Path], pages: Path | None, jobs: int) -> Iterator[Examined]:
    if len(paths) < _WORTH_SHARING or jobs < 2:
        yield from (_examine(pages, path) for path in paths)
    else:
        with ProcessPoolExecutor(jobs) as pool:
            chunk = max(1, min(25, len(paths) // (jobs * 4)))
            yield from pool.map(partial(_examine, pages), paths, chunksize=chunk)
    if paths and pages:
        from miliary_chat.author.checking.lints.pages import thin_out

        thin_out(pages)


def _examine(pages: Path | None, path: Path) -> Examined:
    from miliary_chat.author.checking.check import (
        examine,  # the case model and the judge: only when something is checked
    )

    return examine(path, _pages(pages))


@cache
def _pages(folder: Path | None) -> "Pages":
    from miliary_chat.author.checking.lints.pages import Pages

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
