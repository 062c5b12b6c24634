"""The tree of a case file: every value the text that was typed, every part with its line and column."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import yaml

from miliary_chat.case.parser import events, syntax_error
from miliary_chat.case.problems import Problem
from miliary_chat.case.source_text import HOSTILE, SIZE_LIMIT, decode, harmless, named

DEPTH_LIMIT = 40
"""Levels of nesting; far beyond it libyaml's own tree builder crashes the process."""

_MOST_PROBLEMS = 200


@dataclass(frozen=True, slots=True)
class TextNode:
    """A scalar, as typed."""

    line: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class ListNode:
    """A list. `broken`: an item of it was refused and is left out."""

    line: int
    column: int
    items: tuple["Node", ...]
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A key's own place and its value."""

    line: int
    column: int
    value: "Node"


@dataclass(frozen=True, slots=True)
class MapNode:
    """Keys with values in the order typed. `broken`: keys whose values were refused and are left out."""

    line: int
    column: int
    entries: Mapping[str, Entry]
    broken: frozenset[str] = frozenset()


Node = TextNode | ListNode | MapNode


def plain(node: Node) -> Any:
    """Return a node as str, list and dict."""
    if isinstance(node, TextNode):
        return node.text
    if isinstance(node, ListNode):
        return [plain(item) for item in node.items]
    return {key: plain(entry.value) for key, entry in node.entries.items()}


class _CutOffError(Exception):
    """The event stream is cut off here."""


@dataclass
class _Composer:
    stream: Iterator[Any]
    where: str
    problems: list[Problem] = field(default_factory=list)
    rows: tuple[str, ...] = ()
    """The lines of the text."""
    gaps: bool = False
    """Whether a key or list item may be empty; it is then left out."""

    def say(self, mark: Any, code: str, message: str) -> None:
        self.problems.append(Problem(self.where, mark.line + 1, mark.column + 1, code, message))
        if len(self.problems) > _MOST_PROBLEMS:
            raise _CutOffError

    def document(self) -> Node | None:
        """The first document's root; None for an empty file."""
        root: Node | None = None
        documents = 0
        for event in self.stream:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.say(event.start_mark, "E111", "A second document begins here; a file holds one case.")
                    return root
                if event.version or event.tags:
                    self.say(event.start_mark, "E108", "Lines that begin with “%” do not belong in a case.")
                root = self.node(next(self.stream), 1)
        return root

    def node(self, event: Any, depth: int) -> Node | None:
        """The node that begins with `event`; None where it was refused or is empty."""
        mark = event.start_mark
        if isinstance(event, yaml.AliasEvent):
            self.say(mark, "E107", f"“*{event.anchor}” is a YAML alias. Write the text out, or put it in quotes.")
            return None
        if event.anchor:
            self.say(mark, "E107", f"“&{event.anchor}” is a YAML anchor. Delete it, or put the text in quotes.")
        if event.tag:
            self.say(mark, "E108", f"“{_short(event.tag)}” is a YAML tag. Delete it, or put the text in quotes.")
        if isinstance(event, yaml.ScalarEvent):
            return self.text(event)
        if depth > DEPTH_LIMIT:
            self.say(mark, "E110", f"More than {DEPTH_LIMIT} levels of nesting. Is a bracket never closed?")
            raise _CutOffError
        if isinstance(event, yaml.SequenceStartEvent):
            return self.list(mark, depth)
        return self.map(mark, depth, braces=bool(event.flow_style))

    def text(self, event: Any) -> TextNode | None:
        value, mark = event.value, event.start_mark
        if not event.style and value in ("", "~"):
            return None
        if event.style == '"' and (found := HOSTILE.search(value) or re.search("\t", value)):
            self.say(mark, "E104", f"{named(found[0])} does not belong in a text. Delete it.")
            value = harmless(value)
        return TextNode(mark.line + 1, mark.column + 1, value)

    def list(self, mark: Any, depth: int) -> ListNode:
        items: list[Node] = []
        broken = False
        while not isinstance(event := next(self.stream), yaml.SequenceEndEvent):
            known = len(self.problems)
            item = self.node(event, depth + 1)
            if item is not None:
                items.append(item)
                continue
            broken = True
            if len(self.problems) == known and not self.gaps:
                self.say(event.start_mark, "E206", "This list item is empty.")
        return ListNode(mark.line + 1, mark.column + 1, tuple(items), broken)

    def map(self, mark: Any, depth: int, before: frozenset[str] = frozenset(), *, braces: bool = False) -> MapNode:
        """The mapping whose start was the last event, in `braces` or not; up to the first key of `before`."""
        entries: dict[str, Entry] = {}
        broken: dict[str, int] = {}
        while not isinstance(event := next(self.stream), yaml.MappingEndEvent):
            key = self.key(event, depth)
            if key in before:
                break
            place, known = event.start_mark, len(self.problems)
            value = self.node(next(self.stream), depth + 1)
            if key is None:
                continue
            first = entries[key].line if key in entries else broken.get(key)
            if first is not None:
                self.say(place, "E109", f"The key “{_short(key)}” was there before, in line {first}.")
            elif value is None or _is_empty(value):
                if len(self.problems) == known and self.gaps:
                    continue
                broken[key] = place.line + 1
                if len(self.problems) == known:
                    row = self.rows[place.line] if place.line < len(self.rows) else ""
                    self.say(place, "E206", _no_value(key, row[place.column :], cut=braces and bool(entries)))
            else:
                entries[key] = Entry(place.line + 1, place.column + 1, value)
        return MapNode(mark.line + 1, mark.column + 1, entries, frozenset(broken))

    def key(self, event: Any, depth: int) -> str | None:
        known = len(self.problems)
        node = self.node(event, depth + 1)
        if isinstance(node, TextNode):
            return node.text
        if node is not None or len(self.problems) == known:
            words = "A key has to be a plain word: “key: value”."
            if isinstance(event, yaml.MappingStartEvent):
                words += " A text in braces needs quotes."
            self.say(event.start_mark, "E112", words)
        return None


