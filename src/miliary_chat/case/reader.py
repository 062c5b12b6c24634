"""Reading a case: a file's bytes become a Case, or a list of everything that is wrong with it."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from miliary_chat.base.errors import CaseError
from miliary_chat.base.sanitise import one_line
from miliary_chat.case.flat import flat
from miliary_chat.case.nodes import MapNode, compose
from miliary_chat.case.problems import Problem, in_order
from miliary_chat.case.source_text import SIZE_LIMIT

if TYPE_CHECKING:
    from miliary_chat.case.model import Case

FILE_NAME = "case.yaml"
"""The file that makes a folder a case."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading gave: the case when nothing is wrong with it, and all problems from the top of the file to its end.

    `tree` is the file as typed, with the `packs` and the table of look-alikes that it uses written into it; None when
    it cannot be understood.
    """

    case: "Case | None"
    problems: tuple[Problem, ...]
    source: bytes = b""
    tree: MapNode | None = None
    packs: tuple[str, ...] = ()

    @property
    def kept(self) -> bytes:
        """The source that a store keeps: it needs no pack, for a later release may bring another one."""
        return flat(self.tree) if self.packs and self.tree is not None else self.source

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop the case."""
        return tuple(problem for problem in self.problems if problem.severity == "error")


class CaseRefused(CaseError):
    """A case has errors; `problems` are all that was found."""

    def __init__(self, where: str, problems: tuple[Problem, ...]) -> None:
        errors = [problem for problem in problems if problem.severity == "error"]
        count = "1 problem" if len(errors) == 1 else f"{len(errors)} problems"
        super().__init__(f"{where} cannot be played: {count}.", f"The first: {errors[0]}" if errors else "")
        self.problems = problems


def read_case(source: bytes, where: str, *, folder: Path | None = None, pure: bool = False) -> Reading:
    """Read a case from its bytes; `where` is the file's name in problems. Never raises for what the bytes say.

    With its `folder` the files of its images are looked for too. `pure` takes the pure Python YAML parser.
    """
    root, problems = compose(source, where, pure=pure)
    if root is None:
        return Reading(None, in_order(problems), source)
    from miliary_chat.case.comparing import uses_table, write_out
    from miliary_chat.case.grafting import graft, uses_packs  # pydantic takes 100 ms: only when a case is really read
    from miliary_chat.case.image_files import image_files
    from miliary_chat.case.own_pictures import with_own_pictures
    from miliary_chat.case.references import unresolved
    from miliary_chat.case.validation import no_case, validate

    packs: tuple[str, ...] = ()
    if uses_packs(root) and not no_case(root):
        grafted = graft(root, where)
        problems += grafted.problems
        if grafted.tree is None:
            return Reading(None, in_order(problems), source)
        root, packs = grafted.tree, grafted.packs
    if uses_table(root) and not no_case(root):
        compared = write_out(root, where)
        problems += compared.problems
        if compared.tree is None:
            return Reading(None, in_order(problems), source)
        root, packs = compared.tree, (*packs, *filter(None, [compared.table]))
    case, invalid = validate(root, where)
    problems += invalid
    if case is not None:
        problems += unresolved(case, root, where)
        case = with_own_pictures(case)
        if folder is not None:
            problems += image_files(case, root, where, folder)
    found = in_order(problems)
    broken = any(problem.severity == "error" for problem in found)
    return Reading(None if broken else case, found, source, root, packs)


def check_case(path: Path) -> Reading:
    """Read the case at `path`, a folder with case.yaml or a YAML file; a file that cannot be read is a problem too."""
    source = source_of(path)
    if isinstance(source, Problem):
        return Reading(None, (source,))
    file = case_file(path)
    return read_case(source, one_line(str(file)), folder=file.parent)


def case_file(path: Path) -> Path:
    """Return the file of the case at `path`, which is a folder or the file itself."""
    return path / FILE_NAME if path.is_dir() else path


def source_of(path: Path, limit: int = SIZE_LIMIT) -> bytes | Problem:
    """Return the bytes of the case at `path`, or why they cannot be had; a file over the limit is never read."""
    file = path
    try:
        file = case_file(path)
        if not stat.S_ISREG(file.stat().st_mode):  # opening a named pipe would wait for ever
            return Problem(one_line(str(file)), 1, 1, "E101", "This is no file and no folder with a case.yaml.")
        with file.open("rb") as stream:
            source = stream.read(limit + 1)
            size = max(len(source), os.fstat(stream.fileno()).st_size)
    except (OSError, ValueError) as error:
        words = getattr(error, "strerror", None) or "This is no name of a file"
        return Problem(one_line(str(file)), 1, 1, "E101", f"{words}.")
    if size > limit:
        words = f"This file has {size:,} bytes; at most {limit // 1_000_000} MB are read."
        return Problem(one_line(str(file)), 1, 1, "E102", words)
    return source
