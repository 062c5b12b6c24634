"""The text of a case file: its bytes decoded, and nothing in it that a terminal would obey."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from miliary_chat.case.problems import Problem

SIZE_LIMIT = 1_000_000
"""Bytes of a case file."""

HOSTILE = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""What no text of a case holds: what base.sanitise takes out, line separators, and what YAML has no room for."""

EXOTIC_SPACE = "[\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000]"
"""A pattern of what looks like a space and is none to YAML; it often comes along when text is pasted."""

_MOST_CHARACTERS = 20
_NEAR = 3
_ODDLY_SPACED = re.compile(rf"^[ ]*(?:- *)*(?:[\w-]+:)?(?P<space>{EXOTIC_SPACE})")
_TAB_INDENT = re.compile(r"^[ -]*\t[ \t-]*(?=[^\s#])", re.MULTILINE)


def decode(source: bytes, where: str, limit: int = SIZE_LIMIT) -> tuple[str | None, list[Problem]]:
    """Return a file's text with line breaks as "\\n" and what is hostile in it as spaces; None when it is no text."""
    if len(source) > limit:
        words = f"This file has {len(source):,} bytes; at most {limit // 1_000_000} MB are read."
        return None, [Problem(where, 1, 1, "E102", words)]
    if _looks_like_utf16(source):
        return None, [Problem(where, 1, 1, "E103", "This file is saved as UTF-16. Save it as UTF-8.")]
    try:
        text = source.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = source[: error.start].decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
        line, column = _place(before.removeprefix("\ufeff"), None)
        words = "This is not UTF-8 text, here at the latest. Save the file as UTF-8."
        return None, [Problem(where, line, column, "E103", words)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems = list(_hostile_characters(text, where))
    for found in islice(_TAB_INDENT.finditer(text) if "\t" in text else (), _MOST_CHARACTERS):
        line, column = _place(text, found.start() + found[0].index("\t"))
        words = "A tab indents this line. Use spaces, two for each level."
        problems.append(Problem(where, line, column, "E105", words))
    return harmless(text), problems


def harmless(text: str) -> str:
    """Return `text` with a space for every hostile character and tab."""
    return (HOSTILE.sub(" ", text) if HOSTILE.search(text) else text).replace("\t", " ")


def odd_space(text: str, upto: int) -> tuple[int, int, str] | None:
    """Return line, column and words for the last space that is none to YAML where its grammar needs one.

    Only in the first `upto` lines, and close to the last of them: farther away it is not why they cannot be read.
    """
    lines = text.split("\n")[:upto]
    for number in range(len(lines), max(0, len(lines) - _NEAR), -1):
        if found := _ODDLY_SPACED.match(lines[number - 1]):
            words = f"{named(found['space'])} looks like a space and is none here. Replace it by ordinary spaces."
            return number, found.start("space") + 1, words
    return None


def _looks_like_utf16(source: bytes) -> bool:
    if source[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    head = source[:2_000]
    return len(head) >= 8 and max(head[0::2].count(0), head[1::2].count(0)) > len(head) * 0.4


def _place(text: str, offset: int | None) -> tuple[int, int]:
    before = text if offset is None else text[:offset]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _hostile_characters(text: str, where: str) -> Iterator[Problem]:
    for count, found in enumerate(HOSTILE.finditer(text)):
        line, column = _place(text, found.start())
        if count == _MOST_CHARACTERS:
            words = f"... and {len(HOSTILE.findall(text)) - count} more such characters from here on."
            yield Problem(where, line, column, "E104", words)
            return
        yield Problem(where, line, column, "E104", f"{named(found[0])} does not belong in a text. Delete it.")


def named(char: str) -> str:
    """Return what a character is called: "U+202E (right-to-left override)"."""
    name = unicodedata.name(char, "a control character")
    return f"U+{ord(char):04X} ({name.lower()})"
