"""A bare chat that echoes: a transcript by the line API, a text area and a footer; what a turn is measured beside.

`python echo.py N` begins with N turns in the transcript.
"""

import sys
from typing import ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Footer, RichLog, TextArea

READY = "palette"
"""What the footer says, once it is there."""
REPLY = (
    "Ten weeks now. It is dry, nothing ever comes up. Reading aloud to the children sets it off, and going up to the "
    "third floor leaves me a little short of breath."
)
"""As long as what a patient says."""


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

    CSS = "RichLog { height: 1fr; } Box { height: 3; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f1", "bell", "help"), Binding("f2", "bell", "hint")]

    def __init__(self, turns: int) -> None:
        super().__init__()
        self._turns = turns

    def compose(self) -> ComposeResult:
        """The transcript, the box, the keys."""
        log = RichLog(wrap=True)
        log.can_focus = False
        yield log
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
        log = self.query_one(RichLog)
        log.write(f"\nyou      {text}\n")
        log.write(f"tutor    {REPLY}")


if __name__ == "__main__":
    Echo(int(sys.argv[1])).run()
