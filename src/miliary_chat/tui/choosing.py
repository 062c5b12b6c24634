"""A choice while it is being made: where the cursor is, and what is ticked. None of it is truth until it is sent."""

from collections.abc import Sequence
from typing import Literal

from miliary_chat.dialogue.actions import Choose
from miliary_chat.tui.blocks import Block, Options


class Choosing:
    """The open choice of a talk, if there is one: `at` is its block."""

    def __init__(self) -> None:
        self.at: int | None = None
        self._options: Options | None = None

    def open(self, blocks: Sequence[Block], at: int | None) -> None:
        """Begin anew with the options at that block, or with none."""
        block = blocks[at] if at is not None else None
        self.at = at if isinstance(block, Options) else None
        self._options = Options(block.options, block.several, live=True) if isinstance(block, Options) else None

    @property
    def kind(self) -> Literal["", "one", "several"]:
        """Whether one option can be taken, or several, or there is nothing to choose."""
        return "" if self._options is None else "several" if self._options.several else "one"

    def drawn(self, blocks: Sequence[Block]) -> list[Block]:
        """The blocks with the cursor and the ticks in them."""
        shown = list(blocks)
        if self.at is not None and self._options is not None:
            shown[self.at] = self._options
        return shown

    def move(self, step: int) -> None:
        """The cursor up or down."""
        if self._options is not None:
            self._options = self._options.moved(step)

    def tick(self) -> None:
        """The option under the cursor, or no longer."""
        if self._options is not None:
            self._options = self._options.toggled()

    def taken(self) -> Choose | None:
        """What Enter takes: the ticked options, else the one under the cursor, else nothing yet."""
        options = self._options
        if options is None:
            return None
        ticked = tuple(option.id for option in options.options if option.id in options.ticked)
        if ticked:
            return Choose(ticked)
        return None if options.cursor is None else Choose((options.options[options.cursor].id,))
