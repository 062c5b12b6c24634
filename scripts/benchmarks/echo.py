"""A bare chat that echoes: a transcript by the line API, a text area and a footer; what a turn is measured beside.

`python echo.py N` begins with N turns in the transcript.
"""

import sys
import textwrap
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Footer, TextArea

READY = "palette"
"""What the footer says, once it is there."""
REPLY = (
    "Ten weeks now. It is dry, nothing ever comes up. Reading aloud to the children sets it off, and going up to the "
    "third floor leaves me a little short of breath."
)
"""As long as what a patient says."""


class Transcript(ScrollView, can_focus=False):
    """Lines below one another, the last in sight."""

    WIDTH = 99

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Strip] = []

    def say(self, speaker: str, words: str) -> None:
        """One more turn."""
        folded = textwrap.wrap(words, self.WIDTH - 9) or [""]
        texts = ["", f"{speaker:<9}{folded[0]}", *(f"{'':9}{line}" for line in folded[1:])]
        self._lines += [Strip([Segment(text, self.rich_style)], len(text)) for text in texts]
        self.virtual_size = Size(self.WIDTH, len(self._lines))
        self.refresh()
        self.scroll_to(y=self.max_scroll_y, animate=False, force=True, immediate=True)

    def render_line(self, y: int) -> Strip:
        """One line of what is in sight."""
        at = self.scroll_offset.y + y
        line = self._lines[at] if at < len(self._lines) else Strip.blank(0)
        return line.crop_extend(0, self.size.width, self.rich_style)


class Box(TextArea):
    """Enter sends."""

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.prevent_default()
            event.stop()
            assert isinstance(self.app, Echo)
            self.app.turn(self.text)
            self.load_text("")
        else:
            await super()._on_key(event)


class Echo(App[None]):
    """No engine, no store."""

    CSS = "Transcript { height: 1fr; } Box { height: 3; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f1", "bell", "help"), Binding("f2", "bell", "hint")]

    def __init__(self, turns: int) -> None:
        super().__init__()
        self._turns = turns

    def compose(self) -> ComposeResult:
        """The transcript, the box, the keys."""
        yield Transcript()
        yield Box(compact=True, placeholder="Say something")
        yield Footer()

    def on_mount(self) -> None:
        """The talk so far."""
        for number in range(self._turns):
            self.turn(f"question {number}")
        box = self.query_one(Box)
        box.cursor_blink = False
        box.focus()

    def turn(self, text: str) -> None:
        """What was said, and the reply."""
        transcript = self.query_one(Transcript)
        transcript.say("you", text)
        transcript.say("tutor", REPLY)


if __name__ == "__main__":
    Echo(int(sys.argv[1])).run()
