"""What the clock of an exam says by itself: half of the time, five minutes, one minute, over."""

from collections.abc import Iterator

from miliary_chat.dialogue.exam.limits import Kind, Limit, in_grace, last_call, limits
from miliary_chat.dialogue.exam.telling import in_words
from miliary_chat.dialogue.state import State

_SECOND = 1_000_000
_MARKS = (5 * 60 * _SECOND, 60 * _SECOND)
"""What is left when it is said, besides half of the time."""
_LATE = 2 * _SECOND
"""So long after a mark what is really left is said: the machine slept, or nobody looked at the clock."""

_OF: dict[Kind, str] = {"exam": "", "section": " for this part", "question": " for this question"}


def announced(state: State, before: int, now: int) -> tuple[str, ...]:
    """What is to be said when it was `before` at the last look and is `now` (the exam's clock): a sentence each.

    Nothing is said of a question's half: it would come in the middle of a short answer. Not said either: that the time
    of the whole is over and the exam handed in, which `Ended` tells.
    """
    if state.ended is not None:
        return ()
    return tuple(_said(state, before, now))


def _said(state: State, before: int, now: int) -> Iterator[str]:
    if (rest := _rest_used_up(state, before, now)) is not None:
        yield rest
    last = last_call(state, now)
    if last is not None and in_grace(state, now) and not in_grace(state, before):
        yield f"The time is over. You have {in_words(last - now)} to finish this answer and hand in."
        return
    for limit in limits(state, now):
        length = length_of(state, limit.kind)
        earlier = next((one for one in limits(state, before) if one.kind == limit.kind), None)
        passed = [] if length is None or earlier is None else list(_passed(limit, earlier, length, before, now))
        if passed:
            yield _left(limit, min(passed), length or 0, now)
            return  # the nearest limit is the one that counts


def _passed(limit: Limit, earlier: Limit, length: int, before: int, now: int) -> Iterator[int]:
    marks = [mark for mark in _MARKS if mark <= length // 2]
    if limit.kind != "question":
        marks.append(length // 2)
    for mark in marks:
        if earlier.at_us - before > mark >= limit.at_us - now > 0:
            yield mark


def _left(limit: Limit, mark: int, length: int, now: int) -> str:
    left = limit.at_us - now
    words = in_words(mark if mark - left < _LATE else left)
    half = "Half of the time is over, " if mark == length // 2 else ""
    return f"{half}{words} left{_OF[limit.kind]}."


def _rest_used_up(state: State, before: int, now: int) -> str | None:
    if state.paused_us is None or state.terms is None:
        return None
    over = state.paused_us + state.terms.rest_us - state.rested_us
    if before < over <= now:
        return "Your rest breaks are used up: the clock runs again."
    return None


def length_of(state: State, kind: Kind) -> int | None:
    """How long the time of this kind was for whoever is at the current question, in microseconds; None: no limit."""
    terms = state.terms
    if terms is None:
        return None
    if kind == "exam":
        if terms.limit_us is not None:
            return terms.limit_us
        return None if terms.closes_us is None else terms.closes_us - state.started_us
    if state.current is None:
        return None
    section = terms.section(state.refs[state.current].section)
    return section.limit_us if kind == "section" else section.question_us
