"""What a reviewer is shown: every statement of a case with its sources, and the shipped page is that of the cases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from miliary_chat.author.reviewing.claims import Claim, claims_of, claims_of_table
from miliary_chat.author.reviewing.page import page
from miliary_chat.case.library import Library, case_paths, shipped_cases
from miliary_chat.case.loaded import load_case
from miliary_chat.case.look_alikes import names, take
from miliary_chat.case.nodes import ListNode, MapNode, Node, TextNode, compose
from miliary_chat.case.reader import read_case
from miliary_chat.cli.reviewing import claims_page

PROJECT = Path(__file__).parents[2]
CASES = sorted(case_paths(shipped_cases(), []))
TOLD = (
    "teach",
    "correct",
    "grain",
    "why",
    "look_alike",
    "for",
    "against",
    "expert",
    "result",
    "find",
    "full",
    "pearls",
    "teaching",
)
"""The keys below which a case says something that is true or false."""

CASE = """
format: 1
id: a
title: A title
diagnosis: D
sources: {book: "A book, 1999"}
misconceptions: {m: {accept: [y], grain: A grain., correct: {say: A correction., cite: [book]}}}
stages:
  s:
    question: Q?
    expect:
      e: {accept: [x], hint: Look *there*., teach: {say: It is so., if: said e, else: Or so.}, cite: [book]}
  w:
    orders:
      o: {accept: [z], value: low, result: R., when: {ordered p: {value: must, result: R2.}}}
      p: {accept: [zz], result: R3.}
quiz: {q: {question: Which?, options: {a: This, b: That}, right: a, why: {a: Because.}}}
"""


def claims() -> tuple[Claim, ...]:
    case = read_case(CASE.encode(), "case.yaml").case
    assert case
    return claims_of(case)


@pytest.mark.parametrize(
    "claim",
    [
        Claim("in every question", "m", "grain of truth", "A grain."),
        Claim("in every question", "m", "correction", "A correction.", ("book",)),
        Claim("s/main", "e", "counts as right", "x", ("book",)),
        Claim("s/main", "e", "hint", "Look *there*."),
        Claim("s/main", "e", "taught", "It is so.", ("book",)),
        Claim("s/main", "e", "taught", "Or so.", ("book",)),
        Claim("w/main", "o", "worth", "z: low"),
        Claim("w/main", "o", "worth when ordered p", "must"),
        Claim("w/main", "o", "when ordered p", "R2."),
        Claim("debrief/q", "a", "option", "Which? This: right. Because."),
        Claim("debrief/q", "b", "option", "Which? That: wrong."),
    ],
    ids=lambda claim: f"{claim.name} {claim.kind}",
)
def test_each_way_of_saying_something_is_a_claim_with_its_sources(claim: Claim) -> None:
    assert claims().count(claim) == 1


def test_a_page_has_a_box_for_each_claim_shows_text_as_it_is_and_says_which_sources_were_looked_up() -> None:
    case = read_case(CASE.encode(), "case.yaml").case
    assert case
    text = page([(case, claims())], [])
    assert text.count("- [ ] ") == len(claims())
    assert "Look \\*there\\*." in text
    assert "- `book` A book, 1999. (not opened; cited 4×)" in text
    assert f"| A title (`a`) | not reviewed | {len(claims())} | 4 | 1 | 0 |" in text


def texts(node: Node) -> Iterator[str]:
    if isinstance(node, TextNode):
        yield node.text
    elif isinstance(node, ListNode):
        for item in node.items:
            yield from texts(item)
    elif isinstance(node, MapNode):
        for key, entry in node.entries.items():
            if key not in ("cite", "if", "point", "leaves"):
                yield from texts(entry.value)


def told(node: Node) -> Iterator[str]:
    """Every text in a file below a key that tells something."""
    if isinstance(node, ListNode):
        for item in node.items:
            yield from told(item)
    elif isinstance(node, MapNode):
        for key, entry in node.entries.items():
            if key == "lead":
                continue
            yield from texts(entry.value) if key in TOLD else told(entry.value)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_nothing_that_a_shipped_case_tells_is_missing(path: Path) -> None:
    tree, _ = compose((path / "case.yaml").read_bytes(), "case.yaml")
    assert tree
    said = "\n".join(" ".join(claim.text.split()) for claim in claims_of(load_case(path).case))
    missing = [text for text in told(tree) if " ".join(text.split()) not in said]
    assert missing == []


@pytest.mark.parametrize("name", names())
def test_every_cell_of_a_table_is_a_claim(name: str) -> None:
    table = take(name).table
    assert len(claims_of_table(table)) == len(table.features) * len(table.diagnoses)


def test_the_page_in_the_documentation_is_that_of_the_cases() -> None:
    shipped = (PROJECT / "docs" / "clinical-review.md").read_text(encoding="utf-8")
    assert shipped == claims_page(Library(())), "run: miliary-chat claims > docs/clinical-review.md"
