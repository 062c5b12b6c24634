"""What a page is made of: blocks that know how to fold themselves to a width, in cells."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal, Protocol

from textual.content import Content, Span

GUTTER: Final = 9
"""Cells that the speaker's name takes, space included."""

MEASURE: Final = 90
"""Cells of a line of prose at most: longer ones tire the eye."""

Tone = Literal[
    "plain",
    "quiet",
    "good",
    "near",
    "bad",
    "credit",
    "erred",
    "strong",
    "you",
    "tutor",
    "voice",
    "heading",
    "rule",
    "bar",
    "rest",
    "key",
]
"""How a stretch of text looks; a page has a component class for each (`page--good`)."""


class Block(Protocol):
    """Something on a page. Frozen and hashable, so that what it folded to can be kept."""

    def lines(self, width: int) -> list[Content]:
        """Fold to `width` cells: one content a line, none wider."""
        ...


def toned(text: str, tone: Tone = "plain") -> Content:
    """The text, as it is, in one tone; nothing in it is markup."""
    return Content(text, [Span(0, len(text), tone)] if text and tone != "plain" else None)


def run(*parts: Content | str | tuple[str, Tone]) -> Content:
    """Contents, texts and toned texts, one after another."""
    whole = Content("")
    for part in parts:
        whole += part if isinstance(part, Content) else toned(part) if isinstance(part, str) else toned(*part)
    return whole


def fold(content: Content, width: int) -> list[Content]:
    """Wrap at words, break what is longer than a line; line breaks in the text are kept."""
    width = max(width, 2)
    folded: list[Content] = []
    for line in content.split(allow_blank=True):
        folded += [part.rstrip() for part in line.wrap(width)] or [Content("")]
    return folded


def indent(lines: Sequence[Content], first: Content | str, rest: int) -> list[Content]:
    """Put `first` before the first line and `rest` blanks before the others."""
    head = Content(first) if isinstance(first, str) else first
    return [(head if at == 0 else Content(" " * rest)) + line for at, line in enumerate(lines)]


@dataclass(frozen=True)
class Turn:
    """Somebody says something: the name in the gutter, the words beside it, hanging marks kept clear of the text."""

    speaker: str
    words: Content
    mark: str = ""
    tone: Tone = "plain"
    gap: bool = True

    @property
    def plain(self) -> str:
        """One line of it for a clipboard: who, and what."""
        said = f"{self.mark} {self.words.plain}".strip()
        return f"{self.speaker}: {said}" if self.gap else said

    def lines(self, width: int) -> list[Content]:
        """The name (when this opens the speaker's turn), then the words at a readable measure."""
        label: Tone = "you" if self.speaker == "you" else "tutor" if self.speaker == "tutor" else "voice"
        head = toned(f"{self.speaker:<{GUTTER - 1}} ", label) if self.gap else Content(" " * GUTTER)
        lead = f"{self.mark} " if self.mark else ""
        body = fold(self.words, min(width - GUTTER, MEASURE) - len(lead))
        body = indent(body, toned(lead, self.tone), len(lead)) if lead else body
        said = indent(body, head, GUTTER)
        return [Content(""), *said] if self.gap else said


@dataclass(frozen=True)
class Heading:
    """A stage or a chapter begins: its name on a rule."""

    text: str
    top: bool = False

    def lines(self, width: int) -> list[Content]:
        """One line, and air above it."""
        measure = min(width, GUTTER + MEASURE)
        name = toned(self.text, "heading").truncate(max(measure - 4, 1), ellipsis=True)
        line = run(name, " ", ("─" * max(measure - name.cell_length - 1, 0), "rule"))
        return [line] if self.top else [Content(""), line]


@dataclass(frozen=True)
class Prose:
    """A paragraph, or an item of a list when it has a mark."""

    words: Content
    mark: str = ""
    tone: Tone = "plain"
    inset: int = 0
    gap: bool = False

    def lines(self, width: int) -> list[Content]:
        """Folded at a readable measure."""
        lead = " " * self.inset + (f"{self.mark} " if self.mark else "")
        body = fold(self.words, min(width, GUTTER + MEASURE) - len(lead))
        said = indent(body, toned(lead, self.tone), len(lead))
        return [Content(""), *said] if self.gap else said


@dataclass(frozen=True)
class Option:
    """One option of a choice: its id, its letter and its words."""

    id: str
    letter: str
    words: str