def _is_empty(node: Node) -> bool:
    """Whether a list or mapping was written empty; one whose parts were refused has had its problem."""
    return (isinstance(node, ListNode) and not node.items and not node.broken) or (
        isinstance(node, MapNode) and not node.entries and not node.broken
    )


def _no_value(key: str, row: str, *, cut: bool) -> str:
    """What is said of a key without a value; `cut`: a comma in one-line braces may have made a key of half a text."""
    if re.match(r"[\w-]+:\s+#[^\s#]", row):
        return f"“{_short(key)}” has no value: “#” begins a comment. Put a text with “#” in quotes."
    if cut:
        return f"“{_short(key)}” has no value. In braces a comma begins a new key: put a text with a comma in quotes."
    return f"“{_short(key)}” has no value. Write one, or delete the key."


def _short(text: str) -> str:
    text = " ".join(harmless(text).split())
    return text if len(text) <= 40 else text[:39] + "…"


def compose(
    source: bytes, where: str, *, pure: bool = False, gaps: bool = False, limit: int = SIZE_LIMIT
) -> tuple[MapNode | None, list[Problem]]:
    """Return the tree of a case file, None when there is none, with all problems found on the way.

    `pure` takes the pure Python parser even where libyaml is there; with `gaps` keys may be empty; a file of more than
    `limit` bytes is refused.
    """
    text, problems = decode(source, where, limit)
    if text is None:
        return None, problems
    composer = _Composer(events(text, pure=pure), where, problems, tuple(text.split("\n")), gaps)
    try:
        root = composer.document()
    except yaml.YAMLError as error:
        if not any(problem.code == "E105" for problem in problems):
            problems.append(Problem(where, *_as_problem(text, error)))
        return None, problems
    except _CutOffError:
        return None, problems
    if root is None and not problems:
        problems.append(Problem(where, 1, 1, "E113", "This file is empty."))
    if root is None or isinstance(root, MapNode):
        return root, problems
    problems.append(Problem(where, root.line, root.column, "E114", "This is not a case: a case is “key: value” lines."))
    return None, problems


def head(source: bytes, where: str, *, wanted: tuple[str, ...], before: tuple[str, ...]) -> MapNode | None:
    """Return the top of a case file, up to the first of the keys `before`; None when that much cannot be read.

    Nothing behind that key is parsed, so a list of many cases is quick; what is wrong there is not noticed either. Only
    where a `wanted` key stands behind it the whole file is parsed.
    """
    text, problems = decode(source, where)
    if text is None or problems:
        return None
    first = re.search(rf"^(?:{'|'.join(before)}):", text, re.MULTILINE)
    late = first and re.compile(rf"^(?:{'|'.join(wanted)})\b", re.MULTILINE).search(text, first.end())
    stop = frozenset() if text.startswith("{") or late else frozenset(before)
    stream = events(text)
    composer = _Composer(stream, where)
    with suppress(yaml.YAMLError, _CutOffError):  # the whole reading, which follows, finds it again and says it
        for event in stream:
            if isinstance(event, yaml.MappingStartEvent):
                top = composer.map(event.start_mark, 1, stop)
                return None if composer.problems else top
            if isinstance(event, yaml.NodeEvent):
                break
    return None


def _as_problem(text: str, error: yaml.YAMLError) -> tuple[int, int, str, str]:
    line, column, words = syntax_error(text, error)
    return line, column, "E106", words
