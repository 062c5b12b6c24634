"""The program in a real terminal: what a system that ends it leaves behind."""

import os
import select
import signal
import struct
import sys
import time
from pathlib import Path

import pytest

from miliary_chat.session.store import open_store

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals there")

CASE = """
format: 1
id: dots
title: A film full of dots
diagnosis: Miliary metastases
stages:
  findings: {question: What do you see?, expect: {nodules: [tiny nodules]}}
"""
PROGRAM = """
import sys
from pathlib import Path
from miliary_chat.base.settings import Settings
from miliary_chat.case.library import Library
from miliary_chat.session.clock import SystemClock
from miliary_chat.session.store import open_store
from miliary_chat.tui.app import PlayCase, run

folder = Path(sys.argv[1])
sys.exit(run(
    library=Library((folder / "cases",)),
    open_store=lambda: open_store(f"sqlite:///{folder / 'attempts.db'}"),
    clock=SystemClock(), settings=Settings(), start=PlayCase("dots"),
))
"""
PATIENCE = 60.0


def read_until(terminal: int, wanted: bytes) -> bytes:
    """What the program drew until `wanted` was in it."""
    seen, deadline = b"", time.monotonic() + PATIENCE
    while wanted not in seen:
        assert time.monotonic() < deadline, seen[-500:]
        if select.select([terminal], [], [], 0.1)[0]:
            seen += os.read(terminal, 65_536)
    return seen


def read_rest(terminal: int) -> bytes:
    """What the program drew until it had gone."""
    seen = b""
    while select.select([terminal], [], [], PATIENCE)[0]:
        try:
            part = os.read(terminal, 65_536)
        except OSError:  # how Linux says that nobody is at the other end any more
            break
        if not part:
            break
        seen += part
    return seen


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP])
def test_a_program_that_is_told_to_end_keeps_what_was_half_typed(tmp_path: Path, how: signal.Signals) -> None:
    import fcntl
    import pty
    import termios

    (tmp_path / "cases" / "dots").mkdir(parents=True)
    (tmp_path / "cases" / "dots" / "case.yaml").write_text(CASE, "utf-8")
    environment = {**os.environ, "TERM": "xterm-256color", "MILIARY_HOME": str(tmp_path / "home")}
    ours, theirs = pty.openpty()
    fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    files = [(os.POSIX_SPAWN_DUP2, theirs, number) for number in range(3)]
    words = [sys.executable, "-c", PROGRAM, str(tmp_path)]
    process = os.posix_spawn(sys.executable, words, environment, file_actions=files)
    os.close(theirs)
    read_until(ours, b"What do you see?")
    os.write(ours, b"\x1b[200~tiny nodules\nboth lu\x1b[201~")
    read_until(ours, b"both lu")
    os.kill(process, how)
    drawn = read_rest(ours)
    _, status = os.waitpid(process, 0)
    os.close(ours)
    assert os.waitstatus_to_exitcode(status) == 143
    assert b"Traceback" not in drawn
    assert b"\x1b[?1049l" in drawn, "the screen that was there before is back"
    store = open_store(f"sqlite:///{tmp_path / 'attempts.db'}")
    (attempt,) = store.attempts()
    assert store.read_draft(attempt.id, "findings/main") == "tiny nodules\nboth lu"
    store.close()
