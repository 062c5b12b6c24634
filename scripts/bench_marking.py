"""Measures what marking an exam takes: python3 scripts/bench_marking.py [--cases FOLDER...] [--candidates N] [--json].

Candidates answer every free-text question of the cases with what stands in their answers.yaml, drawn by a seed. Counted
are the units that a marker has to decide; measured is the machine's time; a marker's time is estimated from the units,
at 3 seconds for what is nearly right or denied and 5 for words that nothing claimed. The pool of answers is finite, so
that draws repeat more than people do: the second estimate counts every answer of the pool once, as if no two
candidates ever wrote the same.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import set_up.gate  # noqa: F401  an old Python leaves here, with one sentence
from set_up.in_venv import in_venv

if TYPE_CHECKING:
    from miliary_chat.author.answers import Answers, Labelled
    from miliary_chat.case.loaded import Loaded
    from miliary_chat.exam.marking import Marking
    from miliary_chat.exam.units import Unit
    from miliary_chat.session.clock import Moment
    from miliary_chat.session.exam import Paper
    from miliary_chat.session.store import Store

ANSWERS = 25
"""How many answers an exam holds; what was counted on more or fewer questions is brought to as many."""
SECONDS = {"near": 3.0, "denied": 3.0, "unmatched": 5.0}
_WRITTEN = ("answer", "report", "differential", "recommit", "order")

Pool = Mapping[tuple[str, str, str], Sequence[str]]
"""What people say to a question, by the case's id, the stage and the question."""


@dataclass(frozen=True)
class Measured:
    """One simulated exam; `minutes` is the marker's time, `machine_s` what opening the queue took, judging included,
    `decision_s` the longest that one decision took."""

    answers: str
    candidates: int
    questions: int
    units: dict[str, int]
    minutes: float
    minutes_for_25: float
    machine_s: float
    decision_s: float


def main(arguments: list[str]) -> int:
    """Simulate, mark, print."""
    asked = _parser().parse_args(arguments)
    outside = in_venv(__file__, arguments)
    if outside is not None:
        return outside
    found = [*_measured(asked.cases, asked.candidates, asked.seed)]
    if asked.json:
        print(json.dumps([asdict(one) for one in found], indent=2))
    else:
        print("\n".join(line for one in found for line in _lines(one)))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench_marking.py", description="What marking an exam takes.")
    parser.add_argument("--cases", nargs="*", type=Path, help="case folders (default: those of the checkout)")
    parser.add_argument("--candidates", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="for programs")
    return parser


def _measured(folders: Sequence[Path] | None, candidates: int, seed: int) -> Iterator[Measured]:
    own = Path(__file__).resolve().parents[1] / "cases"
    cases, pool = _read(folders or sorted(path.parent for path in own.glob("*/case.yaml")))
    chance = random.Random(seed)
    drawn = [{place: (chance.choice(said),) for place, said in pool.items()} for _ in range(candidates)]
    yield _simulated(cases, pool, drawn, "drawn")
    longest = max(len(said) for said in pool.values())
    each = [{place: said[at : at + 1] for place, said in pool.items()} for at in range(longest)]
    yield _simulated(cases, pool, each, "each once")


def _read(folders: Sequence[Path]) -> "tuple[dict[str, Loaded], Pool]":
    from miliary_chat.author.answers_file import read_answers_of
    from miliary_chat.case.loaded import load_case
    from miliary_chat.dialogue.script import Script

    cases: dict[str, Loaded] = {}
    pool: dict[tuple[str, str, str], Sequence[str]] = {}
    for folder in folders:
        loaded = load_case(folder)
        script = Script.of_case(loaded.case, loaded.hash)
        read = read_answers_of(folder / "answers.yaml", script)
        if read.answers is None:
            continue
        cases[loaded.case.id] = loaded
        for ref in script.items:
            said = [one.say for one in _labelled(read.answers, ref.id)]
            if said and script.activity(ref.id) in _WRITTEN:
                pool[loaded.case.id, ref.stage, ref.question] = said
    return cases, pool


