"""What a candidate is told about an exam itself: time that was given, what is out of time, a clock that was set."""

from collections.abc import Iterator, Sequence

from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.exam import telling
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.state import State
from miliary_chat.tui import exam_items


def news(script: Script, state: State, fresh: Sequence[e.Event]) -> Iterator[str]:
    """A sentence or two for each thing that happened, none for what a candidate did."""
    closed = [event.item for event in fresh if isinstance(event, e.Closed) and event.why == "time"]
    if closed and state.ended is None:
        yield _out_of_time(script, state, closed)
    for event in fresh:
        match event:
            case e.TimeAdded():
                yield given(event)
            case e.ClockMoved():
                by = telling.in_words(abs(event.by_us))
                yield f"This machine's clock was set by {by}. Your exam has a clock of its own, which did not change."
            case e.Spoke(item=None):
                yield event.words.text


def given(event: e.TimeAdded) -> str:
    """Time that was given, or taken away again."""
    told = telling.time_added(event)
    return told if event.us < 0 else f"You have been given {told}"


def _out_of_time(script: Script, state: State, closed: Sequence[str]) -> str:
    discard = state.terms is not None and state.terms.overdue == "discard"
    counts = "What you had sent counts." if discard else "What was typed counts."
    part = exam_items.part(script, closed[0])
    timed = part is not None and part.question_us is not None and len(closed) == 1
    if timed:
        return f"The time for question {exam_items.number(script, closed[0])} is over. {counts}"
    title = f"“{part.title}”" if part and part.title else "this part"
    return f"The time for {title} is over. {counts}"
