"""A file that is no case yet: each problem at its place, in words, the same from both parsers."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from miliary_chat.case.codes import CODES
from miliary_chat.case.nodes import compose, plain
from miliary_chat.case.problems import in_order
from miliary_chat.case.reader import check_case, read_case

LARGE = b"a: b\n" * 200_001

BROKEN: list[tuple[str, bytes, str]] = [
    ("too large", LARGE, "1:1: E102 This file has 1,000,005 bytes; at most 1 MB are read."),
    ("UTF-16 with a mark", "format: 1".encode("utf-16"), "1:1: E103 This file is saved as UTF-16. Save it as UTF-8."),
    ("UTF-16 bare", "format: 1".encode("utf-16-le"), "1:1: E103 This file is saved as UTF-16. Save it as UTF-8."),
    (
        "Latin-1",
        b"a: b\ntitle: caf\xe9",
        "2:11: E103 This is not UTF-8 text, here at the latest. Save the file as UTF-8.",
    ),
    ("a NUL", b"a: b\0c", "1:5: E104 U+0000 (a control character) does not belong in a text. Delete it."),
    ("an escape", b"a: \x1bM", "1:4: E104 U+001B (a control character) does not belong in a text. Delete it."),
    ("C1", "a: \x9b2J".encode(), "1:4: E104 U+009B (a control character) does not belong in a text. Delete it."),
    (
        "writing direction",
        "a:\n  b: x\u202ey".encode(),
        "2:7: E104 U+202E (right-to-left override) does not belong in a text. Delete it.",
    ),
    (
        "an escape in quotes",
        b'a: "\\x1b[2J"',
        "1:4: E104 U+001B (a control character) does not belong in a text. Delete it.",
    ),
    ("tab indents", b"a:\n\tb: c", "2:1: E105 A tab indents this line. Use spaces, two for each level."),
    ("tab after spaces", b"a:\n  \tb: c", "2:3: E105 A tab indents this line. Use spaces, two for each level."),
    ("tab after a dash", b"a:\n-\tb: c", "2:2: E105 A tab indents this line. Use spaces, two for each level."),
    (
        "colon in a text",
        b"hint: Look: there",
        "1:11: E106 A colon and a space begin a value, and there is one too many here. Put a text with a colon in"
        " quotes, and check the indentation.",
    ),
    (
        "no colon",
        b"a: b\nnot a key\nc: d",
        "2:1: E106 This line has no “key: value”. Add the colon, or indent the line so that it belongs to the text"
        " above.",
    ),
    ("open quotation", b'a: "b\nc: d', "1:4: E106 The quotation mark that begins here is never closed."),
    (
        "text after a quotation",
        b'a: "b" c',
        "1:8: E106 This does not fit the lines above it. Check the indentation; a text that goes on after a closing"
        " quotation mark needs quotes around all of it.",
    ),
    (
        "open list",
        b"a: [b, c\nd: e",
        "2:2: E106 The one-line list that begins in line 1 goes wrong here: a comma or “]” is missing.",
    ),
    (
        "open braces",
        b"a: {b: c\nd: e",
        "2:2: E106 The one-line braces that begin in line 1 go wrong here: a comma or “}” is missing.",
    ),
    (
        "punctuation first",
        b"a: @home",
        "1:4: E106 A value was expected here. A text that begins with a punctuation mark needs quotes.",
    ),
    (
        "percent first",
        b"a:\n  - %x",
        "2:5: E106 A value was expected here. A text that begins with a punctuation mark needs quotes.",
    ),
    (
        "bad escape",
        b'a: "\\q"',
        "1:6: E106 After a backslash in double quotes only certain letters may stand. Write two backslashes, or use"
        " single quotes.",
    ),
    (
        "indented too little",
        b"a:\n    b: c\n  d: e",
        "3:3: E106 This does not fit the lines above it. Check the indentation; a text that goes on after a closing"
        " quotation mark needs quotes around all of it.",
    ),
    (
        "item behind a key",
        b"a: - b",
        "1:4: E106 A list item cannot begin here. Put “- ” at the start of a line of its own, or the text in quotes.",
    ),
    ("block text", b"a: |b\n  c", "1:5: E106 After “|” or “>” the text begins on the next line."),
    (
        "colon at a bracket",
        b"a: [b:]",
        "1:5: E106 A colon at the end of a word in a one-line list: put the text in quotes.",
    ),
    (
        "anchor and alias",
        b"a: &b c\nd: *b",
        "1:4: E107 “&b” is a YAML anchor. Delete it, or put the text in quotes.\n"
        "2:4: E107 “*b” is a YAML alias. Write the text out, or put it in quotes.",
    ),
    ("tag", b"a: !!int 1", "1:4: E108 “tag:yaml.org,2002:int” is a YAML tag. Delete it, or put the text in quotes."),
    ("directive", b"%YAML 1.1\n---\na: b", "1:1: E108 Lines that begin with “%” do not belong in a case."),
    ("key twice", b"a: b\nc: d\na: e", "3:1: E109 The key “a” was there before, in line 1."),
    ("key twice, once empty", b"a:\na: e", "1:1: E206 “a” has no value. Write one, or delete the key.\n"
     "2:1: E109 The key “a” was there before, in line 1."),
    ("41 levels", b"a: " + b"[" * 41, "1:43: E110 More than 40 levels of nesting. Is a bracket never closed?"),
    ("100,000 brackets", b"[" * 100_000, "1:41: E110 More than 40 levels of nesting. Is a bracket never closed?"),
    ("100,000 braces", b"{a: " * 100_000, "1:161: E110 More than 40 levels of nesting. Is a bracket never closed?"),
    ("two documents", b"a: b\n---\nc: d", "2:1: E111 A second document begins here; a file holds one case."),
    (
        "an item without its space",
        b"a:\n  - b\n  -c",
        "3:3: E106 A list item is a dash, a space and its text. Put a space after this dash.",
    ),
    (
        "a no-break space in the indentation",
        "a:\n  b: c\n \u00a0d: e".encode(),
        "3:2: E106 U+00A0 (no-break space) looks like a space and is none here. Replace it by ordinary spaces.",
    ),
    (
        "a no-break space after a colon",
        "a: b\nc:\u00a0d\ne: f".encode(),
        "2:3: E106 U+00A0 (no-break space) looks like a space and is none here. Replace it by ordinary spaces.",
    ),
    (
        "a no-break space in a text far above",
        "a: |\n  \u00a0x\nb: c\nd: e\nf: g\nh".encode(),
        "6:1: E106 This line has no “key: value”. Add the colon, or indent the line so that it belongs to the text"
        " above.",
    ),
    (
        "a # in a one-line list",
        b"a: [b, sample #2, d]\ne: f",
        "1:15: E106 After a space “#” begins a comment. Put a text with “#” in quotes.",
    ),
    ("a # first", b"a: #2 of 3\nb: c",
     "1:1: E206 “a” has no value: “#” begins a comment. Put a text with “#” in quotes."),
    ("a comment instead", b"a: # later\nb: c", "1:1: E206 “a” has no value. Write one, or delete the key."),
    ("a list as key", b"[a, b]: c", "1:1: E112 A key has to be a plain word: “key: value”."),
    (
        "braces as key",
        b"a: {{b}}",
        "1:5: E112 A key has to be a plain word: “key: value”. A text in braces needs quotes.\n"
        "1:6: E206 “b” has no value. Write one, or delete the key.",
    ),
    ("no key", b"?\n: c", "1:2: E112 A key has to be a plain word: “key: value”."),
    ("nothing", b"", "1:1: E113 This file is empty."),
    ("a comment only", b"# later\n", "1:1: E113 This file is empty."),
    ("a list", b"- a\n- b", "1:1: E114 This is not a case: a case is “key: value” lines."),
    ("a text", b"hello", "1:1: E114 This is not a case: a case is “key: value” lines."),
]  # fmt: skip


NO_CASE = [
    (
        "another program's",
        b"services:\n  web: {image: nginx}",
        "1:1: E114 This YAML is not a case; a case has “format: 1”, an id, a title and stages.",
    ),
    (
        "a newer format, whatever else it says",
        b"id: x\nformat: 2\nsaga: x",
        "2:9: E115 Format 2 needs a newer release of miliary-chat; this one reads up to format 1.",
    ),
]


@pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])
@pytest.mark.parametrize(("source", "problems"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_what_is_wrong_with_a_file_is_said_at_its_place(source: bytes, problems: str, pure: bool) -> None:
    _, found = compose(source, "x.yaml", pure=pure)
    assert [str(problem) for problem in in_order(found)] == [f"x.yaml:{line}" for line in problems.splitlines()]


@pytest.mark.parametrize(("source", "problem"), [row[1:] for row in NO_CASE], ids=[row[0] for row in NO_CASE])
def test_yaml_that_is_no_case_of_this_release_is_told_in_one_line(source: bytes, problem: str) -> None:
    assert [str(found) for found in read_case(source, "x.yaml").problems] == [f"x.yaml:{problem}"]


def test_every_code_of_a_file_is_in_the_tables() -> None:
    seen = {word for _, _, problems in BROKEN + NO_CASE for word in problems.split() if word in CODES}
    assert seen >= {code for code in CODES if code < "E200"} - {"E101", "E116"}


@pytest.mark.parametrize(
    ("source", "count"),
    [(b"a: [" + b"*b," * 5_000 + b"c]", 201), (b"a:\n" + b"\tb\n" * 5_000, 20)],
    ids=["aliases", "tabs"],
)
def test_a_file_of_nothing_but_mistakes_is_not_told_to_the_end(source: bytes, count: int) -> None:
    assert len(compose(source, "x.yaml")[1]) == count


def test_all_problems_of_a_file_are_told_at_once() -> None:
    source = b"a: \x07x\nb: *c\nb: !d e\nf:\n"
    found = read_case(source, "x.yaml").problems
    assert [(problem.line, problem.code) for problem in found] == [
        (1, "E114"),
        (1, "E104"),
        (2, "E107"),
        (3, "E109"),
        (3, "E108"),
        (4, "E206"),
    ]


def test_a_file_of_control_characters_is_told_in_21_lines() -> None:
    _, problems = compose(b"a: x" + b"\x07" * 5_000, "x.yaml")
    assert len(problems) == 21
    assert problems[-1].message == "... and 4980 more such characters from here on."


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: None, "No such file or directory"),
        (lambda path: path.mkdir(), "No such file or directory"),
        pytest.param(
            lambda path: path.symlink_to(path),
            "Too many levels of symbolic links",
            marks=pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows"),
        ),
    ],
    ids=["no file", "a folder without a case", "a link to itself"],
)
def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path, make: Callable[[Path], object], words: str) -> None:
    path = tmp_path / "here"
    make(path)
    (problem,) = check_case(path).problems
    assert problem.code == "E101"
    assert words in problem.message


def test_a_named_pipe_is_not_waited_for(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("no named pipes here")
    os.mkfifo(tmp_path / "case.yaml")
    assert [problem.code for problem in check_case(tmp_path).problems] == ["E101"]


def test_a_file_of_50_mb_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    assert [problem.message for problem in check_case(path).problems] == [
        "This file has 50,000,000 bytes; at most 1 MB are read."
    ]


def test_scalars_stay_as_typed_and_line_breaks_and_a_byte_order_mark_do_not_matter() -> None:
    source = '\ufeffa: no\nb: [1:30, 012, 2026-11-01, null, 1e3, "~"]\nc: What is it?\td\ne: {f: g?}\n'
    for text in (source, source.replace("\n", "\r\n"), source.replace("\n", "\r")):
        root, problems = compose(text.encode(), "x.yaml")
        assert not problems
        assert root is not None
        assert plain(root) == {
            "a": "no",
            "b": ["1:30", "012", "2026-11-01", "null", "1e3", "~"],
            "c": "What is it? d",
            "e": {"f": "g?"},
        }
