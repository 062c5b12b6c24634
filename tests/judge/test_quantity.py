"""Quantities: what is one, what it is worth, and when two agree."""

import pytest

from miliary_chat.judge.measure import agrees
from miliary_chat.judge.quantity import parse_measure, quantities
from miliary_chat.judge.text import tokenise


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("1-3 mm", 1, 3, "mm"),
        ("1 to 3mm", 1, 3, "mm"),
        ("0.1–0.3 cm", 1, 3, "mm"),
        ("two millimetres", 2, 2, "mm"),
        ("between 2 and 5 mm", 2, 5, "mm"),
        ("1 mm", 1, 1, "mm"),
        ("30,000", 30000, 30000, None),
        ("6 weeks", 42, 42, "day"),
        ("2/12", 60.8, 60.8, "day"),
        ("6/52", 42, 42, "day"),
        ("40 %", 0.4, 0.4, ""),
        ("1 mg/kg", 1, 1, "mg/kg"),
        ("7.5 cmH2O", 7.5, 7.5, "cmh2o"),
        ("10 cm H2O", 10, 10, "cmh2o"),
    ],
)
def test_a_measure_is_read_in_its_base_unit(text: str, low: float, high: float, unit: str | None) -> None:
    measure = parse_measure(text)
    assert measure is not None
    assert (measure.low, measure.high, measure.unit) == (pytest.approx(low), pytest.approx(high), unit)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        (">30 mm", 30, float("inf")),
        ("at least 3 months", 91.2, float("inf")),
        ("less than 5 mm", float("-inf"), 5),
        ("up to 3 mm", float("-inf"), 3),
        ("no bigger than 3 mm", float("-inf"), 3),
        ("10 or more years", 3650, float("inf")),
        ("40% or less", float("-inf"), 0.4),
    ],
)
def test_an_open_end_is_infinite(text: str, low: float, high: float) -> None:
    measure = parse_measure(text)
    assert measure is not None
    assert (measure.low, measure.high) == (pytest.approx(low), pytest.approx(high))
    assert measure.open


@pytest.mark.parametrize(
    "text", ["", "nonsense", "T4", "C7", "stage II", "2/3 of the lung", "1 mm nodules", "1 mm, 2 mm", "mm"]
)
def test_what_is_not_just_a_measure_is_none(text: str) -> None:
    assert parse_measure(text) is None


@pytest.mark.parametrize("text", ["T4", "2/3 of the lung", "two lungs", "twice a day", "station 4R node"])
def test_numbers_that_only_name_carry_no_unit(text: str) -> None:
    assert not [found for found in quantities(tokenise(text)) if found.measure.unit is not None]


@pytest.mark.parametrize(
    ("want", "said", "right"),
    [
        ("1-3 mm", "2 mm", True),
        ("1-3 mm", "1 to 3mm", True),
        ("1-3 mm", "0.2 cm", True),
        ("1-3 mm", "up to 3 mm", True),
        ("1-3 mm", "5-10 mm", False),
        ("1-3 mm", "3-10 mm", False),
        ("1-3 mm", "2 cm", False),
        ("1-3 mm", "2", False),
        ("1-3 mm", "2 months", False),
        ("8 weeks", "2 months", True),
        ("4 weeks", "28 days", True),
        ("3 months", "3/12", True),
        ("6 months", "12 months", False),
        (">0.5", "0.62", True),
        ("above 50%", "62%", True),
        ("above 50%", "0.62", True),
        (">0.5", "<0.5", False),
        ("> 100 mmHg", "above 100", True),
        ("94-98%", "94-98", True),
        ("94-98%", "88-92%", False),
        ("40 mg", "40", True),
        ("about 3 mm", "2.5 mm", True),
        ("4 cm", "40 mm", True),
        ("below 300", "<300", True),
        ("below 300", "<125", False),
    ],
)
def test_two_measures_agree_when_they_say_the_same(want: str, said: str, right: bool) -> None:
    one, other = parse_measure(want), parse_measure(said)
    assert one is not None
    assert other is not None
    assert agrees(one, other) is right


@pytest.mark.parametrize(
    ("said", "right"), [("4 mm", True), ("5 mm", False), ("0.5 mm", True), ("0.4 cm", True), ("1-4 mm", True)]
)
def test_a_tolerance_widens_both_ends(said: str, right: bool) -> None:
    want, answer = parse_measure("1-3 mm"), parse_measure(said)
    assert want is not None
    assert answer is not None
    assert agrees(want, answer, 1.0) is right


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("a centimetre", 10, 10, "mm"),
        ("about a centimetre", 10, 10, "mm"),
        ("half a centimetre", 5, 5, "mm"),
        ("half a cm", 5, 5, "mm"),
        ("a couple of millimetres", 2, 2, "mm"),
        ("couple of mm", 2, 2, "mm"),
        ("a few millimetres", 2, 4, "mm"),
        ("a millimetre or two", 1, 2, "mm"),
        ("a centimetre and a half", 15, 15, "mm"),
        ("a couple of weeks", 14, 14, "day"),
        ("less than a centimetre", float("-inf"), 10, "mm"),
    ],
)
def test_a_measure_may_be_in_words(text: str, low: float, high: float, unit: str) -> None:
    measure = parse_measure(text)
    assert measure is not None
    assert (measure.low, measure.high) == (pytest.approx(low), pytest.approx(high))
    assert measure.unit == unit


@pytest.mark.parametrize("text", ["pinhead", "a nodule", "half of the lung", "a few nodules", "a", "half"])
def test_words_without_a_unit_are_no_measure(text: str) -> None:
    assert quantities(tokenise(text)) == []


@pytest.mark.parametrize(
    ("want", "said", "right"),
    [
        ("above 30", "6-12 months", False),
        ("above 30", "40 weeks", False),
        ("under 55", "4-8 wks", False),
        ("under 55", "under 50 kg", False),
        ("under 55", "3 mm", False),
        ("under 55", "<55y", True),
        ("under 55 years", "under 55", True),
        ("under 55 years", "under 5", False),
        ("above 30", "> 30 mIU/L", True),
        ("> 30 mIU/L", ">30", True),
        ("> 30 mIU/L", "> 30 mU/L", True),
        ("below 100", "< 100 ng/L", True),
    ],
)
def test_units_must_agree(want: str, said: str, right: bool) -> None:
    one, other = parse_measure(want), parse_measure(said)
    assert one is not None
    assert other is not None
    assert agrees(one, other) is right
