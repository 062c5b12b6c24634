"""Look-alikes side by side: `compare` as an app, without a case and without a store."""

from collections.abc import Sequence

from miliary_chat.base.settings import Settings
from miliary_chat.case.look_alikes import Shipped
from miliary_chat.session.clock import Clock
from miliary_chat.tui.app import run_app
from miliary_chat.tui.screens.compare import CompareScreen
from miliary_chat.tui.storeless import StorelessApp
from miliary_chat.tui.viewer.graphics import HALF, Graphics, graphics_for


class CompareApp(StorelessApp):
    """Shows two diagnoses of a table, until somebody leaves."""

    def __init__(
        self,
        shipped: Shipped,
        chosen: Sequence[str],
        *,
        clock: Clock,
        settings: Settings,
        graphics: Graphics = HALF,
        theme: str | None = None,
    ) -> None:
        super().__init__(clock=clock, settings=settings, graphics=graphics, theme=theme)
        self._shipped, self._chosen = shipped, tuple(chosen)

    async def begin(self) -> None:
        """To the table."""
        screen = CompareScreen(self._shipped, self._chosen, graphics=self.graphics)
        await self.push_screen(screen, lambda _: self.exit(0))


def run_compare(
    shipped: Shipped,
    chosen: Sequence[str],
    *,
    clock: Clock,
    settings: Settings,
    graphics: str | None = None,
    theme: str | None = None,
) -> int:
    """Show a table until somebody leaves, the first two of `chosen` beside each other; the exit code."""
    way = graphics_for(graphics or settings.graphics)
    return run_app(CompareApp(shipped, chosen, clock=clock, settings=settings, graphics=way, theme=theme))
