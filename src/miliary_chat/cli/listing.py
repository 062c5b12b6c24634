"""`list`: the cases and exams, rows for people, JSON for programs."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from miliary_chat.base.called import called
from miliary_chat.base.paths import user_cases
from miliary_chat.case.exam_cards import ExamCard
from miliary_chat.case.library import Card, open_library
from miliary_chat.cli.endings import tell
from miliary_chat.cli.rows import print_rows
from miliary_chat.cli.wishes import Wishes


def list_cases(wishes: Wishes, *, as_json: bool, exams: bool = False) -> None:
    """Print the cases that can be found and the exams below them; as JSON the cases, or with `exams` the exams."""
    library = open_library(wishes.cases)
    cards = () if exams else library.cards(check=True)
    sittings = () if as_json and not exams else library.exams(check=True)
    for trouble in library.troubles:
        tell(trouble)
    if as_json:
        rows = [_exam(card) for card in sittings] if exams else [_card(card) for card in cards]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    elif not cards and not sittings:
        what = "exams" if exams else "cases"
        tell(f"There are no {what}. Put one into {user_cases()}, or name a folder: --cases DIR.")
    else:
        _print(cards, sittings)


def _print(cards: Sequence[Card], sittings: Sequence[ExamCard]) -> None:
    if cards:
        print_rows([_row(card) for card in cards])
    if cards and sittings:
        print("\nExams:")
    if sittings:
        print_rows([_exam_row(card) for card in sittings])


def _exam_row(card: ExamCard) -> tuple[str, ...]:
    parts = [f"{card.questions} questions" if card.questions != 1 else "1 question"] if card.questions else []
    parts += [f"{card.minutes} min"] if card.minutes else []
    about = f"has mistakes: {called('check')}" if card.errors else ", ".join(parts)
    times = [f"{word} {when.astimezone():%Y-%m-%d %H:%M}" for word, when in _times(card)]
    return card.id, card.title, about, ", ".join(times)


def _times(card: ExamCard) -> list[tuple[str, datetime]]:
    return [(word, when) for word, when in (("opens", card.opens), ("closes", card.closes)) if when]


def _exam(card: ExamCard) -> dict[str, Any]:
    times = {word: when.isoformat() for word, when in _times(card)}
    return {
        "id": card.id,
        "title": card.title,
        "minutes": card.minutes,
        "questions": card.questions,
        "opens": times.get("opens"),
        "closes": times.get("closes"),
        "path": str(card.path),
        "problems": [str(problem) for problem in card.problems],
    }


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
