"""answers.yaml: real answers and what each must earn, and whole dialogues and the moves that they must bring."""

import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from miliary_chat.case.scalars import Flag, Id, Model, Text, Whole, frozen, keyed, listed, shorthand

FORMAT = 1

MOVES = {
    "credit": "an expectation is credited",
    "pump": "the tutor asks for more",
    "hint": "a hint is given",
    "prompt": "one or two words are asked for",
    "assert": "the tutor says it",
    "correct": "a misconception is corrected",
    "contradict": "what was denied is contradicted",
    "clarify": "the tutor asks back",
    "reply": "the patient answers",
    "find": "something is found on examination",
    "handover": "something is told unasked, before the next stage",
    "result": "an order gives its result",
    "withhold": "an order is not carried out, and why is said",
    "list": "a diagnosis is listed",
    "commit": "a diagnosis is taken as the lead",
    "choose": "options are chosen",
    "redirect": "the tutor brings the talk back",
    "remind": "the tutor reminds of what was said",
    "warn": "the tutor warns",
    "note": "the tutor notes something",
    "explain": "a verdict is explained",
    "teach": "something is taught in passing",
    "aside": "the script has no line for what was asked",
    "encourage": "somebody who is stuck is encouraged",
    "greet": "a greeting or thanks are answered",
    "summarise": "the question is summed up",
    "unrecognised": "nothing was recognised",
    "open": "a question is asked",
    "close": "a question is over",
    "end": "the case is over",
}
"""What a turn can bring, in the tutor's words; most may name whom it is about: `credit size`, `close findings/film`."""

_MOVE = re.compile(rf"(?P<move>{'|'.join(MOVES)})(?: (?P<about>\S+))?")
_RANGE = re.compile(r"(?P<low>\d{1,3})(?:\s*[-–]\s*(?P<high>\d{1,3}))?")

Concept = Annotated[Text, Field(pattern=r"^[a-z0-9.-]+$")]
"""An id in the case, or the judge's own name for a part of it (`neck-lump.find`, `lead.reason`)."""

Concepts = Annotated[tuple[Concept, ...], listed]


def _move(value: str) -> str:
    value = " ".join(value.split())
    if not _MOVE.fullmatch(value):
        raise ValueError(f"“{value[:40]}” is no move; moves are {', '.join(MOVES)}, some with an id: credit size")
    return value


Moves = Annotated[tuple[Annotated[Text, AfterValidator(_move)], ...], listed]


def _range(value: Any) -> Any:
    if isinstance(value, str):
        found = _RANGE.fullmatch(value)
        if not found:
            raise ValueError("write marks out of 100, such as 70-90")
        return int(found["low"]), int(found["high"] or found["low"])
    return value


MarksRange = Annotated[tuple[int, int], BeforeValidator(_range)]


class Labelled(Model):
    """One answer to one question, and what must be found in it.

    `met`, `near` and `denied` name what must have that verdict, `misconceptions` what must be asserted (unreasonable
    diagnoses too), `missed` what must not be found at all. What is named nowhere must not be met, denied or asserted;
    it may be near. `by` and `note` are for the reader.
    """

    say: Text
    met: Concepts = ()
    near: Concepts = ()
    denied: Concepts = ()
    misconceptions: Concepts = ()
    missed: Concepts = ()
    by: Text | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _one_verdict_each(self) -> "Labelled":
        named = [*self.met, *self.near, *self.denied, *self.misconceptions, *self.missed]
        twice = sorted({name for name in named if named.count(name) > 1})
        if twice:
            raise ValueError(f"“{twice[0]}” is named twice; an answer has one verdict for each")
        return self

    def expected(self) -> dict[str, str]:
        """The verdict that each named concept must have; "asserted" for a misconception."""
        labels = {"met": self.met, "near": self.near, "denied": self.denied, "missed": self.missed}
        named = {name: label for label, names in labels.items() for name in names}
        return {**named, **dict.fromkeys(self.misconceptions, "asserted")}


class TurnOf(Model):
    """What somebody types in a dialogue (an answer, or a command such as `/hint`), and what must come of it.

    `brings` names moves that must follow at once, in any order; `never` moves that must not.
    """

    say: Text
    brings: Moves = ()
    never: Moves = ()


class Dialogue(Model):
    """A whole conversation from the beginning, or from a stage (`from`); `marks` is the range of its total."""

    id: Id
    stage: Id | None = Field(None, alias="from")
    turns: Annotated[tuple[Annotated[TurnOf, BeforeValidator(shorthand("say", str))], ...], listed]
    marks: MarksRange | None = None
    ends: Flag = False
    seed: Whole = 1


Item = Annotated[Text, Field(pattern=r"^[a-z0-9-]+(/[a-z0-9-]+)?$")]
"""`stage/question`, or the stage alone where it has one question."""


def _readable(value: int) -> int:
    if value != FORMAT:
        raise ValueError(f"this release reads format {FORMAT}; write “format: {FORMAT}”, or take a newer release")
    return value


class Answers(Model):
    """The whole file."""

    format: Annotated[Whole, AfterValidator(_readable)] = FORMAT
    answers: Annotated[Mapping[Item, Annotated[tuple[Labelled, ...], listed]], frozen] = Field(default_factory=dict)
    dialogues: Annotated[Mapping[Id, Dialogue], frozen, keyed] = Field(default_factory=dict)
