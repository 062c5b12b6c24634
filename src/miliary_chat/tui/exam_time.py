"""The time of an exam as the screens show it: a clock for each limit that matters."""

from dataclasses import dataclass
from typing import Final

from miliary_chat.dialogue.exam import limits, telling
from miliary_chat.dialogue.exam.announcing import length_of
from miliary_chat.dialogue.exam.limits import Kind, Limit
from miliary_chat.dialogue.state import State

_MINUTE: Final = 60_000_000
NEAR: Final = 5 * _MINUTE
"""What is left when a clock begins to warn, or half of the time where that is less."""

_OF: Final[dict[Kind, str]] = {"section": "this part", "question": "this question"}
_SAID: Final[dict[Kind, str]] = {"exam": "the whole exam", "section": "this part", "question": "this question"}


@dataclass(frozen=True, slots=True)
class ClockFace:
    """One limit as it is shown; `near` says that it warns, `last` that its last minute runs."""

    words: str
    near: bool = False
    last: bool = False


def faces(state: State, at: int) -> tuple[ClockFace, ...]:
    """The clocks of this moment, the nearest limit first; `at` by the exam's own clock."""
    if state.ended is not None:
        return (ClockFace("handed in"),)
    if limits.in_grace(state, at) and (last := limits.last_call(state, at)) is not None:
        return (ClockFace(f"time over, hand in: {telling.time_left(last - at)}", near=True, last=True),)
    found = that_matter(state, at)
    if not found:
        return (ClockFace("no time limit"),)
    return tuple(_face(state, limit, at, alone=len(found) == 1) for limit in found)


def in_words(state: State, at: int) -> str:
    """All that is left, as a sentence."""
    if limits.in_grace(state, at):
        return "The time is over: finish this answer and hand in."
    found = that_matter(state, at)
    if not found:
        return "This exam has no time limit."
    parts = [f"{telling.in_words(limit.at_us - at)} for {_SAID[limit.kind]}" for limit in found]
    return f"You have {', '.join(parts)}."


def that_matter(state: State, at: int) -> tuple[Limit, ...]:
    """The limits up to the end of the exam, the nearest first; what would come after that end never comes."""
    found = limits.limits(state, at)
    end = next((limit.at_us for limit in found if limit.kind == "exam"), None)
    return tuple(limit for limit in found if end is None or limit.kind == "exam" or limit.at_us < end)


def _face(state: State, limit: Limit, at: int, *, alone: bool) -> ClockFace:
    left = limit.at_us - at
    half = (length_of(state, limit.kind) or 2 * NEAR) // 2
    near, last = left <= min(NEAR, half), left <= min(_MINUTE, half)
    time = telling.time_left(left)
    if limit.kind == "exam":
        return ClockFace(f"{time} left" if alone else f"in all {time}", near, last)
    return ClockFace(f"{_OF[limit.kind]} {time}", near, last)
