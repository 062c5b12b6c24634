"""YAML's events, the same from libyaml and from pure Python, and syntax errors in words for an author."""

import re
from collections import deque
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError
from yaml.tokens import ScalarToken

from miliary_chat.case.source_text import odd_space

try:
    from yaml.cyaml import CParser  # type: ignore[attr-defined]
except ImportError:  # a PyYAML that was built without libyaml
    CParser = None  # type: ignore[assignment, misc]

_LONG = 200_000
HAS_LIBYAML = CParser is not None

_HEADER_WITH_COMMENT = re.compile(r"(?P<sign>[+-]?)(?P<digit>[1-9]?)(?P<later>(?(digit)[+-]?))#")
_ITEM_WITHOUT_SPACE = re.compile(r"^ *-(?=[^\W\d_])")
_COMMENT_IN_TEXT = re.compile(r"\s#(?=[^\s#])")
_BLANK = "\0 \t\r\n\x85\u2028\u2029"


class PureParser(Reader, Scanner, Parser):
    """PyYAML's own parser, brought to libyaml's rule for a plain text in one-line lists: `[What is it?]` is a text."""

    def __init__(self, stream: str) -> None:
        Reader.__init__(self, stream)
        Scanner.__init__(self)
        Parser.__init__(self)

    def scan_plain(self) -> ScalarToken:
        """Scan a plain text as libyaml 0.2.5 does: `?` may stand in it, `:` before a bracket or comma may not."""
        chunks: list[str] = []
        start_mark = end_mark = self.get_mark()
        indent = self.indent + 1
        spaces: list[str] | None = []
        while self.peek() != "#":
            length = self._plain_run(start_mark)
            if length == 0:
                break
            self.allow_simple_key = False
            chunks.extend(spaces or ())
            chunks.append(self.prefix(length))
            self.forward(length)
            end_mark = self.get_mark()
            spaces = self.scan_plain_spaces(indent, start_mark)
            if not spaces or (not self.flow_level and self.column < indent):
                break
        return ScalarToken("".join(chunks), True, start_mark, end_mark)

    def scan_block_scalar_indicators(self, start_mark: Any) -> tuple[bool | None, int | None]:
        """Read the `-` and `2` of `|-2`; like libyaml, bear a comment right behind them."""
        found = _HEADER_WITH_COMMENT.match(self.prefix(3))
        if not found:
            chomping, increment = super().scan_block_scalar_indicators(start_mark)
            return chomping, increment
        self.forward(found.end() - 1)
        sign, digit = found["sign"] or found["later"], found["digit"]
        return sign == "+" if sign else None, int(digit) if digit else None

    def _plain_run(self, start_mark: Any) -> int:
        length = 0
        while (char := self.peek(length)) not in _BLANK:
            if char == ":":
                after = self.peek(length + 1)
                if self.flow_level and after in ",?[]{}":
                    raise ScannerError(
                        "while scanning a plain scalar", start_mark, "found unexpected ':'", self.get_mark()
                    )
                if after in _BLANK:
                    break
            if self.flow_level and char in ",[]{}":
                break
            length += 1
        return length


def events(text: str, *, pure: bool = False) -> Iterator[Any]:
    """Yield the events of a YAML text, by libyaml where there is one; yaml.YAMLError at the first syntax error."""
    parser: Any = PureParser(text) if pure or not HAS_LIBYAML else CParser(text)
    while parser.check_event():
        yield parser.get_event()


class Stretch(NamedTuple):
    """Where a text stands that is neither in quotes nor a block: lines and columns from 0, the end behind it."""

    line: int
    column: int
    last_line: int
    end: int


def plain_texts(text: str) -> Iterator[Stretch]:
    """Yield where each plain key and value stands in a YAML text that can be parsed; empty ones are left out."""
    for event in events(text):
        if isinstance(event, yaml.ScalarEvent) and not event.style and event.value:
            first, last = event.start_mark, event.end_mark
            assert first is not None  # what was parsed from a text has its place in it
            assert last is not None
            yield Stretch(first.line, first.column, last.line, last.column)


