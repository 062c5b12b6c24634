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
    """One thing that can be answered: a key, what it means, and what the asker gets."""

    key: str
    words: str
    value: str


class AskScreen(ModalScreen[str | None]):
    """Asks; gives back the answer's value, or None for "never mind" (Escape)."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss_none", show=False)]

    def __init__(self, question: str, answers: Sequence[Answer]) -> None:
        super().__init__()
        self._question = question
        self._answers = tuple(answers)

    def compose(self) -> ComposeResult:
        """The question above its answers."""
        with Vertical(id="ask"):
            yield Static(self._question, markup=False, id="ask-question")
            yield OptionList(
                *(
                    Option(Content.assemble((answer.key.upper(), "bold"), f"  {answer.words}"))
                    for answer in self._answers
                ),
                id="ask-answers",
            )
            yield Static("⏎ take it   esc never mind", markup=False, id="ask-keys")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter, or a click."""
        self.dismiss(self._answers[event.option_index].value)

    def key_for(self, key: str) -> str | None:
        """The value of the answer that has this key."""
        return next((answer.value for answer in self._answers if answer.key == key), None)

    def on_key(self, event: object) -> None:
        """An answer's own letter takes it at once."""
        value = self.key_for(str(getattr(event, "key", "")))
        if value is not None:
            self.dismiss(value)

    def action_dismiss_none(self) -> None:
        """Never mind."""
        self.dismiss(None)
