"""What follows a hand-in: the machine's judgement or the attempt's file, and what the candidate may see."""

from dataclasses import dataclass
from pathlib import Path

from miliary_chat.base.errors import MiliaryError
from miliary_chat.dialogue.events import Event
from miliary_chat.dialogue.state import State
from miliary_chat.dialogue.terms import BARE, Shown
from miliary_chat.exam.attempt_file import save
from miliary_chat.exam.final import final_of
from miliary_chat.exam.resuming import resume
from miliary_chat.exam.rulings import judge
from miliary_chat.session import exam
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.clock import Clock
from miliary_chat.session.store.contract import Store


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What is shown after a hand-in: the end of the chain, what may be seen, and the file that was written.

    `later` says what is shown when, where nothing is shown now; `trouble` what went wrong with the file.
    """

    title: str
    head: str
    shown: Shown
    later: str = ""
    file: Path | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """An exam as it is marked: the state and all events with what was ruled in them."""

    state: State
    events: tuple[Event, ...]


def conclude(store: Store, attempt: Attempt, clock: Clock, folder: Path | None = None) -> HandedIn:
    """Do what follows a hand-in, as often as it is looked at: judge it, or write its file into `folder`.

    What was sat from an exam file has no keys here; its file goes to whoever collects it.
    """
    summary = store.attempt(attempt.id)
    about = (attempt.script.title, exam.short_head(summary.head))
    shown = shown_now(store, attempt, clock.now().utc_us)
    later = "" if shown != "nothing" else shown_later(attempt)
    if not (attempt.script.terms or BARE).pack:
        judge(store, attempt, clock, why="handed in")
        return HandedIn(*about, shown, later)
    if folder is None:
        return HandedIn(*about, shown, later)
    try:
        return HandedIn(*about, shown, later, file=save(store, attempt.id, folder))
    except MiliaryError as error:  # the answers are safe in the store, and it says how to get the file
        return HandedIn(*about, shown, later, trouble=str(error))


def end_overdue(store: Store, clock: Clock, folder: Path) -> tuple[HandedIn, ...]:
    """End what ran out of time with nobody there, and do what follows; MiliaryError for one that cannot be ended."""
    ended = exam.end_overdue(store, clock, lambda attempt: resume(store, attempt, clock))
    return tuple(conclude(store, resume(store, attempt, clock), clock, folder) for attempt in ended)


def reviewed(store: Store, attempt: Attempt) -> Review:
    """An ended attempt with the machine's judgement and what people decided over it."""
    final = final_of(store, attempt)
    decided = tuple(event for _, event in final.decided)
    return Review(final.state, (*(record.event for record in attempt.events), *final.judged, *decided))


def shown_now(store: Store, attempt: Attempt, now_us: int) -> Shown:
    """What the candidate may see now (microseconds UTC). Nothing from a pack: it has no keys to judge by."""
    terms = attempt.script.terms
    if terms is None or terms.pack or attempt.state.ended is None:
        return "nothing"
    return exam.may_see(terms, now_us, store.released(store.attempt(attempt.id).source))


def shown_later(attempt: Attempt) -> str:
    """The sentence about what is shown and when, where nothing is shown now."""
    terms = attempt.script.terms or BARE
    if terms.shown == "nothing":
        return "Whoever runs the exam tells you how you did."
    what = "your marks" if terms.shown == "marks" else "your marks and the expert's answers"
    if terms.pack:
        return f"Whoever runs the exam collects it; you see {what} from them."
    if terms.shown_when == "closes" and terms.closes_us is not None:
        return f"You can see {what} when the exam has closed, on {exam.spoken_us(terms.closes_us)}."
    return f"You can see {what} when whoever runs the exam releases them."
