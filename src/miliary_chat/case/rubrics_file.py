"""A file of rubrics without a case: what answers that were collected elsewhere are judged against."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from miliary_chat.case.line import Line
from miliary_chat.case.nodes import compose
from miliary_chat.case.problems import Problem, in_order
from miliary_chat.case.rubrics import Expectation, Misconception, Said
from miliary_chat.case.scalars import PHRASING_LIMIT, Model, Name, Names, Text, Texts, each, frozen, keyed, shorthand
from miliary_chat.case.validation import fill
from miliary_chat.case.words import Words
from miliary_chat.judge.concept import Concept

SIZE_LIMIT = 20_000_000
"""Bytes of a file of rubrics: some thousand questions."""


class Lenient(Said):
    """What may be said, as in a case; but such files come from programs, so any name and any length of text will do."""

    id: Name
    accept: Texts = ()
    require: tuple[Texts, ...] = ()
    reject: Texts = ()
    broader: Texts = ()
    also: Names = ()

    @model_validator(mode="after")
    def _can_be_said(self) -> Self:
        return self

    def doubts(self) -> Iterator[str]:
        """What an author should know of it."""
        if not self._reached_by():
            yield f"“{self.id}” has no phrasing, so nothing that is said can reach it"
        groups = (self.accept, self.reject, self.broader, *self.require)
        long = sum(len(phrasing) > PHRASING_LIMIT for group in groups for phrasing in group)
        if long:
            many = "a phrasing" if long == 1 else f"{long} phrasings"
            yield f"“{self.id}” has {many} of more than {PHRASING_LIMIT} characters; the rest is not read"


class Graded(Lenient, Expectation):
    """An expectation whose answers are only graded."""

    after: Name | None = None


class Tempting(Lenient, Misconception):
    """A misconception that is only found, not corrected."""

    correct: Line | None = None  # type: ignore[assignment]


_short_forms = BeforeValidator(each(shorthand("accept", list, str)))


class GradedRubric(Model):
    """What the answers to one question are judged against. `title` and `question` are for the reader of the file."""

    id: Name
    expect: Annotated[Mapping[str, Graded], frozen, keyed, _short_forms] = Field(default_factory=dict)
    misconceptions: Annotated[Mapping[str, Tempting], frozen, keyed, _short_forms] = Field(default_factory=dict)
    title: Text | None = None
    question: Text | None = None

    @model_validator(mode="after")
    def _ids_are_different(self) -> Self:
        twice = sorted(set(self.expect) & set(self.misconceptions))
        if twice:
            raise ValueError(f"“{twice[0]}” is an expectation and a misconception; give one of them another name")
        return self

    def concepts(self) -> tuple[Concept, ...]:
        """The judge's view: expectations, then misconceptions, in the author's order."""
        expected = (expectation.concept() for expectation in self.expect.values())
        tempting = (misconception.concept("misconception") for misconception in self.misconceptions.values())
        return (*expected, *tempting)

    def doubts(self) -> Iterator[str]:
        """What an author should know of it."""
        for said in (*self.expect.values(), *self.misconceptions.values()):
            yield from said.doubts()


class RubricsFile(Model):
    """The whole file: `rubrics` by id, and the words that this author reads otherwise than the lexicon."""

    rubrics: Annotated[Mapping[str, GradedRubric], frozen, keyed]
    lexicon: Words = Words()


@dataclass(frozen=True, slots=True)
class Rubrics:
    """What reading gave: concepts by rubric id, the words to read answers with, and sentences of doubt.

    Where there are `problems` there are no concepts.
    """

    concepts: Mapping[str, tuple[Concept, ...]]
    words: Words = field(default_factory=Words)
    doubts: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_rubrics(source: bytes, where: str) -> Rubrics:
    """Read a file of rubrics from its bytes; `where` is its name in problems. Never raises for what the bytes say.

    An empty list or key is as good as none here.
    """
    root, problems = compose(source, where, gaps=True, limit=SIZE_LIMIT)
    if root is None:
        return Rubrics({}, problems=in_order(problems))
    file, invalid = fill(RubricsFile, root, where)
    if file is None or problems:
        return Rubrics({}, problems=in_order(problems + invalid))
    doubts = tuple(f"{where}: {id}: {doubt}." for id, rubric in file.rubrics.items() for doubt in rubric.doubts())
    return Rubrics({id: rubric.concepts() for id, rubric in file.rubrics.items()}, file.lexicon, doubts)
