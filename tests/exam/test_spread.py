"""How marks spread: moments worked out on paper, edges of the histogram, thirds with equal marks."""

from math import sqrt

import pytest
from hypothesis import given, strategies as st

from miliary_chat.exam.spread import histogram, moments, third, varies


@pytest.mark.parametrize(
    ("values", "sd", "skewness", "kurtosis"),
    [
        ((), None, None, None),
        ((0.5,), None, None, None),
        ((0.5, 0.5), 0, None, None),
        ((0, 1), sqrt(0.5), None, None),
        ((0, 0, 1), sqrt(1 / 3), sqrt(3), None),
        ((1, 1, 0), sqrt(1 / 3), -sqrt(3), None),
        ((0, 0, 0, 1), 0.5, 2, 4),
        ((0, 0, 1, 1), sqrt(1 / 3), 0, -6),
        ((0.2, 0.4, 0.6, 0.8, 1), sqrt(0.1), 0, -1.2),
    ],
)
def test_moments_by_hand(
    values: tuple[float, ...], sd: float | None, skewness: float | None, kurtosis: float | None
) -> None:
    found = moments(values)
    for got, expected in ((found.sd, sd), (found.skewness, skewness), (found.kurtosis, kurtosis)):
        assert got == (None if expected is None else pytest.approx(expected, abs=1e-9))


@pytest.mark.parametrize(
    ("values", "varied"),
    [((), False), ((0.4,), False), ((0.4, 0.4), False), ((0.1 + 0.2, 0.3), False), ((0.3, 0.31), True)],
)
def test_values_that_only_rounding_tells_apart_do_not_vary(values: tuple[float, ...], varied: bool) -> None:
    assert varies(values) is varied


@pytest.mark.parametrize(
    ("mark", "low"),
    [(0, 0), (9.99, 0), (10, 10), (29.999, 20), (29.999999999999996, 30), (89.9, 80), (90, 90), (100, 90)],
)
def test_a_mark_stands_in_the_bin_that_begins_at_or_below_it(mark: float, low: int) -> None:
    assert [bin.low for bin in histogram([mark]) if bin.candidates] == [low]


def test_a_histogram_has_ten_bins_that_meet() -> None:
    bins = histogram([])
    assert [(bin.low, bin.high) for bin in bins] == [(low, low + 10) for low in range(0, 100, 10)]


@pytest.mark.parametrize(
    ("scores", "marks", "upper", "lower"),
    [
        ((), (), None, None),
        ((1, 0), (1, 0), None, None),
        ((1, 0.5, 0), (0.9, 0.5, 0.1), 1, 0),
        # Seven candidates make thirds of two.
        ((1, 1, 1, 0, 0, 0, 1), (7, 6, 5, 4, 3, 2, 1), 1, 0.5),
        # One place is left and two with the same mark share it.
        ((1, 1, 0, 0, 0, 0), (6, 5, 5, 3, 2, 1), 0.75, 0),
        # All are alike, so that both thirds are the class.
        ((1, 0, 0), (0.5, 0.5, 0.5), 1 / 3, 1 / 3),
    ],
)
def test_thirds(scores: tuple[float, ...], marks: tuple[float, ...], upper: float | None, lower: float | None) -> None:
    for expected, is_upper in ((upper, True), (lower, False)):
        got = third(scores, marks, upper=is_upper)
        assert got == (None if expected is None else pytest.approx(expected))


PAIRS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=3, max_size=12)


@given(PAIRS, st.randoms())
def test_a_third_does_not_depend_on_the_order_of_candidates_with_equal_marks(
    pairs: list[tuple[int, int]], chance: object
) -> None:
    before = third([score for score, _ in pairs], [mark for _, mark in pairs], upper=True)
    chance.shuffle(pairs)  # type: ignore[attr-defined]
    assert third([score for score, _ in pairs], [mark for _, mark in pairs], upper=True) == pytest.approx(before)


@given(PAIRS)
def test_the_best_third_by_the_marks_themselves_is_never_below_the_worst(pairs: list[tuple[int, int]]) -> None:
    marks = [mark for _, mark in pairs]
    best, worst = third(marks, marks, upper=True), third(marks, marks, upper=False)
    assert best is not None
    assert worst is not None
    assert best >= worst - 1e-9
