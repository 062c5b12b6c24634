"""The page of all keys is the one that the models make."""

import re
from pathlib import Path
from typing import Any

import pytest

from miliary_chat.author.schemas.keys import models_of
from miliary_chat.author.schemas.reference import as_markdown, exam_as_markdown, flow
from miliary_chat.case.model import Case
from miliary_chat.case.nodes import compose, plain

DOCS = Path(__file__).parents[2] / "docs"
PAGE = DOCS / "case-reference.md"
PAGES = {"case": as_markdown, "exam": exam_as_markdown}


def test_the_page_of_keys_is_made_from_the_models() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == as_markdown(), "run: python -m miliary_chat.author.schemas.reference > docs/case-reference.md"


def test_the_page_of_an_exams_keys_is_made_from_the_models_and_tells_of_nothing_else() -> None:
    page = (DOCS / "exam-reference.md").read_text(encoding="utf-8")
    making = "python -m miliary_chat.author.schemas.reference exam > docs/exam-reference.md"
    assert page == exam_as_markdown(), f"run: {making}"
    assert "## A section" in page
    assert "## A stage" not in page
    assert "## A section" not in as_markdown()


@pytest.mark.parametrize("name", PAGES)
def test_every_link_of_the_page_leads_to_one_of_its_headings(name: str) -> None:
    page = PAGES[name]()
    headings = {
        re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in re.findall("^#+ (.+)$", page, re.M)
    }
    links = set(re.findall(r"\]\(#([^)]*)\)", page))
    assert links
    assert links <= headings


def test_every_row_of_a_table_has_the_cells_of_its_head() -> None:
    tables = re.findall(r"(?:^\|.*\n)+", as_markdown(), re.M)
    assert len(tables) > len(models_of(Case))
    for table in tables:
        assert len({len(re.split(r"(?<!\\)\|", row)) for row in table.splitlines()}) == 1


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("tiny nodules", "tiny nodules"),
        ("small, round", "small, round"),
        (["small, round", "dots"], '["small, round", dots]'),
        ({"say": "No.", "point": "base"}, "{say: No., point: base}"),
        ("Look: there", '"Look: there"'),
        ("“&” is one", "“&” is one"),
        ("& is one", '"& is one"'),
        ('say "no"', 'say "no"'),
        ('"no" he said', '"\\"no\\" he said"'),
        ({"1:30": ["a#b", "a #b"]}, '{1:30: [a#b, "a #b"]}'),
    ],
)
def test_an_example_is_written_as_an_author_would_and_read_back_the_same(value: Any, line: str) -> None:
    assert flow(value) == line
    root, problems = compose(f"key: {line}".encode(), "test")
    assert not problems
    assert root
    assert plain(root) == {"key": value}
