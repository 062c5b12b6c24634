"""While a line is awaited a timer keeps the program listening, and afterwards nothing of it is left."""

import os
import select
import signal
import threading

import pytest

from miliary_chat.plain.heartbeat import WaitOver, heartbeat

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


@needs_timers
def test_about_once_a_second_a_beat_is_felt_in_this_thread_and_may_end_the_wait(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("miliary_chat.plain.heartbeat.BEAT", 0.005)
    felt: list[bool] = []

    def beat() -> None:
        felt.append(threading.current_thread() is threading.main_thread())
        if len(felt) == 3:
            raise WaitOver

    read, write = os.pipe()
    try:
        with pytest.raises(WaitOver), heartbeat(beat):
            assert select.select([read], [], [], 20.0)[0], "nothing ended the wait"
    finally:
        os.close(read)
        os.close(write)
    assert felt == [True, True, True]
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


@needs_timers
def test_a_beat_is_not_interrupted_by_the_next_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("miliary_chat.plain.heartbeat.BEAT", 0.001)
    depth: list[int] = [0]
    deepest: list[int] = []

    def beat() -> None:
        depth[0] += 1
        deepest.append(depth[0])
        select.select([], [], [], 0.02)
        depth[0] -= 1
        if len(deepest) == 3:
            raise WaitOver

    with pytest.raises(WaitOver), heartbeat(beat):
        select.select([], [], [], 20.0)
    assert max(deepest) == 1


def test_without_such_a_timer_another_thread_beats_until_the_wait_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(signal, "setitimer", raising=False)
    monkeypatch.setattr("miliary_chat.plain.heartbeat.BEAT", 0.001)
    felt = threading.Event()

    def beat() -> None:
        felt.set()
        raise WaitOver

    before = threading.active_count()
    with heartbeat(beat):
        assert felt.wait(20.0)
    assert threading.active_count() == before
