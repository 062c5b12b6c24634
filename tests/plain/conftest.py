"""A small case that uses every key of the format, on a page that a test can read."""

import io
import itertools
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from miliary_chat.case.blueprint_reader import load_exam
from miliary_chat.case.library import Library
from miliary_chat.case.loaded import Loaded, load_case
from miliary_chat.dialogue.script import Script
from miliary_chat.plain.exam_sitting import ExamSitting
from miliary_chat.plain.page import Page
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.clock import Moment
from miliary_chat.session.exam import Paper as Paper_
from miliary_chat.session.store import open_store
from miliary_chat.session.taking_up import from_store

WHOLE = Path(__file__).parents[1] / "case" / "whole.yaml"


class Clock:
    """A minute passes at every look."""

    def __init__(self) -> None:
        self._minutes = itertools.count(1)

    def now(self) -> Moment:
        """The moment of the call."""
        at = next(self._minutes) * 60_000_000
        return Moment(1_790_000_000_000_000 + at, at)


@dataclass
class Paper:
    """A page made of memory: what was printed, and what was said aside."""

    page: Page
    out: io.StringIO
    aside: io.StringIO

    @property
    def text(self) -> str:
        """Everything that was printed."""
        return self.out.getvalue()


@pytest.fixture
def clock() -> Clock:
    """A clock that nobody reads but the test."""
    return Clock()


@pytest.fixture(scope="session")
def whole() -> Loaded:
    """The case."""
    return load_case(WHOLE)


@pytest.fixture
def script(whole: Loaded) -> Script:
    """A run of it."""
    return Script.of_case(whole.case, whole.hash, seed=1)


@pytest.fixture
def attempt(script: Script, clock: Clock) -> Attempt:
    """Somebody who has just sat down."""
    return Attempt.rehearse(script, [], clock)


@pytest.fixture
def paper() -> Callable[..., Paper]:
    """Makes a page on which these lines will be typed."""

    def make(*lines: str, width: int | None = None) -> Paper:
        out, aside = io.StringIO(), io.StringIO()
        typed = io.StringIO("".join(f"{line}\n" for line in lines))
        return Paper(Page(out, typed, width=width, aside=aside), out, aside)

    return make


class HandClock:
    """A clock that stands still until it is told otherwise."""

    def __init__(self) -> None:
        self.moment = Moment(1_800_000_000_000_000, 5_000_000, "boot-1")

    def now(self) -> Moment:
        """The moment of the call."""
        return self.moment

    def forward(self, seconds: float, *, utc: float | None = None, boot: str = "boot-1") -> None:
        """Let time pass; `utc` says what the wall clock made of it."""
        passed = round(seconds * 1_000_000)
        wall = passed if utc is None else round(utc * 1_000_000)
        self.moment = Moment(self.moment.utc_us + wall, self.moment.boot_us + passed, boot)


@dataclass(frozen=True)
class Half:
    """Something that is typed and not sent yet."""

    text: str


class Typist(Page):
    """A page with somebody at it whose steps are lines, seconds that pass, or half a line."""

    def __init__(self, clock: HandClock, steps: tuple[object, ...], *, seen: bool) -> None:
        self.out, self.aside = io.StringIO(), io.StringIO()
        self._clock, self._steps = clock, list(steps)
        self._half: str | None = "" if seen else None
        super().__init__(self.out, io.StringIO(), aside=self.aside)

    @property
    def typed(self) -> str | None:
        """What the line editor would tell."""
        return self._half

    def hear(self, prompt: str = "", *, beat: Any = None, begun: str = "") -> str | None:
        """What was begun stands in the line again."""
        if begun and self._half is not None:
            self._half = begun
        return super().hear(prompt, beat=beat, begun=begun)

    def drop(self) -> None:
        """Nothing is left of what was typed."""
        super().drop()
        self._half = None if self._half is None else ""

    def _row(self, prompt: str) -> str | None:
        while self._steps:
            step = self._steps.pop(0)
            if isinstance(step, str):
                self.drop_half()
                return step
            if isinstance(step, Half):
                self._half = step.text
            elif isinstance(step, type) and issubclass(step, BaseException):
                raise step
            elif callable(step):
                step()
            else:
                self._clock.forward(float(str(step)))
            if self._beat is not None:
                self._beat()
        return None

    def drop_half(self) -> None:
        """A line that was sent is not half typed any more."""
        self._half = None if self._half is None else ""

    @property
    def text(self) -> str:
        """Everything that was printed, on either stream."""
        return self.out.getvalue() + self.aside.getvalue()


EXAM = """\
format: 1
exam: spring
title: Spring paper
instructions: Work alone.
time: 20 min
after: {show: nothing}
sections:
  films:
    title: Films
    take:
      - {question: whole/findings/film}
      - {question: whole/findings/report}
      - {question: whole/debrief/word}
  patient:
    title: A patient
    take:
      - {question: whole/history/main}
      - {question: whole/workup/main}
"""


class ExamDesk:
    """A machine with one exam: somebody sits down again and again, with steps that are typed."""

    def __init__(self, folder: Path, clock: HandClock) -> None:
        self.folder, self.clock = folder, clock
        self.store = open_store(f"sqlite:///{folder / 'attempts.db'}")
        (folder / "whole").mkdir()
        shutil.copy(WHOLE, folder / "whole" / "case.yaml")
        self.write(EXAM)

    def write(self, exam: str, candidates: str = "") -> None:
        """Let this be the exam, and these its candidates."""
        (self.folder / "exam.yaml").write_text(exam, encoding="utf-8")
        if candidates:
            (self.folder / "candidates.csv").write_text(candidates, encoding="utf-8")

    @property
    def paper(self) -> Paper_:
        """The exam as it is sat."""
        return Paper_.of(load_exam(self.folder / "exam.yaml", Library([self.folder])))

    def sit(self, *steps: object, code: str = "", seen: bool = False) -> str:
        """Call the exam, and type; all that was printed. `seen`: what is half typed can be seen by the program."""
        page = Typist(self.clock, steps, seen=seen)
        ExamSitting(self.store, self.clock, page, from_store).sit(self.paper, code=code)
        return page.text

    def resume(self, *steps: object, seen: bool = False) -> str:
        """Come back to the last sitting."""
        page = Typist(self.clock, steps, seen=seen)
        ExamSitting(self.store, self.clock, page, from_store).take_up(self.store.attempts()[0])
        return page.text

    @property
    def attempt(self) -> Attempt:
        """The last sitting, as the store has it."""
        return Attempt.resume(self.store, self.store.attempts()[0].id, self.clock)

    def answers(self) -> dict[str, tuple[str, ...]]:
        """What is kept, by item."""
        return {item: own.answers for item, own in self.attempt.state.items.items() if own.answers}


@pytest.fixture
def exams(tmp_path: Path) -> Iterator[ExamDesk]:
    """A machine with one exam on it."""
    desk = ExamDesk(tmp_path, HandClock())
    yield desk
    desk.store.close()


@pytest.fixture
def half() -> type[Half]:
    """Makes something half typed."""
    return Half
