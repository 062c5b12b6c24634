"""Marking line by line: a card in lines, one answer a decision."""

from collections.abc import Iterator
from typing import Final

from miliary_chat.base.errors import MiliaryError
from miliary_chat.exam.card import Row, rows
from miliary_chat.exam.marker import Marker
from miliary_chat.plain.lines import BLANK, Line
from miliary_chat.plain.page import Page

_HELP: Final = (
    "y all of it, h half, n nothing; for words that were not understood 1 to 9: that is what they say, n: nothing in"
    " them. s later, u takes your last decision back, r and a reason: kept with the next decision, w the whole answers,"
    " q leaves."
)


class MarkTalk:
    """One marker, until q or the end of the input; every decision is stored when its line is answered."""

    def __init__(self, marker: Marker, page: Page) -> None:
        self._marker, self._page = marker, page

    def begin(self) -> None:
        """Say how it goes, then a card after each decision."""
        self._page.say([Line("", _HELP)])
        if self._marker.note:
            self._page.note(self._marker.note)
        self._show()
        while (heard := self._page.hear("mark> ")) is not None:
            typed = heard.strip()
            if self._page.echo and typed:
                self._page.say([Line("", f"mark> {typed}")])
            if typed.lower() in ("q", "/quit"):
                break
            if typed:
                self._do(typed)
        self._page.say([BLANK, Line("", f"{self._marker.progress}. What you decided is stored.")])

    def _do(self, typed: str) -> None:
        """One decision; the reason may stand in the same line: `r too vague`."""
        word, _, rest = typed.partition(" ")
        key = word.lower()
        if key in ("?", "help", "/help"):
            return self._page.say([Line("", _HELP)])
        if key == "r":
            self._marker.explain(rest)
            return self._page.say([Line("", self._marker.note or "No reason is kept.")])
        try:
            pressed = not rest and len(key) == 1 and self._marker.press(" " if key == "w" else key)
        except MiliaryError as error:
            self._page.note(str(error))
            return self._show()
        if rest or len(key) != 1:
            return self._page.say([Line("", f"One letter or number a line. {_HELP}")])
        if self._marker.note:
            self._page.say([Line("", self._marker.note)])
        if pressed:
            self._show()

    def _show(self) -> None:
        self._page.say(self._card())

    def _card(self) -> Iterator[Line]:
        yield BLANK
        yield Line("", self._marker.progress)
        card = rows(self._marker)
        if not card:
            yield Line("", "Nothing waits any more. These marks are final.")
        for row in card:
            yield Line(row.label, _marked(row))


def _marked(row: Row) -> str:
    """The text with the wording between two signs that nobody types."""
    out, at = "", 0
    for span in row.marked:
        out += f"{row.text[at : span.start]}⟦{row.text[span.start : span.end]}⟧"
        at = span.end
    return out + row.text[at:]
