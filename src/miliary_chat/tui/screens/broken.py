"""A preview that cannot begin yet: what is wrong with the case, until a save mends it."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from miliary_chat.author.bench.watching import Looked, Watch, look
from miliary_chat.base.sanitise import one_line
from miliary_chat.case.reader import case_file
from miliary_chat.tui.problems_page import problem_blocks
from miliary_chat.tui.screens.preview import POLL
from miliary_chat.tui.widgets.key_line import KeyLine
from miliary_chat.tui.widgets.page import Page

if TYPE_CHECKING:
    from miliary_chat.tui.authoring import AuthorApp


class BrokenScreen(Screen[None]):
    """A case that cannot be played yet: its problems, until a save mends it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,ctrl+c", "leave", show=False)]

    def __init__(self, path: Path, looked: Looked) -> None:
        super().__init__()
        self._path, self._looked = path, looked
        self._watch = Watch(case_file(path))
        self._reading = False

    def compose(self) -> ComposeResult:
        """What this is, the problems, the keys."""
        yield Static(f"preview of {one_line(str(self._path))}", markup=False, id="bar")
        yield Page(id="broken")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show them, and begin to look."""
        self.query_one(KeyLine).tell([("↑↓", "scroll"), ("space", "page"), ("esc", "leave")])
        self.query_one(Page).focus()
        self._tell()
        self.set_interval(POLL, self.poll)

    def poll(self) -> None:
        """Look whether the case was saved; if so, read it."""
        if not self._reading and self._watch.changed():
            self._reading = True
            self.run_worker(self._read_again(), group="read")

    async def _read_again(self) -> None:
        app = cast("AuthorApp", self.app)
        try:
            self._looked = await app.desk.do(look, self._path)
        finally:
            self._reading = False
        if self._looked.loaded is not None:
            app.run_worker(app.preview(self._looked))  # not the screen's: it would wait for its own end
        else:
            self._tell()

    def _tell(self) -> None:
        head = "The case cannot be played yet. Mend it and save: it begins here by itself."
        self.query_one(Page).show(problem_blocks(self._looked.problems, one_line(str(case_file(self._path))), head))

    def action_leave(self) -> None:
        """Leave the program."""
        self.app.exit(0)
