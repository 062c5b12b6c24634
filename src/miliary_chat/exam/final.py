"""What an attempt comes to once it was handed in: its events, the machine's judgement, what people decided over it."""

from collections.abc import Iterable
from dataclasses import dataclass

from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.evolve import fold
from miliary_chat.dialogue.score import marks
from miliary_chat.dialogue.script import RECOMMIT, Script
from miliary_chat.dialogue.state import State
from miliary_chat.exam.rulings import judged_script, read
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.store.contract import Store


@dataclass(frozen=True, slots=True)
class Final:
    """The script by which it was judged, the states with and without people's decisions, and both kinds of events."""

    script: Script
    state: State
    machine: State
    judged: tuple[e.Event, ...]
    decided: tuple[e.Ruled, ...] = ()


def final_of(store: Store, attempt: Attempt) -> Final:
    """What an ended attempt comes to now. Nothing is written: what was not judged yet is judged for the moment."""
    rulings = read(store, attempt.id)
    judged = rulings.machine.events if rulings.machine else attempt.judgement()
    machine = fold(judged, attempt.state)
    state = fold(rulings.people, machine)
    return Final(judged_script(store, attempt, rulings), state, machine, judged, rulings.people)


def waiting(script: Script, state: State) -> tuple[tuple[str, str], ...]:
    """What waits for a marker, as items with concepts."""
    return tuple(
        (ref.id, verdict.concept)
        for ref in script.items
        if ref.question != RECOMMIT
        for verdict in state.items[ref.id].verdicts
        if verdict.kind == "expectation" and verdict.outcome in ("near", "denied")
        if verdict.concept not in state.items[ref.id].ruled
    )


def highest_of(script: Script, state: State, points: Iterable[tuple[str, str]]) -> int:
    """The mark out of 100 if everything that waits were credited in full."""
    ruled = (e.Ruled(item, concept, 100, "") for item, concept in points)
    return marks(script, fold(ruled, state)).total
