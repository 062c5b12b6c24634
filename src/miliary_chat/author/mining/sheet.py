"""A YAML file as text that is changed at a few places: every other byte stays as it is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from miliary_chat.base.errors import MiliaryError
from miliary_chat.case.source_text import harmless

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Edit:
    """Text in place of what stands from `start` to `end` (line and column from 0; equal: it is only put in).

    Of several at one place the `depth`er one comes first, so that what belongs to a part stays with it.
    """

    start: tuple[int, int]
    end: tuple[int, int]
    text: str
    depth: int = 0


class Sheet:
    """The lines of a file, and the tree of what they say.

    ruamel.yaml's round trip would wrap every long list of the file anew, so it only tells where each part begins and
    ends; the change itself is put into the text.
    """

    def __init__(self, source: bytes) -> None:
        """`source` is UTF-8, with or without a byte order mark, its lines ended in any way."""
        text = source.decode("utf-8")
        self._mark = _BOM if text.startswith(_BOM) else ""
        self._text = text.removeprefix(_BOM)
        pairs = [found.groups() for found in _LINE.finditer(self._text)]
        if len(pairs) > 1 and pairs[-1] == ("", ""):
            pairs.pop()
        self.lines = [content for content, _ in pairs]
        self._ends = [end for _, end in pairs]
        self._starts = [0, *accumulate(len(content) + len(end) for content, end in pairs)]

    def tree(self) -> Any:
        """The root node, with marks; None for an empty file. MiliaryError when ruamel.yaml cannot read it."""
        try:
            return YAML(typ="safe", pure=True).compose(harmless("\n".join([*self.lines, ""])))
        except YAMLError as error:
            words = "This file's YAML is beyond what can be changed from here."
            raise MiliaryError(words, "Change it in your editor.") from error

    def end_of(self, line: int) -> tuple[int, int]:
        """The place behind the last character of a line."""
        return line, len(self.lines[line])

    def indent(self, line: int) -> int:
        """The spaces before a line's first character."""
        return len(self.lines[line]) - len(self.lines[line].lstrip(" "))

    def tail(self, place: tuple[int, int]) -> int:
        """How many characters stand on the line from a place on, a comment aside."""
        rest = self.lines[place[0]][place[1] :]
        return len(re.split(r"\s#", rest, maxsplit=1)[0].rstrip())

    def edited(self, edits: Iterable[Edit]) -> bytes:
        """The file with these edits; line ends are those of the lines around."""
        text = self._text
        # From the end to the beginning, so that no edit moves another's place.
        for edit in sorted(edits, key=lambda one: (one.start, -one.depth), reverse=True):
            new = edit.text.replace("\n", self._end_at(edit.start[0]))
            text = text[: self._offset(edit.start)] + new + text[self._offset(edit.end) :]
        return (self._mark + text).encode("utf-8")

    def _offset(self, place: tuple[int, int]) -> int:
        return self._starts[place[0]] + place[1]

    def _end_at(self, line: int) -> str:
        return next((end for end in (self._ends[line], *self._ends) if end), "\n")


def begin(node: Any) -> tuple[int, int]:
    """Where a node begins."""
    return node.start_mark.line, node.start_mark.column


def end(node: Any, sheet: Sheet) -> tuple[int, int]:
    """Where a node ends; for one in lines of its own the end of its last line, comment included."""
    if is_block(node):
        return sheet.end_of(_last_line(node, sheet))
    return node.end_mark.line, node.end_mark.column


def is_block(node: Any) -> bool:
    """Whether a node is written in lines of its own: a list with dashes, keys under each other, a `>-` text."""
    return node.style in ("|", ">") if is_text(node) else not node.flow_style


def is_text(node: Any) -> bool:
    """Whether a node is a scalar."""
    return bool(node.id == "scalar")


def is_list(node: Any) -> bool:
    """Whether a node is a list."""
    return bool(node.id == "sequence")


def is_map(node: Any) -> bool:
    """Whether a node is a mapping."""
    return bool(node.id == "mapping")


def value_of(node: Any, key: str) -> Any:
    """The value of a key of a mapping; None when it has none."""
    return next((value for name, value in node.value if name.value == key), None) if is_map(node) else None


def key_of(node: Any, key: str) -> Any:
    """The node of a key of a mapping; KeyError when it has none."""
    for name, _ in node.value:
        if name.value == key:
            return name
    raise KeyError(key)


def _last_line(node: Any, sheet: Sheet) -> int:
    """The last line that belongs to a block node."""
    if not is_text(node):
        last = node.value[-1][1] if is_map(node) else node.value[-1]
        return _last_line(last, sheet) if is_block(last) else int(last.end_mark.line)
    # The mark of a `>-` text lies behind the empty lines and comments that follow it.
    header = int(node.start_mark.line)
    last_line = header
    indent = None
    for line in range(header + 1, len(sheet.lines)):
        if not sheet.lines[line].strip():
            continue
        indent = sheet.indent(line) if indent is None else indent
        if sheet.indent(line) < indent or line > node.end_mark.line:
            break
        last_line = line
    return last_line
