"""Ctrl-C is heard while a line is awaited, also when it came a moment too early."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

BEAT = 0.25
"""Seconds between two beats."""


@contextmanager
def heartbeat() -> Iterator[None]:
    """Let a timer interrupt the wait for a line again and again, for as long as the block runs.

    Python notes a signal and acts on it at its next step. One that arrives after the prompt is shown and before the
    line editor waits is noted, and then the wait begins, which is no step: without the timer it would last until the
    next key.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, lambda number, frame: None)
    signal.setitimer(signal.ITIMER_REAL, BEAT, BEAT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, before)
