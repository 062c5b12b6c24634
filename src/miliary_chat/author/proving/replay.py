"""Answers sent through the tutor: what was found in each, and where that is not what the author says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from miliary_chat.author.answers import Answers, Labelled
from miliary_chat.author.answers_file import item_of
from miliary_chat.author.labels import Label, label_of
from miliary_chat.author.naming import alone, concept_named
from miliary_chat.case.questions import ChoiceQuestion, InterviewQuestion
from miliary_chat.dialogue import actions as a, events as e
from miliary_chat.dialogue.concepts import rubric
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.state import State
from miliary_chat.dialogue.tutor import decide, fold
from miliary_chat.judge.judgement import Verdict


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One concept that was not found as labelled; `expected` is None when the label says nothing of it."""

    concept: str
    expected: str | None
    found: Label
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Replayed:
    """One answer, what was found in it by concept (what is missing left out), and what that should not be.

    `route` is where the answer stands in the file; `events` are all that came of it.
    """

    item: str
    labelled: Labelled
    route: tuple[str | int, ...]
    found: Mapping[str, Label]
    expected: Mapping[str, str]
    mismatches: tuple[Mismatch, ...]
    verdicts: Mapping[str, Verdict]
    events: tuple[e.Event, ...]


class Room:
    """One question of a case with nobody in it yet: what is said there is said as its first answer."""

    def __init__(self, script: Script, item: str) -> None:
        self.script = alone(script, item)
        self.item = item
        self.concepts = tuple(concept.id for concept in rubric(script, item).concepts)
        self._question = script.question(item)
        state = fold(decide(self.script, State(), a.Begin(), 0))
        while state.current != item:
            state = fold(decide(self.script, state, a.Skip(), 0), state)
        self._state = state

    def hear(self, text: str) -> tuple[e.Event, ...]:
        """What comes of an answer."""
        return decide(self.script, self._state, a.Say(text), 0)

    def found(self, events: tuple[e.Event, ...]) -> tuple[dict[str, Label], dict[str, Verdict]]:
        """What was found by concept, and the verdicts behind it; options that were chosen are met."""
        verdicts: dict[str, Verdict] = {}
        found: dict[str, Label] = {}
        for event in events:
            match event:
                case e.Judged() if event.item == self.item:
                    verdicts = {verdict.concept: verdict for verdict in event.verdicts}
                    asked = isinstance(self._question, InterviewQuestion)
                    labels = {name: label_of(verdict, asked=asked) for name, verdict in verdicts.items()}
                    found = {name: label for name, label in labels.items() if label != "missed"}
                case e.Chosen() if isinstance(self._question, ChoiceQuestion):
                    found = dict.fromkeys(event.options, "met")
        return found, verdicts


def replay(script: Script, answers: Answers) -> Iterator[Replayed]:
    """Send every labelled answer to its question, each as the first thing that is said there."""
    for written, labelled in answers.answers.items():
        item = item_of(script, written)
        if item is None:
            continue
        room = Room(script, item)
        for index, one in enumerate(labelled):
            yield replayed(room, one, ("answers", written, index))


def replayed(room: Room, labelled: Labelled, route: tuple[str | int, ...] = ()) -> Replayed:
    """Send one labelled answer to its question."""
    events = room.hear(labelled.say)
    found, verdicts = room.found(events)
    expected = {concept_named(name, room.concepts): label for name, label in labelled.expected().items()}
    mismatches = tuple(_mismatches(room.concepts, expected, found, verdicts))
    return Replayed(room.item, labelled, route, found, expected, mismatches, verdicts, events)


def _mismatches(
    concepts: tuple[str, ...],
    expected: Mapping[str, str],
    found: Mapping[str, Label],
    verdicts: Mapping[str, Verdict],
) -> Iterator[Mismatch]:
    for name in concepts:
        label, got = expected.get(name), found.get(name, "missed")
        if got != label if label is not None else got not in ("missed", "near"):
            yield Mismatch(name, label, got, verdicts.get(name))
