"""A pytest plugin: every answers.yaml beside a case is collected, each answer and each dialogue a test."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

# This module is loaded by every pytest that runs where the program is installed: the rest waits for a file of answers.
if TYPE_CHECKING:
    from miliary_chat.author.proving.proof import Proof

_NAME = "answers.yaml"


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a file of answers that has its case beside it."""
    case = _case_of(file_path)
    return None if case is None else AnswersFile.from_parent(parent, path=file_path, case=case)


def _case_of(file: Path) -> Path | None:
    if file.name == _NAME:
        case = file.with_name("case.yaml")
    elif file.name.endswith(f".{_NAME}"):
        case = file.with_name(file.name.removesuffix(f".{_NAME}") + ".yaml")
    else:
        return None
    return case if case.is_file() else None


class AnswersFile(pytest.File):
    """The answers of one case."""

    def __init__(self, *, case: Path, **rest: Any) -> None:
        super().__init__(**rest)
        self.case = case

    def collect(self) -> Iterable[pytest.Item]:
        """Yield a test for each answer and each dialogue, or one that fails with the problems of the files."""
        from miliary_chat.author.answers_file import read_answers_of
        from miliary_chat.case.loaded import load_case
        from miliary_chat.case.reader import CaseRefused
        from miliary_chat.dialogue.script import Script

        try:
            loaded = load_case(self.case)
        except CaseRefused as refused:
            yield Broken.from_parent(self, name="case", problems=tuple(map(str, refused.problems)))
            return
        script = Script.of_case(loaded.case, loaded.hash)
        read = read_answers_of(self.path, script)
        if read.answers is None:
            yield Broken.from_parent(self, name="answers", problems=tuple(map(str, read.problems)))
            return
        for written, labelled in read.answers.answers.items():
            for index, one in enumerate(labelled):
                route = ("answers", written, index)
                yield Part.from_parent(self, name=f"{written}:{read.line_of(*route)}:{one.say[:60]}", route=route)
        for id_ in read.answers.dialogues:
            yield Part.from_parent(self, name=f"dialogue:{id_}", route=("dialogues", id_))

    @cached_property
    def proof(self) -> "Proof":
        """The whole file, replayed once."""
        from miliary_chat.author.proving.proof import prove
        from miliary_chat.case.loaded import load_case

        return prove(load_case(self.case), self.case, mutate=False)


class Wrong(Exception):
    """An answer that was not judged as labelled, or a dialogue that went otherwise; its text says how."""


class Part(pytest.Item):
    """One answer or one dialogue."""

    def __init__(self, *, route: tuple[str | int, ...], **rest: Any) -> None:
        super().__init__(**rest)
        self.route = route

    def runtest(self) -> None:
        """Fail with the lines that `test` would print."""
        from miliary_chat.author.proving.telling import about

        assert isinstance(self.parent, AnswersFile)
        lines = tuple(about(self.parent.proof, self.route))
        if lines:
            raise Wrong("\n".join(lines))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str | Any:
        """What is wrong, without a traceback."""
        return str(excinfo.value) if isinstance(excinfo.value, Wrong) else super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where it stands in the file."""
        return self.path, None, self.name


class Broken(pytest.Item):
    """A file that cannot be read."""

    def __init__(self, *, problems: tuple[str, ...], **rest: Any) -> None:
        super().__init__(**rest)
        self.problems = problems

    def runtest(self) -> None:
        """Fail with every problem."""
        raise Wrong("\n".join(self._lines()))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str | Any:
        """What is wrong, without a traceback."""
        return str(excinfo.value)

    def _lines(self) -> Iterator[str]:
        yield from self.problems
