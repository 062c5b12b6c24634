"""An exam's attempts as a marker needs them: judged, with what was ruled on each, and what waits."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Final

from miliary_chat.base.errors import Conflict, StoreError
from miliary_chat.case.loaded import Loaded
from miliary_chat.dialogue.events import Started
from miliary_chat.dialogue.exam.waiting import Waiting, waiting
from miliary_chat.dialogue.exam_events import Ruled
from miliary_chat.dialogue.marks import Marks
from miliary_chat.dialogue.score import marks
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.state import State
from miliary_chat.exam import rulings as r
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.clock import Clock, Moment
from miliary_chat.session.store.contract import Store, Summary

_PATIENCE: Final = 5
"""How often a write is tried again that somebody else's has overtaken."""


class Sheet:
    """One attempt that was handed in, without its person. `rule` is the only way to change it."""

    def __init__(self, store: Store, attempt: Attempt) -> None:
        self.attempt = attempt
        self._store = store
        self.reread()

    @property
    def id(self) -> str:
        """The attempt's id."""
        return self.attempt.id

    def reread(self) -> None:
        """Take in what others have ruled meanwhile."""
        self._take(r.read(self._store, self.attempt.id))
        self.script: Script = r.judged_script(self._store, self.attempt, self.rulings)

    def _take(self, rulings: r.Rulings) -> None:
        self.rulings = rulings
        self.state: State = r.final(self.attempt, rulings)
        self._waiting: tuple[Waiting, ...] | None = None

    @property
    def waiting(self) -> tuple[Waiting, ...]:
        """What waits for a person here."""
        if self._waiting is None:
            self._waiting = waiting(self.script, self.state)
        return self._waiting

    @property
    def marks(self) -> Marks:
        """The marks with everything that was ruled."""
        return marks(self.script, self.state)

    def rule(self, events: Sequence[Ruled], moment: Moment) -> None:
        """Store decisions, all or none. Conflict when somebody else ruled meanwhile: what they did is taken in then."""
        humans = [r.Human(event) for event in events]
        try:
            self._store.append_rulings(self.id, self.rulings.last, [r.pack(one) for one in humans], moment)
        except Conflict:
            self.reread()
            raise
        last = self.rulings.last
        entries = tuple(r.Entry(last + step, moment, one) for step, one in enumerate(humans, start=1))
        self._take(r.Rulings((*self.rulings.entries, *entries)))


def patiently(sheet: Sheet, decide: Callable[[Sheet], tuple[Ruled, ...]], moment: Moment) -> tuple[Ruled, ...]:
    """Store what `decide` makes of a sheet; where somebody else was faster it is asked again. What was stored.

    StoreError when the sheet never stood still.
    """
    for _ in range(_PATIENCE):
        events = decide(sheet)
        if not events:
            return ()
        try:
            sheet.rule(events, moment)
        except Conflict:
            continue
        return events
    raise StoreError("Others are ruling on the same attempts all the time.", "Wait a moment, then decide again.")


class Reader:
    """Takes handed-in attempts up; each version of a case is read once."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._case = cache(store.read_case)
        self.left_out: list[str] = []
        """Why attempts were left out, a sentence each."""

    def attempt(self, summary: Summary) -> Attempt:
        """The attempt with its cases, keys and all; StoreError when one of them is not in the store."""
        first = self._store.read_events(summary.id)[0].event
        pins = dict.fromkeys(ref.case for ref in first.items) if isinstance(first, Started) else {}
        cases: dict[str, Loaded] = {pin: self._case(pin) for pin in pins}
        return Attempt.resume(self._store, summary.id, self._clock, cases=cases)

    def sheets(self, source: str) -> tuple[Sheet, ...]:
        """The handed-in attempts of an exam, by their ids; what nobody judged yet is judged first.

        One that cannot be read is left out, and `left_out` says why: the others can still be marked.
        """
        found = [one for one in self._store.attempts(source=source) if one.standing.ended is not None]
        sheets = []
        for summary in sorted(found, key=lambda one: one.id):
            try:
                attempt = self.attempt(summary)
                r.judge(self._store, attempt, self._clock, why="handed in")
                sheets.append(Sheet(self._store, attempt))
            except StoreError as error:
                self.left_out.append(str(error))
        return tuple(sheets)