@dataclass(frozen=True)
class Options:
    """The options of a choice; while it is open, `cursor` is the one that Enter takes.

    One that was chosen already and may be changed is ticked, too, where only one can be.
    """

    options: tuple[Option, ...]
    several: bool = False
    cursor: int | None = None
    ticked: frozenset[str] = frozenset()
    live: bool = False

    def lines(self, width: int) -> list[Content]:
        """A line or more for each option."""
        folded: list[Content] = []
        for at, option in enumerate(self.options):
            here = self.live and at == self.cursor
            tick = ("☒ " if option.id in self.ticked else "☐ ") if (self.several or self.ticked) and self.live else ""
            lead = f"{'›' if here else ' '} {tick}{option.letter}  "
            body = fold(toned(option.words, "strong" if here else "plain"), min(width - GUTTER, MEASURE) - len(lead))
            head = Content(" " * GUTTER) + toned(lead, "near" if here else "quiet")
            folded += indent(body, head, GUTTER + len(lead))
        return folded

    def moved(self, step: int) -> "Options":
        """The cursor a step further, round the ends."""
        at = -1 if self.cursor is None and step > 0 else self.cursor or 0
        return replace(self, cursor=(at + step) % len(self.options))

    def toggled(self) -> "Options":
        """The option under the cursor ticked, or no longer."""
        if self.cursor is None:
            return self
        return replace(self, ticked=self.ticked ^ {self.options[self.cursor].id})


@dataclass(frozen=True)
class Bar:
    """A mark out of 100 as a bar, with its name and a note."""

    name: str
    mark: int | None
    note: str = ""
    name_width: int = 16

    def lines(self, width: int) -> list[Content]:
        """The bar on one line; its note beside it where there is room, else below."""
        name = toned(self.name).truncate(self.name_width, ellipsis=True)
        name = name.pad_right(self.name_width - name.cell_length)
        room = max(min(width - self.name_width - 7, 50), 5)
        full = 0 if self.mark is None else round(room * self.mark / 100)
        figure = "  –" if self.mark is None else f"{self.mark:3d}"
        line = run(name, (" " + "█" * full, "bar"), ("·" * (room - full) + " ", "rest"), (figure, "strong"))
        note = toned(f"  {self.note}", "quiet") if self.note else Content("")
        if line.cell_length + note.cell_length <= width:
            return [line + note]
        below = fold(toned(self.note, "quiet"), width - self.name_width - 1)
        return [line, *indent(below, " " * (self.name_width + 1), self.name_width + 1)]


@dataclass(frozen=True)
class Columns:
    """Two texts side by side under their names; one below the other where there is no room."""

    left: tuple[str, tuple[Content, ...]]
    right: tuple[str, tuple[Content, ...]]

    def lines(self, width: int) -> list[Content]:
        """Both columns, folded."""
        if width < 72:
            return [*self._column(self.left, width - 2, 2), *self._column(self.right, width - 2, 2)]
        each = min((width - 3) // 2, MEASURE)
        left, right = self._column(self.left, each), self._column(self.right, each)
        rows = max(len(left), len(right))
        left += [Content("")] * (rows - len(left))
        right += [Content("")] * (rows - len(right))
        return [run(a.pad_right(each - a.cell_length), (" │ ", "rule"), b) for a, b in zip(left, right, strict=True)]

    @staticmethod
    def _column(column: tuple[str, tuple[Content, ...]], width: int, inset: int = 0) -> list[Content]:
        name, texts = column
        folded = [toned(name, "quiet")]
        for text in texts:
            folded += fold(text, width)
        return [Content(" " * inset) + line for line in folded]


@dataclass(frozen=True)
class Grid:
    """A table; where its columns would be too narrow it becomes a list of rows."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = field(default=())

    def lines(self, width: int) -> list[Content]:
        """The table with a rule under its head."""
        width = min(width, 150)
        first = min(max(len(row[0]) for row in (self.head, *self.rows)), 18)
        each = (width - first) // max(len(self.head) - 1, 1) - 3
        if each < 13:
            return self._listed(width)
        widths = [first] + [each] * (len(self.head) - 1)
        folded = self._row(self.head, widths, "strong")
        folded.append(toned("─┼─".join("─" * cells for cells in widths), "rule"))
        for row in self.rows:
            folded += self._row(row, widths)
        return folded

    @staticmethod
    def _row(cells: tuple[str, ...], widths: list[int], tone: Tone = "plain") -> list[Content]:
        columns = [fold(toned(cell, tone), width) for cell, width in zip(cells, widths, strict=True)]
        lines: list[Content] = []
        for at in range(max(map(len, columns))):
            parts = [column[at] if at < len(column) else Content("") for column in columns]
            padded = [part.pad_right(cells - part.cell_length) for part, cells in zip(parts, widths, strict=True)]
            line = padded[0]
            for part in padded[1:]:
                line = run(line, (" │ ", "rule"), part)
            lines.append(line)
        return lines

    def _listed(self, width: int) -> list[Content]:
        lines: list[Content] = []
        for row in self.rows:
            lines += fold(toned(row[0], "strong"), width)
            for name, cell in zip(self.head[1:], row[1:], strict=True):
                lines += indent(fold(run((f"{name}: ", "quiet"), cell), width - 2), "  ", 2)
        return lines
