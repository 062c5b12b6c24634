"""What the judge listens for in each question: the author's parts as concepts, compiled once for each pinned case."""

import re
from collections.abc import Iterator

from miliary_chat.case.questions import (
    AnswerQuestion,
    Asked,
    ChoiceQuestion,
    DifferentialQuestion,
    InterviewQuestion,
    OrderQuestion,
)
from miliary_chat.dialogue.script import Script
from miliary_chat.judge.concept import Concept
from miliary_chat.judge.lexicon import Lexicon
from miliary_chat.judge.rubric import Rubric

FIND, VAGUE, PANEL, ELSEWHERE = ".find", ".vague", "panel.", "elsewhere."
UNREASONABLE, UMBRELLA, REASON = "unreasonable.", "umbrella.", "lead.reason"
"""Marks in concept ids; a full stop is not legal in an author's id, so that none can collide."""

_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]")

_COMPILED: dict[tuple[str, str, str, str, str], Rubric] = {}
_LEXICONS: dict[tuple[str, str], Lexicon] = {}


def rubric(script: Script, item: str) -> Rubric:
    """The compiled rubric of an item. A pinned case never changes, so the cache needs no other key than its place.

    A case without its keys goes by the full one's hash and has another id.
    """
    ref = script.ref(item)
    key = (ref.case, script.cases[ref.case].id, script.policy, ref.stage, ref.question)
    if key not in _COMPILED:
        _COMPILED[key] = Rubric(tuple(concepts(script, item)), lexicon(script, item))
    return _COMPILED[key]


def forget(case: str) -> None:
    """Let go of what was compiled for the case with this hash: an author's file has a new one at every save."""
    for key in [key for key in _COMPILED if key[0] == case]:
        del _COMPILED[key]
    for pair in [pair for pair in _LEXICONS if pair[0] == case]:
        del _LEXICONS[pair]


def lexicon(script: Script, item: str) -> Lexicon:
    """The lexicon with the case's own words, made once for each pinned case."""
    key = (script.ref(item).case, script.case(item).id)
    if key not in _LEXICONS:
        _LEXICONS[key] = script.case(item).lexicon.over_shipped()
    return _LEXICONS[key]


def warm(script: Script) -> None:
    """Compile what the run will need, so that nobody waits at the first answer; may run in a thread of its own."""
    for ref in script.items:
        rubric(script, ref.id)


def concepts(script: Script, item: str) -> Iterator[Concept]:
    """Every concept of an item's question, in the author's order."""
    question = script.question(item)
    match question:
        case AnswerQuestion():
            yield from (expectation.concept() for expectation in question.expect.values())
            yield from _misconceptions(script, item, question)
        case InterviewQuestion():
            yield from _replies(question)
        case DifferentialQuestion():
            yield from _diagnoses(question)
            yield from _misconceptions(script, item, question)
        case OrderQuestion():
            yield from _orders(question)
            if script.policy != "exam":  # in silence nobody is corrected, and the laptops of an exam know none
                yield from _misconceptions(script, item, question)
        case ChoiceQuestion():
            yield from (Concept(key, accept=_with_and_without_brackets(text)) for key, text in question.options.items())


def _with_and_without_brackets(text: str) -> tuple[str, ...]:
    """The words of an option, as they stand and without what is in brackets ("the hand (C8, T1)")."""
    return tuple(dict.fromkeys((text, _BRACKETS.sub("", text).strip() or text)))


def _misconceptions(script: Script, item: str, question: Asked) -> Iterator[Concept]:
    for misconception in script.case(item).misconceptions_in(question).values():
        yield misconception.concept("misconception")


def _replies(question: InterviewQuestion) -> Iterator[Concept]:
    for reply in question.interview.values():
        if reply.ask:
            yield Concept(reply.id, accept=reply.asked_by, reject=reply.reject, also=reply.also)
        if reply.examine:
            yield Concept(reply.id + FIND, accept=reply.examined_by, also=reply.also)


def _diagnoses(question: DifferentialQuestion) -> Iterator[Concept]:
    yield from (entry.concept() for entry in question.entries.values())
    for wrong in question.unreasonable.values():
        yield _renamed(wrong.concept(), UNREASONABLE + wrong.id)
    for umbrella in question.umbrella.values():
        yield _renamed(umbrella.concept(), UMBRELLA + umbrella.id)
    if question.lead.reason:
        yield Concept(REASON, accept=question.lead.reason)


def _orders(question: OrderQuestion) -> Iterator[Concept]:
    for order in question.orders.values():
        yield order.concept()
        if order.vague:
            yield Concept(order.id + VAGUE, accept=order.vague.accept)
    for panel in question.panels.values():
        yield _renamed(panel.concept(), PANEL + panel.id)
    for elsewhere in question.elsewhere.values():
        yield _renamed(elsewhere.concept(), ELSEWHERE + elsewhere.id)


def _renamed(concept: Concept, name: str) -> Concept:
    return Concept(
        name, concept.kind, accept=concept.accept, require=concept.require, reject=concept.reject, also=concept.also
    )
