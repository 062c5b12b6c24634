"""While a line is awaited: Ctrl-C is heard even when it came a moment too early, and time is looked at."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

BEAT = 0.25
"""Seconds between two beats."""

_EVERY = 4
"""How many beats of the timer make one that is felt."""

Beat = Callable[[], None]


class WaitOver(Exception):
    """A beat ends the wait: what was waited for is over."""


@contextmanager
def heartbeat(beat: Beat | None = None) -> Iterator[None]:
    """Let a timer interrupt the wait for a line again and again, for as long as the block runs.

    Python notes a signal and acts on it at its next step. One that arrives after the prompt is shown and before the
    line editor waits is noted, and then the wait begins, which is no step: without the timer it would last until the
    next key. About once a second `beat` is called, in this thread, so that it can end the wait by raising `WaitOver`.
    Where a system has no such timer another thread calls it, and the wait lasts until the next line.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        with _another_thread(beat):
            yield
        return
    count, on = 0, True

    def felt(number: int, frame: object) -> None:
        nonlocal count
        count += 1
        if beat is None or not on or count % _EVERY:
            return
        signal.setitimer(signal.ITIMER_REAL, 0.0)  # a beat is not interrupted by the next one
        try:
            beat()
        finally:
            signal.setitimer(signal.ITIMER_REAL, BEAT, BEAT)

    before = signal.signal(signal.SIGALRM, felt)
    signal.setitimer(signal.ITIMER_REAL, BEAT, BEAT)
    try:
        try:
            yield
        finally:
            on = False
    finally:  # even when a beat raised in the step between
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _another_thread(beat: Beat | None) -> Iterator[None]:
    if beat is None:
        yield
        return
    over = threading.Event()

    def felt() -> None:
        with suppress(WaitOver):
            while not over.wait(BEAT * _EVERY):
                beat()

    thread = threading.Thread(target=felt, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
