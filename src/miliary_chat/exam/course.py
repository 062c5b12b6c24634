"""How a sitting went, read from its events: the time that each question had, and what an examiner should know of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.evolve import evolve
from miliary_chat.dialogue.exam import limits
from miliary_chat.dialogue.state import State
from miliary_chat.session.store.contract import Recorded
from miliary_chat.session.timekeeper import Timekeeper


@dataclass(frozen=True, slots=True)
class Added:
    """Time that somebody in charge gave (below 0: took away again), in microseconds; by whom, and why."""

    us: int
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Course:
    """A sitting in numbers; all times in microseconds of the exam's own clock.

    - `spent`: by item, how long it was the current question while it could still be answered; breaks are left out.
    - `used_us`: from the start to the hand-in, without what the clock stood still; `rested_us`: what it stood still.
    - `moved`: by how much the machine's clock was set each time, below 0 for back.
    - `returns`: how often the program was opened again, `away_us` after how long in all.
    - `late`: by item, how many answers came in the time of grace.
    """

    spent: Mapping[str, int]
    used_us: int
    rested_us: int = 0
    moved: tuple[int, ...] = ()
    returns: int = 0
    away_us: int = 0
    added: tuple[Added, ...] = ()
    late: Mapping[str, int] = field(default_factory=dict)


def course(recorded: Iterable[Recorded]) -> Course:
    """The course of a sitting from its events, all of them from the first."""
    events = tuple(recorded)
    seen = [record.event for record in events]
    watch = _Watch()
    for record, keeper in zip(events, Timekeeper.along(events), strict=True):
        watch.see(record.event, getattr(record.event, "at_us", 0) or keeper.now_us)
    state = watch.state
    until = state.ended_us if state.ended is not None else watch.now_us
    rested = state.rested_us + limits.resting(state, until)
    late: dict[str, int] = {}
    for event in seen:
        if isinstance(event, e.Answered) and event.late:
            late[event.item] = late.get(event.item, 0) + 1
    back = [event for event in seen if isinstance(event, e.Reentered)]
    return Course(
        spent=watch.spent,
        used_us=max(0, until - state.started_us - rested),
        rested_us=rested,
        moved=tuple(event.by_us for event in seen if isinstance(event, e.ClockMoved)),
        returns=len(back),
        away_us=sum(event.away_us for event in back),
        added=tuple(Added(event.us, event.by, event.why) for event in seen if isinstance(event, e.TimeAdded)),
        late=late,
    )


@dataclass
class _Watch:
    """Follows the events and stops the time of each question."""

    state: State = field(default_factory=State)
    spent: dict[str, int] = field(default_factory=dict)
    now_us: int = 0
    _item: str | None = None
    _since: int = 0

    def see(self, event: e.Event, at: int) -> None:
        """The next event, at this moment of the exam's clock."""
        self.now_us = at
        stops = isinstance(event, e.Opened | e.Paused | e.Ended)
        if stops or (isinstance(event, e.Closed) and event.item == self._item):
            self._stop(at)
        self.state = evolve(self.state, event)
        if isinstance(event, e.Opened):
            self._item, self._since = event.item, at
        elif isinstance(event, e.Unpaused) and self.state.current in self.spent:
            self._item, self._since = self.state.current, at

    def _stop(self, at: int) -> None:
        if self._item is None:
            return
        # Somebody who was away when a limit was reached did not sit at the question until they came back.
        over = [limit.at_us for limit in limits.limits(self.state, at) if limit.kind != "exam"]
        last = limits.last_call(self.state, at)
        until = min([at, *over, *([] if last is None else [last])])
        self.spent[self._item] = self.spent.get(self._item, 0) + max(0, until - self._since)
        self._item = None
