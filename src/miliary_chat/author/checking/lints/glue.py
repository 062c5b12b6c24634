"""What YAML joins or cuts without a word: an item or key glued to the text above it, a text cut at its “#”."""

import re
from collections.abc import Iterator

import yaml

from miliary_chat.author.checking.lints.study import Study
from miliary_chat.case.parser import events
from miliary_chat.case.source_text import EXOTIC_SPACE, named

_GLUED_ITEM = re.compile(r"\s*-(?:\s*[^\W\d_]|[^\W\d_])")
_GLUED_KEY = re.compile(rf"\s*(?:- *)?[\w-]+:(?P<space>{EXOTIC_SPACE})")
_COMMENT = re.compile(r"\s+#(?P<word>[^\s#]\S*)")


def glued_and_cut(study: Study) -> Iterator[tuple[int, int, str, str]]:
    """Yield line, column, code and sentence of every plain text that ends, or goes on, where nobody meant it to."""
    for event in events("\n".join(study.rows)):
        if isinstance(event, yaml.ScalarEvent) and not event.style:
            first, last = event.start_mark, event.end_mark
            assert first is not None  # what was parsed from a text has its place in it
            assert last is not None
            yield from _glued(study.rows, first.line, first.column, last.line)
            yield from _cut_off(study.rows, last.line, last.column, event.value)


def _glued(rows: tuple[str, ...], first: int, column: int, last: int) -> Iterator[tuple[int, int, str, str]]:
    alone = not rows[first][:column].strip() if first < len(rows) else False
    for number in range(first if alone else first + 1, last + 1):
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


def _cut_off(rows: tuple[str, ...], line: int, column: int, value: str) -> Iterator[tuple[int, int, str, str]]:
    row = rows[line] if line < len(rows) else ""
    begin = len(row[:column].rstrip())
    if value and (cut := _COMMENT.match(row, begin)):
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
