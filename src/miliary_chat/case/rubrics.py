"""What an answer is judged against: expectations and misconceptions, as an author writes them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, BeforeValidator, model_validator

from miliary_chat.case.line import Line, Lines
from miliary_chat.case.scalars import (
    Decimal,
    Flag,
    Id,
    Ids,
    Model,
    Phrasings,
    Text,
    each,
    frozen,
    keyed,
    shorthand,
)
from miliary_chat.judge.concept import Concept, Kind
from miliary_chat.judge.quantity import parse_measure


def _filled(groups: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    if not all(groups):
        raise ValueError("a group under “require” has no phrasing, so nothing could meet it")
    return groups


Groups = Annotated[tuple[Phrasings, ...], AfterValidator(_filled)]
"""Lists of phrasings, one of each of which has to be said."""


def _measured(value: str) -> str:
    if parse_measure(value) is None:
        raise ValueError(f"“{value}” is no measure; write a number or a range with its unit, such as 1-3 mm")
    return value


Measured = Annotated[Text, AfterValidator(_measured)]
"""A text that the judge can read as a quantity."""


class Said(Model):
    """Anything that a trainee may say, by its phrasings (see judge.Concept for how each list works)."""

    id: Id
    accept: Phrasings = ()
    require: Groups = ()
    reject: Phrasings = ()
    broader: Phrasings = ()
    also: Ids = ()

    def concept(self, kind: Kind = "expectation") -> Concept:
        """The judge's view of it."""
        return Concept(
            self.id,
            kind,
            accept=self.accept,
            require=self.require,
            reject=self.reject,
            broader=self.broader,
            also=self.also,
        )

    @model_validator(mode="after")
    def _can_be_said(self) -> Self:
        if not self._reached_by():
            raise ValueError(f"nothing that is said can reach this; give it {self._ways}")
        return self

    _ways: ClassVar[str] = "phrasings under “accept” or “require”"

    def _reached_by(self) -> tuple[object, ...]:
        return (*self.accept, *self.require)


class Contradiction(Model):
    """What denies an expectation beside its own negation, and what the tutor then says."""

    accept: Phrasings = ()
    say: Text | None = None
    point: Id | None = None


class Expectation(Said):
    """Something that a good answer says.

    `need` is required (pursued to the assertion) or extra (at most three are pursued, the rest told). `bonus` can only
    add; `critical` stands in a line of its own. `weight` is relative within the question. `label` is the tutor's name
    for it (default: its first phrasing). `after` names the expectation that has to come first.
    """

    label: Text | None = None
    measure: Measured | None = None
    tolerance: Measured | None = None
    contradicted: Annotated[Contradiction, BeforeValidator(shorthand("say", str))] | None = None
    need: Literal["required", "extra"] = "extra"
    bonus: Flag = False
    critical: Flag = False
    weight: Decimal = 1.0
    ask: Line | None = None
    hint: Lines = ()
    prompt: Line | None = None
    teach: Line | None = None
    point: Id | None = None
    after: Id | None = None
    out_of_order: Line | None = None
    cite: Ids = ()

    @property
    def name(self) -> str:
        """What the tutor calls it."""
        return self.label or next(iter(self.phrasings), self.id.replace("-", " "))

    @property
    def phrasings(self) -> tuple[str, ...]:
        """The phrasings that an example could be taken from, the author's first one first."""
        first = tuple(group[0] for group in self.require if group)
        return self.accept or ((" and ".join(first),) if first else ()) or ((self.measure,) if self.measure else ())

    def concept(self, kind: Kind = "expectation") -> Concept:
        """The judge's view of it."""
        return replace(
            super().concept(kind),
            contradicted=self.contradicted.accept if self.contradicted else (),
            measure=self.measure,
            tolerance=self.tolerance,
            after=self.after,
        )

    _ways: ClassVar[str] = "phrasings under “accept” or “require”, or a “measure”"

    def _reached_by(self) -> tuple[object, ...]:
        return (*super()._reached_by(), *((self.measure,) if self.measure else ()))


class Mend(Model):
    """The short ladder of a misconception: one question after its correction; `tell` when the reply does not fit."""

    ask: Line
    accept: Phrasings = ()
    tell: Line | None = None


class Misconception(Said):
    """Something tempting and wrong. `harm` says which of several is corrected first."""

    label: Text | None = None
    grain: Line | None = None
    correct: Line
    mend: Mend | None = None
    harm: Literal["low", "moderate", "high"] = "moderate"
    point: Id | None = None
    cite: Ids = ()

    @property
    def name(self) -> str:
        """What the tutor calls it."""
        return self.label or next(iter(self.accept), self.id.replace("-", " "))


Expectations = Annotated[
    Mapping[Id, Expectation],
    frozen,
    keyed,
    BeforeValidator(each(shorthand("accept", list, str))),
]
Misconceptions = Annotated[Mapping[Id, Misconception], frozen, keyed]
