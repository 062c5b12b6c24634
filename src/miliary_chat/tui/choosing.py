"""A choice while it is being made: where the cursor is, and what is ticked. None of it is truth until it is sent."""

from collections.abc import Sequence
from dataclasses import replace
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


class Picking(Choosing):
    """A choice of an exam: it may be changed until the question is closed, so what was chosen last is ticked."""

    def __init__(self) -> None:
        super().__init__()
        self._before: tuple[str, ...] = ()

    def open_with(self, blocks: Sequence[Block], at: int | None, chosen: Sequence[str]) -> None:
        """Begin with what is chosen by now."""
        self.open(blocks, at)
        self._before = tuple(chosen)
        if self._options is not None:
            self._options = replace(self._options, ticked=frozenset(chosen))

    @property
    def changed(self) -> bool:
        """Whether ticks were set or taken away that nobody has sent yet."""
        options = self._options
        return options is not None and options.several and options.ticked != frozenset(self._before)

    def pick(self, number: int) -> None:
        """Somebody clicked on an option: the cursor goes there, and where several can be taken it is ticked."""
        if self._options is not None:
            self._options = replace(self._options, cursor=number)
            if self._options.several:
                self.tick()

    def taken(self) -> Choose | None:
        """What Enter takes; None when that is what is chosen already, or nothing."""
        options = self._options
        if options is None:
            return None
        if self.changed:
            return Choose(tuple(option.id for option in options.options if option.id in options.ticked))
        if options.cursor is None or (options.several and options.ticked):
            return None
        picked = (options.options[options.cursor].id,)
        return Choose(picked) if picked != self._before else None
