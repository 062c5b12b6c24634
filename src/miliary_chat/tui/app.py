"""The app: owns the library, the store and the settings, and changes between the screens."""

import asyncio
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final, cast

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.widgets import Static
from textual.worker import WorkerFailed

from miliary_chat.base import quickstart
from miliary_chat.base.errors import MiliaryError
from miliary_chat.base.paths import user_cases
from miliary_chat.base.settings import Settings, write_settings
from miliary_chat.tui import themes
from miliary_chat.tui.case_door import CaseDoor, make_ready
from miliary_chat.tui.desk import Desk
from miliary_chat.tui.exam_door import ExamDoor, live_exams
from miliary_chat.tui.palette import DeedProvider
from miliary_chat.tui.screens.home import HomeScreen
from miliary_chat.tui.shelf import shelf
from miliary_chat.tui.sizes import HEIGHTS, WIDTHS
from miliary_chat.tui.start import Home, MarkExam, PlayCase, Resume, ResumeExam, SitExam, Start
from miliary_chat.tui.viewer.graphics import HALF, Graphics, graphics_for
from miliary_chat.tui.widgets.stage_rail import StageRail

# What plays a case (the judge, pydantic, Pillow) is imported when one is opened: home is to be seen at once.
if TYPE_CHECKING:
    from textual.screen import Screen

    from miliary_chat.case.library import Library
    from miliary_chat.session.clock import Clock
    from miliary_chat.session.store import Store

TERMINATED: Final = 143
"""The exit code after SIGTERM."""

OpenStore = Callable[[], "Store"]


