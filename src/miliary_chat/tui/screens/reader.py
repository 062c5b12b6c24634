"""A page to read and close again: help, notes, and whatever else is only text."""

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from miliary_chat.tui.blocks import Block
from miliary_chat.tui.widgets.key_line import KeyLine
from miliary_chat.tui.widgets.page import Page


class ReaderScreen(Screen[None]):
    """Blocks under a title; Escape goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,enter,f1,f6", "close", show=False)]

    def __init__(self, title: str, blocks: Iterable[Block]) -> None:
        super().__init__()
        self.heading = title
        self._page = Page(blocks, id="reading")

    def compose(self) -> ComposeResult:
        """The title, the page, the keys."""
        yield Static(self.heading, markup=False, id="bar")
        yield self._page
        keys = KeyLine()
        keys.tell([("↑↓", "scroll"), ("space", "page"), ("esc", "back")])
        yield keys

    def on_mount(self) -> None:
        """The page takes the keys."""
        self._page.focus()

    def action_close(self) -> None:
        """Back to where one was."""
        if self.is_current:
            self.dismiss(None)
