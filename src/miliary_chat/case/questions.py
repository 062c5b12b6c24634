"""What can be asked in a stage: one model for each activity."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from miliary_chat.case.condition import Condition
from miliary_chat.case.line import Line, Lines
from miliary_chat.case.rubrics import Expectations, Misconceptions, Said
from miliary_chat.case.scalars import (
    Decimal,
    Flag,
    Id,
    Ids,
    Model,
    Percent,
    Phrasings,
    Text,
    Texts,
    Whole,
    each,
    frozen,
    keyed,
    shorthand,
)

Activity = Literal["answer", "interview", "differential", "order", "choice", "report"]


class Asked(Model):
    """What every question has: its words, a picture, its worth within its stage, the expert's answer."""

    id: Id
    question: Text | None = None
    show: Id | None = None
    weight: Decimal = 1.0
    expert: Text | None = None
    misconceptions: Misconceptions = Field(default_factory=dict)


class AnswerQuestion(Asked):
    """The tutor asks; expectations and misconceptions. As `report`, one long text is judged as a whole."""

    activity: Literal["answer", "report"] = "answer"
    question: Text
    expect: Expectations


class Reply(Said):
    """What the patient says when asked (`ask`, `reply`), or what is found when examined (`examine`, `find`).

    `must` counts for thoroughness, `critical` stands in its own line, `after` names the reply that makes it matter.
    """

    label: Text | None = None
    ask: Phrasings = ()
    reply: Line | None = None
    examine: Phrasings = ()
    find: Line | None = None
    must: Flag = False
    critical: Flag = False
    after: Id | None = None

    _ways: ClassVar[str] = "“ask” with a “reply”, or “examine” with a “find”"

    @property
    def asked_by(self) -> tuple[str, ...]:
        """The ways to ask for it. `accept` adds to them; where it is only examined, to those."""
        return self.ask + self.accept if self.ask else ()

    @property
    def examined_by(self) -> tuple[str, ...]:
        """The ways to examine it."""
        return self.examine if self.ask else self.examine + self.accept

    def _reached_by(self) -> tuple[object, ...]:
        return (*self.ask, *self.examine)

    @model_validator(mode="after")
    def _every_way_has_an_answer(self) -> "Reply":
        for way, answer in (("ask", "reply"), ("examine", "find")):
            if bool(getattr(self, way)) != (getattr(self, answer) is not None):
                raise ValueError(f"“{way}” and “{answer}” go together")
        return self

    @property
    def name(self) -> str:
        """What the tutor calls it."""
        return self.label or next(iter(self.ask + self.examine), self.id.replace("-", " "))


class Stocked(Asked):
    """A question that may take of the shared packs (`use`), without some of their ids (`leave_out`).

    Both are settled (grafting.py) before the model is made, and stand here for whoever lists the keys there are.
    """

    use: Ids = ()
    leave_out: Ids = ()


class Handover(Model):
    """What everyone has to know before the next stage, told unmarked where it was not asked."""

    source: Text = Field("the notes", alias="from")
    if_not_asked: Annotated[Mapping[Id, Line], frozen] = Field(default_factory=dict)


class InterviewQuestion(Stocked):
    """The trainee leads; the script replies. `otherwise` is the tutor's aside for what the script has no line for."""

    activity: Literal["interview"] = "interview"
    interview: Annotated[Mapping[Id, Reply], frozen, keyed]
    otherwise: Line | None = None
    framework: Text | None = None
    handover: Handover | None = None


class Entry(Said):
    """A diagnosis worth listing. `rank` is the expert's; `withhold` a stage that has to pass before it may be told.

    `column` is its column in the debrief's table of look-alikes, where that has another id.
    """

    label: Text | None = None
    rank: Whole | None = None
    must_not_miss: Flag = False
    need: Literal["required", "extra"] = "extra"
    weight: Decimal = 1.0
    supports: Texts = Field((), alias="for")
    against: Texts = ()
    look_alike: Text | None = None
    column: Id | None = None
    ask: Line | None = None
    hint: Lines = ()
    prompt: Line | None = None
    teach: Line | None = None
    group: Id | None = None
    withhold: Id | None = None
    cite: Ids = ()

    @property
    def name(self) -> str:
        """What the tutor calls it."""
        return self.label or next(iter(self.accept), self.id.replace("-", " "))


class Unreasonable(Said):
    """A diagnosis that the author lists as wrong here; only these cost."""

    label: Text | None = None
    grain: Line | None = None
    correct: Line
    cite: Ids = ()

    @property
    def name(self) -> str:
        """What the tutor calls it."""
        return self.label or next(iter(self.accept), self.id.replace("-", " "))


class Umbrella(Said):
    """A word that is no diagnosis yet; asked back, neither credited nor counted against."""

    ask: Line


class Defensible(Model):
    """A lead that is safe though not right, and the share of the marks that it keeps."""

    leaves: Percent = 60
    say: Text | None = None


class Lead(Model):
    """What the trainee should commit to, why, and when the verdict is told (`now`, or after a stage)."""

    accept: Ids
    defensible: Annotated[Mapping[Id, Defensible], frozen] = Field(default_factory=dict)
    reason: Phrasings = ()
    ask: Text | None = None
    verdict: Annotated[Id, BeforeValidator(lambda value: _stage_name(value))] = "now"


