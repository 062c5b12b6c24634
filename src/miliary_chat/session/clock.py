"""The only place that reads a clock."""

import sys
import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time, twice, in integer microseconds: `utc_us` since 1970, `boot_us` since the machine started.

    UTC compares machines and days, but a person can set it; boot time cannot be set, goes on in suspend where the
    system can tell, and begins again at every start. `boot` names the start, empty where the system has no name for it.
    """

    utc_us: int
    boot_us: int
    boot: str = field(default="", compare=False)


class Clock(Protocol):
    """What tells the time."""

    def now(self) -> Moment:
        """The moment of the call."""
        ...


class SystemClock:
    """The machine's clocks."""

    def now(self) -> Moment:
        """The moment of the call."""
        return Moment(time.time_ns() // 1_000, _boot_ns() // 1_000, _boot_name())


def _boot_ns() -> int:
    """Nanoseconds since the machine started, suspend included wherever the system counts it."""
    # Linux's monotonic clock stops in suspend and has a sibling that does not. macOS's own monotonic clock goes on,
    # but Python's time.monotonic() there is another one, which stops. On Windows time.monotonic() goes on.
    if sys.platform == "linux":
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime_ns(time.CLOCK_MONOTONIC)
    return time.monotonic_ns()


@cache
def _boot_name() -> str:
    """A name of this start of the machine; Linux has one, elsewhere none is to be had without another program."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""
