"""A film on the whole screen."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from miliary_chat.tui.film import Film
from miliary_chat.tui.messages import PlaceShown, Refocused
from miliary_chat.tui.widgets.key_line import KeyLine
from miliary_chat.tui.widgets.picture_pane import Look, PicturePane


class FilmScreen(Screen[Look | None]):
    """Shows where somebody looks, larger; gives back where they looked last."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f7,q", "close", show=False)]

    def __init__(self, look: Look, other: Film | None = None, *, may_tell: bool = True, cells: bool = True) -> None:
        super().__init__()
        self._look, self._other, self._may_tell = look, other, may_tell
        self._pane = PicturePane(id="whole-film", cells=cells)

    def compose(self) -> ComposeResult:
        """A title, the film, the keys."""
        yield Static("", markup=False, id="bar")
        yield self._pane
        yield KeyLine()

    def on_mount(self) -> None:
        """Look where the small pane looked."""
        self._pane.take(self._look, self._other, may_tell=self._may_tell)
        self._pane.focus()
        self._tell()

    def _tell(self) -> None:
        look = self._pane.look
        self.query_one("#bar", Static).update(look.film.caption if look else "")
        self.query_one(KeyLine).tell(self._pane.keys)

    def on_place_shown(self, message: PlaceShown) -> None:
        """Another film, perhaps."""
        self._tell()

    def on_refocused(self, message: Refocused) -> None:
        """Escape."""
        self.action_close()

    def action_close(self) -> None:
        """Back to the talk."""
        self._pane.settle()
        if self.is_current:
            self.dismiss(self._pane.look)