class MiliaryApp(App[int]):
    """Knows the library, the store and the clock; the screens know one attempt."""

    CSS_PATH = Path(__file__).with_name("miliary.tcss")
    TITLE = "miliary"
    COMMANDS: ClassVar = {DeedProvider}
    BINDINGS: ClassVar[list[BindingType]] = []
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(
        self,
        *,
        library: "Library",
        open_store: OpenStore,
        clock: "Clock",
        settings: Settings,
        start: Start,
        graphics: Graphics = HALF,
        theme: str | None = None,
    ) -> None:
        super().__init__()
        for known in themes.THEMES:
            self.register_theme(known)
        self.theme = themes.theme_name(theme or settings.theme)
        self.desk = Desk()
        self.side = Desk("side")
        """Where the judge gets ready; nothing that somebody waits for stands behind it."""
        self.settings = settings
        self.clock = clock
        self.library, self._open_store, self._start = library, open_store, start
        self.cases, self.exams = CaseDoor(self), ExamDoor(self)
        self.graphics = graphics
        self._store: Store | None = None
        self.last_words = ""
        """What is said on the terminal after the screen is gone."""

    # Starting and ending.

    def compose(self) -> ComposeResult:
        """What is seen until the first screen is there: a case takes a second to load."""
        if isinstance(self._start, PlayCase):
            rail = StageRail()
            rail.title = self._title_of(self._start.id)
            yield rail
            yield Static("Opening …", markup=False, id="wait")
        else:
            yield Static("One moment …", markup=False, id="wait")

    def _title_of(self, case: str) -> str:
        """The title of a case that is on the list; empty for one that was named by its path."""
        return next((card.title for card in self.library.cards() if card.id == case), "")

    async def on_mount(self) -> None:
        """Heed SIGTERM, then begin."""
        self._heed_termination()
        await self.begin()

    async def begin(self) -> None:
        """Go where the start says."""
        match self._start:
            case Home():
                await self.go_home()
            case PlayCase() as how:
                self.call_after_refresh(self.cases.open, how.id, how)
            case Resume(id=attempt):
                self.call_after_refresh(self.cases.resume, attempt)
            case MarkExam() as what:
                self.call_after_refresh(self.exams.mark, what)
            case SitExam() as how:
                self.call_after_refresh(self.exams.open, how.name, how.code, how.seed)
            case ResumeExam(id=attempt):
                self.call_after_refresh(self.exams.resume, attempt)

    def _heed_termination(self) -> None:
        """A terminal that closes and a system that shuts down end the program as its own quit does."""
        if self.is_headless or sys.platform == "win32":
            return
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(name, lambda: self.run_worker(self.end(TERMINATED)))

    async def end(self, code: int) -> None:
        """Keep what is half typed, then leave."""
        for screen in self.screen_stack:
            keep_draft = getattr(screen, "keep_draft", None)
            if keep_draft is not None:
                await keep_draft()
        self.exit(code)

    async def on_unmount(self) -> None:
        """Finish what is queued for the store, then let go of it."""
        self.side.close()
        self.desk.close()
        if self._store is not None:
            self._store.close()

    def _handle_exception(self, error: Exception) -> None:
        """End without a traceback on the screen: `run` hands the error on, and the log keeps it."""
        self._return_code = 1
        if self._exception is None:
            self._exception = cast("Exception", error.error) if isinstance(error, WorkerFailed) else error
            self._exception_event.set()
        self._close_messages_no_wait()

    @property
    def failure(self) -> Exception | None:
        """What ended the program though nobody wanted it to end."""
        return self._exception

    # Between the screens.

    async def store(self) -> "Store":
        """The store, opened at its first use."""
        if self._store is None:
            self._store = await self.desk.do(self._open_store)
        return self._store

    async def go_home(self) -> None:
        """The list, and nothing else open: the cases at once, what was done with them as soon as the store is open."""
        home = HomeScreen(case_folder=str(user_cases()))
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        await self.push_screen(home)
        self.call_after_refresh(lambda: self.run_worker(self._fill(home), group="home", exclusive=True))

    async def _fill(self, home: HomeScreen) -> None:
        """The cases first, for they are there at once; then what was done with them."""
        cards = await self.desk.do(self.library.cards)
        home.take(shelf(cards, (), self.clock.now().utc_us))
        exams = await self.desk.do(self.library.exams)
        home.complete = True
        ended: tuple[str, ...] = ()
        try:
            store = await self.store()
            attempts = await self.desk.do(store.attempts)
            if live_exams(attempts):  # what ran out of time while nobody was here ends at its deadline
                ended = await self.exams.end_overdue()
                attempts = await self.desk.do(store.attempts)
            running = await self.exams.running(attempts) if live_exams(attempts) else {}
        except MiliaryError as error:
            home.take(shelf(cards, (), self.clock.now().utc_us, exams))
            home.note(str(error))
            return
        home.take(shelf(cards, attempts, self.clock.now().utc_us, exams, running))
        home.note_after(" ".join(ended))
        await self.desk.do(make_ready)
        checked = await self.desk.do(lambda: self.library.cards(check=True))
        whole = await self.side.do(lambda: self.library.exams(check=True))
        # A mistake further down a file shows only in a whole reading, and how many questions an exam has.
        if home.take_if_new(shelf(checked, attempts, self.clock.now().utc_us, whole, running)):
            home.note_after(" ".join(ended))
        quickstart.release()

    async def alone(self, screen: "Screen[None]") -> None:
        """Show a screen, and nothing else open."""
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        await self.push_screen(screen)
        self.call_after_refresh(quickstart.release)

    async def say(self, error: MiliaryError) -> None:
        """Tell on home what went wrong; where there is no home yet, tell it on the terminal."""
        if isinstance(self.screen, HomeScreen):
            self.screen.note(str(error))
        elif isinstance(self._start, Home):
            await self.go_home()
        else:
            self.last_words = str(error)
            self.exit(1)

    async def need_a_screen(self) -> None:
        """Home, where nothing is to be seen yet."""
        if len(self.screen_stack) < 2:
            await self.go_home()

    def change_theme(self) -> None:
        """Light or dark, from now on."""
        self.theme = themes.other(self.theme)
        self.settings = replace(self.settings, theme=self.theme)
        self.run_worker(self._keep_settings(), group="settings", exclusive=True)

    async def _keep_settings(self) -> None:
        try:
            await self.desk.do(write_settings, self.settings)
        except MiliaryError as error:
            note = getattr(self.screen, "note", None)
            if note is not None:
                note(str(error))


def run(
    *,
    library: "Library",
    open_store: OpenStore,
    clock: "Clock",
    settings: Settings,
    start: Start,
    graphics: str | None = None,
    theme: str | None = None,
) -> int:
    """Run the screens until somebody leaves; the exit code. What nobody foresaw is raised, for the log to keep.

    `graphics`: "auto", "half", "kitty", "sixel" or "none"; `theme`: "dark" or "light". Both stand before the settings.
    """
    app = MiliaryApp(
        library=library,
        open_store=open_store,
        clock=clock,
        settings=settings,
        start=start,
        graphics=graphics_for(graphics or settings.graphics),
        theme=theme,
    )
    return run_app(app)


def run_app(app: MiliaryApp) -> int:
    """Run an app until somebody leaves; the exit code. What nobody foresaw is raised, for the log to keep."""
    code = app.run()
    if app.failure is not None:
        raise app.failure
    if app.last_words:
        print(f"miliary-chat: {app.last_words}", file=sys.stderr)
    return code or 0


__all__ = [
    "Home",
    "MarkExam",
    "MiliaryApp",
    "PlayCase",
    "Resume",
    "ResumeExam",
    "SitExam",
    "Start",
    "run",
    "run_app",
]
