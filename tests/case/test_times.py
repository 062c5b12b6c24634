"""Lengths of time and moments are read as they are written, and written as they are read."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, strategies as st

from miliary_chat.case.times import LONGEST_S, moment, seconds, written


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("90 s", 90),
        ("20 min", 1_200),
        ("1 h 30 min", 5_400),
        ("1h30min", 5_400),
        (" 2 h ", 7_200),
        ("336 h", LONGEST_S),
    ],
)
def test_a_length_of_time_has_its_unit(text: str, length: int) -> None:
    assert seconds(text) == length


@pytest.mark.parametrize("text", ["", "5", "min", "5 minutes", "5 mins", "-5 min", "1,5 h", "5 min x", "٥ min", "5m"])
def test_what_is_no_length_of_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="with its unit"):
        seconds(text)


@given(st.integers(1, LONGEST_S))
def test_every_length_that_is_written_is_read_as_what_it_was(length: int) -> None:
    assert seconds(written(length)) == length


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-01 09:00+01:00",
        "2026-12-01T09:00+01:00",
        "2026-12-01 09:00 +01:00",
        "2026-12-01 08:00Z",
        "2026-12-01 08:00 Z",
    ],
)
def test_a_moment_has_its_zone(text: str) -> None:
    assert moment(text) == datetime(2026, 12, 1, 8, tzinfo=UTC)


@given(st.datetimes(timezones=st.just(UTC)))
def test_every_moment_is_read_as_what_it_was(when: datetime) -> None:
    assert moment(when.isoformat(" ")) == when
