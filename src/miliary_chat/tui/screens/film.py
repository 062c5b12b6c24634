"""A film on the whole screen."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from miliary_chat.tui.film import Film
from miliary_chat.tui.messages import Refocused
from miliary_chat.tui.widgets.picture_pane import Look, PicturePane


class FilmScreen(Screen[Look | None]):
    """Shows where somebody looks, larger; gives back where they looked last."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f7,q", "close", show=False)]

    def __init__(self, look: Look, other: Film | None = None, *, may_tell: bool = True, cells: bool = True) -> None:
        super().__init__()
        self._look, self._other, self._may_tell = look, other, may_tell
        self._pane = PicturePane(id="whole-film", cells=cells)

    def compose(self) -> ComposeResult:
        """A title and the film."""
        yield Static(self._look.film.caption, markup=False, id="bar")
        yield self._pane

    def on_mount(self) -> None:
        """Look where the small pane looked."""
        self._pane.take(self._look, self._other, may_tell=self._may_tell)
        self._pane.focus()

    def on_refocused(self, message: Refocused) -> None:
        """Escape."""
        self.action_close()

    def action_close(self) -> None:
        """Back to the talk."""
        self.dismiss(self._pane.look)