def _labelled(answers: "Answers", item: str) -> "Sequence[Labelled]":
    stage, _, question = item.partition("/")
    found = answers.answers.get(item, ())
    return found or (answers.answers.get(stage, ()) if question == "main" else ())


class _Ticking:
    """A clock that goes on a second whenever it is read."""

    def __init__(self) -> None:
        self.second = 0

    def now(self) -> "Moment":
        from miliary_chat.session.clock import Moment

        self.second += 1
        return Moment(1_800_000_000_000_000 + self.second * 1_000_000, self.second * 1_000_000, "bench")


def _simulated(cases: "dict[str, Loaded]", pool: Pool, given: Sequence[Pool], answers: str) -> Measured:
    """Let every candidate give the answers of one pool, then open the queue and decide all of it."""
    from miliary_chat.exam.marking import Marking
    from miliary_chat.session.store import open_store

    with tempfile.TemporaryDirectory() as folder:
        store, clock = open_store(f"sqlite:///{folder}/bench.db"), _Ticking()
        try:
            for number, said in enumerate(given):
                _sit(store, clock, _paper(cases, pool), f"C{number}", said)
            began = time.perf_counter()
            marking = Marking(store, "exam:bench", clock, by="bench")
            units = marking.units()
            opened = time.perf_counter() - began
            slowest = max((_decide(marking, unit) for unit in units[:40]), default=0.0)
        finally:
            store.close()
    counted: dict[str, int] = {}
    for unit in units:
        counted[unit.kind] = counted.get(unit.kind, 0) + 1
    minutes = sum(SECONDS[unit.kind] for unit in units) / 60
    whole = sum(len(said) for pools in given for said in pools.values())
    for_25 = minutes * 40 * ANSWERS / whole
    return Measured(answers, len(given), len(pool), counted, minutes, for_25, opened, slowest)


def _paper(cases: "dict[str, Loaded]", pool: Pool) -> "Paper":
    from miliary_chat.case.blueprint_reader import read_blueprint
    from miliary_chat.session.exam import Paper

    takes = "".join(f"      - question: {'/'.join(place)}\n" for place in pool)
    text = f"format: 1\nexam: bench\ntitle: Bench\nsections:\n  all:\n    take:\n{takes}"
    read = read_blueprint(text.encode(), "exam.yaml")
    assert read.blueprint is not None, read.problems
    return Paper(read.blueprint, "bench", text.encode(), cases)


def _sit(store: "Store", clock: _Ticking, paper: "Paper", code: str, said: Pool) -> None:
    from miliary_chat.dialogue.actions import GoTo, Say, Submit
    from miliary_chat.session.exam import begin

    attempt = begin(store, paper, clock, code=code)
    for ref in attempt.script.items:
        place = (attempt.script.cases[ref.case].id, ref.stage, ref.question)
        for text in said.get(place, ()):
            attempt.send(GoTo(ref.id))
            attempt.send(Say(text, item=ref.id))
    attempt.send(Submit())


def _decide(marking: "Marking", unit: "Unit") -> float:
    began = time.perf_counter()
    marking.decide(unit, unit.concept, 0)
    marking.units()
    return time.perf_counter() - began


def _lines(one: Measured) -> Iterator[str]:
    total = sum(one.units.values())
    yield f"{one.candidates} candidates, {one.questions} questions, answers {one.answers}:"
    yield f"  {total} units ({', '.join(f'{count} {kind}' for kind, count in sorted(one.units.items()))})"
    yield f"  a marker: about {one.minutes:.0f} min here, {one.minutes_for_25:.0f} min for 40 candidates of 25 answers"
    machine = f"{one.machine_s:.1f} s to judge and to make the queue, at most {one.decision_s:.2f} s a decision"
    yield f"  the machine: {machine}"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
