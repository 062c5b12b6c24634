"""A question before a deed that cannot be taken back, or a choice between a few things."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing that can be answered: what it means, and what the asker gets."""

    words: str
    value: str


class AskScreen(ModalScreen[str | None]):
    """Asks; gives back the answer's value, or None for "never mind" (Escape).

    A number only goes to an answer: whoever was typing when the question came up must not have answered it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "never_mind", show=False),
        *(Binding(str(number), f"go_to({number})", show=False) for number in range(1, 10)),
    ]

    def __init__(self, question: str, answers: Sequence[Answer], *, first: int = 0) -> None:
        """`first` is the answer that Enter takes if nobody moves."""
        super().__init__()
        self._first = first
        self._question = question
        self._answers = tuple(answers)

    def compose(self) -> ComposeResult:
        """The question above its answers."""
        with Vertical(id="ask"):
            yield Static(self._question, markup=False, id="ask-question")
            rows = [Content(f"{number}  {answer.words}") for number, answer in enumerate(self._answers, start=1)]
            yield OptionList(*map(Option, rows), id="ask-answers")
            yield Static("↑↓ choose   ⏎ take it   esc never mind", markup=False, id="ask-keys")

    def on_mount(self) -> None:
        """One answer is ready to be taken."""
        answers = self.query_one("#ask-answers", OptionList)
        answers.highlighted = self._first
        answers.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter, or a click."""
        self._close(self._answers[event.option_index].value)

    def action_go_to(self, number: int) -> None:
        """To the answer of that number."""
        if number <= len(self._answers):
            self.query_one("#ask-answers", OptionList).highlighted = number - 1

    def action_never_mind(self) -> None:
        """Nothing is to be done."""
        self._close(None)

    def _close(self, value: str | None) -> None:
        if self.is_current:  # a second Enter may already be on its way
            self.dismiss(value)
