"""The flagship, played without a screen: turns to be timed, and an attempt that goes on after many of them."""

import itertools
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.machine import CASE
from miliary_chat.case.library import Library, shipped_cases
from miliary_chat.case.questions import AnswerQuestion, Asked, DifferentialQuestion, InterviewQuestion, OrderQuestion
from miliary_chat.case.rubrics import Said
from miliary_chat.dialogue import tutor
from miliary_chat.dialogue.actions import Action, Begin, Choose, Say, Skip
from miliary_chat.dialogue.events import Event
from miliary_chat.dialogue.evolve import fold
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.state import State
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.clock import SystemClock
from miliary_chat.session.store import open_store

MARKS: Final = (
    *("amber", "basil", "cedar", "daisy", "ebony", "fern", "ginger", "hazel", "iris", "jasmine", "kale", "lilac"),
    *("maple", "nettle", "olive", "pepper", "quince", "rowan", "saffron", "tulip", "violet", "willow", "yarrow"),
)
"""Words that no case says: each opens one turn, and the transcript shows each at most once at a time."""


@dataclass(frozen=True)
class Played:
    """One turn: how long the tutor took to decide, in milliseconds, and what then happened."""

    activity: str
    ms: float
    events: tuple[Event, ...]


def flagship() -> Script:
    """The case that ships."""
    loaded = Library([shipped_cases()]).find(CASE)
    return Script.of_case(loaded.case, loaded.hash, seed=1)


def questions(script: Script) -> Iterator[str]:
    """What somebody may ask in the interview that the case begins with, over and over, each with a mark before it."""
    asked = script.question(script.items[0].id)
    assert isinstance(asked, InterviewQuestion)
    words = [reply.ask[0] for reply in asked.interview.values() if reply.ask]
    for mark, word in zip(itertools.cycle(MARKS), itertools.cycle(words), strict=False):
        yield f"{mark} {word}?"


def first_words(script: Script) -> str:
    """The beginning of the first question: when the screen shows it, the case has begun."""
    words = script.question(script.items[0].id).question or ""
    return " ".join(words.split()[:3])


def played(script: Script) -> Iterator[Played]:
    """Every answer of somebody who says what the author accepts, one thing at a time, through the whole case."""
    state, now = State(), 1_790_000_000_000_000
    state = fold(tutor.decide(script, state, Begin(None, "bench"), now), state)
    while state.ended is None and state.current is not None:
        item = state.current
        for action in _actions(script, item):
            before = time.perf_counter()
            events = tutor.decide(script, state, action, now)
            ms = (time.perf_counter() - before) * 1000
            state = fold(events, state)
            if isinstance(action, Say):
                yield Played(script.activity(item), ms, events)
            if state.current != item or state.ended is not None:
                break


def leave_attempt(turns: int, home: str) -> str:
    """Put an attempt with so many turns of the interview into the store of the person who lives at `home`; its id."""
    store = open_store(f"sqlite:///{Path(home) / 'attempts.db'}")
    try:
        loaded = Library([shipped_cases()]).find(CASE)
        attempt = Attempt.start(store, loaded, SystemClock(), seed=1)
        for words in itertools.islice(questions(attempt.script), turns):
            attempt.send(Say(words))
        return attempt.id
    finally:
        store.close()


def _actions(script: Script, item: str) -> Iterator[Action]:
    """What is done at one question until the run goes on to another."""
    if script.activity(item) == "choice":
        question = script.question(item)
        yield Choose(tuple(getattr(question, "right", ())))
    for said in _sayings(script.question(item)).values():
        for words in said.accept[:1] or [group[0] for group in said.require] or getattr(said, "ask", ())[:1]:
            yield Say(f"I think {words}.")
    yield from itertools.repeat(Skip(), 20)


def _sayings(question: Asked) -> Mapping[str, Said]:
    match question:
        case AnswerQuestion():
            return question.expect
        case InterviewQuestion():
            return question.interview
        case DifferentialQuestion():
            return question.entries
        case OrderQuestion():
            return question.orders
    return {}
