"""A patch of case.yaml: exactly the phrasings wanted, and not another character."""

import difflib
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from miliary_chat.author.mining.patching import Wanted, patched
from miliary_chat.base.errors import MiliaryError
from miliary_chat.base.sanitise import one_line
from miliary_chat.case.library import shipped_cases
from miliary_chat.case.nodes import compose, plain
from miliary_chat.case.reader import read_case
from mined import CASE

FLAGSHIP = (shipped_cases() / "wedding-photograph" / "case.yaml").read_bytes()
FILM = ("stages", "findings", "questions", "film", "expect")


def added(before: bytes, after: bytes) -> list[str]:
    """The lines that went (-) and came (+)."""
    diff = difflib.ndiff(before.decode().splitlines(), after.decode().splitlines())
    return [line for line in diff if line[:1] in "+-"]


def test_a_patch_of_nothing_changes_not_a_byte_of_the_flagship() -> None:
    assert patched(FLAGSHIP, {}) == FLAGSHIP
    assert patched(FLAGSHIP, {(*FILM, "small-nodules"): {"accept": ["miliary"]}}) == FLAGSHIP


@pytest.mark.parametrize(
    ("path", "key", "line"),
    [
        ((*FILM, "small-nodules"), "accept", "+               - snowstorm"),
        ((*FILM, "both-lungs"), "accept", "upper middle and lower zones, both sides, snowstorm"),
        (("misconceptions", "m1-is-stage-four"), "reject", "older, snowstorm]"),
        (("stages", "history", "questions", "main", "interview", "cough"), "ask", "dry or productive, snowstorm"),
        ((*FILM, "inlet"), "reject", "+             reject: [snowstorm]"),
    ],
)
def test_a_phrasing_goes_into_the_list_as_it_is_written(path: tuple[str, ...], key: str, line: str) -> None:
    lines = added(FLAGSHIP, patched(FLAGSHIP, {path: {key: ["snowstorm"]}}))
    assert len(lines) <= 2
    assert any(line in one for one in lines)


SHAPES = [
    # (source, wanted, result), all at the path a / x
    ("a:\n  x: [p, q]\n", {"accept": ["n"]}, 'a:\n  x: [p, q, "n"]\n'),
    ("a:\n  x: [p, q]\n", {"reject": ["r"]}, "a:\n  x: {accept: [p, q], reject: [r]}\n"),
    ("a:\n  x: p # c\n", {"accept": ["r s"]}, "a:\n  x: [p, r s] # c\n"),
    ("a:\n  x: p # c\n", {"reject": ["r"]}, "a:\n  x: {accept: p, reject: [r]} # c\n"),
    ("a:\n  x: p, q\n", {"accept": ["r"]}, 'a:\n  x: ["p, q", r]\n'),
    ("a:\n  x:\n    - p\n    # c\n", {"accept": ["r"]}, "a:\n  x:\n    - p\n    - r\n    # c\n"),
    (
        "a:\n  x:\n  - p # c\n  y: z\n",
        {"reject": ["r"]},
        "a:\n  x:\n    accept:\n    - p # c\n    reject: [r]\n  y: z\n",
    ),
    (
        "a:\n  x:\n    - >-\n      p\n      q\n\n  y: z",
        {"accept": ["r"]},
        "a:\n  x:\n    - >-\n      p\n      q\n    - r\n\n  y: z",
    ),
    ("a: {x: {accept: p}, y: z}", {"accept": ["q"], "reject": ["r"]}, "a: {x: {accept: [p, q], reject: [r]}, y: z}"),
    ("a:\n  x: {require: [[b], [c]]}\n", {"accept": ["r"]}, "a:\n  x: {require: [[b], [c]], accept: [r]}\n"),
    ("a:\r\n  x: [p,]\r\n", {"accept": ["r"]}, "a:\r\n  x: [p, r,]\r\n"),
    ("\ufeffa:\r\n  x:\r\n    - p", {"accept": ["r"]}, "\ufeffa:\r\n  x:\r\n    - p\r\n    - r"),
    ("a:\n  x: [p, # c\n    q # d\n  ]\n", {"accept": ["r"]}, "a:\n  x: [p, # c\n    q, r # d\n  ]\n"),
    ("a:\n  x: [p, 'q']\n", {"accept": ["q", "r", "r"]}, "a:\n  x: [p, 'q', r]\n"),
]


