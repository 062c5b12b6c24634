"""The clock: two readings of one moment, and one place that takes them."""

import re
import time
from pathlib import Path

import pytest

import miliary_chat
from miliary_chat.session.clock import SystemClock

ROOMS = Path(miliary_chat.__file__).parent
READS_A_CLOCK = re.compile(
    r"\btime\.(time|monotonic|perf_counter|clock_gettime|localtime|gmtime)|\b(datetime|date)\.(now|utcnow|today)\("
)


def test_the_systems_clock_tells_the_present_and_never_goes_back() -> None:
    before, moments, after = time.time_ns() // 1000, [SystemClock().now() for _ in range(100)], time.time_ns() // 1000
    assert before <= moments[0].utc_us <= moments[-1].utc_us <= after
    assert [moment.boot_us for moment in moments] == sorted(moment.boot_us for moment in moments)
    assert moments[0].boot_us > 0


@pytest.mark.parametrize("room", ["base", "judge", "case", "dialogue", "session"])
def test_no_other_file_below_the_screens_reads_a_clock(room: str) -> None:
    files = [file for file in (ROOMS / room).rglob("*.py") if file != ROOMS / "session" / "clock.py"]
    assert files
    assert [file.name for file in files if READS_A_CLOCK.search(file.read_text("utf-8"))] == []


def test_the_search_would_find_the_clock() -> None:
    assert READS_A_CLOCK.search((ROOMS / "session" / "clock.py").read_text("utf-8"))
