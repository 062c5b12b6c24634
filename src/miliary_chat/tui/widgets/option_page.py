"""A page whose choice can be clicked on."""

from dataclasses import replace

from textual import events

from miliary_chat.tui.blocks import Options
from miliary_chat.tui.messages import OptionPicked
from miliary_chat.tui.widgets.page import Page


class OptionPage(Page, can_focus=False):
    """The page is read from the box; a click on an option of `choice`, the block that is open, tells its number."""

    choice: int | None = None

    def on_click(self, event: events.Click) -> None:
        """Tell which option was clicked on, if one was."""
        block = self.blocks[self.choice] if self.choice is not None and self.choice < len(self.blocks) else None
        if not isinstance(block, Options) or self.choice is None:
            return
        row = event.y - self.styles.gutter.top + self.scroll_offset.y - self.line_of(self.choice)
        width = self.scrollable_content_region.width
        for number in range(len(block.options)):
            below = len(replace(block, options=block.options[: number + 1]).lines(width))
            if 0 <= row < below:
                self.post_message(OptionPicked(number))
                return
