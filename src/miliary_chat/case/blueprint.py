"""A blueprint: what an exam is made of, as an examiner writes it in exam.yaml."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from miliary_chat.case.exam_files import FILE_NAME as FILE_NAME
from miliary_chat.case.questions import Activity
from miliary_chat.case.scalars import Decimal, Id, Model, Text, Whole, frozen, keyed, listed
from miliary_chat.case.times import moment, seconds

PLACE = r"[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*){2}"
"""A pattern of a question's place."""


def _seconds(value: Any) -> Any:
    return value if isinstance(value, int) else seconds(value if isinstance(value, str) else "")


def _moment(value: Any) -> Any:
    return value if isinstance(value, datetime) else moment(value if isinstance(value, str) else "")


def _attempts(value: Any) -> Any:
    if isinstance(value, str) and value.strip().lower() == "unlimited":
        return None
    if isinstance(value, str) and not re.fullmatch(r"[1-9][0-9]{0,2}", value.strip()):
        raise ValueError("write how many attempts a candidate has, such as 1, or unlimited")
    return int(value) if isinstance(value, str) else value


def _share(value: int) -> int:
    if not 0 <= value <= 100:
        raise ValueError("write a mark out of 100")
    return value


def _count(value: int) -> int:
    if not 1 <= value <= 1_000:
        raise ValueError("write how many, from 1 to 1000")
    return value


def _place(value: str) -> str:
    if not re.fullmatch(PLACE, value) or len(value) > 200:
        raise ValueError(
            "write a question as case/stage/question, such as a-cough/findings/size;"
            " where a stage has one question, it is called main, and the quiz's stage is debrief"
        )
    return value


def _alone(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


Seconds = Annotated[int, BeforeValidator(_seconds)]
"""A length of time, written with its unit; in seconds."""
When = Annotated[datetime, BeforeValidator(_moment)]
"""A moment, written with its zone; in UTC."""
Place = Annotated[str, AfterValidator(_place)]
"""A question by its case, stage and id: `wedding-photograph/findings/size`."""
Share = Annotated[Whole, AfterValidator(_share)]
Count = Annotated[Whole, AfterValidator(_count)]
Attempts = Annotated[int | None, BeforeValidator(_attempts)]
Navigation = Literal["free", "linear"]
Order = Literal["fixed", "shuffled"]
Overdue = Literal["submit", "grace", "discard"]


class Take(Model):
    """Where questions come from: a whole case, one question, or the cases with a tag (`only` of some activities).

    A whole case is one unit of a draw and keeps its order; with `only` each question is a unit of its own.
    """

    case: Id | None = None
    question: Place | None = None
    tag: Text | None = None
    only: Annotated[tuple[Activity, ...], listed] = ()
    weight: Decimal = 1.0

    @model_validator(mode="after")
    def _one_source(self) -> "Take":
        if sum(part is not None for part in (self.case, self.question, self.tag)) != 1:
            raise ValueError("say one of “case”, “question” and “tag”")
        if self.only and self.question:
            raise ValueError("“only” goes with “case” or “tag”")
        return self

    @property
    def whole(self) -> bool:
        """Whether cases are taken whole, each as one unit."""
        return self.question is None and not self.only


class Section(Model):
    """A part of an exam. One with a time of its own, or a linear one, cannot be come back to."""

    id: Id
    title: Text | None = None
    instructions: Text | None = None
    time: Seconds | None = None
    question_time: Seconds | None = None
    navigation: Navigation | None = None
    order: Order | None = None
    draw: Count | None = None
    weight: Decimal = 1.0
    take: Annotated[tuple[Take, ...], listed, BeforeValidator(_alone), Field(min_length=1)]

    @property
    def name(self) -> str:
        """What candidates see."""
        return self.title or self.id.replace("-", " ").capitalize()


class After(Model):
    """What a candidate is shown afterwards, and from when: at the hand-in, once the exam closes, or once released."""

    show: Literal["nothing", "marks", "answers"] = "nothing"
    when: Literal["hand-in", "closes", "released"] = "hand-in"


class Blueprint(Model):
    """An exam: its sections, its times, its rules. `pass` is out of 100; `attempts` None for as many as one likes."""

    format: Whole
    exam: Id
    title: Text
    instructions: Text | None = None
    time: Seconds | None = None
    navigation: Navigation = "free"
    order: Order = "fixed"
    seed: Whole | None = None
    attempts: Attempts = 1
    opens: When | None = None
    closes: When | None = None
    pass_mark: Share | None = Field(None, alias="pass")
    overdue: Overdue = "submit"
    grace: Seconds | None = None
    after: After = After()
    sections: Annotated[Mapping[Id, Section], frozen, keyed, AfterValidator(lambda value: _some(value))]

    @model_validator(mode="after")
    def _rules_fit(self) -> "Blueprint":
        for at, words in self._broken_rules():
            raise PydanticCustomError("rule", "{words}", {"words": words, "at": at})
        return self

    def _broken_rules(self) -> Iterator[tuple[tuple[str, ...], str]]:
        """The path to what breaks a rule, and the rule."""
        if self.overdue == "grace" and self.grace is None:
            yield ("overdue",), "“overdue: grace” needs to know how long: add “grace: 30 s”"
        if self.overdue != "grace" and self.grace is not None:
            yield ("grace",), "“grace” goes with “overdue: grace”"
        if self.opens and self.closes and self.opens >= self.closes:
            yield ("closes",), "“closes” has to come after “opens”"
        if self.after.when == "closes" and self.closes is None:
            yield ("after", "when"), "“when: closes” needs a “closes”"
        for section in self.sections.values():
            if section.question_time and (section.navigation or self.navigation) != "linear":
                path = ("sections", section.id, "question_time")
                yield path, f"“{section.id}” has a question_time, so it needs “navigation: linear”"
        if not any(section.weight for section in self.sections.values()):
            yield ("sections",), "every section has weight 0, so there is nothing to earn"
        for section in self.sections.values():
            if not any(take.weight for take in section.take) and section.weight:
                path = ("sections", section.id, "take")
                yield path, f"all that “{section.id}” takes has weight 0, so there is nothing to earn"

    @property
    def limit(self) -> int | None:
        """The time for the whole in seconds: as written, else the sum where every section has one; None: no limit."""
        if self.time is not None:
            return self.time
        parts = [section.time for section in self.sections.values()]
        return sum(part for part in parts if part is not None) if all(parts) else None


def _some(sections: Mapping[str, Section]) -> Mapping[str, Section]:
    if not sections:
        raise ValueError("an exam has at least one section")
    return sections
