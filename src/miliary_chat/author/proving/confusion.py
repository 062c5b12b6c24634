"""What was labelled against what was found, counted for each question."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from miliary_chat.author.proving.replay import Replayed

LABELS = ("met", "near", "denied", "asserted", "missed")
"""Rows and columns; a concept that the label does not name counts as missed."""


@dataclass(frozen=True, slots=True)
class Confusion:
    """One question's table: how often a concept that was labelled so (row) was found so (column)."""

    item: str
    answers: int
    counts: Mapping[tuple[str, str], int]

    def row(self, label: str) -> tuple[int, ...]:
        """The counts of one row, by column."""
        return tuple(self.counts.get((label, found), 0) for found in LABELS)

    @property
    def off(self) -> int:
        """How often something was found otherwise than labelled, near aside where nothing was labelled."""
        return sum(
            count
            for (label, found), count in self.counts.items()
            if label != found and (label, found) != ("missed", "near")
        )


def confusions(replays: Iterable[Replayed]) -> tuple[Confusion, ...]:
    """A table for each question that has answers. What was neither labelled nor found is not counted."""
    counts: dict[str, Counter[tuple[str, str]]] = {}
    answers: Counter[str] = Counter()
    for one in replays:
        answers[one.item] += 1
        table = counts.setdefault(one.item, Counter())
        for concept in dict.fromkeys((*one.expected, *one.found)):
            table[one.expected.get(concept, "missed"), one.found.get(concept, "missed")] += 1
    return tuple(Confusion(item, answers[item], table) for item, table in counts.items())
