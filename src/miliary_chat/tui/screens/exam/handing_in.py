"""What is asked before the hand-in: what is unanswered, flagged, half typed."""

from collections.abc import Iterator, Mapping

from miliary_chat.dialogue.exam.overview import overview
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.state import State
from miliary_chat.tui import exam_items


def hand_in_question(script: Script, state: State, drafts: Mapping[str, str]) -> str:
    """The question, a line for each thing that may have been forgotten; `drafts` is what is half typed, by item."""
    return "\n".join([*_open(script, state, drafts), "", "Hand in? Nothing can be changed after that."])


def _open(script: Script, state: State, drafts: Mapping[str, str]) -> Iterator[str]:
    rows = overview(script, state)
    typed = [row.number for row in rows if not row.closed and _half(script, state, row.item, drafts)]
    missing = [row.number for row in rows if not row.answered and row.number not in typed]
    flagged = [row.number for row in rows if row.flagged and not row.closed]
    if not missing and not typed:
        yield f"All {len(rows)} questions are answered." if len(rows) > 1 else "The question is answered."
    if missing:
        yield f"Not answered: {exam_items.ranges(missing)}."
    if typed:
        yield f"Half typed, not sent: {exam_items.ranges(typed)}. It is handed in as it stands."
    if flagged:
        yield f"Flagged: {exam_items.ranges(flagged)}."


def _half(script: Script, state: State, item: str, drafts: Mapping[str, str]) -> bool:
    """Whether something is typed for a question that is not what was sent."""
    text = drafts.get(item, "").strip()
    return bool(text) and text != exam_items.kept_answer(script, state, item)
