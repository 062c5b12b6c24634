"""Marking: the queue over all attempts of an exam, decisions on it, and who decided what, when and why."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from miliary_chat.base.errors import UsageError
from miliary_chat.base.sanitise import one_line
from miliary_chat.case.questions import DifferentialQuestion
from miliary_chat.dialogue.activities import lead
from miliary_chat.dialogue.exam.waiting import Waiting
from miliary_chat.dialogue.exam_events import Ruled
from miliary_chat.dialogue.parts import LEAD
from miliary_chat.exam import rulings as r
from miliary_chat.exam.sheets import Reader, Sheet, patiently
from miliary_chat.exam.units import Place, Unit, units
from miliary_chat.session.clock import Clock, Moment
from miliary_chat.session.store.contract import Store

WORDS_LIMIT = 200
"""Code points of a reason or a name that are kept."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision, on all the answers that it was made for in one go; equal moments and markers make one.

    `concept` is empty where there was found nothing in the words. `leaves` is in percent, `at_us` in microseconds UTC.
    `attempts` are those on which it stands, or stood; `standing` those on which it still does.
    """

    at_us: int
    by: str
    concept: str
    leaves: int
    why: str
    wording: str
    place: Place
    attempts: tuple[str, ...]
    standing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a decision or of taking one back: on how many attempts it stands, and on how many it does not,
    because somebody else had decided there meanwhile."""

    attempts: int
    passed: int = 0


class Marking:
    """One marker at the queue of one exam. Others may mark the same exam at the same time, from other machines.

    Nobody's decision is ever overwritten in silence: what was decided meanwhile is left alone and counted.
    """

    def __init__(self, store: Store, source: str, clock: Clock, *, by: str) -> None:
        """`source` is that of the attempts ("exam:mock"). UsageError when nobody has handed in, or without a name."""
        self.by = one_line(by, limit=WORDS_LIMIT)
        if not self.by:
            raise UsageError("Whoever marks has to say who they are.", "Give a name with --by.")
        self._clock = clock
        self._last_us = 0
        reader = Reader(store, clock)
        self._sheets = {sheet.id: sheet for sheet in reader.sheets(source)}
        self.left_out = tuple(reader.left_out)
        if not self._sheets and not self.left_out:
            raise UsageError("Nobody has handed in this exam yet.", "There is nothing to mark.")

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The attempts."""
        return tuple(self._sheets.values())

    def refresh(self) -> None:
        """Take in what others decided meanwhile."""
        for sheet in self._sheets.values():
            sheet.reread()

    def units(self) -> tuple[Unit, ...]:
        """What waits now."""
        return units(self._sheets.values())

    def decide(self, unit: Unit, concept: str, leaves: int, why: str = "") -> Done:
        """Decide one unit for everybody whose answer holds it: it says `concept`, which leaves so many percent.

        No concept says that there is nothing in it. Each attempt takes all of it or nothing; StoreError when one could
        not be written: those before it are, and the unit still waits for the rest.
        """
        if unit.concept and concept != unit.concept:
            raise ValueError(concept)
        moment, why = self._moment(), one_line(why, limit=WORDS_LIMIT)
        attempts = dict.fromkeys(one.attempt for one in unit.occurrences)
        done = 0
        for name in attempts:
            wanted = {_which(one.waiting) for one in unit.occurrences if one.attempt == name}

            def rulings(sheet: Sheet, wanted: set[tuple[str, str, str]] = wanted) -> tuple[Ruled, ...]:
                mine = {_which(one): one for one in sheet.waiting if _which(one) in wanted}
                return tuple(event for one in mine.values() for event in self._events(sheet, one, concept, leaves, why))

            done += bool(patiently(self._sheets[name], rulings, moment))
        return Done(done, len(attempts) - done)

    def _events(self, sheet: Sheet, one: Waiting, concept: str, leaves: int, why: str) -> Iterator[Ruled]:
        event = Ruled(one.item, concept, leaves if concept else 0, self.by, why, one.wording)
        yield event
        if one.leads and leaves:
            question = sheet.script.question(one.item)
            assert isinstance(question, DifferentialQuestion)
            yield replace(event, concept=LEAD, leaves=lead.worth(question, concept) * leaves // 100)

    def _moment(self) -> Moment:
        """Now, but later than this marker's last decision: a decision is known by its moment and its marker."""
        now = self._clock.now()
        own = (entry.moment.utc_us for sheet in self._sheets.values() for entry in sheet.rulings.entries[-1:])
        self._last_us = max(now.utc_us, self._last_us + 1, max(own, default=0) + 1)
        return replace(now, utc_us=self._last_us)

    def undo(self) -> tuple[Decision, Done] | None:
        """Take back this marker's last decision that still stands; the words wait again. None when there is none.

        Where another marker decided on the same words since, theirs stays.
        """
        mine = [one for one in self.decisions() if one.by == self.by and one.standing]
        if not mine:
            return None
        last, moment = mine[-1], self._moment()
        taken = 0
        for name in last.standing:

            def rulings(sheet: Sheet) -> tuple[Ruled, ...]:
                return tuple(replace(event, withdrawn=True) for event in _standing(sheet, last.at_us, last.by))

            taken += bool(patiently(self._sheets[name], rulings, moment))
        return last, Done(taken, len(last.standing) - taken)

    def decisions(self) -> tuple[Decision, ...]:
        """Everything that was decided by anybody, the first first, taken back or not."""
        found: dict[tuple[int, str], list[tuple[Sheet, Ruled]]] = {}
        for sheet in self._sheets.values():
            for entry in sheet.rulings.entries:
                if isinstance(entry.ruling, r.Human) and not entry.ruling.event.withdrawn:
                    event = entry.ruling.event
                    found.setdefault((entry.moment.utc_us, event.by), []).append((sheet, event))
        return tuple(_decision(at, by, those) for (at, by), those in sorted(found.items()))


def _which(one: Waiting) -> tuple[str, str, str]:
    return one.item, one.concept, one.wording


def _decision(at: int, by: str, those: list[tuple[Sheet, Ruled]]) -> Decision:
    sheet, event = those[0]
    ref = sheet.script.ref(event.item)
    attempts = {sheet.id: sheet for sheet, _ in those}
    return Decision(
        at,
        by,
        event.concept,
        event.leaves,
        event.why,
        event.wording,
        Place(ref.case, ref.stage, ref.question),
        tuple(attempts),
        tuple(name for name, sheet in attempts.items() if _standing(sheet, at, by)),
    )


def _standing(sheet: Sheet, at: int, by: str) -> tuple[Ruled, ...]:
    """What was decided on a sheet at a moment and holds: nobody took it back or decided otherwise."""
    said: dict[tuple[str, str, str], tuple[int, Ruled]] = {}
    for entry in sheet.rulings.entries:
        if isinstance(entry.ruling, r.Human):
            event = entry.ruling.event
            said[event.item, event.concept, event.wording] = (entry.moment.utc_us, event)
    return tuple(event for when, event in said.values() if when == at and event.by == by and not event.withdrawn)
