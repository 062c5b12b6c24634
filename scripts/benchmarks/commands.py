"""What a whole process takes that draws nothing."""

import subprocess
import sys
from collections.abc import Iterator
from typing import Final

from benchmarks.figures import Spread, timed
from benchmarks.machine import TUTOR
from benchmarks.result import Result, aimed

VERSION_AIM_S: Final = 0.15


def measure(rounds: int) -> Iterator[Result]:
    """`--version` beside a Python that does nothing, by turns."""

    def run(words: list[str]) -> None:
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)

    took = timed(run, [[*TUTOR, "--version"], [sys.executable, "-P", "-c", "pass"]] * rounds)
    mine, bare = Spread.of(took[::2]), Spread.of(took[1::2])
    seconds = mine.p50 / 1000
    text = f"{seconds:.3f} s  (Python itself {bare.p50 / 1000:.3f})"
    figures = {"p50_ms": mine.p50, "p99_ms": mine.p99, "python_p50_ms": bare.p50}
    yield aimed("--version, whole process", text, seconds, VERSION_AIM_S, " s", figures)
