"""Pictures by themselves: `view` as an app, without a case and without a store."""

from collections.abc import Sequence

from miliary_chat.base.settings import Settings
from miliary_chat.session.clock import Clock
from miliary_chat.tui.app import run_app
from miliary_chat.tui.film import Film
from miliary_chat.tui.screens.view import ViewScreen
from miliary_chat.tui.storeless import StorelessApp
from miliary_chat.tui.viewer.graphics import HALF, Graphics, graphics_for


class ViewApp(StorelessApp):
    """Shows pictures, one after the other or two to compare, until somebody leaves."""

    def __init__(
        self,
        films: Sequence[Film],
        *,
        may_tell: bool,
        clock: Clock,
        settings: Settings,
        graphics: Graphics = HALF,
        theme: str | None = None,
    ) -> None:
        super().__init__(clock=clock, settings=settings, graphics=graphics, theme=theme)
        self._films, self._may_tell = tuple(films), may_tell

    async def begin(self) -> None:
        """To the first picture."""
        screen = ViewScreen(self._films, may_tell=self._may_tell, graphics=self.graphics)
        await self.push_screen(screen, lambda _: self.exit(0))


def run_view(
    films: Sequence[Film],
    *,
    may_tell: bool,
    clock: Clock,
    settings: Settings,
    graphics: str | None = None,
    theme: str | None = None,
) -> int:
    """Show pictures until somebody leaves, `may_tell`: with an expert's words; the exit code."""
    way = graphics_for(graphics or settings.graphics)
    return run_app(ViewApp(films, may_tell=may_tell, clock=clock, settings=settings, graphics=way, theme=theme))
