"""What the widgets tell the screens."""

from textual.message import Message


class Sent(Message):
    """Enter was pressed in the answer box: `text` is all of it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class Paused(Message):
    """Typing paused: `text` is worth keeping as a draft."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class Capped(Message):
    """The answer box is full; what did not fit was left out."""

    def __init__(self, left_out: int) -> None:
        super().__init__()
        self.left_out = left_out


class Scrolled(Message):
    """Somebody wants to read on in the talk without leaving the box: pages, or single lines, up (negative) or down."""

    def __init__(self, *, pages: int = 0, lines: int = 0) -> None:
        super().__init__()
        self.pages = pages
        self.lines = lines


class Ticked(Message):
    """The option under the cursor was ticked, or no longer."""


class DeedChosen(Message):
    """A deed was chosen, by its key, its slash command or from the palette."""

    def __init__(self, name: str, rest: str = "") -> None:
        super().__init__()
        self.name = name
        self.rest = rest


class Refocused(Message):
    """The picture gives the keys back to the answer box."""


class PlaceShown(Message):
    """The picture pane looks at something else now."""


class OptionPicked(Message):
    """Somebody clicked on an option of a choice: its number from 0."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


class QuestionChosen(Message):
    """The cursor of a grid is at a question, or (`taken`) somebody wants to go there."""

    def __init__(self, item: str, *, taken: bool) -> None:
        super().__init__()
        self.item = item
        self.taken = taken
