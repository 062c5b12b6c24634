"""A program that stores events and says so, until somebody kills it: python appender.py URL ATTEMPT."""

import itertools
import sys

from miliary_chat.dialogue import events as e
from miliary_chat.session.clock import SystemClock
from miliary_chat.session.store import LOCAL, Opening, Standing, open_store


def turn(number: int) -> tuple[e.Event, ...]:
    """What one answer may bring about; the answer tells which turn it was."""
    item, words = "findings/first", e.Words("note", "Noted — " + "naïve " * (number % 50))
    return (
        e.Answered(item, f"answer {number} " + "x" * (number % 700), number),
        e.Judged(item, number, "none"),
        e.Pumped(item, words),
        e.Spoke(item, "note", words),
        e.Spoke(None, "note", words),
    )


def main(url: str, attempt: str) -> None:
    """Append turns for ever; each is acknowledged on stdout once the store has it."""
    store, clock, here = open_store(url), SystemClock(), Standing("findings")
    store.begin_attempt(Opening(attempt, LOCAL, attempt, "guided", "A case"), turn(1), clock.now(), here)
    print(1, flush=True)
    for number in itertools.count(2):
        store.save_draft(attempt, "findings/first", f"answer {number}")
        store.append(attempt, 5 * (number - 1), turn(number), clock.now(), here)
        print(number, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
