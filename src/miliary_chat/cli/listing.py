"""`list`: the cases, rows for people, JSON for programs."""

import json
from typing import Any

from miliary_chat.base.called import called
from miliary_chat.base.paths import user_cases
from miliary_chat.case.library import Card, open_library
from miliary_chat.cli.endings import tell
from miliary_chat.cli.rows import print_rows
from miliary_chat.cli.wishes import Wishes


def list_cases(wishes: Wishes, *, as_json: bool) -> None:
    """Print the cases that can be found."""
    library = open_library(wishes.cases)
    cards = library.cards(check=True)
    for trouble in library.troubles:
        tell(trouble)
    if as_json:
        print(json.dumps([_card(card) for card in cards], ensure_ascii=False, indent=2))
    elif not cards:
        tell(f"There are no cases. Put one into {user_cases()}, or name a folder: --cases DIR.")
    else:
        print_rows([_row(card) for card in cards])


def _row(card: Card) -> tuple[str, ...]:
    about = f"has mistakes: {called('check')}" if card.errors else f"{card.level}, {card.minutes} min"
    return card.id, card.title, about, ", ".join(card.tags)


def _card(card: Card) -> dict[str, Any]:
    return {
        "id": card.id,
        "title": card.title,
        "level": card.level,
        "minutes": card.minutes,
        "tags": list(card.tags),
        "reviewed": card.reviewed,
        "path": str(card.path),
        "problems": [str(problem) for problem in card.problems],
    }
