"""The only place that reads a clock."""

import sys
import time
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time, twice, in integer microseconds: `utc_us` since 1970, `boot_us` since the machine started.

    UTC compares machines and days, but a person can set it; boot time cannot be set, goes on in suspend where the
    system can tell, and begins again at every start.
    """

    utc_us: int
    boot_us: int


class Clock(Protocol):
    """What tells the time."""

    def now(self) -> Moment:
        """The moment of the call."""
        ...


class SystemClock:
    """The machine's clocks."""

    def now(self) -> Moment:
        """The moment of the call."""
        return Moment(time.time_ns() // 1_000, _boot_ns() // 1_000)


def _boot_ns() -> int:
    """Nanoseconds since the machine started, suspend included wherever the system counts it."""
    # Linux's monotonic clock stops in suspend and has a sibling that does not. macOS's own monotonic clock goes on,
    # but Python's time.monotonic() there is another one, which stops. On Windows time.monotonic() goes on.
    if sys.platform == "linux":
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime_ns(time.CLOCK_MONOTONIC)
    return time.monotonic_ns()
