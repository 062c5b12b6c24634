"""A program in a terminal of its own, and when its bytes come: POSIX only."""

import os
import re
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Final, Self

COLUMNS: Final = 120
ROWS: Final = 40
PATIENCE_SECONDS: Final = 30.0
QUIET_SECONDS: Final = 0.03
"""After this silence a screen is taken to be painted; two frames of Textual are 17 ms apart."""


class Stuck(Exception):
    """A program did not show what was waited for."""


class Terminal:
    """A pseudo-terminal with a program in it. Moments are seconds of `time.perf_counter`."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._name = " ".join(command[-3:])
        self._news = bytearray()
        self._master, slave = _open_terminal()
        told = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONDONTWRITEBYTECODE": ""}
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            env={**os.environ, **environment, **told},
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.end()

    def type(self, text: str) -> float:
        """Type, and forget what was painted before; the moment just before the first key."""
        self._read(0)
        self._news.clear()
        moment = time.perf_counter()
        os.write(self._master, text.encode())
        return moment

    def wait_for(self, pattern: str) -> float:
        """The moment at which all that the pattern says had been painted since the last key. Stuck when it never is."""
        wanted = re.compile(pattern.encode(), re.DOTALL)
        until = time.perf_counter() + PATIENCE_SECONDS
        while (left := until - time.perf_counter()) > 0:
            moment = self._read(left)
            if wanted.search(self._news):
                return moment
        raise Stuck(f"“{self._name}” never showed “{pattern}”; it showed {bytes(self._news[-2000:])!r}")

    def settle(self) -> float:
        """Wait until nothing has been painted for QUIET_SECONDS; the moment of the last byte, or now if none came."""
        last = time.perf_counter()
        while True:
            before = len(self._news)
            moment = self._read(QUIET_SECONDS)
            if len(self._news) == before:
                return last
            last = moment

    def resident_mb(self) -> float:
        """The resident memory of the program, in megabytes of 10^6 bytes."""
        # ps tells it in units of 1,024 bytes on Linux and on macOS alike.
        words = ["ps", "-o", "rss=", "-p", str(self._process.pid)]
        return int(subprocess.run(words, capture_output=True, check=True, text=True).stdout) * 1024 / 1e6

    def end(self) -> None:
        """End the program and give the terminal back."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        os.close(self._master)

    def _read(self, wait: float) -> float:
        """Take in what is there, waiting for it at most so many seconds; the moment after."""
        ready, _, _ = select.select([self._master], [], [], wait)
        moment = time.perf_counter()
        before = len(self._news)
        while ready:
            try:
                self._news += os.read(self._master, 65536)
            except OSError as error:  # Linux says so when the program has closed its side
                if len(self._news) > before:  # its last words first; the next reading tells the end
                    return moment
                raise Stuck(f"“{self._name}” ended; it showed {bytes(self._news[-2000:])!r}") from error
            moment = time.perf_counter()
            ready, _, _ = select.select([self._master], [], [], 0)
        return moment


def _open_terminal() -> tuple[int, int]:
    if sys.platform == "win32":
        raise Stuck("Windows has no such terminals.")
    import fcntl
    import pty
    import termios

    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    return master, slave
