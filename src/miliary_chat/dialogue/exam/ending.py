"""The end of an exam, of a part of it or of a question: what is half typed, what the limits close, the hand-in."""

from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from miliary_chat.base.sanitise import ANSWER_LIMIT, clean
from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.activities import choice, interview, order
from miliary_chat.dialogue.concepts import rubric
from miliary_chat.dialogue.exam import limits, moving
from miliary_chat.dialogue.states import Phase
from miliary_chat.dialogue.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONTENT = {"interview": interview, "order": order}
"""What answers in an exam too: a draft that is handed in is heard like any question or order."""


def expire(turn: Turn, drafts: Mapping[str, str]) -> None:
    """Close what is out of time: the question, the part, the whole. Nothing happens before a limit."""
    state, at = turn.state, turn.at
    last = limits.last_call(state, at)
    if last is not None and at >= last:
        return _end(turn, drafts, "time", last)
    if state.current is None:
        return
    section = state.refs[state.current].section
    if limits.is_over(state, limits.section_end(state, section, at), at):
        _close(turn, moving.open_items(state, section), drafts)
    elif limits.is_over(state, limits.question_end(state, state.current, at), at):
        _close(turn, [state.current], drafts)


def hand_in(turn: Turn, drafts: Mapping[str, str]) -> None:
    """Hand in: what is half typed counts as answered, everything is closed."""
    _end(turn, drafts, "handed in", turn.at)


def _end(turn: Turn, drafts: Mapping[str, str], reason: str, moment: int) -> None:
    terms = turn.state.terms
    if reason != "time" or terms is None or terms.overdue != "discard":
        take_drafts(turn, moving.open_items(turn.state), drafts)
    for name in moving.open_items(turn.state):
        turn.emit(e.Closed(name, "time" if reason == "time" else "finished"))
    turn.emit(e.Ended(reason, moment))


def _close(turn: Turn, items: Iterable[str], drafts: Mapping[str, str]) -> None:
    items = list(items)
    if turn.state.terms is None or turn.state.terms.overdue != "discard":
        take_drafts(turn, items, drafts)
    for name in items:
        moving.close(turn, name, "time")


def take_drafts(turn: Turn, items: Iterable[str], drafts: Mapping[str, str]) -> None:
    """Let what is half typed for these items have been answered."""
    for name in items:
        text = clean(drafts.get(name, "")).strip()[:ANSWER_LIMIT]
        own = turn.state.items[name]
        if not text or own.phase is Phase.UNSEEN or own.answers[-1:] == (text,):
            continue
        with at_item(turn, name):
            answer(turn, text, from_draft=True)


def answer(turn: Turn, text: str, *, from_draft: bool = False) -> None:
    """Record an answer to the current item; what replies in an exam replies."""
    kind = turn.script.activity(turn.id)
    late = limits.in_grace(turn.state, turn.at)
    turn.emit(e.Answered(turn.id, text, len(turn.item.answers) + 1, from_draft, late))
    if kind in _CONTENT:
        _CONTENT[kind].hear(turn, text)
    elif kind == "choice" and from_draft:
        picked = choice.named(turn.question, rubric(turn.script, turn.id), text)
        turn.emit(e.Chosen(turn.id, picked, None) if picked else e.Unrecognised(turn.id, text))
    elif kind == "choice":
        choice.hear(turn, text)


@contextmanager
def at_item(turn: Turn, item: str) -> "Iterator[None]":
    """Let `item` be the current one for a moment, without opening it: an event about it says so itself."""
    here = turn.state.current
    turn.state = replace(turn.state, current=item)
    yield
    turn.state = replace(turn.state, current=here)
