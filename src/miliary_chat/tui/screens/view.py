"""Pictures by themselves: one on the whole screen, keys to the next one, and the next one to compare with."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from miliary_chat.tui.film import Film
from miliary_chat.tui.screens.film import FilmScreen
from miliary_chat.tui.viewer.graphics import HALF, Graphics
from miliary_chat.tui.viewer.look import Look


class ViewScreen(FilmScreen):
    """Films in the order in which they were named. The one after is what each can be compared with."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "turn(1)", show=False),
        Binding("p", "turn(-1)", show=False),
        Binding("ctrl+t", "theme", show=False),
    ]

    def __init__(self, films: Sequence[Film], *, may_tell: bool, graphics: Graphics = HALF) -> None:
        self._films, self._at = tuple(films), 0
        super().__init__(self._looking(), may_tell=may_tell, graphics=graphics)

    def _looking(self) -> Look:
        film = self._films[self._at]
        others = self._films[self._at + 1 :] + self._films[: self._at]
        normal = [other for other in others if other.id == film.compare]
        return Look.at(film, other=next(iter([*normal, *others]), None))

    def action_turn(self, by: int) -> None:
        """Another of the films."""
        self._at = (self._at + by) % len(self._films)
        self.pane.take(self._looking(), may_tell=self._may_tell)

    def action_theme(self) -> None:
        """Light or dark."""
        self.desk.change_theme()

    def headline(self, words: str) -> None:
        """Which of the films it is."""
        count = len(self._films)
        super().headline(f"{words}   {self._at + 1} of {count} (n, p)" if count > 1 else words)
