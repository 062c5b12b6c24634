"""Whole persons: somebody who reads what the tutor prints and types what they would type."""

import io
import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from miliary_chat.case.library import Library, shipped_cases
from miliary_chat.plain.page import Page
from miliary_chat.plain.sitting import Sitting
from miliary_chat.session.clock import Moment
from miliary_chat.session.store import Store, open_store

CASE = "wedding-photograph"
TURNS = 220
"""No person types more lines than this in one case; whoever has not arrived by then is stuck."""


class Person(io.StringIO):
    """Reads the page, and types.

    `plan` maps words of a question to what this person says there, in order; `otherwise` makes what they say, from what
    they have just read, where the plan has nothing (left).
    """

    def __init__(self, plan: Mapping[str, Sequence[str]], otherwise: Callable[[str], str]) -> None:
        super().__init__()
        self.page = io.StringIO()
        self._plan = {words: list(lines) for words, lines in plan.items()}
        self._otherwise = otherwise
        self._read = 0
        self._at = ""
        self.typed: list[str] = []

    def readline(self, size: int | None = -1, /) -> str:
        """The next line that this person types, having read what came since the last one."""
        if len(self.typed) >= TURNS:
            return ""
        news = self.page.getvalue()[self._read :]
        self._read = len(self.page.getvalue())
        heard = [words for words in self._plan if re.search(rf"^Tutor: .*{re.escape(words)}", news, re.MULTILINE)]
        if heard:
            self._at = max(heard, key=news.rindex)
        elif re.search(r"^Stage \d", news, re.MULTILINE):
            self._at = ""
        left = self._plan.get(self._at, [])
        line = left.pop(0) if left else self._otherwise(news)
        self.typed.append(line)
        return f"{line}\n"


@dataclass
class Clock:
    """Twenty seconds pass at every look."""

    ticks: Iterator[int]

    def now(self) -> Moment:
        """The moment of the call."""
        at = next(self.ticks) * 20_000_000
        return Moment(1_790_000_000_000_000 + at, 1_000_000_000 + at)


@dataclass
class Desk:
    """A machine on which somebody can sit down."""

    store: Store
    clock: Clock

    def sit(self, person: Person, *, seed: int = 7) -> Sitting:
        """The plain program, with this person in front of it."""
        library = Library([shipped_cases()])
        return Sitting(library, self.store, self.clock, Page(person.page, person), seed=seed)

    def play(self, person: Person, *, stage: str | None = None, seed: int = 7) -> str:
        """The whole conversation of somebody who plays the case, as it was printed."""
        self.sit(person, seed=seed).play(CASE, stage)
        return person.page.getvalue()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A fresh machine."""
    store = open_store(f"sqlite:///{tmp_path / 'attempts.db'}")
    yield Desk(store, Clock(itertools.count()))
    store.close()


@pytest.fixture
def person() -> Callable[..., Person]:
    """Makes a person of a plan and of what they say otherwise."""
    return Person
