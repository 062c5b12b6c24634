"""`check`: every problem of a case as `file:line:column: CODE message`."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from miliary_chat.base.errors import UsageError
from miliary_chat.case.library import Card, Library, open_library
from miliary_chat.cli.endings import WRONG, tell
from miliary_chat.cli.wishes import Wishes


def check(wishes: Wishes, paths: Sequence[Path], *, as_json: bool) -> int:
    """Print all problems of the cases at `paths`, or of every case there is; 1 when one of them cannot be played."""
    cards = list(cards_at(wishes, paths))
    problems = [problem for card in cards for problem in card.problems]
    if as_json:
        print(json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            print(problem)
    broken = sum(bool(card.errors) for card in cards)
    checked = "1 case" if len(cards) == 1 else f"{len(cards)} cases"
    tell(f"{checked} checked; {broken} cannot be played." if broken else f"{checked} checked; all can be played.")
    return WRONG if broken else 0


def cards_at(wishes: Wishes, paths: Sequence[Path]) -> Iterator[Card]:
    """The cases at `paths`, read whole, or all there are; UsageError where there is none."""
    if not paths:
        yield from open_library(wishes.cases).cards(check=True)
    for path in paths:
        if not path.exists():
            raise UsageError(f"There is nothing at {path}.", "Name a case's folder or YAML file.")
        library = Library((), [path])
        found = library.cards(check=True)
        for trouble in library.troubles:
            raise UsageError(trouble)
        if not found:
            raise UsageError(f"There is no case in {path}.", "A case is a folder with a case.yaml.")
        yield from found
