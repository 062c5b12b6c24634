"""Both YAML parsers give the same tree and the same problems, whatever they are given; nothing that is read raises."""

import json
from pathlib import Path

import pytest
from hypothesis import example, given, strategies as st

from miliary_chat.case.nodes import Entry, ListNode, MapNode, TextNode, compose, plain
from miliary_chat.case.parser import HAS_LIBYAML
from miliary_chat.case.reader import read_case

WHOLE = Path(__file__).parent / "whole.yaml"

needs_libyaml = pytest.mark.skipif(not HAS_LIBYAML, reason="this PyYAML was built without libyaml")

DIFFERENT_IN_PLAIN_PYYAML = [
    "hint: [What is it?]",
    "hint: {say: What? Where, why: Who?}",
    "a: [b ? c, d?e, f?]",
    "a: {b?: c}",
    "a: [b:]",
    "a: {b:}",
    "a: b\t# comment",
    "a:\tb",
    "a: |# comment\n  b",
    "a: >-2# comment\n  b",
    "a: |1+# comment\n  b",
]

REFUSED_IN_OTHER_WORDS = ['a: "\\ud800"', "%YAML 1.3\n---\na: b", "a: [b, ?]"]

pieces = st.sampled_from(
    [
        *"abc:?-,[]{}#&*!|>'\"%@` \n\\0~",
        ": ",
        "- ",
        "? ",
        "\n  ",
        "\n- ",
        "---\n",
        "...\n",
        "\t",
        "\r\n",
        "é",
        "\ufeff",
        "if",
    ]
)


@needs_libyaml
@pytest.mark.parametrize("text", [*DIFFERENT_IN_PLAIN_PYYAML, WHOLE.read_text(encoding="utf-8")])
def test_both_parsers_read_the_same(text: str) -> None:
    assert compose(text.encode(), "x", pure=False) == compose(text.encode(), "x", pure=True)


@pytest.mark.parametrize("pure", [False, True])
@pytest.mark.parametrize("text", REFUSED_IN_OTHER_WORDS)
def test_both_parsers_refuse_what_one_of_them_would_bear(text: str, pure: bool) -> None:
    assert compose(text.encode(), "x", pure=pure)[1]


@pytest.mark.parametrize("pure", [False, True])
def test_a_question_mark_in_a_one_line_list_is_text(pure: bool) -> None:
    root, problems = compose(b"hint: [What is it?, Where?]", "x", pure=pure)
    assert root is not None
    assert (plain(root), problems) == ({"hint": ["What is it?", "Where?"]}, [])


@needs_libyaml
@given(st.lists(pieces, max_size=25).map("".join))
@example("a: [b\n]")
def test_any_text_reads_the_same_in_both(text: str) -> None:
    (left, one), (right, two) = (compose(text.encode(), "x", pure=pure) for pure in (False, True))
    assert bool(one) == bool(two)
    if not one:
        assert left == right


@given(st.binary(max_size=200) | st.lists(pieces, max_size=40).map(lambda parts: "".join(parts).encode()))
def test_any_bytes_give_a_case_or_problems_that_can_be_shown(source: bytes) -> None:
    reading = read_case(source, "x")
    assert reading.case is None
    assert reading.errors
    for problem in reading.problems:
        assert problem.line >= 1
        assert problem.column >= 1
        assert "\n" not in str(problem)
        assert str(problem).isprintable()


def _spots(data: object, path: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(spot for key, part in parts for spot in _spots(part, (*path, key)))]


def _whole() -> tuple[object, list[tuple[object, ...]]]:
    root, _ = compose(WHOLE.read_bytes(), "x")
    assert isinstance(root, MapNode)
    data = plain(root)
    return data, _spots(data)[1:]


_DATA, _SPOTS = _whole()


def _changed(data: object, path: tuple[object, ...], value: object) -> object:
    if not path:
        return value
    here, rest = path[0], path[1:]
    if isinstance(data, dict):
        return {key: _changed(part, rest, value) if key == here else part for key, part in data.items()}
    assert isinstance(data, list)
    return [_changed(part, rest, value) if index == here else part for index, part in enumerate(data)]


@given(
    st.sampled_from(_SPOTS), st.sampled_from(["x", "a b", ["x"], {"x": "y"}, [["x"]], {"say": "x"}, {"id": "x"}, "0"])
)
def test_a_case_with_any_part_replaced_never_raises(spot: tuple[object, ...], value: object) -> None:
    source = json.dumps(_changed(_DATA, spot, value), ensure_ascii=False).encode()
    reading = read_case(source, "x")
    assert (reading.case is None) == bool(reading.errors)


def test_a_tree_remembers_where_everything_stands() -> None:
    root, _ = compose(b"a:\n  - b\n  - c: |\n      d\n", "x")
    assert root == MapNode(
        1,
        1,
        {
            "a": Entry(
                1, 1, ListNode(2, 3, (TextNode(2, 5, "b"), MapNode(3, 5, {"c": Entry(3, 5, TextNode(3, 8, "d\n"))})))
            )
        },
    )
