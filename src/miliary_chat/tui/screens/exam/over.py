"""After the hand-in: what the invigilator notes, and the way to the review where there is one."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Digits, Static

from miliary_chat.base.sanitise import one_line
from miliary_chat.dialogue.exam.overview import overview
from miliary_chat.exam.handed_in import HandedIn, reviewed
from miliary_chat.session.attempt import Attempt
from miliary_chat.tui.screens.exam.review import review_blocks
from miliary_chat.tui.screens.reader import ReaderScreen
from miliary_chat.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from miliary_chat.tui.app import MiliaryApp


class OverScreen(Screen[None]):
    """The exam is handed in; `then` is what follows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "review", show=False),
        Binding("escape", "home", show=False),
        Binding("q,ctrl+c", "leave", show=False),
        Binding("ctrl+t", "theme", show=False),
    ]

    def __init__(self, attempt: Attempt, then: HandedIn) -> None:
        super().__init__()
        self._attempt, self._follows, self._shown = attempt, then, then.shown
        self._busy = False

    def compose(self) -> ComposeResult:
        """What happened, the number to note, what comes now, the keys."""
        head = self._follows.head
        yield Static(self._attempt.script.title, markup=False, id="bar")
        with VerticalScroll(id="over"):
            yield Static(self._happened(), markup=False, id="over-words")
            yield Static("For the invigilator to note:", markup=False, id="over-note")
            yield Digits(head.upper(), id="over-digits")
            yield Static(head, markup=False, id="over-head")
            yield Static(
                "It is made from all that you handed in: if anything were changed later, it would not fit any more.",
                markup=False,
                id="over-why",
            )
            if self._of_the_file():
                yield Static(self._of_the_file(), markup=False, id="over-file")
            yield Static(self._then(), markup=False, id="over-then")
        keys = KeyLine()
        review = [("⏎", "your marks" if self._shown == "marks" else "marks and answers")]
        keys.tell([*(review if self._shown != "nothing" else []), ("esc", "to the list"), ("q", "leave")])
        yield keys

    def _happened(self) -> str:
        rows = overview(self._attempt.script, self._attempt.state)
        done = sum(row.answered for row in rows)
        how = "The time is over; your exam is handed in." if self._attempt.state.ended == "time" else "Handed in."
        return f"{how} You answered {done} of {len(rows)} question{'' if len(rows) == 1 else 's'}."

    def _of_the_file(self) -> str:
        file = self._follows.file
        written = f"Your answers are in the file {one_line(str(file))}. It is all that is collected." if file else ""
        return self._follows.trouble or written

    def _then(self) -> str:
        if self._shown == "nothing":
            return self._follows.later
        return f"Enter shows {'your marks' if self._shown == 'marks' else 'your marks, and what was expected'}."

    @property
    def desk(self) -> "MiliaryApp":
        """The app that this screen belongs to."""
        return cast("MiliaryApp", self.app)

    def action_review(self) -> None:
        """The marks, and the answers where they may be seen."""
        if self._shown != "nothing" and not self._busy:
            self._busy = True
            self.run_worker(self._review())

    async def _review(self) -> None:
        then = self.query_one("#over-then", Static)
        try:
            then.update("One moment: your answers are being marked …")
            review = await self.desk.side.do(reviewed, await self.desk.store(), self._attempt)
            blocks = await self.desk.side.do(review_blocks, self._attempt.script, review, self._shown)
        finally:
            self._busy = False
            then.update(self._then())
        self.app.push_screen(ReaderScreen(f"Review · {self._attempt.script.title}", blocks))

    def action_theme(self) -> None:
        """Light or dark."""
        self.desk.change_theme()

    def action_home(self) -> None:
        """The list."""
        self.app.run_worker(self.desk.go_home())  # not this screen's: it would wait for its own end

    def action_leave(self) -> None:
        """Leave the program."""
        self.app.exit(0)