def syntax_error(text: str, error: yaml.YAMLError) -> tuple[int, int, str]:
    """Return line, column and words for what is wrong with a text whose parsing ended in `error`.

    The pure parser is asked again, for its findings are the same on every machine; not about a text so long that
    an author would wait.
    """
    if len(text) < _LONG:
        try:
            deque(events(text, pure=True), maxlen=0)
        except yaml.YAMLError as found:
            error = found
    problem = str(getattr(error, "problem", None) or "it cannot be read")
    context = str(getattr(error, "context", None) or "")
    begun, noticed = getattr(error, "context_mark", None), getattr(error, "problem_mark", None)
    words, at_begin = _in_words(problem, context, begun.line + 1 if begun else 0)
    mark = (begun if at_begin else noticed) or noticed or begun
    last = noticed or begun
    if last and (odd := odd_space(text, last.line + 1)):
        return odd
    if mark and (glued := _ITEM_WITHOUT_SPACE.match([*text.split("\n"), ""][mark.line])):
        return mark.line + 1, glued.end(), "A list item is a dash, a space and its text. Put a space after this dash."
    if begun and noticed and "flow" in context:
        for number, row in enumerate(text.split("\n")[begun.line : noticed.line + 1], start=begun.line + 1):
            if cut := _COMMENT_IN_TEXT.search(row):
                return number, cut.start() + 2, "After a space “#” begins a comment. Put a text with “#” in quotes."
    return (mark.line + 1, mark.column + 1, words) if mark else (1, 1, words)


_WORDS = (
    ("mapping values are not allowed", False, "A colon and a space begin a value, and there is one too many here. Put"
     " a text with a colon in quotes, and check the indentation."),
    ("could not find expected ':'", True, "This line has no “key: value”. Add the colon, or indent the line so that it"
     " belongs to the text above."),
    ("found unexpected end of stream", True, "The quotation mark that begins here is never closed."),
    ("found unexpected document separator", True, "The quotation mark that begins here is never closed."),
    ("found unexpected ':'", False, "A colon at the end of a word in a one-line list: put the text in quotes."),
    ("sequence entries are not allowed", False, "A list item cannot begin here. Put “- ” at the start of a line of its"
     " own, or the text in quotes."),
    ("mapping keys are not allowed", False, "A text that begins with “? ” needs quotes."),
    ("found unknown escape character", False, "After a backslash in double quotes only certain letters may stand."
     " Write two backslashes, or use single quotes."),
    ("expected escape sequence", False, "After “\\x” or “\\u” in double quotes come hexadecimal digits. Write two"
     " backslashes, or use single quotes."),
    ("expected a comment or a line break", False, "After “|” or “>” the text begins on the next line."),
    ("expected chomping or indentation", False, "After “|” or “>” the text begins on the next line."),
    ("expected indentation indicator", False, "After “|” or “>” the text begins on the next line."),
    ("expected whitespace or line break", False, "A text that begins with “!” needs quotes."),
    ("undefined tag handle", True, "A text that begins with “!” needs quotes."),
)  # fmt: skip


def _in_words(problem: str, context: str, begun: int) -> tuple[str, bool]:
    """The words, and whether they are about where the construct begins rather than where the parser gave up."""
    for part, at_begin, words in _WORDS:
        if part in problem:
            return words, at_begin
    if "cannot start any token" in problem or "expected the node content" in problem or "expected alpha" in problem:
        return "A value was expected here. A text that begins with a punctuation mark needs quotes.", False
    if "flow sequence" in context:
        return f"The one-line list that begins in line {begun} goes wrong here: a comma or “]” is missing.", False
    if "flow mapping" in context:
        return f"The one-line braces that begin in line {begun} go wrong here: a comma or “}}” is missing.", False
    if "block" in context or "document start" in problem:
        return (
            "This does not fit the lines above it. Check the indentation; a text that goes on after a closing quotation"
            " mark needs quotes around all of it.",
            False,
        )
    return f"This cannot be understood: {problem}.", False
