"""Keeping what was missed as flashcards, and saying where they are."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from miliary_chat.base.errors import MiliaryError
from miliary_chat.session.attempt import Attempt
from miliary_chat.tui.keep import keep

if TYPE_CHECKING:
    from miliary_chat.tui.app import MiliaryApp


async def tell_cards(app: "MiliaryApp", attempt: Attempt, note: Callable[[str], None], wanted: str = "") -> None:
    """Keep the cards, in the file `wanted` if one is named, and say one sentence about it."""
    at = app.clock.now().utc_us // 1_000_000
    try:
        note(await app.desk.do(keep_cards, attempt, at, wanted))
    except MiliaryError as error:
        note(str(error))


def keep_cards(attempt: Attempt, at: int, wanted: str = "") -> str:
    """Write the cards of what was missed in an ended attempt at `at` (seconds UTC); the sentence that says so."""
    from miliary_chat.report.anki import package
    from miliary_chat.report.decks import deck_of_attempt

    deck = deck_of_attempt(attempt.script, attempt.state, [record.event for record in attempt.events])
    if not deck.cards:
        return "You missed nothing that a card could be made of."
    made = package(deck, attempt.picture, at)
    path = keep(made.data, f"{attempt.script.title} missed", wanted, ending=".apkg")
    return f"{made.told}: {path}. In Anki: File, Import."
