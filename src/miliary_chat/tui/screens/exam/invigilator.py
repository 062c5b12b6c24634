"""An invigilator gives time at this machine: the word, how much, who, why."""

import secrets
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Input, Static

from miliary_chat.base.sanitise import one_line
from miliary_chat.dialogue.actions import AddTime
from miliary_chat.session.exam import knows_word
from miliary_chat.tui.screens.exam.timed import Timed
from miliary_chat.tui.widgets.exam_bar import ExamBar
from miliary_chat.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from miliary_chat.tui.screens.exam.sitting import ExamScreen

MOST: Final = 600
"""Minutes that can be given in one stroke."""

_FIELDS: Final = (
    ("word", "the invigilator's word"),
    ("minutes", "minutes, such as 5"),
    ("name", "your name"),
    ("reason", "the reason, such as fire alarm"),
)


class InvigilatorScreen(Timed, Screen[None]):
    """Asks for the word, which is not shown, and gives the time."""

    AUTO_FOCUS = "#word"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,ctrl+c", "close", show=False)]

    def __init__(self, sitting: "ExamScreen") -> None:
        super().__init__()
        self._sitting = sitting
        self._asking = False

    def compose(self) -> ComposeResult:
        """Four boxes."""
        bar = ExamBar()
        bar.title = "For the invigilator"
        yield bar
        yield Static(
            "Time that you give is added for this candidate and kept with your name and the reason.",
            markup=False,
            id="form-words",
        )
        for name, words in _FIELDS:
            yield Input(placeholder=words, max_length=120, password=name == "word", id=name)
        yield Static("", markup=False, id="note")
        keys = KeyLine()
        keys.tell([("⏎", "next, then give the time"), ("tab", "next"), ("esc", "back to the exam")])
        yield keys

    def _value(self, name: str) -> str:
        return one_line(self.query_one(f"#{name}", Input).value)

    def _tell(self, words: str) -> None:
        note = self.query_one("#note", Static)
        note.update(words)
        note.display = True

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: on to the next box that is empty; with none empty, give it."""
        for name, _ in _FIELDS:
            if not self._value(name):
                self.query_one(f"#{name}", Input).focus()
                return
        minutes = self._value("minutes").removesuffix("min").strip()
        if not (minutes.isascii() and minutes.isdecimal() and 1 <= int(minutes) <= MOST):
            self._tell(f"Give whole minutes, from 1 to {MOST}.")
            self.query_one("#minutes", Input).focus()
        elif not self._asking:
            self._asking = True
            self.run_worker(self._give(int(minutes)))

    async def _give(self, minutes: int) -> None:
        sitting = self._sitting
        try:
            terms, word = sitting.attempt.script.terms, self._value("word")
            if not await sitting.desk.side.do(knows_word, terms, word):
                self._tell("That is not the word. Nothing was given.")
                self.query_one("#word", Input).value = ""
                self.query_one("#word", Input).focus()
                return
            us = minutes * 60_000_000
            gift = AddTime(us, self._value("name"), self._value("reason"), f"here-{secrets.token_hex(6)}")
            self.action_close()
            sitting.work(lambda: self._send(gift))
        finally:
            self._asking = False

    async def _send(self, gift: AddTime) -> None:
        await self._sitting.send(gift)

    def action_close(self) -> None:
        """Back to the exam."""
        if self.is_current:
            self.dismiss(None)
