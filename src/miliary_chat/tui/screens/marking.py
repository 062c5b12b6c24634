"""The marker's screen: one wording a card, one key a decision."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from miliary_chat.base.errors import MiliaryError
from miliary_chat.base.sanitise import one_line
from miliary_chat.exam.card import Row, rows
from miliary_chat.exam.marker import Marker
from miliary_chat.exam.marking import WORDS_LIMIT
from miliary_chat.tui.blocks import MEASURE, Block, Prose, Tone, fold, indent, run, toned
from miliary_chat.tui.widgets.key_line import KeyLine
from miliary_chat.tui.widgets.page import Page

if TYPE_CHECKING:
    from miliary_chat.tui.app import MiliaryApp

_NEARLY: Final = (("y", "all of it"), ("h", "half"), ("n", "nothing"))
_UNMATCHED: Final = (("1-9", "it says that"), ("n", "nothing in it"))
_ALWAYS: Final = (("s", "later"), ("u", "undo"), ("r", "reason"), ("space", "whole answer"), ("q", "leave"))
_LABEL: Final = 17
_ROOMY: Final = 60
"""Cells of a card from which labels have a column of their own."""
_TONES: Final[dict[str, Tone]] = {
    "question": "quiet",
    "wording": "strong",
    "about": "plain",
    "machine": "near",
    "option": "plain",
    "phrasings": "quiet",
    "expert": "quiet",
    "answer": "plain",
}
_APART: Final = ("wording", "expert")
"""Rows that have air above them."""


class Card(Page, can_focus=True):
    """The card; every key that means something goes to the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "scroll_down", show=False),
        Binding("up", "scroll_up", show=False),
    ]


class MarkingScreen(Screen[None]):
    """Shows a marker's pile; each decision is written on the desk before the next card is there.

    A key that comes while one is being written is dropped: it was meant for a card that was not seen yet.
    """

    AUTO_FOCUS = "#card"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "leave", show=False),
        Binding("escape", "back", show=False),
        Binding("ctrl+t", "theme", show=False),
    ]

    def __init__(self, marker: Marker) -> None:
        super().__init__()
        self.marker = marker
        self._writing = False

    @property
    def desk(self) -> "MiliaryApp":
        """The app that this screen belongs to."""
        return cast("MiliaryApp", self.app)

    def compose(self) -> ComposeResult:
        """How far; the card; the reason's box when it is open; a note; the keys."""
        yield Static("", markup=False, id="bar")
        yield Card(id="card")
        yield Input(placeholder="A reason for your next decision …", max_length=WORDS_LIMIT, id="reason")
        yield Static("", markup=False, id="note")
        yield KeyLine(id="keys")

    def on_mount(self) -> None:
        """The first card."""
        self.query_one("#reason", Input).display = False
        self._draw()

    def _draw(self) -> None:
        marker = self.marker
        self.query_one("#bar", Static).update(Content(f"Marking  {marker.progress}"))
        card = self.query_one("#card", Card)
        card.show(list(_blocks(rows(marker))) or [Prose(toned("Nothing waits any more. These marks are final."))])
        card.scroll_to(y=0, animate=False, immediate=True)
        note = self.query_one("#note", Static)
        words = marker.note or (f"With your next decision: {marker.reason}" if marker.reason else "")
        note.update(Content(words))
        note.display = bool(words)
        own = () if marker.unit is None else _NEARLY if marker.unit.concept else _UNMATCHED
        always = _ALWAYS if marker.unit else (("u", "undo"), ("q", "leave"))
        self.query_one("#keys", KeyLine).tell([*own, *always])

    # Keys.

    def on_key(self, event: events.Key) -> None:
        """One key, one decision."""
        box = self.query_one("#reason", Input)
        if box.display or self._writing or not event.character or not event.is_printable:
            return
        event.stop()
        key = event.character.lower()
        if key == "q":
            self.action_leave()
        elif key == "r":
            box.value = self.marker.reason
            box.display = True
            box.focus()
        else:
            self._writing = True
            self.run_worker(self._press(key))

    async def _press(self, key: str) -> None:
        try:
            await self.desk.desk.do(self.marker.press, key)
        except MiliaryError as error:
            self.marker.note = str(error)
        finally:
            self._writing = False
        self._draw()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """The reason is kept with the next decision."""
        self.marker.explain(one_line(message.value))
        self._close_box()

    def _close_box(self) -> None:
        self.query_one("#reason", Input).display = False
        self.query_one("#card", Card).focus()
        self._draw()

    def action_back(self) -> None:
        """Out of the box, with what was in it before."""
        if self.query_one("#reason", Input).display:
            self._close_box()

    def action_leave(self) -> None:
        """Leave; every decision is stored already."""
        self.app.exit(0)

    def action_theme(self) -> None:
        """Light or dark."""
        self.desk.change_theme()


@dataclass(frozen=True)
class _Labelled:
    """A row of the card: its label, the words beside it; below it where there is no room beside."""

    label: str
    words: Content
    gap: bool

    def lines(self, width: int) -> list[Content]:
        """Folded, the label's column kept clear."""
        if width < _ROOMY:
            rows = fold(run((f"{self.label}  ", "quiet"), self.words), width)
        else:
            body = fold(self.words, min(width - _LABEL, MEASURE))
            rows = indent(body, toned(f"{self.label:<{_LABEL}}", "quiet"), _LABEL)
        return [Content(""), *rows] if self.gap else rows


def _blocks(card: tuple[Row, ...]) -> Iterator[Block]:
    for row in card:
        yield _Labelled(row.label, _words(row, _TONES[row.kind]), row.kind in _APART)


def _words(row: Row, tone: Tone) -> Content:
    """The row's text, the wording in it set off."""
    parts: list[Content] = []
    at = 0
    for span in row.marked:
        parts += [toned(row.text[at : span.start], tone), toned(row.text[span.start : span.end], "near")]
        at = span.end
    return run(*parts, toned(row.text[at:], tone))
