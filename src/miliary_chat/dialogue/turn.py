"""One turn of the tutor: the events decided so far, and what is known after each."""

from typing import Any

from miliary_chat.case.line import SpokenLine
from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.evolve import evolve
from miliary_chat.dialogue.phrases import phrase
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.state import ItemState, State


class Turn:
    """Collects events while a decision is made, at a moment (`at`, microseconds UTC). It lives for one `decide`."""

    def __init__(self, script: Script, state: State, at: int = 0) -> None:
        self.script = script
        self.state = state
        self.at = at
        self.events: list[e.Event] = []

    def emit(self, event: e.Event) -> None:
        """Let `event` have happened."""
        self.state = evolve(self.state, event)
        self.events.append(event)

    @property
    def id(self) -> str:
        """The current item's id."""
        assert self.state.current is not None
        return self.state.current

    @property
    def item(self) -> ItemState:
        """What is known of the current item."""
        return self.state.items[self.id]

    @property
    def question(self) -> Any:
        """The current item's question; its class is the activity's."""
        return self.script.question(self.id)

    @property
    def silent(self) -> bool:
        """Whether verdicts, hints and costs stay untold (exam)."""
        return self.state.policy == "exam"

    def words(self, key: str, **fields: object) -> e.Words:
        """One of the tutor's own phrases."""
        return phrase(key, seed=self.state.seed, sequence=self.state.sequence, turn=0, **fields)

    def words_in_turn(self, key: str, nth: int, **fields: object) -> e.Words:
        """A phrase that comes time and again, for the `nth` time: never the same one twice running."""
        return phrase(key, seed=self.state.seed, sequence=0, turn=nth, **fields)

    def text(self, line: SpokenLine | None) -> str | None:
        """What an author's line says to this trainee; None for no line, or one that is not for them."""
        return line.words(self.state.known) if line else None

    def say(self, move: str, key: str, **fields: object) -> None:
        """Say something that changes no mark."""
        self.emit(e.Spoke(self.id, move, self.words(key, **fields)))

    def quote(self, revision_text: str, limit: int = 60) -> str:
        """A stretch of the trainee's own words, short enough to repeat."""
        flat = " ".join(revision_text.split())
        return flat if len(flat) <= limit else f"{flat[: limit - 1].rstrip()}…"
