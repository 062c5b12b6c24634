"""The analysis of simulated classes against pingouin: from a file always, and live where pingouin is installed."""

import json
from pathlib import Path
from typing import Any

import pytest

import analysis_oracle
from miliary_chat.exam.analysis import Analysis, analyse
from miliary_chat.exam.matrix import Matrix

FILE = Path(__file__).parent / "data" / "pingouin.json"
RECORDED: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))["classes"]
each_class = pytest.mark.parametrize("recorded", RECORDED, ids=lambda recorded: recorded["name"])


def analysed(recorded: dict[str, Any]) -> Analysis:
    """Our own numbers for a recorded class."""
    items = tuple(f"item {number}" for number, _ in enumerate(recorded["maxima"], start=1))
    return analyse(Matrix(items, tuple(recorded["maxima"]), analysis_oracle.scores(recorded["rows"])))


def agree(analysis: Analysis, numbers: dict[str, Any]) -> None:
    """Alpha and every item's correlation with the rest are pingouin's, to nine digits."""
    for own, theirs in (
        (analysis.exam.alpha, numbers["alpha"]),
        *zip((item.discrimination_index for item in analysis.items), numbers["item_rest"], strict=True),
    ):
        assert own == (None if theirs is None else pytest.approx(100 * theirs, rel=1e-9, abs=1e-9))


@each_class
def test_alpha_and_discrimination_are_what_pingouin_found(recorded: dict[str, Any]) -> None:
    agree(analysed(recorded), recorded["pingouin"])


def test_the_recorded_classes_are_those_that_the_script_simulates() -> None:
    simulated = [(plan.name, *analysis_oracle.simulate(plan)) for plan in analysis_oracle.PLANS]
    assert [(recorded["name"], recorded["maxima"], recorded["rows"]) for recorded in RECORDED] == simulated


def test_the_recorded_classes_are_of_every_kind() -> None:
    alphas = [recorded["pingouin"]["alpha"] for recorded in RECORDED]
    assert None in alphas
    assert any(alpha is not None and alpha < 0 for alpha in alphas)
    assert {len(recorded["rows"]) for recorded in RECORDED} >= {8, 40, 200}
    assert {max(recorded["maxima"]) for recorded in RECORDED} >= {1, 4, 9}


@pytest.mark.long
def test_pingouin_finds_the_same_today() -> None:
    pytest.importorskip("pingouin", reason="NOT CHECKED against pingouin itself: it takes pip install pingouin")
    for recorded in RECORDED:
        agree(analysed(recorded), analysis_oracle.numbers(recorded["maxima"], recorded["rows"]))
