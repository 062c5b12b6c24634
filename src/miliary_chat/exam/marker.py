"""One marker's sitting: the card on top, what a key does to it, how far it is; for a screen and for lines alike."""

from collections import deque
from typing import Final

from miliary_chat.base.errors import MiliaryError
from miliary_chat.exam.marking import Decision, Done, Marking
from miliary_chat.exam.units import Option, Unit
from miliary_chat.session.clock import Clock

AT_ONCE: Final = 9
"""How many options one card shows: as many as there are digits."""

SECONDS: Final = {"near": 3.0, "denied": 3.0, "unmatched": 5.0}
"""What a decision takes until the marker's own pace is known; a guess."""

_PACED: Final = 5
_LONGEST_US: Final = 60_000_000
"""A longer silence than this was not spent on one wording."""
_FRESH_US: Final = 15_000_000
"""How old what others decided may be."""

_LEAVES: Final = {"y": 100, "h": 50, "n": 0}


class Marker:
    """Knows the unit on top of the pile. `press` is the only way on; `note` says what came of it."""

    def __init__(self, marking: Marking, clock: Clock) -> None:
        self.marking = marking
        self.reason = ""
        """What is kept with the next decision."""
        self.note = " ".join(marking.left_out)
        self.done = 0
        self.whole = False
        """Whether the answers are to be seen whole."""
        self._clock = clock
        self._later: set[str] = set()
        self._page = 0
        self._paces: deque[int] = deque(maxlen=40)
        self._since = self._fresh = clock.now().boot_us
        self._pile: tuple[Unit, ...] = ()
        self._deal()

    # What is seen.

    @property
    def unit(self) -> Unit | None:
        """The unit to be decided; None when nothing waits."""
        return self._pile[0] if self._pile else None

    @property
    def options(self) -> tuple[Option, ...]:
        """The options that have a digit now."""
        return self.unit.options[self._page * AT_ONCE :][:AT_ONCE] if self.unit else ()

    @property
    def pages(self) -> tuple[int, int]:
        """Which lot of options is shown, from 1, and how many there are."""
        return self._page + 1, -(-len(self.unit.options) // AT_ONCE) if self.unit else 1

    @property
    def left(self) -> int:
        """How many wordings wait."""
        return len(self._pile)

    @property
    def progress(self) -> str:
        """One line: how far, for how many, how long still."""
        total = self.done + self.left
        candidates = len(self.marking.sheets)
        who = "1 candidate" if candidates == 1 else f"{candidates} candidates"
        what = "1 wording" if total == 1 else f"{total} wordings"
        return f"{self.done} of {what}, {who}{self._time_left()}"

    def _time_left(self) -> str:
        if not self._pile:
            return ""
        if len(self._paces) >= _PACED:
            seconds, how = self.left * sum(self._paces) / len(self._paces) / 1e6, " at your pace"
        else:
            seconds, how = sum(SECONDS[unit.kind] for unit in self._pile), ""
        minutes = round(seconds / 60)
        return f", about {minutes} minute{'' if minutes == 1 else 's'}{how}" if minutes else ", less than a minute"

    # What can be done.

    def press(self, key: str) -> bool:
        """Do what a key means; False for one that means nothing here, and `note` says what does.

        StoreError when a decision could not be stored: nothing is lost, and the unit is still there.
        """
        self.note = ""
        if key == "u":
            self._undo()
        elif key == " ":
            self.whole = not self.whole
        elif self.unit is None:
            self.note = "Nothing waits any more. u takes your last decision back, q leaves."
            return False
        elif key == "s":
            self._put_off(self.unit)
        elif key == "m" and self.pages[1] > 1:
            self._page = (self._page + 1) % self.pages[1]
        else:
            return self._answer(self.unit, key)
        return True

    def explain(self, reason: str) -> None:
        """Keep a reason with the next decision; an empty one takes it away."""
        self.reason = reason.strip()
        self.note = "The reason is kept with your next decision." if self.reason else ""

    def _answer(self, unit: Unit, key: str) -> bool:
        if unit.concept and key in _LEAVES:
            self._decide(unit, unit.options[0], _LEAVES[key])
        elif not unit.concept and key == "n":
            self._decide(unit, None, 0)
        elif not unit.concept and key.isdecimal() and 1 <= int(key) <= len(self.options):
            self._decide(unit, self.options[int(key) - 1], 100)
        elif unit.concept:
            self.note = "y: it earns it all. h: half. n: nothing. s: later."
            return False
        else:
            self.note = "A number: that is what it says. n: nothing in it. s: later."
            return False
        return True

    def _decide(self, unit: Unit, option: Option | None, leaves: int) -> None:
        try:
            done = self.marking.decide(unit, option.concept if option else "", leaves, self.reason)
        except MiliaryError:
            self._deal()
            raise
        now = self._clock.now().boot_us
        self._paces.append(min(max(now - self._since, 0), _LONGEST_US))
        self.note, self.reason = _said(unit, option, leaves, done), ""
        self.done += 1
        self._deal()

    def _undo(self) -> None:
        found = self.marking.undo()
        if found is None:
            self.note = "There is no decision of yours to take back."
            return
        decision, done = found
        self.done = max(0, self.done - 1)
        self.note = f"Taken back: “{decision.wording}” waits again{_besides(done)}."
        self._deal(first=decision)

    def _put_off(self, unit: Unit) -> None:
        self._later.add(unit.id)
        self.note = "It comes again at the end."
        self._deal()

    def _deal(self, first: Decision | None = None) -> None:
        """The pile anew: what is put off lies at the bottom, what was taken back on top."""
        now = self._clock.now().boot_us
        if now - self._fresh > _FRESH_US:
            self.marking.refresh()
            self._fresh = now
        units = self.marking.units()
        if all(unit.id in self._later for unit in units):
            self._later.clear()
        self._pile = tuple(sorted(units, key=lambda unit: (not _is_of(unit, first), unit.id in self._later)))
        self._since, self._page, self.whole = now, 0, False


def _is_of(unit: Unit, decision: Decision | None) -> bool:
    """Whether it is the unit of a decision that was taken back."""
    return decision is not None and any(
        one.attempt in decision.attempts and one.waiting.wording == decision.wording and unit.place == decision.place
        for one in unit.occurrences
    )


def _said(unit: Unit, option: Option | None, leaves: int, done: Done) -> str:
    where = "1 answer" if done.attempts == 1 else f"{done.attempts} answers"
    if option is None:
        what = "nothing in it"
    elif not unit.concept:
        what = f"it says “{option.name}”"
    else:
        share = {100: "all of", 50: "half of"}.get(leaves, "nothing of")
        what = f"it earns {share} “{option.name}”"
    return f"“{unit.wording}”: {what}, in {where}{_besides(done)}. u takes it back."


def _besides(done: Done) -> str:
    if not done.passed:
        return ""
    return (
        f"; {done.passed} had been decided by somebody else meanwhile and {'is' if done.passed == 1 else 'are'} left so"
    )
