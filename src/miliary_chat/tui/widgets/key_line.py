"""The line at the bottom that tells the keys of the moment."""

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from miliary_chat.tui.blocks import run

Key = tuple[str, str]
"""A key as people write it, and what it does."""


class KeyLine(Widget):
    """As many keys as fit, the first ones first; the last one always has its place."""

    DEFAULT_CSS = "KeyLine { height: 1; width: 1fr; }"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-line--key", "key-line--note"}

    keys: reactive[tuple[Key, ...]] = reactive(())
    note: reactive[str] = reactive("")

    def tell(self, keys: Sequence[Key], note: str = "") -> None:
        """Show these keys, or a note in their place."""
        self.keys = tuple(keys)
        self.note = note

    def render(self) -> Content:
        """One line."""
        if self.note:
            return Content.styled(f" {self.note}", self.get_visual_style("key-line--note", partial=True)).truncate(
                self.size.width, ellipsis=True
            )
        style = self.get_visual_style("key-line--key", partial=True)
        shown = [Content.assemble((f" {key} ", style), f"{what} ") for key, what in self._fitting(self.size)]
        return Content("").join(shown)

    def _fitting(self, size: Size) -> list[Key]:
        if not self.keys:
            return []
        *rest, last = self.keys
        room = size.width - _cells(last)
        fitting: list[Key] = []
        for key in rest:
            room -= _cells(key)
            if room < 0:
                break
            fitting.append(key)
        return [*fitting, last]


def _cells(key: Key) -> int:
    return run(f" {key[0]} {key[1]} ").cell_length
