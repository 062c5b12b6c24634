"""What of a case the players reached: every line that its author wrote, and which of them nobody ever saw."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from miliary_chat.author.players.trail import Trail
from miliary_chat.case.condition import Condition
from miliary_chat.case.line import SpokenLine
from miliary_chat.case.questions import (
    AnswerQuestion,
    Asked,
    DifferentialQuestion,
    Entry,
    InterviewQuestion,
    Order,
    OrderQuestion,
    Unreasonable,
)
from miliary_chat.case.rubrics import Expectation, Misconception
from miliary_chat.case.scalars import Model
from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.concepts import PANEL, UNREASONABLE, VAGUE
from miliary_chat.dialogue.script import RECOMMIT, Script

SORTS: Final = (
    "questions",
    "hints",
    "prompts",
    "rungs of an extra that come only when asked for",
    "told",
    "contradictions",
    "own questions back",
    "corrections",
    "questions after a correction",
    "replies",
    "findings",
    "handed over",
    "results",
    "warnings of too early",
    "vague orders asked back",
    "words for several orders",
    "what belongs elsewhere",
    "words that are no diagnosis yet",
    "leads that are defensible",
    "conditions that hold",
    "conditions that do not hold",
)
"""What can be reached, in the order in which it is told."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that an author wrote for the tutor to say: of what sort, in which item, and its name there."""

    sort: str
    item: str
    name: str


@dataclass
class Reached:
    """What a number of runs reached together."""

    pieces: set[Piece] = field(default_factory=set)

    def add(self, trail: Trail, conditions: Mapping[str, tuple[Condition, ...]]) -> None:
        """Take over what one run reached; `conditions` are those of each item."""
        for step in trail.steps:
            for event in step.events:
                self.pieces.update(_pieces_of(event))
            here = step.before.current
            for condition in conditions.get(here or "", ()):
                sort = "conditions that hold" if condition.holds(step.before.known) else "conditions that do not hold"
                self.pieces.add(Piece(sort, here or "", condition.text))

    def missing(self, script: Script, every: Iterable[Piece]) -> tuple[Piece, ...]:
        """Which of these pieces of the script nobody reached, in the order of `SORTS` and then of the case."""
        left = [_named(script, piece) for piece in every if piece not in self.pieces]
        return tuple(sorted(left, key=lambda piece: SORTS.index(piece.sort)))


def _named(script: Script, piece: Piece) -> Piece:
    """The piece; a rung of an extra after its first is set apart, because it comes only to who asks for hints."""
    name, _, rung = piece.name.partition(" ")
    question = script.question(piece.item)
    parts: Mapping[str, Expectation | Entry] = getattr(question, "expect", {}) or getattr(question, "entries", {})
    part = parts.get(name)
    if part is None or piece.sort not in ("hints", "prompts") or part.need == "required":
        return piece
    first = rung == "1" or (piece.sort == "prompts" and not part.hint)
    if first or getattr(part, "must_not_miss", False):
        return piece
    return Piece("rungs of an extra that come only when asked for", piece.item, f"{name} {rung or 'prompt'}")


_KEYS: Final = {
    "question": "questions",
    "hint": "hints",
    "prompt": "prompts",
    "assert": "told",
    "contradict": "contradictions",
    "near": "own questions back",
    "correct": "corrections",
    "mend": "questions after a correction",
    "reply": "replies",
    "finding": "findings",
    "handover": "handed over",
    "result": "results",
    "too-early": "warnings of too early",
    "vague": "vague orders asked back",
    "umbrella": "words that are no diagnosis yet",
    "elsewhere": "what belongs elsewhere",
}


def _pieces_of(event: e.Event) -> Iterator[Piece]:
    item = getattr(event, "item", None) or ""
    words = getattr(event, "words", None)
    match event:
        case e.Opened():
            yield Piece("questions", item, "")
        case e.Judged(verdicts=verdicts):
            for verdict in verdicts:
                if verdict.outcome == "met" and verdict.concept.startswith(PANEL):
                    yield Piece("words for several orders", item, verdict.concept.removeprefix(PANEL))
        case e.Committed(entry=entry):
            yield Piece("leads that are defensible", item, entry)
        case _ if words is not None:
            head, _, rest = words.key.partition("/")
            name = rest.removesuffix(VAGUE).removeprefix(UNREASONABLE)
            if sort := _KEYS.get(head):
                yield Piece(sort, item, name.replace("/", " "))


