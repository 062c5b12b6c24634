"""What a person reads on stderr while the set-up runs: short lines, never a minute without one."""

import re
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

HEARTBEAT_SECONDS = 10.0
_EVERY = 10


def _to_stderr(line: str) -> None:
    print(f"miliary-chat: {line}", file=sys.stderr, flush=True)


@dataclass
class Progress:
    """Says lines with the seconds since the set-up began; the clock and the door are passed in by tests."""

    say: Callable[[str], None] = _to_stderr
    clock: Callable[[], float] = time.monotonic
    began: float = field(init=False)

    def __post_init__(self) -> None:
        self.began = self.clock()

    def tell(self, line: str) -> None:
        """Say a line, with the whole seconds since the beginning."""
        self.say(f"{line} ({self.clock() - self.began:.0f} s)")


@dataclass
class Narrator:
    """Turns pip's lines into a few short ones; `total` is the number of packages to expect."""

    total: int
    seen: int = 0
    doing: str = "fetching packages"
    warned: bool = False

    def hear(self, line: str) -> str | None:
        """What to tell of one line of pip's output; None for most of them."""
        if re.match(r"\s*(Collecting |Requirement already satisfied: )", line):
            self.seen += 1
            return f"{self.seen} of {self.total} packages looked up" if self.seen % _EVERY == 0 else None
        if line.startswith("Installing collected packages: "):
            self.doing = "installing packages"
            return f"installing {line.count(',') + 1} packages"
        if "Retrying (" in line and not self.warned:
            self.warned = True
            return "the network does not answer; trying again for a while"
        return None

    def heartbeat(self) -> str:
        """What to tell when pip has been silent for a while."""
        return f"still {self.doing}"


def count_packages(lock_lines: Iterable[str], platform: str = sys.platform) -> int:
    """How many different packages a lock file names for this platform."""
    pins = (line.partition("==") for line in lock_lines if re.match(r"[A-Za-z0-9]", line))
    return len({name for name, _, rest in pins if platform == "win32" or "== 'win32'" not in rest})
