"""What is known of an attempt at a moment: its state, its events, the time worked, and the clock of an exam."""

from dataclasses import dataclass
from typing import Final

from miliary_chat.dialogue.events import Event
from miliary_chat.dialogue.state import State
from miliary_chat.session.clock import Moment
from miliary_chat.session.store.contract import Recorded
from miliary_chat.session.timekeeper import Timekeeper

PAUSE_US: Final = 5 * 60 * 1_000_000
"""The longest silence between two events that counts as work. A film may be looked at for minutes; nobody looks at one
through lunch, and a lid may be closed over an open question."""


@dataclass(frozen=True, slots=True)
class Known:
    """All that changes in an attempt. It changes whole: a thread that reads meanwhile sees before or after."""

    state: State
    recorded: tuple[Recorded, ...]
    worked_us: int
    since: Moment | None  # when work was last counted
    keeper: Timekeeper | None = None  # the clock of an exam that has begun
    here: bool = True  # whether this process has written to it: no restart of the machine can lie between its events

    def worked_until(self, now: Moment) -> int:
        """The time worked when it is `now`, in microseconds: a silence counts up to PAUSE_US."""
        if self.since is None or self.state.ended is not None:
            return self.worked_us
        return self.worked_us + min(max(now.boot_us - self.since.boot_us, 0), PAUSE_US)

    def time(self, now: Moment) -> int:
        """The time by the attempt's own clock, in microseconds UTC; an exam's cannot be set."""
        if self.keeper is None or self.state.ended is not None:
            return now.utc_us
        return self.keeper.now_us + self.keeper.passed(now, same_process=self.here)

    def after(self, events: tuple[Event, ...], state: State, moment: Moment) -> "Known":
        """What is known once these events, which led to `state`, are stored."""
        count = len(self.recorded)
        fresh = tuple(Recorded(count + step, moment, event) for step, event in enumerate(events, start=1))
        return Known(state, self.recorded + fresh, self.worked_until(moment), moment, self._kept_at(state, moment))

    def _kept_at(self, state: State, moment: Moment) -> Timekeeper | None:
        if state.terms is None:
            return None
        return self.keeper.at(moment, same_process=self.here) if self.keeper else Timekeeper.begin(moment)
