"""What YAML joins or cuts without a word: an item or key glued to the text above it, a text cut at its “#”."""

import re
from collections.abc import Iterator

from miliary_chat.author.checking.lints.study import Study
from miliary_chat.case.parser import Stretch, plain_texts
from miliary_chat.case.source_text import EXOTIC_SPACE, named

_GLUED_ITEM = re.compile(r"\s*-(?:\s*[^\W\d_]|[^\W\d_])")
_GLUED_KEY = re.compile(rf"\s*(?:- *)?[\w-]+:(?P<space>{EXOTIC_SPACE})")
_COMMENT = re.compile(r"\s+#(?P<word>[^\s#]\S*)")

_CUT = re.compile(r"\s#[^\s#]")
_ODD = re.compile(EXOTIC_SPACE)
_DASHED = re.compile(r"-[^\s-]")
_OPENS = re.compile(r":\s*(?:#.*)?$")
"""What a list may begin below: a key without a value."""


def glued_and_cut(study: Study) -> Iterator[tuple[int, int, str, str]]:
    """Yield line, column, code and sentence of every plain text that ends, or goes on, where nobody meant it to."""
    if not _worth_parsing(study.rows):
        return
    for text in plain_texts("\n".join(study.rows)):
        yield from _glued(study.rows, text)
        yield from _cut_off(study.rows, text)


def _worth_parsing(rows: tuple[str, ...]) -> bool:
    """Whether any line could be glued or cut; nearly no case has one, and parsing takes longer than reading lines."""
    before = ""
    for row in rows:
        text = row.lstrip()
        if _CUT.search(row) or _ODD.search(row) or _DASHED.match(text):
            return True
        if text.startswith("-"):
            deeper = len(row) - len(text) > len(before) - len(before.lstrip())
            if deeper and not _OPENS.search(before):
                return True
        before = row if text else before
    return False


def _glued(rows: tuple[str, ...], text: Stretch) -> Iterator[tuple[int, int, str, str]]:
    first = text.line
    alone = first < len(rows) and not rows[first][: text.column].strip()
    for number in range(first if alone else first + 1, text.last_line + 1):
        row = rows[number] if number < len(rows) else ""
        at = len(row) - len(row.lstrip()) + 1
        if _GLUED_ITEM.match(row):
            begin = _short(row.strip())
            words = (
                f"“{begin}” is read as part of the text {'above' if number > first else 'and begins no item'}."
                " A list item is a dash, a space and its text, below the dash above it."
            )
            yield number + 1, at, "W553", words
        elif number > first and (key := _GLUED_KEY.match(row)):
            words = f"“{_short(row.strip())}” is read as part of the text above. {_replace(key['space'])}"
            yield number + 1, at, "W553", words


def _cut_off(rows: tuple[str, ...], text: Stretch) -> Iterator[tuple[int, int, str, str]]:
    line = text.last_line
    row = rows[line] if line < len(rows) else ""
    if cut := _COMMENT.match(row, len(row[: text.end].rstrip())):
        words = (
            f"What follows “#” is not read: the text ends before “#{_short(cut['word'])}”. Put all of it in quotes;"
            " a comment that is meant has a space after its “#”."
        )
        yield line + 1, cut.start("word"), "W554", words


def _replace(space: str) -> str:
    return f"It holds {named(space)} where an ordinary space belongs."


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:39].rstrip()}…"
