"""Many candidates on one store: python3 scripts/bench_store.py [--db URL] [--candidates N] [--seconds S] [--every E].

Each has an attempt of their own and answers every E seconds; every acknowledged answer is read back afterwards. The
exit code is 1 when one was lost or is there twice, or a chain does not hold. Figures go to stdout, progress to stderr.
A database that is named keeps the attempts: name one that can be thrown away. Without --db: a SQLite file, which goes.
Each candidate has a connection, as each would have a machine: let PostgreSQL's max_connections be above their number.
"""

import argparse
import sys
from contextlib import ExitStack

import set_up.gate  # noqa: F401  an old Python leaves here, with one sentence
from set_up.in_venv import in_venv


def main(arguments: list[str]) -> int:
    """Let them sit, read back, print; 1 when the store did not keep its word."""
    asked = _parser().parse_args(arguments)
    outside = in_venv(__file__, arguments)
    if outside is not None:
        return outside
    from benchmarks import machine, sitting
    from benchmarks.kept import looked_up
    from miliary_chat.base.errors import MiliaryError
    from miliary_chat.base.paths import store_url

    with ExitStack() as stack:
        url = store_url(asked.db or str(stack.enter_context(machine.homes()) / "attempts.db"))
        plan = sitting.Plan(url, asked.candidates, asked.seconds, asked.every, asked.seed)
        try:
            machine.tell(f"{plan.candidates} candidates for {plan.seconds:g} s, an answer every {plan.every:g} s each")
            sat = sitting.sat(plan)
            machine.tell("reading every answer back")
            kept = looked_up(url, sat)
        except MiliaryError as error:
            print(f"bench: {error}", file=sys.stderr)
            return 1
    print(sitting.as_table(plan, sat), kept.as_line(), sep="\n")
    return 0 if kept.well and not any(one.failures for one in sat) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench_store.py", description="Many candidates on one store.")
    parser.add_argument("--db", metavar="URL", help="a store to throw away (default: a SQLite file)")
    parser.add_argument("--candidates", type=_count, default=20, metavar="N")
    parser.add_argument("--seconds", type=_seconds, default=120.0, metavar="S", help="how long they sit")
    parser.add_argument("--every", type=_seconds, default=2.0, metavar="E", help="seconds from answer to answer")
    parser.add_argument("--seed", type=int, default=1, help="of who answers when")
    return parser


def _count(typed: str) -> int:
    number = int(typed)
    if not 1 <= number <= 2000:
        raise argparse.ArgumentTypeError("from 1 to 2000")
    return number


def _seconds(typed: str) -> float:
    number = float(typed)
    if not 0 < number <= 86_400:
        raise argparse.ArgumentTypeError("more than 0, at most a day")
    return number


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
