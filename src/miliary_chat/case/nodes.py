"""The tree of a case file: every value the text that was typed, every part with its line and column."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import yaml

from miliary_chat.case.parser import events, syntax_error
from miliary_chat.case.problems import Problem

SIZE_LIMIT = 1_000_000
"""Bytes of a case file."""

DEPTH_LIMIT = 40
"""Levels of nesting; far beyond it libyaml's own tree builder crashes the process."""

HOSTILE = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""What no text of a case holds: what base.sanitise takes out, line separators, and what YAML has no room for."""

_MOST_CHARACTERS = 20
_MOST_PROBLEMS = 200
_TAB_INDENT = re.compile(r"^[ -]*\t[ \t-]*(?=[^\s#])", re.MULTILINE)


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


def decode(source: bytes, where: str) -> tuple[str | None, list[Problem]]:
    """Return a file's text with line breaks as "\\n" and what is hostile in it as spaces; None when it is no text."""
    if len(source) > SIZE_LIMIT:
        return None, [Problem(where, 1, 1, "E102", f"This file has {len(source):,} bytes; a case has at most 1 MB.")]
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
    for found in islice(_TAB_INDENT.finditer(text), _MOST_CHARACTERS):
        line, column = _place(text, found.start() + found[0].index("\t"))
        words = "A tab indents this line. Use spaces, two for each level."
        problems.append(Problem(where, line, column, "E105", words))
    return HOSTILE.sub(" ", text).replace("\t", " "), problems


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
        yield Problem(where, line, column, "E104", f"{_named(found[0])} does not belong in a text. Delete it.")


def _named(char: str) -> str:
    name = unicodedata.name(char, "a control character")
    return f"U+{ord(char):04X} ({name.lower()})"


class _CutOffError(Exception):
    """The event stream is cut off here."""


@dataclass
class _Composer:
    stream: Iterator[Any]
    where: str
    problems: list[Problem] = field(default_factory=list)

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
        return self.map(mark, depth)

    def text(self, event: Any) -> TextNode | None:
        value, mark = event.value, event.start_mark
        if not event.style and value in ("", "~"):
            return None
        if event.style == '"' and (found := HOSTILE.search(value) or re.search("\t", value)):
            self.say(mark, "E104", f"{_named(found[0])} does not belong in a text. Delete it.")
            value = HOSTILE.sub(" ", value).replace("\t", " ")
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
            if len(self.problems) == known:
                self.say(event.start_mark, "E206", "This list item is empty.")
        return ListNode(mark.line + 1, mark.column + 1, tuple(items), broken)

    def map(self, mark: Any, depth: int, before: str | None = None) -> MapNode:
        """The mapping whose start was the last event; up to the key `before`, when there is one."""
        entries: dict[str, Entry] = {}
        broken: dict[str, int] = {}
        while not isinstance(event := next(self.stream), yaml.MappingEndEvent):
            key = self.key(event, depth)
            if key is not None and key == before:
                break
            place, known = event.start_mark, len(self.problems)
            value = self.node(next(self.stream), depth + 1)
            if key is None:
                continue
            first = entries[key].line if key in entries else broken.get(key)
            if first is not None:
                self.say(place, "E109", f"The key “{_short(key)}” was there before, in line {first}.")
            elif value is None or _is_empty(value):
                broken[key] = place.line + 1
                if len(self.problems) == known:
                    self.say(place, "E206", f"“{_short(key)}” has no value. Write one, or delete the key.")
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


def _short(text: str) -> str:
    text = " ".join(HOSTILE.sub(" ", text).split())
    return text if len(text) <= 40 else text[:39] + "…"


def compose(source: bytes, where: str, *, pure: bool = False) -> tuple[MapNode | None, list[Problem]]:
    """Return the tree of a case file, None when there is none, with all problems found on the way.

    `pure` takes the pure Python parser even where libyaml is there.
    """
    text, problems = decode(source, where)
    if text is None:
        return None, problems
    composer = _Composer(events(text, pure=pure), where, problems)
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


def head(source: bytes, where: str, *, before: str, wanted: tuple[str, ...]) -> MapNode | None:
    """Return the top of a case file, the keys that stand before one of them; None when that much cannot be read.

    Nothing behind that key is parsed, so a list of many cases is quick; what is wrong there is not noticed either. Only
    where a `wanted` key stands behind it the whole file is parsed.
    """
    text, problems = decode(source, where)
    if text is None or problems:
        return None
    late = re.compile(rf"^{before}:.*?^(?:{'|'.join(wanted)}):", re.MULTILINE | re.DOTALL)
    stop = None if text.startswith("{") or late.search(text) else before
    stream = events(text)
    composer = _Composer(stream, where)
    try:
        for event in stream:
            if isinstance(event, yaml.MappingStartEvent):
                top = composer.map(event.start_mark, 1, stop)
                return None if composer.problems else top
            if isinstance(event, yaml.NodeEvent):
                break
    except (yaml.YAMLError, _CutOffError):
        pass  # the whole reading, which follows, finds it again and says it
    return None


def _as_problem(text: str, error: yaml.YAMLError) -> tuple[int, int, str, str]:
    line, column, words = syntax_error(text, error)
    return line, column, "E106", words
