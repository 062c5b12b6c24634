"""What the home screen lists: attempts to go on with, and cases with how they went."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from miliary_chat.session.taking_up import EXAM, is_exam

if TYPE_CHECKING:
    from miliary_chat.case.exam_cards import ExamCard
    from miliary_chat.case.library import Card
    from miliary_chat.session.store import Summary
    from miliary_chat.tui.exam_door import Running

_SOURCE: Final = "case:"
_SECOND: Final = 1_000_000
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
class Examined:
    """An exam that can be sat: how it stands (never a mark), and its minutes, None without a limit.

    `path` is empty for one that is in progress though its file is not on the shelf: then `attempt` goes on with it.
    """

    title: str
    standing: str
    minutes: int | None = None
    path: str = ""
    attempt: str = ""
    going: bool = False
    problem: str = ""

    def matches(self, wanted: str) -> bool:
        """Whether every word of a filter is somewhere in its title."""
        return all(word in self.title.casefold() for word in wanted.casefold().split())


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything that home shows."""

    going: tuple[Going, ...] = ()
    offered: tuple[Offered, ...] = ()
    exams: tuple[Examined, ...] = ()


def shelf(
    cards: "Iterable[Card]",
    attempts: "Sequence[Summary]",
    now_us: int,
    exams: "Iterable[ExamCard]" = (),
    running: "Mapping[str, Running]" = MappingProxyType({}),
) -> Shelf:
    """The shelf of these cases, exams and attempts (the last worked on first), seen at a moment in microseconds UTC.

    `running` are the attempts at exams that go on, by their ids.
    """
    live = [summary for summary in attempts if summary.live and not is_exam(summary)]
    going = tuple(Going(s.id, s.title, s.standing.place, ago(now_us - s.last_us)) for s in live)
    offered = tuple(_offered(card, attempts) for card in cards)
    return Shelf(going, offered, tuple(_examined(tuple(exams), attempts, now_us, running)))


def _examined(
    exams: "Sequence[ExamCard]", attempts: "Sequence[Summary]", now_us: int, running: "Mapping[str, Running]"
) -> Iterator[Examined]:
    for card in exams:
        own = [summary for summary in attempts if summary.source == f"{EXAM}{card.id}"]
        live = [summary for summary in own if summary.live]
        problem = str(card.errors[0]) if card.errors else ""
        standing = _standing(card, own, now_us, running)
        yield Examined(card.title, standing, card.minutes, str(card.path), "", bool(live), problem)
    known = {f"{EXAM}{card.id}" for card in exams}
    for one in attempts:
        if one.live and is_exam(one) and one.source not in known:
            yield Examined(one.title, _left(running.get(one.id)), None, "", one.id, going=True)


def _standing(card: "ExamCard", own: "Sequence[Summary]", now_us: int, running: "Mapping[str, Running]") -> str:
    live = [summary for summary in own if summary.live]
    if len(live) > 1:
        return f"{len(live)} in progress"
    if live:
        return _left(running.get(live[0].id))
    if card.opens and now_us < card.opens.timestamp() * _SECOND:
        return f"opens {_spoken(card.opens)}"
    if card.closes and now_us >= card.closes.timestamp() * _SECOND:
        return "closed"
    if own:
        return "handed in" if len(own) == 1 else f"handed in {len(own)} times"
    return "" if card.questions is None else f"{card.questions} question{'' if card.questions == 1 else 's'}"


def _left(running: "Running | None") -> str:
    from miliary_chat.dialogue.exam.telling import time_left

    if running is None or running.left_us is None:
        return "in progress"
    return f"in progress, {time_left(running.left_us)} left"


def _spoken(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%-d %b at %H:%M} UTC"


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
