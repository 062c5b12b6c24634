"""The author's screens as an app: a case's file in place of the library, and nothing is stored."""

from pathlib import Path

from textual.screen import Screen

from miliary_chat.author.bench.rehearsing import Rehearsal
from miliary_chat.author.bench.watching import Looked, look
from miliary_chat.author.bench.workbench import Workbench
from miliary_chat.base.errors import UsageError
from miliary_chat.base.settings import Settings
from miliary_chat.session.clock import Clock
from miliary_chat.tui.app import run_app
from miliary_chat.tui.screens.broken import BrokenScreen
from miliary_chat.tui.screens.preview import PreviewScreen
from miliary_chat.tui.screens.trying import TryScreen
from miliary_chat.tui.storeless import StorelessApp
from miliary_chat.tui.viewer.graphics import HALF, Graphics, graphics_for


class AuthorApp(StorelessApp):
    """Shows one case of an author: on the bench (`bench`), or as a preview of the case at `path`."""

    def __init__(
        self,
        *,
        clock: Clock,
        settings: Settings,
        bench: Workbench | None = None,
        path: Path | None = None,
        stage: str | None = None,
        seed: int = 0,
        graphics: Graphics = HALF,
        theme: str | None = None,
    ) -> None:
        super().__init__(clock=clock, settings=settings, graphics=graphics, theme=theme)
        self._bench, self._path = bench, path
        self._stage, self._seed = stage, seed

    async def begin(self) -> None:
        """To the bench, or to the preview."""
        if self._bench is not None:
            await self.push_screen(TryScreen(self._bench))
        elif self._path is not None:
            await self.preview(await self.desk.do(look, self._path))

    async def preview(self, looked: Looked) -> None:
        """Show the case that was looked at, or what keeps it from being played."""
        assert self._path is not None
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        first: Screen[None]
        if looked.loaded is None:
            first = BrokenScreen(self._path, looked)
        else:
            try:
                rehearsal = Rehearsal(looked.loaded, self.clock, stage=self._stage, seed=self._seed)
            except UsageError:  # known only now, for the case could not be read before
                rehearsal = Rehearsal(looked.loaded, self.clock, seed=self._seed)
            first = PreviewScreen(self._path, rehearsal, looked, self.clock, graphics=self.graphics)
        await self.push_screen(first)


def run_trying(bench: Workbench, *, clock: Clock, settings: Settings, theme: str | None = None) -> int:
    """Let an author try answers until somebody leaves; the exit code."""
    return run_app(AuthorApp(clock=clock, settings=settings, bench=bench, theme=theme))


def run_preview(
    path: Path,
    *,
    clock: Clock,
    settings: Settings,
    stage: str | None = None,
    seed: int = 0,
    graphics: str | None = None,
    theme: str | None = None,
) -> int:
    """Show the case at `path` while it is being written; the exit code."""
    way = graphics_for(graphics or settings.graphics)
    return run_app(
        AuthorApp(clock=clock, settings=settings, path=path, stage=stage, seed=seed, graphics=way, theme=theme)
    )
