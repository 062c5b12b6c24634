"""Flashcards of a case, and those of what one trainee missed in it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from miliary_chat.base.sanitise import one_line
from miliary_chat.case.loaded import Loaded
from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.debrief import Debrief, Missed, QuizResult, Side, debrief
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.state import State
from miliary_chat.report.card import Card, Clip
from miliary_chat.report.making import CASE_WIDE, cards_of

__all__ = ["Card", "Clip", "cards_of_attempt", "cards_of_case"]

SAID_LIMIT: Final = 200
"""Characters of an own answer that a card repeats."""

MISSED: Final = "missed"
"""The tag of a card that was made because somebody missed what is on it."""


def cards_of_case(loaded: Loaded) -> tuple[Card, ...]:
    """Every card of a case, in the case's order; the same case gives the same cards."""
    return cards_of(Script.of_case(loaded.case, loaded.hash))


def cards_of_attempt(script: Script, state: State, events: Iterable[e.Event]) -> tuple[Card, ...]:
    """The cards of what the debrief of a run of one case calls missed or late, with what was said instead.

    They are the case's own cards under the same keys. What makes no card (a question of a history) is left out.
    """
    cards = cards_of(script)
    case = next(iter(script.cases.values())).id
    said = dict(_said(case, {card.key for card in cards}, debrief(script, state, events)))
    return tuple(replace(card, said=said[card.key], tags=(*card.tags, MISSED)) for card in cards if card.key in said)


def _said(case: str, keys: set[str], told: Debrief) -> Iterator[tuple[str, str]]:
    """What was said instead of each card's answer, by the card's key."""
    for side in told.sides:
        yield from _said_to(case, keys, side)
    for result in told.quiz:
        if set(result.chosen) != set(result.right):
            yield f"{case}/debrief/{result.id}/{result.id}", _chosen(result)


def _said_to(case: str, keys: set[str], side: Side) -> Iterator[tuple[str, str]]:
    first = side.replies[0].text if side.replies else ""
    for missed in side.missed:
        yield f"{case}/{side.item}/{missed.concept}", _instead(missed, first)
    for late in side.late:
        yield f"{case}/{side.item}/{late.concept}", _instead(late, first, late=True)
    for mended in side.mended:
        own = f"{case}/{side.item}/{mended.concept}"
        yield own if own in keys else f"{case}/{CASE_WIDE}/{mended.concept}", f"You said: {_own(mended.quote or first)}"


def _instead(missed: Missed, first: str, *, late: bool = False) -> str:
    """What a card says of an answer in which something was denied, was missing, or came late."""
    if missed.how == "ordered":
        return "You ordered it."
    if missed.quote:
        return f"You said: {_own(missed.quote)}"
    if not first:
        return "You gave no answer."
    if late:
        return f"You said it only when it had all but been told. At first you said: {_own(first)}"
    return f"Not in your answer: {_own(first)}"


def _chosen(result: QuizResult) -> str:
    if not result.chosen:
        return "You gave no answer."
    return f"You chose: {'; '.join(f'{id.upper()}. {result.options[id]}' for id in result.chosen)}"


def _own(text: str) -> str:
    flat = one_line(text)
    return f"“{flat if len(flat) <= SAID_LIMIT else f'{flat[: SAID_LIMIT - 1].rstrip()}…'}”"
