"""A candidate whose laptop dies at any moment loses no answer that was acknowledged, and goes on where they were."""

import os
import random
import signal
import subprocess
import sys
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import IO

import pytest

from databases import Behind
from miliary_chat.dialogue import events as e
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.clock import SystemClock
from miliary_chat.session.store import open_store

CANDIDATE = Path(__file__).with_name("candidate.py")
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked here")


def one_life(to: IO[str], heard: IO[str], answers: int) -> int:
    """Let the candidate sit, kill them after so many answers or a little later; the last answer they were told of."""
    to.write("live\n")
    to.flush()
    life = int(heard.readline())
    told = [heard.readline() for _ in range(answers)]
    os.kill(life, signal.SIGKILL)  # where in its work this hits is up to the machine
    while (line := heard.readline()) != "dead\n":
        told.append(line)
    return int(told[-1])


def look(url: str, life: int, told: int) -> None:
    """Open the store as the next process does, and count."""
    with closing(Behind(url)) as behind:
        behind.wait_for_writers()
    store = open_store(url)
    [summary] = store.attempts(live=True)
    attempt = Attempt.resume(store, summary.id, SystemClock())
    events = [record.event for record in attempt.events]
    answers = [event.text.split()[1] for event in events if isinstance(event, e.Answered)]
    # One answer may have been stored and its word not have come through the pipe.
    assert len(answers) - told in (0, 1)
    assert list(map(int, answers)) == list(range(1, len(answers) + 1)), "an answer was lost or doubled"
    assert sum(isinstance(event, e.Reentered) for event in events) == life - 1
    drafts = chain.from_iterable(store.read_drafts(summary.id).values())
    assert "".join(drafts).removeprefix("half of ") in ("", str(len(answers) + 1))
    store.close()


def live_and_die(url: str, folder: Path, times: int, seed: int = 1895) -> None:
    chance = random.Random(seed)
    path = os.pathsep.join([str(CANDIDATE.parents[1]), *sys.path])
    command = [sys.executable, str(CANDIDATE), url, str(folder)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env={**os.environ, "PYTHONPATH": path}) as all_:
        assert all_.stdin is not None
        assert all_.stdout is not None
        for life in range(1, times + 1):
            look(url, life, one_life(all_.stdin, all_.stdout, chance.randint(1, 5)))


def test_an_exam_survives_being_killed(url: str, tmp_path: Path) -> None:
    live_and_die(url, tmp_path, 5)


@pytest.mark.long
def test_an_exam_survives_being_killed_two_hundred_times(url: str, tmp_path: Path) -> None:
    if not url.startswith("sqlite:"):
        return live_and_die(url, tmp_path, 20)
    for exam in range(10):
        live_and_die(url.replace(".db", f"-{exam}.db"), tmp_path, 20, seed=exam)
