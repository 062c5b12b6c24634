"""Quantities as they are said aloud or in another tongue's way: "twenty five", "2 until 5", "2 mil", "3-monthly"."""

import pytest

from miliary_chat.judge.concept import Concept
from miliary_chat.judge.measure import agrees
from miliary_chat.judge.quantity import parse_measure
from miliary_chat.judge.rubric import Rubric


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("twenty five mm", 25, 25, "mm"),
        ("twenty-five mm", 25, 25, "mm"),
        ("twenty five to thirty mm", 25, 30, "mm"),
        ("thirty two weeks", 224, 224, "day"),
        ("ninety nine days", 99, 99, "day"),
        ("2 until 5 mm", 2, 5, "mm"),
        ("2 till 5 mm", 2, 5, "mm"),
        ("two til five mm", 2, 5, "mm"),
        ("3-monthly", 91.2, 91.2, "day"),
        ("three monthly", 91.2, 91.2, "day"),
        ("six weekly", 42, 42, "day"),
    ],
)
def test_a_measure_is_read_as_it_is_said(text: str, low: float, high: float, unit: str) -> None:
    measure = parse_measure(text)
    assert measure is not None
    assert [measure.low, measure.high] == pytest.approx([low, high])
    assert measure.unit == unit


@pytest.mark.parametrize(
    ("want", "right"),
    [("2 mm", True), ("2 ml", True), ("1-3 mm", True), ("3 mm", False), ("2 cm", False), ("2 mg", False)],
)
def test_two_mil_are_two_millimetres_or_two_millilitres(want: str, right: bool) -> None:
    one, other = parse_measure(want), parse_measure("2 mil")
    assert one is not None
    assert other is not None
    assert agrees(one, other) is right


@pytest.mark.parametrize(
    ("accept", "answer", "outcome"),
    [
        ("25 mm mass", "a mass of twenty five mm", "met"),
        ("20 mm mass", "a mass of twenty five mm", "near"),
        ("2-5 mm nodules", "nodules of 2 until 5 mm", "met"),
        ("2 mm nodules", "nodules of about 2 mil", "met"),
        ("CT every 3 months", "3-monthly CT", "met"),
        ("3-monthly CT", "CT every three months", "met"),
        ("CT every 3 months", "6-monthly CT", "near"),
    ],
)
def test_it_is_compared_like_any_other(accept: str, answer: str, outcome: str) -> None:
    assert Rubric([Concept("x", accept=(accept,))]).judge(answer).verdicts[0].outcome == outcome
