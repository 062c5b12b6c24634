"""What somebody who comes back is told: the question they stand at, and what was last said about it."""

from collections.abc import Sequence

from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.state import State
from miliary_chat.plain.lines import BLANK, Line
from miliary_chat.plain.rendering import Rendering


def recent(events: Sequence[e.Event]) -> tuple[e.Event, ...]:
    """The current question and the last exchange about it; nothing when no question was put yet."""
    opened = _last(events, e.Opened)
    if opened is None:
        return ()
    answered = _last(events, e.Answered)
    if answered is None or answered < opened:
        return tuple(events[opened:])
    return (events[opened], *events[answered:])


def recapped(rendering: Rendering, events: Sequence[e.Event], state: State, draft: str) -> tuple[Line, ...]:
    """The recent exchange as lines, and what was half typed."""
    lines = [line for event in recent(events) for line in rendering.lines(event, state)]
    if draft:
        lines += [BLANK, Line("You had begun to type", draft)]
    return tuple(lines)


def _last(events: Sequence[e.Event], kind: type) -> int | None:
    return next((at for at in range(len(events) - 1, -1, -1) if isinstance(events[at], kind)), None)
