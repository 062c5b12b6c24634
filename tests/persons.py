"""A person to talk to the tutor with: every action goes through decide and evolve, nothing else."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from miliary_chat.case.model import Case
from miliary_chat.case.reader import read_case
from miliary_chat.dialogue import actions as a, events as e
from miliary_chat.dialogue.score import marks
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.state import ItemState, State
from miliary_chat.dialogue.tutor import decide, fold

PIN = "0" * 64


@cache
def clinic() -> Case:
    path = Path(__file__).parent / "dialogue" / "clinic.yaml"
    reading = read_case(path.read_bytes(), path.name)
    assert reading.case is not None, [str(problem) for problem in reading.problems]
    return reading.case


@dataclass
class Person:
    """Somebody at the keyboard, with everything that has happened to them."""

    script: Script
    state: State = field(default_factory=State)
    log: list[e.Event] = field(default_factory=list)

    def does(self, action: a.Action) -> list[e.Event]:
        events = decide(self.script, self.state, action, 0)
        self.state = fold(events, self.state)
        self.log.extend(events)
        return list(events)

    def says(self, *texts: str) -> list[e.Event]:
        """Say each in turn; return what happened after the last."""
        events: list[e.Event] = []
        for text in texts:
            events = self.does(a.Say(text))
        return events

    @property
    def item(self) -> ItemState:
        return self.state.item

    @property
    def total(self) -> int:
        return marks(self.script, self.state).total


def names(events: list[e.Event]) -> list[str]:
    """The kinds of what the trainee sees: the answer itself and the judge's records left out."""
    return [type(event).__name__ for event in events if not isinstance(event, e.Answered | e.Judged | e.Carried)]


def said(events: list[e.Event]) -> str:
    """Everything that the tutor said, as one text."""
    return "\n".join(event.words.text for event in events if getattr(event, "words", None))
