"""Candidates who sit an exam until they are killed: python candidate.py URL FOLDER; a line on stdin begins a life.

Each life is a process of its own; it is forked from this one, which has the program loaded and never opens the store.
It prints its number, then each answer that the store has acknowledged; when it is dead that is said.
"""

import itertools
import os
import sys
from pathlib import Path

from miliary_chat.dialogue import actions as a
from miliary_chat.session import exam
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.clock import SystemClock
from miliary_chat.session.exam import Paper
from miliary_chat.session.store import open_store
from sittings import paper


def sit(url: str, sat: Paper) -> None:
    """Go on with the attempt where it was left, or begin it; answer one question after the other for ever."""
    store, clock = open_store(url), SystemClock()
    live = exam.live(store, sat)
    attempt = Attempt.resume(store, live.id, clock) if live else exam.begin(store, sat, clock)
    count = sum(len(own.answers) for own in attempt.state.items.values())
    for number in itertools.count(count + 1):
        attempt.draft(f"half of {number}")
        attempt.send(a.Say(f"answer {number} " + "x" * (number * 37 % 900), item=attempt.state.current))
        print(number, flush=True)
        attempt.send(a.Skip())


def main(url: str, folder: Path) -> None:
    """Give birth at every line, and wait for the end."""
    sat = paper(folder, "time: 5 h\n")
    for _ in sys.stdin:
        life = os.fork()
        if life == 0:
            print(os.getpid(), flush=True)
            sit(url, sat)
        os.waitpid(life, 0)
        print("dead", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
