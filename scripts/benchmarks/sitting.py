"""Candidates who sit an exam at the same time: a few processes, a thread for each, answers in a steady rhythm."""

import multiprocessing
import random
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from threading import BrokenBarrierError
from typing import TYPE_CHECKING, Final, TypeVar

from benchmarks.figures import percentile
from benchmarks.machine import CASE
from miliary_chat.base.errors import MiliaryError, StoreError
from miliary_chat.case.library import Library, shipped_cases
from miliary_chat.case.loaded import Loaded
from miliary_chat.dialogue.actions import Say, Skip, Tick
from miliary_chat.dialogue.events import Answered
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.clock import SystemClock
from miliary_chat.session.store import open_store

if TYPE_CHECKING:
    from multiprocessing.queues import SimpleQueue
    from multiprocessing.synchronize import Barrier

Given = TypeVar("Given")
Got = TypeVar("Got")

PROCESSES: Final = 4
_DRAFT_BEFORE: Final = 0.4
"""A draft is saved this part of the interval before its answer is sent, as the screens do while somebody types."""
_JITTER: Final = 0.25
"""How far from the even beat an answer may come, as a part of the interval, to either side."""
_TICK: Final = 1.0
"""Seconds between two ticks of a sitting."""
_ANSWERS_A_QUESTION: Final = 4
_READY_SECONDS: Final = 300.0


@dataclass(frozen=True, slots=True)
class Plan:
    """Who sits where, for how many seconds, with an answer every so many."""

    url: str
    candidates: int
    seconds: float
    every: float
    seed: int
    run: str = field(default_factory=lambda: secrets.token_hex(4))

    def code(self, number: int) -> str:
        """A candidate's id, which no other run has."""
        return f"bench-{self.run}-{number:04d}"

    def times(self, number: int) -> Iterator[float]:
        """When a candidate answers, in seconds from the start: evenly spread over all of them, with a seeded jitter."""
        chance = random.Random(f"{self.seed}/{number}")
        beat = self.every * number / self.candidates
        while beat < self.seconds:
            yield max(beat + self.every * chance.uniform(-_JITTER, _JITTER), 0.0)
            beat += self.every


@dataclass(slots=True)
class Sat:
    """What one candidate saw: the texts that were acknowledged, the milliseconds each took, and what went wrong."""

    attempt: str
    acknowledged: list[str] = field(default_factory=list)
    took_ms: list[float] = field(default_factory=list)
    drafts_ms: list[float] = field(default_factory=list)
    late_ms: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def sat(plan: Plan) -> list[Sat]:
    """Let all of them sit; StoreError when an attempt could not even be begun."""
    open_store(plan.url).close()  # what is wrong with the store is said once, before anybody sits down
    context = multiprocessing.get_context("spawn")
    parts = min(PROCESSES, plan.candidates)
    ready, results = context.Barrier(parts), context.SimpleQueue()
    rooms = [
        context.Process(target=_room, args=(plan, range(part, plan.candidates, parts), ready, results), daemon=True)
        for part in range(parts)
    ]
    for room in rooms:
        room.start()
    came: list[list[Sat] | str] = [results.get() for _ in rooms]
    for room in rooms:
        room.join()
    said = sorted(words for words in came if isinstance(words, str))
    if said:
        raise StoreError(f"The attempts could not all be begun. {said[-1]}")
    return [one for part in came if not isinstance(part, str) for one in part]


def _room(plan: Plan, numbers: Sequence[int], ready: "Barrier", results: "SimpleQueue[list[Sat] | str]") -> None:
    """A process: its candidates begin, wait for the other rooms, and sit."""
    try:
        loaded = Library([shipped_cases()]).find(CASE)
        with ExitStack() as stores, ThreadPoolExecutor(len(numbers)) as pool:
            begun = list(pool.map(lambda number: _begun(plan, number, loaded, stores), numbers))
            ready.wait(_READY_SECONDS)
            start = time.perf_counter()
            done = list(pool.map(lambda number, attempt: _sit(plan, number, attempt, start), numbers, begun))
        results.put(done)
    except BrokenBarrierError:
        results.put("")  # another room has said why
    except MiliaryError as error:
        ready.abort()
        results.put(str(error))


def _begun(plan: Plan, number: int, loaded: Loaded, stores: ExitStack) -> Attempt:
    store = open_store(plan.url)  # of their own, as each has a machine of their own
    stores.callback(store.close)
    attempt = Attempt.start(store, loaded, SystemClock(), policy="exam", seed=plan.seed, person=plan.code(number))
    attempt.send(Say("What brings you here?"))  # what is compiled once is no part of an acknowledgement
    attempt.send(Skip())
    return attempt


def _sit(plan: Plan, number: int, attempt: Attempt, start: float) -> Sat:
    """Answer on time until the time is up; a question gets some answers, then comes the next."""
    seen = Sat(attempt.id)
    for count, due in enumerate(plan.times(number)):
        text = f"{plan.code(number)} says for the {count}th time: fine nodules, evenly spread through both lungs"
        _wait_until(start + due - plan.every * _DRAFT_BEFORE, attempt)
        try:
            _timed(seen.drafts_ms, attempt.draft, text)
            _wait_until(start + due, attempt)
            seen.late_ms.append((time.perf_counter() - start - due) * 1000)
            if any(isinstance(event, Answered) for event in _timed(seen.took_ms, attempt.send, Say(text))):
                seen.acknowledged.append(text)
            if count % _ANSWERS_A_QUESTION == _ANSWERS_A_QUESTION - 1 and _more_follow(attempt):
                attempt.send(Skip())
        except MiliaryError as error:
            seen.failures.append(str(error))
    return seen


def _more_follow(attempt: Attempt) -> bool:
    here = attempt.state.current
    return here is not None and attempt.script.next_after(here) is not None


def _wait_until(moment: float, attempt: Attempt) -> None:
    """Sit there: the clock ticks each second, as it does on the screens."""
    while (left := moment - time.perf_counter()) > 0:
        attempt.send(Tick())
        time.sleep(min(max(moment - time.perf_counter(), 0.0), left, _TICK))


def _timed(into: list[float], deed: Callable[[Given], Got], given: Given) -> Got:
    before = time.perf_counter()
    result = deed(given)
    into.append((time.perf_counter() - before) * 1000)
    return result


def as_table(plan: Plan, sat: Sequence[Sat]) -> str:
    """The figures in lines."""
    rows = [
        ("acknowledgement of an answer", [took for one in sat for took in one.took_ms]),
        ("saving of a draft", [took for one in sat for took in one.drafts_ms]),
        ("sent later than planned (this program's own delay)", [late for one in sat for late in one.late_ms]),
    ]
    lines = [f"{plan.candidates} candidates, {plan.seconds:g} s, an answer every {plan.every:g} s each"]
    for what, measured in rows:
        ordered = sorted(measured)
        if ordered:
            figures = ", ".join(f"p{share} {percentile(ordered, share):.1f}" for share in (50, 95, 99))
            lines.append(f"{what}: {figures}, max {ordered[-1]:.1f} ms ({len(ordered)} times)")
    failures = [words for one in sat for words in one.failures]
    lines += [f"{len(failures)} failed: {words}" for words in sorted(set(failures))[:5]]
    return "\n".join(lines)
