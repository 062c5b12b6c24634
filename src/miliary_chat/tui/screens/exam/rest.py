"""A rest break: the questions are covered, and the clock stands still as long as the allowance lasts."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Static

from miliary_chat.dialogue.exam import limits, telling
from miliary_chat.session.attempt import Attempt
from miliary_chat.tui.exam_time import ClockFace
from miliary_chat.tui.screens.exam.timed import Timed
from miliary_chat.tui.widgets.exam_bar import ExamBar
from miliary_chat.tui.widgets.key_line import KeyLine


class RestScreen(Timed, Screen[None]):
    """Covers everything; any key goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c,super+c", "go_on", show=False)]

    def __init__(self, attempt: Attempt) -> None:
        super().__init__()
        self._attempt = attempt

    def compose(self) -> ComposeResult:
        """The bar with the time, and what is left of the break."""
        bar = ExamBar()
        bar.title = "Rest break"
        yield bar
        with Vertical(id="rest"):
            yield Static("", markup=False, id="rest-words")
        keys = KeyLine()
        keys.tell([("any key", "go on with the exam")])
        yield keys

    def show_faces(self, faces: tuple[ClockFace, ...]) -> None:
        """The time of the exam, and of the break."""
        super().show_faces(faces)
        for words in self.query("#rest-words").results(Static):
            words.update(self._words())

    def _words(self) -> str:
        state, at = self._attempt.state, self._attempt.time()
        allowed = state.terms.rest_us if state.terms else 0
        left = allowed - state.rested_us - limits.resting(state, at)
        if left > 0:
            clock = f"The clock stands still for {telling.time_left(left)} more; then it runs on."
        else:
            clock = "Your rest breaks are used up: the clock runs again."
        return f"Your exam is covered. Your answers are kept.\n\n{clock}\n\nPress any key to go on."

    def on_key(self, event: events.Key) -> None:
        """Whatever it is."""
        event.stop()
        event.prevent_default()
        self.action_go_on()

    def action_go_on(self) -> None:
        """Back to the questions."""
        if self.is_current:
            self.dismiss(None)
