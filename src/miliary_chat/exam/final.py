"""What an attempt comes to once it was handed in: its events, the machine's judgement, what people decided over it."""

from collections.abc import Iterable
from dataclasses import dataclass

from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.evolve import fold
from miliary_chat.dialogue.exam.waiting import Waiting
from miliary_chat.dialogue.score import marks
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.state import State
from miliary_chat.exam.rulings import Human, judged_script, read
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.store.contract import Store


@dataclass(frozen=True, slots=True)
class Final:
    """The script by which it was judged, the states with and without people's decisions, and both kinds of events.

    `decided` has the moment of each decision, in microseconds UTC; those that were taken back are among them.
    """

    script: Script
    state: State
    machine: State
    judged: tuple[e.Event, ...]
    decided: tuple[tuple[int, e.Ruled], ...] = ()


def final_of(store: Store, attempt: Attempt) -> Final:
    """What an ended attempt comes to now. Nothing is written: what was not judged yet is judged for the moment."""
    rulings = read(store, attempt.id)
    judged = rulings.machine.events if rulings.machine else attempt.judgement()
    machine = fold(judged, attempt.state)
    state = fold(rulings.people, machine)
    decided = tuple((one.moment.utc_us, one.ruling.event) for one in rulings.entries if isinstance(one.ruling, Human))
    return Final(judged_script(store, attempt, rulings), state, machine, judged, decided)


def highest_of(script: Script, state: State, points: Iterable[Waiting]) -> int:
    """The mark out of 100 if all that waits were credited in full: of unmatched words, whatever is still open."""
    best = {(one.item, concept) for one in points for concept in ((one.concept,) if one.concept else one.open)}
    ruled = (e.Ruled(item, concept, 100, "") for item, concept in sorted(best))
    return marks(script, fold(ruled, state)).total
