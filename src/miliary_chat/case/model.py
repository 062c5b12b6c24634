"""A case: what an author writes, read, checked and frozen."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from miliary_chat.case.comparison import Comparison
from miliary_chat.case.line import Lines
from miliary_chat.case.questions import Asked, Choices, DifferentialQuestion, Question, Questions
from miliary_chat.case.rubrics import Misconception, Misconceptions
from miliary_chat.case.scalars import (
    Decimal,
    Flag,
    Id,
    Ids,
    Model,
    Text,
    Texts,
    Whole,
    each,
    frozen,
    keyed,
    listed,
    shorthand,
)
from miliary_chat.case.words import Words

FORMAT = 1
"""The newest format that this release reads."""

Box = tuple[Whole, Whole, Whole, Whole]


class Reviewed(Model):
    """Who has read the case as an expert, and when; trainees see it."""

    status: Literal["unreviewed", "reviewed"] = "unreviewed"
    by: Text | None = None
    on: Text | None = None


class Source(Model):
    """A work that facts rest on. `checked` says that somebody has looked the fact up in it."""

    id: Id
    text: Text
    url: Text | None = None
    checked: Flag = False


class RegionOfImage(Model):
    """A part of a picture that the tutor can point at: left, top, right, bottom in pixels, on a slice from 1."""

    id: Id
    label: Text
    box: Box
    window: Literal["lung", "soft", "bone", "full"] = "full"
    slice: Whole | None = None

    @model_validator(mode="after")
    def _not_inside_out(self) -> "RegionOfImage":
        if self.slice is not None and self.slice < 1:
            raise ValueError("slices are counted from 1, the first one")
        left, top, right, bottom = self.box
        if not (0 <= left < right and 0 <= top < bottom):
            raise ValueError("a box is left, top, right, bottom in pixels, with right beyond left and bottom below top")
        return self


class Description(Model):
    """A picture in words: `neutral` says where things are without naming them, `full` what an expert sees."""

    neutral: Text | None = None
    full: Text


class Hounsfield(Model):
    """What the grey levels of a stored CT stand for: level 0 is `black` HU, and each further one `step` HU more."""

    black: Whole
    step: Decimal

    @model_validator(mode="after")
    def _upwards(self) -> "Hounsfield":
        if self.step <= 0:
            raise ValueError("“step” is how many HU a level adds, and more than 0")
        return self


class CaseImage(Model):
    """A picture of the case. Without `mm_per_pixel` there is no ruler; without its file the description stands in."""

    id: Id
    file: Text | None = None
    caption: Text
    licence: Text | None = None
    source: Text | None = None
    mm_per_pixel: Decimal | None = None
    hounsfield: Hounsfield | None = None
    compare: Id | None = None
    describe: Annotated[Description, BeforeValidator(shorthand("full", str))]
    regions: Annotated[Mapping[Id, RegionOfImage], frozen, keyed] = Field(default_factory=dict)


class OwnPicture(Model):
    """A film of one's own in the place of a picture of the case. What is not said here is not known of it."""

    id: Id
    file: Text | None = None
    caption: Text | None = None
    licence: Text | None = None
    source: Text | None = None
    mm_per_pixel: Decimal | None = None
    hounsfield: Hounsfield | None = None
    describe: Annotated[Description, BeforeValidator(shorthand("full", str))] | None = None
    regions: Annotated[Mapping[Id, RegionOfImage], frozen, keyed] = Field(default_factory=dict)


_OF_STAGE = ("label", "scene", "show", "weight", "questions")


class Stage(Model):
    """A part of the case with its questions; a stage with one question may write that one's keys as its own."""

    id: Id
    label: Text | None = None
    scene: Text | None = None
    show: Id | None = None
    weight: Decimal = 1.0
    questions: Questions

    @model_validator(mode="before")
    @classmethod
    def _single_question(cls, value: Any) -> Any:
        if not isinstance(value, dict) or "questions" in value:
            return value
        own = {key: part for key, part in value.items() if key in (*_OF_STAGE, "id")}
        rest = {key: part for key, part in value.items() if key not in own}
        return {**own, "questions": {"main": rest}}

    @property
    def name(self) -> str:
        """What people see."""
        return self.label or self.id.replace("-", " ")


class SeeAlso(Model):
    """Something to look at elsewhere."""

    title: Text
    url: Text
    licence: Text | None = None


class Debrief(Model):
    """What is told when all is done. `teaching` maps a heading to a paragraph; `next` names cases to try."""

    expert: Text | None = None
    pearls: Lines = ()
    teaching: Annotated[Mapping[Text, Text], frozen] = Field(default_factory=dict)
    compare: Comparison | None = None
    references: Ids = ()
    see_also: Annotated[tuple[SeeAlso, ...], listed] = ()
    next: Ids = ()


class Case(Model):
    """A patient, from the first word to the debrief."""

    format: Whole
    id: Id
    title: Text
    diagnosis: Text
    level: Literal["intro", "core", "advanced"] = "core"
    minutes: Whole = 15
    tags: Texts = ()
    reviewed: Reviewed = Reviewed()
    patient: Literal["invented", "consented", "public"] = "invented"
    guideline: Ids = ()
    sources: Annotated[Mapping[Id, Source], frozen, keyed, BeforeValidator(each(shorthand("text", str)))] = Field(
        default_factory=dict
    )
    images: Annotated[Mapping[Id, CaseImage], frozen, keyed] = Field(default_factory=dict)
    pictures: Annotated[Mapping[Id, OwnPicture], frozen, keyed] = Field(default_factory=dict)
    misconceptions: Misconceptions = Field(default_factory=dict)
    lexicon: Words = Words()
    stages: Annotated[Mapping[Id, Stage], frozen, keyed]
    quiz: Choices = Field(default_factory=dict)
    debrief: Debrief = Debrief()

    def question(self, stage: str, question: str) -> Asked:
        """The question at `stage/question`; the quiz's stage is `debrief`. KeyError for what is not there."""
        if stage == "debrief":
            return self.quiz[question]
        return self.stages[stage].questions[question]

    def misconceptions_in(self, question: Asked) -> Mapping[str, Misconception]:
        """The misconceptions that a question listens for: the case's and its own; its own win over the case's."""
        return {**self.misconceptions, **question.misconceptions}

    def differential(self) -> tuple[str, DifferentialQuestion] | None:
        """The first differential with its stage, if the case has one."""
        for stage in self.stages.values():
            for question in stage.questions.values():
                if isinstance(question, DifferentialQuestion):
                    return stage.id, question
        return None


__all__ = ["FORMAT", "Box", "Case", "CaseImage", "Hounsfield", "OwnPicture", "Question", "Stage"]
