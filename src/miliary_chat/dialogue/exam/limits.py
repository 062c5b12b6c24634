"""Where an exam's limits lie: pure sums over what was opened when, and what time was given since."""

from dataclasses import dataclass
from typing import Literal

from miliary_chat.dialogue.state import State
from miliary_chat.dialogue.states import Phase

Kind = Literal["exam", "section", "question"]


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit: what it is of, and its moment in microseconds of the exam's clock."""

    kind: Kind
    at_us: int


def given(state: State, at: int) -> int:
    """The time that has been given by `at`, in microseconds: added, and stood still in breaks, a running one too."""
    return state.given_us + resting(state, at)


def resting(state: State, at: int) -> int:
    """How long the clock has stood still in the running break: no longer than what is left of the allowance."""
    if state.paused_us is None or state.terms is None:
        return 0
    return max(0, min(at - state.paused_us, state.terms.rest_us - state.rested_us))


def end(state: State, at: int) -> int | None:
    """The moment at which the time for the whole is over; None without such a limit. Grace is not in it."""
    terms = state.terms
    if terms is None:
        return None
    ends = []
    if terms.limit_us is not None:
        ends.append(state.started_us + terms.limit_us)
    if terms.closes_us is not None:
        ends.append(terms.closes_us)
    return min(ends) + given(state, at) if ends else None


def last_call(state: State, at: int) -> int | None:
    """The moment at which an attempt is handed in whatever happens: the end, and the grace after it."""
    over = end(state, at)
    if over is None or state.terms is None:
        return None
    return over + (state.terms.grace_us if state.terms.overdue == "grace" else 0)


def in_grace(state: State, at: int) -> bool:
    """Whether the time is over and what is being written may still be finished."""
    over, last = end(state, at), last_call(state, at)
    return over is not None and last is not None and over <= at < last


def section_end(state: State, section: str, at: int) -> int | None:
    """The moment at which an opened section's own time is over; None without a limit or before it was opened."""
    entered = state.sections.get(section)
    if state.terms is None or entered is None:
        return None
    limit = state.terms.section(section).limit_us
    return None if limit is None else entered.at_us + limit + given(state, at) - entered.given_us


def question_end(state: State, item: str, at: int) -> int | None:
    """The moment at which an opened question's own time is over; None without a limit or before it was opened."""
    own = state.items[item]
    if state.terms is None or not own.opened_us:
        return None
    limit = state.terms.section(state.refs[item].section).question_us
    return None if limit is None else own.opened_us + limit + given(state, at) - own.given_us


def is_over(state: State, limit: int | None, at: int) -> bool:
    """Whether the own limit of a part or a question has been reached.

    Grace is for whatever was being written when the time for the whole was over: a limit that lies there or behind it
    would take it away again.
    """
    if limit is None or at < limit:
        return False
    over = end(state, at)
    return over is None or limit < over or not in_grace(state, at)


def limits(state: State, at: int) -> tuple[Limit, ...]:
    """All limits that hold for whoever sits at the current question, the nearest first.

    What is closed has none any more: whoever is left with it can still end a break, and hand in.
    """
    found: list[tuple[Kind, int | None]] = [("exam", end(state, at))]
    if state.current is not None:
        section = state.refs[state.current].section
        if any(_is_open(state, ref.id) for ref in state.refs.values() if ref.section == section):
            found.append(("section", section_end(state, section, at)))
        if _is_open(state, state.current):
            found.append(("question", question_end(state, state.current, at)))
    return tuple(sorted((Limit(kind, moment) for kind, moment in found if moment is not None), key=lambda x: x.at_us))


def _is_open(state: State, item: str) -> bool:
    return state.items[item].phase is not Phase.CLOSED


def left(state: State, at: int) -> int | None:
    """Microseconds until the nearest limit, 0 when it is over; None without one, or after the end of the attempt."""
    if state.ended is not None:
        return None
    nearest = limits(state, at)
    return max(0, nearest[0].at_us - at) if nearest else None


def is_due(state: State, at: int) -> bool:
    """Whether a limit has been reached that nobody has acted on yet."""
    if state.terms is None or state.ended is not None:
        return False
    last = last_call(state, at)
    if last is not None and at >= last:
        return True
    return any(is_over(state, limit.at_us, at) for limit in limits(state, at) if limit.kind != "exam")
