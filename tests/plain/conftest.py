"""A small case that uses every key of the format, on a page that a test can read."""

import io
import itertools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from miliary_chat.case.loaded import Loaded, load_case
from miliary_chat.dialogue.script import Script
from miliary_chat.plain.page import Page
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.clock import Moment

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