def pieces(script: Script) -> Iterator[Piece]:
    """Everything of a case that a run can bring, item by item."""
    for ref in script.items:
        yield Piece("questions", ref.id, "")
        if ref.question == RECOMMIT:
            continue
        question = script.question(ref.id)
        yield from (Piece(sort, ref.id, name) for sort, name in _of(script, ref.id, question))
        for condition in conditions(question):
            yield Piece("conditions that hold", ref.id, condition.text)
            yield Piece("conditions that do not hold", ref.id, condition.text)


def conditions(question: Asked) -> tuple[Condition, ...]:
    """Every condition that a question's lines and orders depend on, once each."""
    found: dict[str, Condition] = {}
    for line in _lines(question):
        if line.condition:
            found.setdefault(line.condition.text, line.condition)
    for order in getattr(question, "orders", {}).values():
        found.update({condition.text: condition for condition in order.when})
    return tuple(found.values())


def _lines(value: object) -> Iterator[SpokenLine]:
    """Every line within a part of a case."""
    if isinstance(value, SpokenLine):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _lines(part)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _lines(part)
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            yield from _lines(getattr(value, name))


def _of(script: Script, item: str, question: Asked) -> Iterator[tuple[str, str]]:
    match question:
        case AnswerQuestion():
            for part in question.expect.values():
                yield from _of_part(part, report=script.activity(item) == "report")
        case InterviewQuestion():
            yield from _of_interview(question)
        case DifferentialQuestion():
            for entry in question.entries.values():
                yield from _of_part(entry)
            yield from _of_wrong(question.unreasonable.values())
            yield from (("words that are no diagnosis yet", name) for name in question.umbrella)
            yield from (("leads that are defensible", name) for name in question.lead.defensible)
        case OrderQuestion():
            yield from _of_orders(question)
        case _:
            return
    yield from _of_wrong(question.misconceptions.values())


def _of_part(part: Expectation | Entry, *, report: bool = False) -> Iterator[tuple[str, str]]:
    if not report:
        yield from (("hints", f"{part.id} {rung}") for rung, _ in enumerate(part.hint, start=1))
        if part.prompt:
            yield "prompts", part.id
    if part.need == "required":
        yield "told", part.id
    if isinstance(part, Expectation) and part.contradicted and part.contradicted.say:
        yield "contradictions", part.id
    if part.ask and not report:
        yield "own questions back", part.id


def _of_wrong(wrong: Iterable[Misconception | Unreasonable]) -> Iterator[tuple[str, str]]:
    for part in wrong:
        yield "corrections", part.id
        if isinstance(part, Misconception) and part.mend:
            yield "questions after a correction", part.id


def _of_interview(question: InterviewQuestion) -> Iterator[tuple[str, str]]:
    for reply in question.interview.values():
        if reply.ask:
            yield "replies", reply.id
        if reply.examine:
            yield "findings", reply.id
    if question.handover:
        yield from (("handed over", name) for name in question.handover.if_not_asked)


def _of_orders(question: OrderQuestion) -> Iterator[tuple[str, str]]:
    for order in question.orders.values():
        yield "results", order.id
        yield from _of_order(order)
    yield from (("words for several orders", name) for name in question.panels)
    yield from (("what belongs elsewhere", name) for name in question.elsewhere)


def _of_order(order: Order) -> Iterator[tuple[str, str]]:
    yield from (("hints", f"{order.id} {rung}") for rung, _ in enumerate(order.hint, start=1))
    if order.value == "must":
        yield "told", order.id
    if order.too_early:
        yield "warnings of too early", order.id
    if order.vague:
        yield "vague orders asked back", order.id
