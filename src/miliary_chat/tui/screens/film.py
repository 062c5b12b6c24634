"""A film on the whole screen."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from miliary_chat.tui.blocks import Block
from miliary_chat.tui.help_page import picture_blocks
from miliary_chat.tui.messages import PlaceShown, Refocused
from miliary_chat.tui.screens.reader import ReaderScreen
from miliary_chat.tui.viewer.graphics import HALF, Graphics
from miliary_chat.tui.viewer.look import Look
from miliary_chat.tui.viewer.pane import PicturePane
from miliary_chat.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from miliary_chat.tui.app import MiliaryApp


class FilmScreen(Screen[Look | None]):
    """Shows where somebody looks, larger; gives back where they looked last."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f7,q", "close", show=False),
        Binding("f1,question_mark", "help", show=False),
    ]

    @property
    def desk(self) -> "MiliaryApp":
        """The app that this screen belongs to."""
        return cast("MiliaryApp", self.app)

    def __init__(self, look: Look, *, may_tell: bool = True, graphics: Graphics = HALF) -> None:
        super().__init__()
        self._look, self._may_tell = look, may_tell
        self.pane = PicturePane(id="whole-film", graphics=graphics, titled=False)

    def compose(self) -> ComposeResult:
        """A title, the film, the keys."""
        yield Static("", markup=False, id="bar")
        yield self.pane
        yield KeyLine()

    def on_mount(self) -> None:
        """Look where the small pane looked."""
        self.pane.take(self._look, may_tell=self._may_tell)
        self.pane.focus()
        self._tell()

    def _tell(self) -> None:
        look = self.pane.look
        self.headline(look.shown.caption if look else "")
        self.query_one(KeyLine).tell([("F1", "keys"), *self.pane.keys])

    def headline(self, words: str) -> None:
        """What stands at the top."""
        self.query_one("#bar", Static).update(words)

    def on_place_shown(self, message: PlaceShown) -> None:
        """Another film, perhaps."""
        self._tell()

    def on_refocused(self, message: Refocused) -> None:
        """Escape."""
        self.action_close()

    def action_help(self) -> None:
        """The keys of the picture."""
        self.app.push_screen(self.reader("The picture", picture_blocks()))

    def reader(self, title: str, blocks: list[Block]) -> ReaderScreen:
        """A page to read over this screen."""
        return ReaderScreen(title, blocks)

    def action_close(self) -> None:
        """Back to the talk."""
        self.pane.settle()
        if self.is_current:
            self.dismiss(self.pane.look)
