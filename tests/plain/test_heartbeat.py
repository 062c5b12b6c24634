"""While a line is awaited a timer keeps the program listening, and afterwards nothing of it is left."""

import os
import select
import signal
import threading

import pytest

from miliary_chat.plain.heartbeat import heartbeat

needs_timers = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no such timers")


@needs_timers
def test_a_wait_is_interrupted_so_that_a_signal_noted_before_it_is_acted_on() -> None:
    heard: list[int] = []
    read, write = os.pipe()
    try:
        with heartbeat():
            before = signal.signal(signal.SIGALRM, lambda number, frame: heard.append(os.write(write, b"x")))
            assert select.select([read], [], [], 20.0)[0], "nothing interrupted the wait"
            signal.signal(signal.SIGALRM, before)
    finally:
        os.close(read)
        os.close(write)
    assert heard


@needs_timers
def test_nothing_is_left_of_it() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with heartbeat():
        assert signal.getitimer(signal.ITIMER_REAL)[1] > 0
    assert signal.getsignal(signal.SIGALRM) == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_in_another_thread_it_does_nothing_and_harms_nothing() -> None:
    done: list[bool] = []

    def wait() -> None:
        with heartbeat():
            done.append(True)

    thread = threading.Thread(target=wait)
    thread.start()
    thread.join()
    assert done == [True]
