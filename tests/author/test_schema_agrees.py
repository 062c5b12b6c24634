"""The program and the schema agree about what a case is, as far as a schema can know."""

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from as_editors import EDITORS, refusals
from miliary_chat.author.schemas.reference import flow
from miliary_chat.case.nodes import compose, plain
from miliary_chat.case.reader import read_case

TESTS = Path(__file__).parents[1]
TOP = "format: 1\nid: a\ntitle: T\ndiagnosis: D\n"

BEYOND = ("E208", "E3")
"""What no schema can know: parts that do not fit together, and whether what is named is there."""

MEASURE = "is no measure"
"""Only the judge knows what can be measured."""

VALUES = [
    "text", "7", "2.5", "yes", "40 %", "now", "Not An Id", "x" * 201, "null", "true", [], {}, ["a"], ["a", "b"],
    ["1", "2", "3", "4"], [["a"]], {"say": "a"}, {"a": "b"}, {"accept": "a"}, [{"say": "a"}], {"a": {"accept": "a"}},
]  # fmt: skip
"""Every shape that a value can have, right in one place and wrong in others."""


def tree_of(path: Path) -> Any:
    root, problems = compose(path.read_bytes(), path.name)
    assert root
    assert not problems
    return plain(root)


TREES = {path: tree_of(TESTS / path) for path in ("case/whole.yaml", "dialogue/clinic.yaml")}

Way = tuple[Any, ...]


def places(tree: Any, path: Way = ()) -> Iterator[Way]:
    """The way to every value in a tree."""
    yield path
    if isinstance(tree, dict | list):
        for key in tree if isinstance(tree, dict) else range(len(tree)):
            yield from places(tree[key], (*path, key))


PLACES = [(name, path) for name, tree in TREES.items() for path in places(tree) if path]


def at(tree: Any, path: Way) -> Any:
    for key in path:
        tree = tree[key]
    return tree


@st.composite
def mutants(draw: st.DrawFn) -> str:
    """A case in which one thing is deleted, added, or put in another shape."""
    name, path = draw(st.sampled_from(PLACES))
    tree = copy.deepcopy(TREES[name])
    around, last = at(tree, path[:-1]), path[-1]
    deed = draw(st.sampled_from(["delete", "add", "put", "put", "put"]))
    if deed == "delete":
        del around[last]
    elif deed == "put":
        around[last] = draw(st.sampled_from(VALUES))
    elif isinstance(around, dict):
        around[draw(st.sampled_from(["hnt", "id", "accept", "Bad Key", "questions", "list", "activity"]))] = "x"
    return flow(tree)


def disagreement(text: str) -> str:
    """What one of the two accepts though the other refuses it.

    One difference is known: a bare `null` is a text to the program and no value to an editor, and a bare `true` may be
    an id to the program alone. Such a text needs quotes in an editor.
    """
    problems = read_case(text.encode(), "case.yaml").errors
    sooner = [problem for problem in problems if not problem.code.startswith(BEYOND) and MEASURE not in problem.message]
    for editor in EDITORS.values():
        refused = refusals(text, "case", editor)
        unknown = [told for told in refused if not told.split(": ", 1)[1].startswith(("None is not", "True is not"))]
        if unknown and not problems:
            return f"only the schema refuses it: {unknown}"
    if sooner and not refusals(text):
        return f"only the program refuses it: {sooner[0]}"
    return ""


@given(mutants())
@settings(max_examples=25, deadline=None)
def test_what_the_program_reads_the_schema_accepts_and_what_it_refuses_the_schema_refuses(text: str) -> None:
    assert disagreement(text) == ""


@pytest.mark.parametrize("line", ["title: null", "level: core\nguideline: true"])
def test_a_bare_word_that_yaml_has_its_own_use_for_needs_quotes_in_an_editor_alone(line: str) -> None:
    top = TOP.replace("title: T\n", "") if line.startswith("title") else TOP + "sources: {true: T}\n"
    text = f"{top}{line}\nstages: {{s: {{question: Q?, expect: {{e: x}}}}}}\n"
    assert not read_case(text.encode(), "case.yaml").errors
    assert len(refusals(text)) == 1
    quoted = text.replace("title: null", 'title: "null"').replace("guideline: true", 'guideline: "true"')
    assert refusals(quoted) == []
