"""Decks of cards: a whole case, or what one trainee missed in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from miliary_chat.case.loaded import Loaded
from miliary_chat.case.model import Case
from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.debrief import DISCLAIMER, UNREVIEWED
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.state import State
from miliary_chat.report.card import Card
from miliary_chat.report.cards import cards_of_attempt, cards_of_case

_WHOLE: Final = "Flashcards of this case. They hold its answers, so play it first. {}"
_MISSED: Final = "What you missed in this case, with what you said instead. It holds answers of the case. {}"


@dataclass(frozen=True, slots=True)
class Deck:
    """Cards and what they are called in Anki. The same `id` is the same deck, however often it is imported."""

    id: str
    name: str
    about: str
    cards: tuple[Card, ...]


def deck_of_case(loaded: Loaded) -> Deck:
    """Every card of a case."""
    case = loaded.case
    return Deck(case.id, f"{case.title} (with answers)", _WHOLE.format(_doubt(case)), cards_of_case(loaded))


def deck_of_attempt(script: Script, state: State, events: Iterable[e.Event]) -> Deck:
    """The cards of what was missed in a run of one case; without cards when nothing was."""
    case = next(iter(script.cases.values()))
    cards = cards_of_attempt(script, state, events)
    return Deck(f"{case.id}/missed", f"{case.title} (what I missed)", _MISSED.format(_doubt(case)), cards)


def _doubt(case: Case) -> str:
    return DISCLAIMER if case.reviewed.status == "reviewed" else f"{DISCLAIMER} {UNREVIEWED}"
