"""docs/good-questions.md: its examples are as fair, or as doubtful, as it says, and answers are judged as it says."""

import re
from pathlib import Path

import pytest

from miliary_chat.author.checking.check import check
from miliary_chat.judge.concept import Concept
from miliary_chat.judge.rubric import Rubric
from pages.blocks import Block, blocks

PAGE = (Path(__file__).parents[2] / "docs" / "good-questions.md").read_text(encoding="utf-8")
BOXES = tuple(blocks(PAGE))
TOP = "format: 1\nid: a-case\ntitle: A case\ndiagnosis: D\nstages:\n  s:\n"

DOUBTS_OF_FAIRNESS = re.compile(r"E|W50|W51|W55")
"""What is about the phrasings and hints that are there, and not about what a sketch leaves out."""

ROW = re.compile(r"^\| ([^|`]+) \| ([^|`]+) \| (met|near|denied|missing) \|$", re.MULTILINE)


def doubts(box: Block, folder: Path) -> set[str]:
    """What `check` finds in a question that stands alone."""
    text = TOP + "".join(f"    {line}\n" for line in box.lines)
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    return {problem.code for problem in check(folder) if DOUBTS_OF_FAIRNESS.match(problem.code)}


@pytest.mark.parametrize("box", BOXES, ids=lambda box: f"{box.line}-{box.lines[0].lstrip('# ')}")
def test_an_example_is_fair_or_brings_the_doubt_that_it_names(box: Block, tmp_path: Path) -> None:
    said = box.lines[0].removeprefix("# ")
    assert doubts(box, tmp_path) == (set() if said == "fair" else {said})


def test_there_are_examples_of_both() -> None:
    said = {box.lines[0].removeprefix("# ") for box in BOXES}
    assert said >= {"fair", "W501", "W502", "W503", "W510", "W512"}


@pytest.mark.parametrize(("phrasing", "answer", "verdict"), ROW.findall(PAGE))
def test_an_answer_is_judged_as_the_page_says(phrasing: str, answer: str, verdict: str) -> None:
    assert Rubric([Concept("x", accept=(phrasing,))]).judge(answer).of("x").outcome == verdict


def test_there_are_answers_of_several_verdicts() -> None:
    assert {verdict for _, _, verdict in ROW.findall(PAGE)} >= {"met", "near", "denied"}
