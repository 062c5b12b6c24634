"""An exam's clock: the time that has really passed, whatever somebody does to the machine's clock.

Within one start of the machine boot time tells, which nobody can set and which goes on in suspend. Over a restart only
UTC is left, and it may have been set back: time then never runs backwards, and at least as much has passed as the
machine is up.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from miliary_chat.dialogue.events import Reentered, Started
from miliary_chat.session.clock import Moment
from miliary_chat.session.store.contract import Recorded

TOLERANCE_US = 5_000_000
"""What the two clocks may drift apart between two events without a word: NTP nudges, and leap seconds."""


@dataclass(frozen=True, slots=True)
class Timekeeper:
    """Where an exam's clock stood (`now_us`, microseconds UTC of its own) at the last moment that was looked at."""

    now_us: int
    last: Moment
    boot: str = ""

    @classmethod
    def begin(cls, moment: Moment) -> "Timekeeper":
        """A clock that begins with the machine's."""
        return cls(moment.utc_us, moment, moment.boot)

    @classmethod
    def of(cls, recorded: Iterable[Recorded]) -> "Timekeeper | None":
        """The clock after these events, of which the first tells when and where it began; None for no events."""
        last: Timekeeper | None = None
        for keeper in cls.along(recorded):
            last = keeper
        return last

    @classmethod
    def along(cls, recorded: Iterable[Recorded]) -> Iterator["Timekeeper"]:
        """The clock at each of these events, one after the other."""
        keeper: Timekeeper | None = None
        for record in recorded:
            keeper = cls.follow(keeper, record)
            yield keeper

    @classmethod
    def follow(cls, keeper: "Timekeeper | None", record: Recorded) -> "Timekeeper":
        """The clock after one more event; `keeper` is where it stood before, None before the first."""
        moment, event = record.moment, record.event
        if keeper is None:
            return cls.begin(replace(moment, boot=event.boot if isinstance(event, Started) else ""))
        if isinstance(event, Reentered):
            return keeper.at(replace(moment, boot=event.boot), same_process=False)
        return keeper.at(replace(moment, boot=keeper.boot), same_process=True)

    def passed(self, now: Moment, *, same_process: bool) -> int:
        """Microseconds from the last moment to `now`; `same_process` says that no restart can lie between them."""
        by_boot, by_utc = now.boot_us - self.last.boot_us, now.utc_us - self.last.utc_us
        if by_boot >= 0 and (same_process or (self.boot and self.boot == now.boot)):
            return by_boot
        if by_boot < 0 or (self.boot and now.boot):  # a restart lies between: the machine is up as long as it says
            return max(by_utc, now.boot_us, 0)
        return max(by_utc, by_boot)

    def at(self, now: Moment, *, same_process: bool) -> "Timekeeper":
        """The clock at a later moment."""
        return Timekeeper(self.now_us + self.passed(now, same_process=same_process), now, now.boot or self.boot)

    def moved(self, now: Moment, *, same_process: bool) -> int:
        """By how much somebody has set the machine's clock since, in microseconds; 0 within the tolerance."""
        by = now.utc_us - self.last.utc_us - self.passed(now, same_process=same_process)
        return by if abs(by) > TOLERANCE_US else 0
