"""What an exam's clock says by itself, at which moment, and that it says it once."""

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.evolve import fold
from miliary_chat.dialogue.exam.announcing import announced
from miliary_chat.dialogue.state import State
from miliary_chat.dialogue.terms import SectionTerms, Terms

SECOND = 1_000_000
START = 1_800_000_000 * SECOND


def sitting(
    whole: int | None = None,
    part: int | None = None,
    question: int | None = None,
    *,
    grace: int = 0,
    rest: int = 0,
    more: tuple[e.Event, ...] = (),
) -> State:
    """Somebody at the first question of an exam with these limits in seconds."""
    us = [None if limit is None else limit * SECOND for limit in (whole, part, question)]
    section = SectionTerms("a", "A", "", us[1], us[2], linear=question is not None)
    terms = Terms("x", "pin", (section,), us[0], overdue="grace" if grace else "submit", grace_us=grace * SECOND)
    items = (e.ItemRef("a/1", "case", "s", "q", "a"), e.ItemRef("a/2", "case", "s", "r", "a"))
    terms = replace(terms, rest_us=rest * SECOND)
    started = e.Started("exam", 1, items, "C7", "X", "j", None, terms, START, "boot")
    return fold((started, e.Opened("a/1", e.Words("q", "Well?"), at_us=START), *more))


def said(state: State, before: float, now: float) -> tuple[str, ...]:
    """What is said between two moments, in seconds from the start."""
    return announced(state, START + round(before * SECOND), START + round(now * SECOND))


@pytest.mark.parametrize(
    ("limits", "before", "now", "words"),
    [
        ((1_200,), 599, 600, ("Half of the time is over, 10 minutes left.",)),
        ((1_200,), 600, 601, ()),
        ((1_200,), 899, 900, ("5 minutes left.",)),
        ((1_200,), 1_139, 1_140, ("1 minute left.",)),
        ((1_200,), 100, 1_100, ("1 minute 40 seconds left.",)),
        ((600,), 299, 300.4, ("Half of the time is over, 5 minutes left.",)),
        ((100,), 39, 40, ()),
        ((3_600, 1_200), 599, 600, ("Half of the time is over, 10 minutes left for this part.",)),
        ((1_200, 1_200), 899, 900, ("5 minutes left.",)),
        ((None, None, 900), 599, 600, ("5 minutes left for this question.",)),
        ((None, None, 60), 29, 30, ()),
        ((None, None, 20), 10, 19, ()),
        ((None,), 0, 100_000, ()),
        ((1_200,), 1_100, 1_200, ()),
    ],
)
def test_it_speaks_at_half_at_five_minutes_and_at_one(
    limits: tuple[int | None, ...], before: float, now: float, words: tuple[str, ...]
) -> None:
    assert said(sitting(*limits), before, now) == words


def test_the_time_of_grace_is_said_when_it_begins() -> None:
    state = sitting(600, grace=30)
    assert said(state, 599, 600) == ("The time is over. You have 30 seconds to finish this answer and hand in.",)
    assert said(state, 600, 601) == ()


def test_a_rest_break_says_when_it_is_used_up_and_nothing_while_the_clock_stands() -> None:
    state = sitting(1_200, rest=300, more=(e.Paused(START + 100 * SECOND),))
    assert said(state, 200, 399) == ()
    assert said(state, 399, 400) == ("Your rest breaks are used up: the clock runs again.",)


def test_time_that_is_given_lets_a_mark_come_once_more() -> None:
    gift = e.TimeAdded(START + 1_000 * SECOND, 300 * SECOND, "Dr Ito", "fire", "g")
    assert said(sitting(1_200, more=(gift,)), 1_199, 1_200) == ("5 minutes left.",)


def test_after_the_end_nothing_is_said() -> None:
    ended = (e.Closed("a/1", "finished"), e.Closed("a/2", "finished"), e.Ended("handed in", START))
    assert said(sitting(1_200, more=ended), 599, 600) == ()


@given(st.lists(st.integers(1, 400), min_size=1, max_size=40))
def test_however_often_the_clock_is_looked_at_no_mark_is_said_twice(steps: list[int]) -> None:
    state, at, words = sitting(1_200), 0, []
    for step in steps:
        words += said(state, at, at + step)
        at += step
    assert len(words) == len(set(words)) <= 3
