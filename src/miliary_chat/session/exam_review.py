"""What a candidate may see of an exam that was handed in: the judge's findings, folded, and whether they are shown."""

from dataclasses import dataclass

from miliary_chat.dialogue.events import Event
from miliary_chat.dialogue.evolve import fold
from miliary_chat.dialogue.state import State
from miliary_chat.dialogue.terms import BARE, Shown
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.exam import may_see, spoken_us
from miliary_chat.session.store.contract import Store


@dataclass(frozen=True, slots=True)
class Review:
    """An exam as it is marked: the state and all events with what was ruled in them."""

    state: State
    events: tuple[Event, ...]


def reviewed(attempt: Attempt) -> Review:
    """The judgement of an attempt that was handed in, folded into it. The one place where that is done."""
    judged = attempt.judgement()
    return Review(fold(judged, attempt.state), (*(record.event for record in attempt.events), *judged))


def shown_now(store: Store, attempt: Attempt, now_us: int) -> Shown:
    """What the candidate may see now (microseconds UTC). Nothing from a pack: it has no keys to judge by."""
    terms = attempt.script.terms
    if terms is None or terms.pack or attempt.state.ended is None:
        return "nothing"
    return may_see(terms, now_us, store.released(store.attempt(attempt.id).source))


def shown_later(attempt: Attempt) -> str:
    """The sentence about what is shown and when, where nothing is shown now."""
    terms = attempt.script.terms or BARE
    if terms.shown == "nothing":
        return "Whoever runs the exam tells you how you did."
    what = "your marks" if terms.shown == "marks" else "your marks and the expert's answers"
    if terms.pack:
        return f"Whoever runs the exam collects it; you see {what} from them."
    if terms.shown_when == "closes" and terms.closes_us is not None:
        return f"You can see {what} when the exam has closed, on {spoken_us(terms.closes_us)}."
    return f"You can see {what} when whoever runs the exam releases them."
