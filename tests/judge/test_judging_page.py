"""The worked examples of docs/judging.md are true."""

import re
from pathlib import Path

import pytest

from miliary_chat.judge.concept import Concept
from miliary_chat.judge.rubric import Rubric

PAGE = Path(__file__).parents[2] / "docs" / "judging.md"


def examples() -> list[tuple[str, ...]]:
    table = re.search(r"<!-- examples: begin -->(.*)<!-- examples: end -->", PAGE.read_text(encoding="utf-8"), re.S)
    assert table is not None
    rows = [line.strip("| ").split(" | ") for line in table[1].strip().splitlines()[2:]]
    return [tuple(row[:3]) for row in rows]


def test_there_are_examples_of_every_verdict() -> None:
    assert {verdict for _, _, verdict in examples()} == {"met", "near", "denied", "missing"}


@pytest.mark.parametrize(("phrasing", "answer", "verdict"), examples())
def test_an_example_is_judged_as_the_page_says(phrasing: str, answer: str, verdict: str) -> None:
    assert Rubric([Concept("x", accept=(phrasing,))]).judge(answer).of("x").outcome == verdict
