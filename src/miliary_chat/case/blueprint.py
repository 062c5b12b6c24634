"""A blueprint: what an exam is made of, as an examiner writes it in exam.yaml."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from miliary_chat.case.questions import Activity
from miliary_chat.case.scalars import Decimal, Id, Model, Text, Whole, frozen, keyed, listed

FILE_NAME = "exam.yaml"
"""The file that makes a folder an exam."""

LONGEST_S = 14 * 24 * 3_600
"""Two weeks: a limit beyond it is a slip of the pen."""

_UNITS = {"s": 1, "min": 60, "h": 3_600}
_DURATION = re.compile(r"(\d{1,7})\s*(s|min|h)")


def _seconds(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    parts = _DURATION.findall(value)
    if not parts or _DURATION.sub("", value).strip():
        raise ValueError("write a time with its unit, such as 90 s, 20 min or 1 h 30 min")
    seconds = sum(int(number) * _UNITS[unit] for number, unit in parts)
    if not 0 < seconds <= LONGEST_S:
        raise ValueError("write a time between a second and two weeks")
    return seconds


def _moment(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise ValueError("write a date and time with its zone, such as 2026-12-01 09:00+01:00")
    return moment.astimezone(UTC)


def _attempts(value: Any) -> Any:
    if isinstance(value, str) and value.strip().lower() == "unlimited":
        return None
    if isinstance(value, str) and not re.fullmatch(r"[1-9]\d{0,2}", value.strip()):
        raise ValueError("write how many attempts a candidate has, such as 1, or unlimited")
    return int(value) if isinstance(value, str) else value


Seconds = Annotated[int, BeforeValidator(_seconds)]
"""A length of time, written with its unit; in seconds."""
When = Annotated[datetime, BeforeValidator(_moment)]
"""A moment, written with its zone; in UTC."""
Place = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+/[a-z0-9-]+/[a-z0-9-]+$", max_length=200)]
"""A question by its case, stage and id: `wedding-photograph/findings/size`."""
Share = Annotated[Whole, Field(ge=0, le=100)]
Count = Annotated[Whole, Field(ge=1, le=1_000)]
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
    take: Annotated[tuple[Take, ...], listed, Field(min_length=1)]

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
    attempts: Annotated[int | None, BeforeValidator(_attempts)] = 1
    opens: When | None = None
    closes: When | None = None
    pass_mark: Share | None = Field(None, alias="pass")
    overdue: Overdue = "submit"
    grace: Seconds | None = None
    after: After = After()
    sections: Annotated[Mapping[Id, Section], frozen, keyed, AfterValidator(lambda value: _some(value))]

    @model_validator(mode="after")
    def _rules_fit(self) -> "Blueprint":
        if (self.overdue == "grace") != (self.grace is not None):
            raise ValueError("“overdue: grace” and “grace: 30 s” go together")
        if self.opens and self.closes and self.opens >= self.closes:
            raise ValueError("“closes” has to come after “opens”")
        if self.after.when == "closes" and self.closes is None:
            raise ValueError("“when: closes” needs a “closes”")
        for section in self.sections.values():
            if section.question_time and (section.navigation or self.navigation) != "linear":
                raise ValueError(f"“{section.id}” has a question_time, so it needs “navigation: linear”")
        return self

    @property
    def limit(self) -> int | None:
        """The time for the whole in seconds: as written, else the sum where all parts have one; None for no limit."""
        if self.time is not None:
            return self.time
        parts = [section.time for section in self.sections.values()]
        return sum(part for part in parts if part is not None) if all(parts) else None


def _some(sections: Mapping[str, Section]) -> Mapping[str, Section]:
    if not sections:
        raise ValueError("an exam has at least one section")
    return sections
