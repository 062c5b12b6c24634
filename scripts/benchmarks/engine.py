"""What the engine costs without a screen: deciding a turn, and storing it."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks import play
from benchmarks.figures import Spread, timed
from benchmarks.machine import CASE
from benchmarks.result import Result
from miliary_chat.case.library import Library, shipped_cases
from miliary_chat.session.clock import SystemClock
from miliary_chat.session.store import open_store
from miliary_chat.session.store.contract import LOCAL, Opening, Standing


def measure(rounds: int, folder: Path) -> Iterator[Result]:
    """Play the flagship `rounds` times to time the tutor; store each of its turns once a round, in `folder`."""
    script = play.flagship()
    turns = [turn for _ in range(rounds) for turn in play.played(script)]
    length = len(turns) // rounds
    yield _told(f"decide, first run through the flagship, {length} turns", [turn.ms for turn in turns[:length]])
    if rounds > 1:
        yield _told("decide, later runs", [turn.ms for turn in turns[length:]])
    for activity in dict.fromkeys(turn.activity for turn in turns):
        yield _told(f"  in {activity}", [turn.ms for turn in turns if turn.activity == activity])
    yield _storing([turn for turn in turns if turn.events], folder)


def _storing(turns: list[play.Played], folder: Path) -> Result:
    clock = SystemClock()
    store = open_store(f"sqlite:///{folder / 'storing.db'}")
    try:
        store.keep_case(Library([shipped_cases()]).find(CASE))
        opening = Opening("0" * 16, LOCAL, f"case:{CASE}", "guided", "bench")
        store.begin_attempt(opening, turns[0].events, clock.now(), Standing("history"))
        length = len(turns[0].events)

        def append(turn: play.Played) -> None:
            nonlocal length
            store.append(opening.id, length, turn.events, clock.now(), Standing("history"))
            length += len(turn.events)

        took = timed(append, turns[1:])
    finally:
        store.close()
    return _told(f"store a turn, {length / len(turns):.1f} events", took)


def _told(what: str, took: list[float]) -> Result:
    spread = Spread.of(took)
    text = f"p50 {spread.p50:.2f} ms, p99 {spread.p99:.2f} ms, worst {max(took):.1f} ms"
    return Result(what, text, figures={"p50_ms": spread.p50, "p99_ms": spread.p99, "worst_ms": max(took)})
