"""Measures how fast the tutor is, beside bare apps: python3 scripts/bench.py [--quick] [--json] [--install].

Results go to stdout, progress to stderr. What is compared is measured by turns in the same run, so that a machine that
slows down slows both. --install also makes a fresh clone and sets it up with nothing cached, which needs the network.
"""

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import set_up.gate  # noqa: F401  an old Python leaves here, with one sentence
from set_up.in_venv import in_venv

if TYPE_CHECKING:
    from benchmarks.result import Result


def main(arguments: list[str]) -> int:
    """Measure and print; the exit code is 0 whether or not the aims are met: speed is watched here, not judged."""
    asked = _parser().parse_args(arguments)
    outside = in_venv(__file__, arguments)
    if outside is not None:
        return outside
    from benchmarks.result import as_json, as_table

    results = list(_measured(quick=asked.quick, install=asked.install))
    print(as_json(results) if asked.json else as_table(results))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench.py", description="How fast the tutor is, beside bare apps.")
    parser.add_argument("--quick", action="store_true", help="fewer rounds: about a minute")
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.add_argument("--install", action="store_true", help="also a cold install, which needs the network")
    return parser


def _measured(*, quick: bool, install: bool) -> Iterator["Result"]:
    from benchmarks import checking, commands, engine, install as installing, judging, looking, machine, play, screens
    from benchmarks.result import not_measured

    rounds = 1 if quick else 5
    with machine.homes() as folder:
        machine.tell("whole processes")
        yield from commands.measure(5 * rounds)
        if machine.POSIX:
            plan = screens.Plan(starts=3, early=10, late=20) if quick else screens.Plan(starts=12, early=40, late=100)
            yield from screens.measure(plan, folder)
        else:
            for what in ("start to first paint", "Enter to painted reply", "memory after 100 turns"):
                yield not_measured(what, machine.NEEDS_PTY)
        machine.tell("the tutor and the store alone")
        yield from engine.measure(rounds, folder)
        machine.tell("the judge alone")
        yield from judging.measure(100 * rounds)
        machine.tell("looking at a picture")
        yield from looking.measure(4 * rounds)
        machine.tell("many cases")
        yield from checking.measure(folder, 200 if quick else 1000)
    if install:
        machine.tell("a cold install")
        yield from installing.measure(play.first_words(play.flagship()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
