"""What the home screen lists: attempts to go on with, and cases with how they went."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from miliary_chat.case.library import Card
    from miliary_chat.session.store import Summary

_SOURCE: Final = "case:"
_UNITS: Final = ((604_800, "week"), (86_400, "day"), (3_600, "hour"), (60, "minute"))


@dataclass(frozen=True, slots=True)
class Going:
    """An attempt that can go on: where one stopped, and how long ago."""

    attempt: str
    title: str
    place: str
    ago: str


@dataclass(frozen=True, slots=True)
class Offered:
    """A case that can be started; `best` out of 100 when it was finished before; `problem` why it cannot be played."""

    id: str
    title: str
    tags: tuple[str, ...]
    level: str
    minutes: int
    best: int | None = None
    tries: int = 0
    going: bool = False
    reviewed: bool = False
    problem: str = ""

    def matches(self, wanted: str) -> bool:
        """Whether every word of a filter is somewhere in its title, tags, level or id."""
        held = " ".join((self.title, *self.tags, self.level, self.id)).casefold()
        return all(word in held for word in wanted.casefold().split())


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything that home shows."""

    going: tuple[Going, ...] = ()
    offered: tuple[Offered, ...] = ()


def shelf(cards: "Iterable[Card]", attempts: "Sequence[Summary]", now_us: int) -> Shelf:
    """The shelf of these cases and attempts (the last worked on first), seen at a moment in microseconds UTC."""
    live = [summary for summary in attempts if summary.live]
    going = tuple(Going(s.id, s.title, s.standing.place, ago(now_us - s.last_us)) for s in live)
    return Shelf(going, tuple(_offered(card, attempts) for card in cards))


def _offered(card: "Card", attempts: "Sequence[Summary]") -> Offered:
    own = [summary for summary in attempts if summary.source == f"{_SOURCE}{card.id}"]
    totals = [s.standing.total for s in own if s.standing.total is not None]
    problem = str(card.errors[0]) if card.errors else ""
    return Offered(
        card.id,
        card.title,
        card.tags,
        card.level,
        card.minutes,
        max(totals, default=None),
        len([summary for summary in own if not summary.live]),
        any(summary.live for summary in own),
        card.reviewed,
        problem,
    )


def ago(passed_us: int) -> str:
    """How long ago: "just now", "6 minutes ago"."""
    seconds = passed_us // 1_000_000
    for length, unit in _UNITS:
        if seconds >= length:
            count = seconds // length
            return f"{count} {unit}{'' if count == 1 else 's'} ago"
    return "just now"