class Recommit(Model):
    """The question put again after a stage, when the results are back."""

    after: Id
    ask: Text
    expert: Text | None = None


class DifferentialQuestion(Asked):
    """The trainee lists, ranks, gives reasons and commits. `cap` entries earn; what is beyond them earns nothing."""

    activity: Literal["differential"] = "differential"
    entries: Annotated[Mapping[Id, Entry], frozen, keyed] = Field(alias="list")
    unreasonable: Annotated[Mapping[Id, Unreasonable], frozen, keyed] = Field(default_factory=dict)
    umbrella: Annotated[Mapping[Id, Umbrella], frozen, keyed] = Field(default_factory=dict)
    lead: Lead
    recommit: Recommit | None = None
    cap: Whole | None = None


class Vague(Model):
    """Words too vague to order, and what is asked back."""

    accept: Phrasings
    ask: Line


class Price(Model):
    """What an order costs in time; a price is no prohibition."""

    delays: Ids = ()
    by: Text
    say: Line | None = None


Worth = Literal["must", "should", "neutral", "low", "contra"]


class Changed(Model):
    """What is different about an order once something is known."""

    value: Worth | None = None
    result: Line | None = None
    why: Line | None = None


class Order(Said):
    """A test or an action that can be ordered, with what comes of it.

    `before` names orders that it has to precede for full marks; `needs` an order without whose result it cannot run
    (`too_early` is then said and it stays open); `takes` is its turnaround; `why` says why a contraindicated one is.
    """

    label: Text | None = None
    kind: Literal["test", "action"] = "test"
    value: Worth = "neutral"
    critical: Flag = False
    weight: Decimal = 1.0
    before: Ids = ()
    needs: Id | None = None
    too_early: Line | None = None
    vague: Vague | None = None
    cost: Price | None = None
    takes: Text | None = None
    result: Line
    show: Id | None = None
    teach: Line | None = None
    why: Line | None = None
    hint: Lines = ()
    when: Annotated[Mapping[Condition, Changed], frozen] = Field(default_factory=dict)
    cite: Ids = ()

    @property
    def name(self) -> str:
        """What the tutor calls it."""
        return self.label or next(iter(self.accept), self.id.replace("-", " "))


class Panel(Said):
    """A word for several orders: asked back (`ask`), or run as all of `gives` for `credit` of the marks."""

    ask: Line | None = None
    gives: Ids = ()
    credit: Percent = 50

    @model_validator(mode="after")
    def _leads_somewhere(self) -> "Panel":
        if self.ask is None and not self.gives:
            raise ValueError("say what comes of it: “ask” back, or name the orders that it “gives”")
        return self


class Elsewhere(Said):
    """What belongs to another stage, and what the tutor says to it."""

    say: Line


class OrderQuestion(Stocked):
    """The trainee orders tests and actions; each gives its result; missing must-orders are discussed at the end."""

    activity: Literal["order"] = "order"
    orders: Annotated[Mapping[Id, Order], frozen, keyed]
    panels: Annotated[Mapping[Id, Panel], frozen, keyed] = Field(default_factory=dict)
    elsewhere: Annotated[Mapping[Id, Elsewhere], frozen, keyed] = Field(default_factory=dict)
    budget: Whole | None = None


class ChoiceQuestion(Asked):
    """Options, one or several right; the letter or the words count. `why` explains every option."""

    activity: Literal["choice"] = "choice"
    question: Text
    options: Annotated[Mapping[Id, Text], frozen]
    right: Ids
    why: Annotated[Mapping[Id, Line], frozen] = Field(default_factory=dict)
    teach: Line | None = None


def _stage_name(value: Any) -> Any:
    return value.removeprefix("after ").strip() if isinstance(value, str) else value


_TELLING = {"interview": "interview", "list": "differential", "orders": "order", "options": "choice"}


def activity_of(value: Any) -> str:
    """Which activity a question is: what it says, else what its keys tell, else `answer`."""
    if not isinstance(value, dict):
        return str(getattr(value, "activity", "answer"))
    said = value.get("activity")
    if isinstance(said, str):
        return said
    return next((activity for key, activity in _TELLING.items() if key in value), "answer")


def _tag(value: Any) -> str:
    return f"activity:{activity_of(value)}"


Question = Annotated[
    Annotated[AnswerQuestion, Tag("activity:answer")]
    | Annotated[AnswerQuestion, Tag("activity:report")]
    | Annotated[InterviewQuestion, Tag("activity:interview")]
    | Annotated[DifferentialQuestion, Tag("activity:differential")]
    | Annotated[OrderQuestion, Tag("activity:order")]
    | Annotated[ChoiceQuestion, Tag("activity:choice")],
    Discriminator(_tag),
]

Questions = Annotated[Mapping[Id, Question], frozen, keyed]
Choices = Annotated[Mapping[Id, ChoiceQuestion], frozen, keyed, BeforeValidator(each(shorthand("question", str)))]
