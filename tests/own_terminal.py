"""A terminal of one's own with the program in it, which a test types into and reads from (POSIX alone)."""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping
from types import MappingProxyType

PATIENCE = 20.0
"""Seconds after which something that should have appeared is missing."""

_CODES = re.compile(rb"\x1b\[[0-9;?<>=:]*[ -/]*[@-~]|\x1b[\]P_][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[ -/]*[0-~]")


class Terminal:
    """A terminal of 120 by 40 with the program in it. What it shows is read as a stream of words.

    `cell` is its pixels a cell, 0 where it does not tell; `answers` what it answers to what it is asked.
    """

    def __init__(
        self,
        *arguments: str,
        environment: Mapping[str, str],
        cell: tuple[int, int] = (0, 0),
        answers: Mapping[bytes, bytes] = MappingProxyType({}),
    ) -> None:
        self._answers = answers
        self._child, self._wire = pty.fork()
        if self._child == 0:
            environment = {name: value for name, value in environment.items() if name not in ("COLUMNS", "LINES")}
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 120 * cell[0], 40 * cell[1]))
            os.execve(sys.executable, [sys.executable, "-m", "miliary_chat", *arguments], environment)
        self._seen = b""
        self._from = 0

    def type(self, keys: str) -> None:
        """Press keys; what is waited for next has to appear after them."""
        self._from = len(self._seen)
        os.write(self._wire, keys.encode())

    def wait_until(self, shown: Callable[[], bool]) -> None:
        """Read until this is so; AssertionError when it never is."""
        end = time.monotonic() + PATIENCE
        while not shown():
            assert self._read(end), f"it never came; last it showed: {self._words()[-2000:]}"

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
        for question, answer in self._answers.items():
            for _ in range(news.count(question)):
                os.write(self._wire, answer)
        return bool(news)
