"""Reading an exam: exam.yaml becomes a Blueprint with its cases, or a list of everything that is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from miliary_chat.base.errors import CaseError
from miliary_chat.base.sanitise import one_line
from miliary_chat.case.blueprint import Blueprint
from miliary_chat.case.blueprint_doubts import doubts
from miliary_chat.case.blueprint_takes import take_cases
from miliary_chat.case.candidates import Candidate, read_candidates
from miliary_chat.case.exam_files import candidates_beside, exam_file
from miliary_chat.case.library import Library
from miliary_chat.case.loaded import Loaded, case_hash
from miliary_chat.case.model import FORMAT
from miliary_chat.case.nodes import MapNode, TextNode, compose
from miliary_chat.case.problems import Problem, in_order
from miliary_chat.case.reader import source_of
from miliary_chat.case.validation import fill

_NO_CASES: Mapping[str, Loaded] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class BlueprintReading:
    """What reading an exam's file gave: the blueprint when nothing is wrong with it, and all problems, top to end.

    `tree` is the file as typed; None when it cannot be understood.
    """

    blueprint: Blueprint | None
    problems: tuple[Problem, ...]
    source: bytes = b""
    tree: MapNode | None = None

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop the exam."""
        return tuple(problem for problem in self.problems if problem.severity == "error")


@dataclass(frozen=True, slots=True)
class ExamReading(BlueprintReading):
    """An exam's file read together with what it takes; `cases` and `candidates` are those that could be had."""

    cases: Mapping[str, Loaded] = field(default_factory=lambda: _NO_CASES)
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class LoadedExam:
    """An exam that can be sat: the blueprint, the cases that it takes by id, and who may sit it (none: everybody).

    `hash` pins what was typed in `source`, not the cases, which have hashes of their own. `notices` stop nothing.
    """

    blueprint: Blueprint
    hash: str
    source: bytes
    folder: Path | None = None
    cases: Mapping[str, Loaded] = field(default_factory=lambda: _NO_CASES)
    candidates: tuple[Candidate, ...] = ()
    notices: tuple[Problem, ...] = ()


class ExamRefused(CaseError):
    """An exam has errors; `problems` are all that was found."""

    def __init__(self, where: str, problems: tuple[Problem, ...]) -> None:
        errors = [problem for problem in problems if problem.severity == "error"]
        count = "1 problem" if len(errors) == 1 else f"{len(errors)} problems"
        super().__init__(f"{where} cannot be sat: {count}.", f"The first: {errors[0]}" if errors else "")
        self.problems = problems


def read_blueprint(source: bytes, where: str) -> BlueprintReading:
    """Read an exam's file from its bytes; `where` is its name in problems. Never raises for what the bytes say."""
    root, problems = compose(source, where)
    if root is None:
        return BlueprintReading(None, in_order(map(_of_an_exam, problems)), source)
    if refused := _no_exam(root):
        return BlueprintReading(None, in_order([*problems, Problem(where, *refused)]), source, root)
    blueprint, invalid = fill(Blueprint, root, where)
    found = in_order(problems + invalid)
    broken = any(problem.severity == "error" for problem in found)
    return BlueprintReading(None if broken else blueprint, found, source, root)


def check_exam(path: Path, library: Library, *, now: datetime | None = None) -> ExamReading:
    """Read the exam at `path` with the cases that it takes and the candidates beside it, and tell all problems.

    Cases are looked for in the exam's folder, in the folder that this lies in, and in the `library`. With `now` it is
    told when the exam has closed.
    """
    file = exam_file(path)
    source = source_of(file)
    if isinstance(source, Problem):
        return ExamReading(None, (source,))
    where = one_line(str(file))
    reading = read_blueprint(source, where)
    problems = list(reading.problems)
    cases: dict[str, Loaded] = {}
    if reading.blueprint is not None and reading.tree is not None:
        cases, found = take_cases(reading.blueprint, reading.tree, where, library.around(file))
        problems += [*found, *doubts(reading.blueprint, reading.tree, where, cases, now)]
    candidates, of_candidates = _candidates(candidates_beside(file))
    problems = [*in_order(problems), *of_candidates]
    broken = any(problem.severity == "error" for problem in problems)
    blueprint = None if broken else reading.blueprint
    return ExamReading(blueprint, tuple(problems), source, reading.tree, MappingProxyType(cases), candidates)


def load_exam(path: Path, library: Library) -> LoadedExam:
    """Load the exam at `path`, a folder with exam.yaml or a YAML file; ExamRefused when it has errors."""
    reading = check_exam(path, library)
    if reading.blueprint is None or reading.tree is None:
        raise ExamRefused(one_line(str(path)), reading.problems)
    return LoadedExam(
        reading.blueprint,
        exam_hash(reading.tree),
        reading.source,
        exam_file(path).parent,
        reading.cases,
        reading.candidates,
        reading.problems,
    )


def exam_hash(tree: MapNode) -> str:
    """Return the SHA-256, in hexadecimal, of an exam's canonical form: what was typed, before any default."""
    return case_hash(tree, {})


def _candidates(file: Path) -> tuple[tuple[Candidate, ...], tuple[Problem, ...]]:
    if not file.exists():
        return (), ()
    source = source_of(file)
    if isinstance(source, Problem):
        return (), (source,)
    return read_candidates(source, one_line(str(file)))


def _no_exam(root: MapNode) -> tuple[int, int, str, str] | None:
    """Why a tree is no exam that this release reads; None when it is one."""
    if not {"exam", "sections"} & (set(root.entries) | root.broken):
        what = "a case" if {"diagnosis", "stages"} & set(root.entries) else "not an exam"
        return 1, 1, "E116", f"This YAML is {what}; an exam has “format: 1”, “exam: its-id”, a title and sections."
    written = root.entries["format"].value if "format" in root.entries else None
    if isinstance(written, TextNode) and written.text.isdecimal() and written.text != str(FORMAT):
        if len(written.text) < 9 and int(written.text) < FORMAT:
            return written.line, written.column, "E204", f"Write “format: {FORMAT}”."
        words = f"Format {written.text[:9]} needs a newer release of miliary-chat; this one reads format {FORMAT}."
        return written.line, written.column, "E115", words
    return None


def _of_an_exam(problem: Problem) -> Problem:
    if problem.code != "E114":
        return problem
    return replace(problem, code="E116", message="This is not an exam: an exam is “key: value” lines.")
