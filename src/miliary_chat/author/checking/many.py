"""Many cases and exams checked at once: what has not changed is remembered, the rest shared among the cores."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence, Set
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from miliary_chat.author.checking.examined import Examined
from miliary_chat.author.checking.remembering import Memory
from miliary_chat.base.sanitise import one_line
from miliary_chat.case.exam_files import exam_file, is_exam
from miliary_chat.case.library import Library
from miliary_chat.case.problems import Problem
from miliary_chat.case.reader import case_file

if TYPE_CHECKING:
    from miliary_chat.author.checking.lints.pages import Pages

_WORTH_SHARING = 8
"""Cases from which on a second process is sooner done than it is started."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One case or exam and all its problems."""

    path: Path
    problems: tuple[Problem, ...]
    is_exam: bool = False

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop it."""
        return tuple(problem for problem in self.problems if problem.severity == "error")


def check_all(
    paths: Sequence[Path],
    memory: Memory | None = None,
    *,
    pages: Path | None = None,
    jobs: int | None = None,
    library: Library | None = None,
    now: datetime | None = None,
) -> tuple[Checked, ...]:
    """Check the cases and exams at `paths`, in their order.

    `memory` holds what was found in them before, the folder `pages` what was in questions; `jobs` is the processes.
    Exams take their cases from what lies about them and from the `library`; with `now`, which nothing that is
    remembered knows, it is told of those that have closed.
    """
    exams = {path for path in paths if is_exam(path)}
    known = {}
    for path in paths:
        found = memory.recall(path) if memory and not (now and path in exams) else None
        if found is not None:
            known[path] = found
    fresh = [path for path in paths if path not in known and path not in exams]
    for path, found in zip(fresh, _examined(fresh, pages, jobs or os.cpu_count() or 1), strict=True):
        known[path] = found
        if memory:
            memory.keep(path, found)
    for path in (path for path in paths if path in exams and path not in known):
        known[path] = _examine_exam(path, library or Library(()), now)
        if memory and not now:
            memory.keep(path, known[path])
    if memory:
        memory.save()
    namesakes = _namesakes([(path, known[path]) for path in paths], exams)
    return tuple(Checked(path, (*namesakes.get(path, ()), *known[path].problems), path in exams) for path in paths)


def _namesakes(found: Sequence[tuple[Path, Examined]], exams: Set[Path]) -> Mapping[Path, tuple[Problem, ...]]:
    """A problem for each case whose id an earlier one of them has: in a list only one of the two would be seen.

    For exams the same; a case and an exam may well share an id.
    """
    first: dict[tuple[bool, str], Path] = {}
    told = {}
    for path, one in found:
        an_exam = path in exams
        before = first.setdefault((an_exam, one.id), path)
        if one.id and before != path:
            what = "exam" if an_exam else "case"
            words = (
                f"The {what} at {one_line(str(before))} is “{one.id}” too; where both are listed, one hides the other."
            )
            file = exam_file(path) if an_exam else case_file(path)
            told[path] = (Problem(one_line(str(file)), *one.at, "W551", words),)
    return told


def _examine_exam(path: Path, library: Library, now: datetime | None) -> Examined:
    from miliary_chat.author.checking.exam import examine_exam  # the models: only when something is checked

    return examine_exam(path, library, now=now)


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
