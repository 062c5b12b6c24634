"""`check`: every problem of a case or an exam as `file:line:column: CODE message`."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Literal

from miliary_chat.author.checking.many import Checked, as_json, check_all
from miliary_chat.author.checking.remembering import Memory
from miliary_chat.base.errors import MiliaryError, UsageError
from miliary_chat.base.paths import cache_folder
from miliary_chat.case.codes import CODES
from miliary_chat.case.exam_files import exam_paths
from miliary_chat.case.library import Trouble, case_paths, open_library
from miliary_chat.case.problems import Problem, Severity
from miliary_chat.cli.endings import WRONG, tell
from miliary_chat.cli.paper import Paper
from miliary_chat.cli.wishes import Wishes

Format = Literal["text", "json", "github"]

_KINDS = {
    False: "A case is a folder with a case.yaml.",
    True: "A case is a folder with a case.yaml, an exam one with an exam.yaml.",
}
_COLOURS: dict[Severity, str] = {"error": "red", "lint": "yellow", "notice": "cyan"}
_GITHUB: dict[Severity, str] = {"error": "error", "lint": "warning", "notice": "notice"}


def check(wishes: Wishes, paths: Sequence[Path], *, format: Format, strict: bool) -> int:
    """Print all problems of the cases and exams at `paths`, or of all that there are.

    1 when one of them cannot be played or sat, or its answers cannot be read; with `strict` also when a lint is left.
    That an exam has closed is told when it is asked for by its path: among all exams those of last year are no news.
    """
    kept, library = cache_folder(), open_library(wishes.cases)
    checked = check_all(
        tuple(paths_at(wishes, paths, exams=True)),
        Memory(kept / "checked.json", library),
        pages=kept / "questions",
        library=library,
        now=datetime.now(UTC) if paths else None,
    )
    problems = [problem for one in checked for problem in one.problems]
    if format == "json":
        print(as_json(checked))
    elif format == "github":
        print("".join(f"{_for_github(problem, strict)}\n" for problem in problems), end="")
    else:
        _print(problems, Paper.of_stdout())
    counts = Counter(problem.severity for problem in problems)
    tell(_summary(checked, counts))
    return WRONG if counts["error"] or (strict and counts["lint"]) else 0


def explain(code: str) -> int:
    """Print what a code means and what to do about it."""
    known = CODES.get(code.upper())
    if known is None:
        from miliary_chat.case.validation import did_you_mean

        meant = did_you_mean(code.upper(), tuple(CODES))
        raise UsageError(f"There is no code “{code[:20]}”{meant or '.'}", "docs/codes.md lists them all.")
    print(f"{code.upper()}: {known.title}\n\n{known.advice}")
    return 0


def paths_at(wishes: Wishes, paths: Sequence[Path], *, exams: bool = False) -> Iterator[Path]:
    """Where cases lie, and with `exams` also these: at `paths`, or all there are. UsageError where there is none.

    A place that cannot be looked into is one of them, since reading it tells why.
    """
    if not paths:
        library = open_library(wishes.cases)
        yield from (card.path for card in library.cards())
        yield from (card.path for card in library.exams() if exams)
    for path in paths:
        _look_for(path)
        troubles: list[Trouble] = []
        here = list(exam_paths(path)) if exams else []
        found = [*(case for case in case_paths(path, troubles) if case not in here), *here]
        found += [trouble.path for trouble in troubles]
        if not found:
            if circle := _circle(path):
                raise MiliaryError(f"There is no case in {path}: {circle.name} leads back to a folder that it lies in.")
            raise UsageError(f"There is no case in {path}.", _KINDS[exams])
        yield from found


def _circle(folder: Path) -> Path | None:
    """A link in a folder that leads back to the folder itself, or to one above it."""
    here = folder.resolve()
    links = (one for one in sorted(folder.iterdir()) if one.is_symlink()) if folder.is_dir() else ()
    return next((link for link in links if link.resolve() in (here, *here.parents)), None)


def _look_for(path: Path) -> None:
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise UsageError(f"There is nothing at {path}.", "Name a case's folder or YAML file.") from error
    except OSError:
        return  # something is there, and reading it tells what is wrong


def _print(problems: Sequence[Problem], paper: Paper) -> None:
    """A line for each problem, the files parted by an empty line."""
    for number, (_, group) in enumerate(groupby(problems, key=lambda problem: problem.file)):
        if number:
            print()
        for problem in group:
            place = f"{problem.file}:{problem.line}:{problem.column}:"
            line = paper.folded(f"{place} {problem.code} {problem.message}")
            code = paper.paint(problem.code, _COLOURS[problem.severity])
            print(line.replace(place, paper.paint(place, "dim"), 1).replace(problem.code, code, 1))


def _for_github(problem: Problem, strict: bool) -> str:
    """A workflow command that shows the problem beside its line in a pull request."""
    kind = "error" if strict and problem.severity == "lint" else _GITHUB[problem.severity]
    message = problem.message.replace("%", "%25")
    file = problem.file.replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
    return f"::{kind} file={file},line={problem.line},col={problem.column},title={problem.code}::{message}"


def _summary(checked: Sequence[Checked], counts: Counter[Severity]) -> str:
    names: dict[Severity, tuple[str, str]] = {
        "error": ("error", "errors"),
        "lint": ("lint", "lints"),
        "notice": ("notice", "notices"),
    }
    found = [f"{counts[kind]:,} {words[counts[kind] != 1]}" for kind, words in names.items() if counts[kind]]
    more = f" “check --explain {_commonest(checked)}” tells what to do." if found else ""
    return f"{_counted(checked)} checked: {', '.join(found) or 'nothing to mend'}; {_usable(checked)}.{more}"


def _counted(checked: Sequence[Checked]) -> str:
    """How many cases and exams these are; no exam is not worth a word."""
    exams = sum(one.is_exam for one in checked)
    cases = len(checked) - exams
    told = ["1 case" if cases == 1 else f"{cases:,} cases"] if cases or not exams else []
    told += ["1 exam" if exams == 1 else f"{exams:,} exams"] if exams else []
    return " and ".join(told)


def _usable(checked: Sequence[Checked]) -> str:
    kinds = [("played", [one for one in checked if not one.is_exam]), ("sat", [one for one in checked if one.is_exam])]
    broken = {use: sum(bool(one.errors) for one in those) for use, those in kinds if those or not checked}
    if len(checked) == 1:
        ((use, count),) = broken.items()
        return f"it cannot be {use}" if count else f"it can be {use}"
    told = [f"{count:,} cannot be {use}" for use, count in broken.items() if count]
    return ", ".join(told) or f"all can be {' or '.join(broken) or 'played'}"


def _commonest(checked: Sequence[Checked]) -> str:
    """The code worth explaining first: of the gravest kind the most frequent."""
    problems = [problem for one in checked for problem in one.problems]
    for severity in ("error", "lint", "notice"):
        codes = Counter(problem.code for problem in problems if problem.severity == severity)
        if codes:
            return codes.most_common(1)[0][0]
    return ""