@pytest.mark.parametrize(("source", "lists", "result"), SHAPES)
def test_every_way_to_write_phrasings_is_kept(source: str, lists: dict[str, list[str]], result: str) -> None:
    assert patched(source.encode(), {("a", "x"): lists}).decode() == result


def test_a_one_line_list_goes_on_in_a_new_line_where_it_would_become_too_long() -> None:
    source = f"a:\n  x: [{', '.join(['some words'] * 1 + [f'words {n:03}' for n in range(9)])}]\n"
    result = patched(source.encode(), {("a", "x"): {"accept": [f"more words {n}" for n in range(12)]}}).decode()
    assert max(map(len, result.splitlines())) <= 120
    assert result.startswith(source.rstrip("]\n"))


def test_a_place_that_is_not_there_is_refused() -> None:
    with pytest.raises(MiliaryError, match="no “gone”"):
        patched(FLAGSHIP, {("misconceptions", "gone"): {"accept": ["x"]}})


SOURCE = CASE.encode()
EXPECT = ("stages", "findings", "questions", "main", "expect")
PLACES = st.sampled_from(
    [
        ((*EXPECT, "small-nodules"), "accept"),
        ((*EXPECT, "small-nodules"), "reject"),
        ((*EXPECT, "no-effusion"), "accept"),
        ((*EXPECT, "no-effusion"), "reject"),
        ((*EXPECT, "inlet"), "accept"),
        ((*EXPECT, "inlet"), "reject"),
        (("stages", "findings", "questions", "main", "misconceptions", "pneumonia"), "accept"),
        (("stages", "treatment", "questions", "main", "expect", "wait"), "reject"),
    ]
)
HOSTILE = st.one_of(
    st.text(min_size=1, max_size=60),
    st.text(alphabet=" '\"#:,[]{}&*!|>%@`?-~\\/\n\tab1é“", min_size=1, max_size=40),
    st.sampled_from(
        ["yes", "null", "1:30", "012", "- a", "# b", "a: b", "a #b", "~", "<<", "[x]", "{y", "'", '"', "\\n"]
    ),
)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(PLACES, HOSTILE.map(one_line).filter(bool)), min_size=1, max_size=4))
def test_any_wording_reads_back_as_exactly_that_phrasing_and_every_comment_is_still_there(
    wishes: list[tuple[tuple[tuple[str, ...], str], str]],
) -> None:
    wanted: dict[tuple[str, ...], dict[str, list[str]]] = {}
    for (path, key), text in wishes:
        wanted.setdefault(path, {}).setdefault(key, []).append(text)
    result = patched(SOURCE, wanted)
    tree, problems = compose(result, "case")
    assert tree is not None
    assert not problems
    assert read_case(result, "case").case is not None
    assert plain(tree) == _with(wanted)
    old, new = CASE.splitlines(), result.decode().splitlines()
    for comment in ("# An invented film.", "# the usual words", "# Say what is not there."):
        assert sum(line.endswith(comment) for line in new) == 1
    gone = [line for line in difflib.ndiff(old, new) if line.startswith("- ")]
    assert len(gone) <= len(wanted)


def _with(wanted: Wanted) -> Any:
    """What the case says, with the phrasings, put there by hand."""
    before, _ = compose(SOURCE, "case")
    assert before is not None
    said = plain(before)
    for path, lists in wanted.items():
        parent: Any = said
        node: Any = said
        last = ""
        for part in path:
            if part in node:
                parent, last, node = node, part, node[part]
        if isinstance(node, list):
            node = parent[last] = {"accept": node} if "reject" in lists else node
        for key, texts in lists.items():
            held = node if isinstance(node, list) else node.setdefault(key, [])
            held += [text for text in dict.fromkeys(texts) if text not in held]
    return said
