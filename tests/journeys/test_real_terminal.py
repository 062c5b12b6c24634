"""Somebody at a real terminal: starts, asks, takes a hint, leaves, is killed, and finds everything again."""

import contextlib
import os
import re
import select
import signal
import struct
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("a terminal of one's own needs POSIX", allow_module_level=True)

import fcntl
import pty
import termios

PATIENCE = 20.0
"""Seconds after which something that should have appeared is missing."""

_CODES = re.compile(rb"\x1b\[[0-9;?<>=:]*[ -/]*[@-~]|\x1b[\]P_][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[ -/]*[0-~]")


class Terminal:
    """A terminal of 120 by 40 with the program in it. What it shows is read as a stream of words."""

    def __init__(self, *arguments: str, environment: Mapping[str, str]) -> None:
        self._child, self._wire = pty.fork()
        if self._child == 0:
            os.execve(sys.executable, [sys.executable, "-m", "miliary_chat", *arguments], dict(environment))
        fcntl.ioctl(self._wire, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        self._seen = b""
        self._from = 0

    def type(self, keys: str) -> None:
        """Press keys; what is waited for next has to appear after them."""
        self._from = len(self._seen)
        os.write(self._wire, keys.encode())

    def wait_for(self, words: str) -> None:
        """Read until these words have appeared; AssertionError when they do not."""
        end = time.monotonic() + PATIENCE
        while words not in self._words():
            assert self._read(end), f"“{words}” never appeared in: {self._words()[-2000:]}"

    def left(self) -> int:
        """Read on until the program has ended, and return its exit code (negative: the signal that ended it)."""
        end = time.monotonic() + PATIENCE
        while self._read(end):
            continue
        assert time.monotonic() < end, f"it did not end; last it showed: {self._words()[-2000:]}"
        _, status = os.waitpid(self._child, 0)
        self._child = 0
        return os.waitstatus_to_exitcode(status)

    def kill(self, number: signal.Signals = signal.SIGKILL) -> None:
        """End the program from outside."""
        os.kill(self._child, number)

    def close(self) -> None:
        """Leave nothing running."""
        if self._child:
            with contextlib.suppress(ProcessLookupError):
                self.kill()
            os.waitpid(self._child, 0)
        os.close(self._wire)

    @property
    def raw(self) -> bytes:
        """Everything that came over the wire."""
        return self._seen

    def _words(self) -> str:
        text = _CODES.sub(b" ", self._seen[self._from :]).decode("utf-8", "replace")
        return " ".join(text.split())

    def _read(self, end: float) -> bool:
        """Read what there is; False at the end of the program or of the patience."""
        ready, _, _ = select.select([self._wire], [], [], max(0.0, end - time.monotonic()))
        if not ready:
            return False
        try:
            news = os.read(self._wire, 65_536)
        except OSError:  # Linux's way of saying that the other end is closed
            return False
        self._seen += news
        return bool(news)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A person with a home of their own and an ordinary terminal."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("MILIARY_", "TEXTUAL", "NO_COLOR"))
    }
    return {**kept, "TERM": "xterm-256color", "COLORTERM": "truecolor", "MILIARY_HOME": str(tmp_path / "home")}


@pytest.fixture
def terminals(environment: dict[str, str]) -> Iterator[list[Terminal]]:
    """Terminals that are closed in the end, come what may."""
    opened: list[Terminal] = []
    yield opened
    for terminal in opened:
        terminal.close()


def test_somebody_starts_asks_takes_a_hint_leaves_and_finds_it_all_again(
    environment: dict[str, str], terminals: list[Terminal]
) -> None:
    first = Terminal("play", "wedding-photograph", "--seed", "1", environment=environment)
    terminals.append(first)
    first.wait_for("Ask what you like")
    first.type("any lumps?\r")
    first.wait_for("wedding photographs")
    first.type("/hint\r")
    first.wait_for("Start with the cough")
    first.type("/quit\r")
    first.wait_for("leave the program")
    first.type("2\r")
    assert first.left() == 0

    second = Terminal("resume", environment=environment)
    terminals.append(second)
    second.wait_for("wedding photographs")
    second.wait_for("Start with the cough")
    second.type("any fever?\r")
    second.wait_for("temperature twice")


def test_somebody_who_is_killed_three_times_loses_no_word(
    environment: dict[str, str], terminals: list[Terminal]
) -> None:
    asked = [("any lumps?", "wedding photographs"), ("any fever?", "temperature twice"), ("do you smoke?", "student")]
    start = ("play", "wedding-photograph", "--seed", "1")
    for turn, (question, answer) in enumerate(asked):
        terminal = Terminal(*(start if turn == 0 else ("resume",)), environment=environment)
        terminals.append(terminal)
        for _, earlier in asked[:turn]:
            terminal.wait_for(earlier)
        terminal.wait_for("send")
        terminal.type(f"{question}\r")
        terminal.wait_for(answer)
        terminal.kill()
        assert terminal.left() == -signal.SIGKILL
    last = Terminal("resume", environment=environment)
    terminals.append(last)
    for _, answer in asked:
        last.wait_for(answer)


def test_a_terminal_that_is_told_to_end_keeps_the_place_and_leaves_the_screen(
    environment: dict[str, str], terminals: list[Terminal]
) -> None:
    terminal = Terminal("play", "wedding-photograph", environment=environment)
    terminals.append(terminal)
    terminal.wait_for("Ask what you like")
    terminal.kill(signal.SIGTERM)
    assert terminal.left() == 143


def test_line_by_line_on_a_terminal_prompts_once_and_draws_nothing(
    environment: dict[str, str], terminals: list[Terminal]
) -> None:
    terminal = Terminal("play", "wedding-photograph", "--plain", environment=environment)
    terminals.append(terminal)
    terminal.wait_for("You:")
    terminal.type("any fever?\r")
    terminal.wait_for("normal. You:")  # an end of input that is typed before it is asked for is lost in any line editor
    terminal.type("\x04")
    assert terminal.left() == 0
    assert terminal.raw.count(b"any fever?") == 1, "typed, and not printed again"
    assert b"Your place is kept." in terminal.raw
    assert b"\x1b" not in terminal.raw
    assert max(map(len, terminal.raw.decode().splitlines())) <= 120


def test_ctrl_c_line_by_line_keeps_the_place(environment: dict[str, str], terminals: list[Terminal]) -> None:
    terminal = Terminal("play", "wedding-photograph", "--plain", environment=environment)
    terminals.append(terminal)
    terminal.wait_for("You:")
    terminal.type("\x03")
    assert terminal.left() == 130
    assert b"Your place is kept." in terminal.raw
