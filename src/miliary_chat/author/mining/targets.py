"""What can get a phrasing: every concept of a question, and the list in case.yaml that holds its phrasings."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from miliary_chat.case.questions import (
    AnswerQuestion,
    Asked,
    DifferentialQuestion,
    InterviewQuestion,
    OrderQuestion,
)
from miliary_chat.case.rubrics import Said
from miliary_chat.dialogue.concepts import ELSEWHERE, FIND, PANEL, REASON, UMBRELLA, UNREASONABLE, VAGUE
from miliary_chat.dialogue.script import Script
from miliary_chat.judge.concept import Kind

Path = tuple[str, ...]
"""Keys from the root of a case; a part that the file leaves out (`questions`, `main`) is passed over."""

_MARKS = (UNREASONABLE, UMBRELLA, PANEL, ELSEWHERE)


@dataclass(frozen=True, slots=True)
class Target:
    """A concept, its name for people, its phrasings, and the mapping in the file that has them.

    `accept` is the key of its phrasings there; `reject` the key of what never counts, None where there is no such list.
    """

    concept: str
    kind: Kind
    name: str
    phrasings: tuple[str, ...]
    path: Path
    accept: str = "accept"
    reject: str | None = "reject"

    @property
    def wrong(self) -> bool:
        """Whether it is better not said: a misconception, or a diagnosis that is wrong here."""
        return self.kind == "misconception" or self.concept.startswith(UNREASONABLE)

    @property
    def written(self) -> str:
        """What an author calls it: the judge's name without the mark that says which list it stands in."""
        mark = next((mark for mark in _MARKS if self.concept.startswith(mark)), "")
        return self.concept.removeprefix(mark)


def concept_named(name: str, known: Collection[str]) -> str | None:
    """The judge's name for what an author calls `name`; None when nothing is called so."""
    return next((one for one in (name, *(mark + name for mark in _MARKS), name + FIND) if one in known), None)


def targets(script: Script, item: str) -> Iterator[Target]:
    """Every concept of an item, in the order in which the judge has them."""
    ref, question = script.ref(item), script.question(item)
    base: Path = ("stages", ref.stage, "questions", ref.question)
    match question:
        case AnswerQuestion():
            for part in question.expect.values():
                yield _said(part, part.name, (*base, "expect", part.id))
        case InterviewQuestion():
            yield from _replies(question, (*base, "interview"))
        case DifferentialQuestion():
            yield from _diagnoses(question, base)
        case OrderQuestion():
            yield from _orders(question, base)
    if not isinstance(question, InterviewQuestion):
        yield from _misconceptions(script, item, question, base)


def _said(part: Said, name: str, path: Path, concept: str = "", kind: Kind = "expectation") -> Target:
    # Of a `require` each group is another facet: one phrasing of each is what a phrasing has to be like.
    whole = (" ".join(group[0] for group in part.require if group),) if part.require else ()
    return Target(concept or part.id, kind, name, part.accept + whole, path)


def _misconceptions(script: Script, item: str, question: Asked, base: Path) -> Iterator[Target]:
    for wrong in script.case(item).misconceptions_in(question).values():
        path = (*base, "misconceptions") if wrong.id in question.misconceptions else ("misconceptions",)
        yield _said(wrong, wrong.name, (*path, wrong.id), kind="misconception")


def _replies(question: InterviewQuestion, base: Path) -> Iterator[Target]:
    for reply in question.interview.values():
        path = (*base, reply.id)
        if reply.ask:
            yield Target(reply.id, "expectation", f"asking for {reply.name}", reply.asked_by, path, "ask")
        if reply.examine:
            name = f"examining for {reply.name}"
            yield Target(reply.id + FIND, "expectation", name, reply.examined_by, path, "examine", None)


def _diagnoses(question: DifferentialQuestion, base: Path) -> Iterator[Target]:
    for entry in question.entries.values():
        yield _said(entry, entry.name, (*base, "list", entry.id))
    for wrong in question.unreasonable.values():
        yield _said(wrong, wrong.name, (*base, "unreasonable", wrong.id), UNREASONABLE + wrong.id)
    for umbrella in question.umbrella.values():
        name = f"“{next(iter(umbrella.accept), umbrella.id)}”, too wide a word"
        yield _said(umbrella, name, (*base, "umbrella", umbrella.id), UMBRELLA + umbrella.id)
    if question.lead.reason:
        path = (*base, "lead")
        yield Target(REASON, "expectation", "the reason for the lead", question.lead.reason, path, "reason", None)


def _orders(question: OrderQuestion, base: Path) -> Iterator[Target]:
    for order in question.orders.values():
        path = (*base, "orders", order.id)
        yield _said(order, order.name, path)
        if order.vague:
            name = f"{order.name}, said too vaguely"
            yield Target(order.id + VAGUE, "expectation", name, order.vague.accept, (*path, "vague"), reject=None)
    for panel in question.panels.values():
        name = f"“{next(iter(panel.accept), panel.id)}”, several orders at once"
        yield _said(panel, name, (*base, "panels", panel.id), PANEL + panel.id)
    for elsewhere in question.elsewhere.values():
        name = f"{elsewhere.id.replace('-', ' ')}, which belongs to another stage"
        yield _said(elsewhere, name, (*base, "elsewhere", elsewhere.id), ELSEWHERE + elsewhere.id)
