"""Making cards: what each kind of question holds that is worth remembering, as one question and one answer each."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from miliary_chat.case.line import SpokenLine
from miliary_chat.case.questions import (
    AnswerQuestion,
    ChoiceQuestion,
    DifferentialQuestion,
    Entry,
    InterviewQuestion,
    Order,
    OrderQuestion,
    Unreasonable,
)
from miliary_chat.case.rubrics import Misconception
from miliary_chat.dialogue.events import ItemRef
from miliary_chat.dialogue.ladder import capital
from miliary_chat.dialogue.passage import words_of
from miliary_chat.dialogue.script import RECOMMIT, Script
from miliary_chat.report.around import Around
from miliary_chat.report.card import Card
from miliary_chat.report.fronts import SEEN, About, Part, choose

CASE_WIDE: Final = "misconceptions"
"""Stands in a key where the stage would stand, for a misconception that every question listens for."""

LOOK_ALIKE: Final = "look-alike."
"""Stands before a diagnosis in the key of the card that tells it apart; no id has a full stop."""


def cards_of(script: Script) -> tuple[Card, ...]:
    """Every card of the one case of a script; the same case gives the same cards."""
    around = Around(script)
    questions = [card for ref in script.items if ref.question != RECOMMIT for card in _cards(around, ref)]
    return (*questions, *_case_wide(around))


def _cards(around: Around, ref: ItemRef) -> Iterator[Card]:
    question = around.script.question(ref.id)
    match question:
        case AnswerQuestion():
            for part in question.expect.values():
                yield from _asked(around, ref, part, question.question)
        case InterviewQuestion():
            yield from _critical(around, ref, question)
        case DifferentialQuestion():
            yield from _diagnoses(around, ref, question)
        case OrderQuestion():
            yield from _orders(around, ref, question)
        case ChoiceQuestion():
            yield _choice(around, ref, question)
    for wrong in question.misconceptions.values():
        says = f"A colleague answers: “{wrong.name}”. What speaks against it?"
        yield _refutation(around, ref, wrong, f"{words_of(around.script, ref.id)}\n{says}".strip())


def _case_wide(around: Around) -> Iterator[Card]:
    for wrong in around.case.misconceptions.values():
        ref = ItemRef(CASE_WIDE, "", CASE_WIDE, CASE_WIDE)
        card = around.card(
            ref,
            wrong.id,
            f"A colleague says: “{wrong.name}”. What do you answer?",
            _corrected(wrong),
            cite=(*wrong.cite, *wrong.correct.cite),
            title=around.case.title,
        )
        yield replace(card, key=f"{around.case.id}/{CASE_WIDE}/{wrong.id}", tags=card.tags[::2])


def _asked(around: Around, ref: ItemRef, part: Part, question: str, more: Iterable[str] = ()) -> Iterator[Card]:
    """The card of something that has rungs, unless nothing can be put that does not give it away."""
    point = getattr(part, "point", None)
    picture = around.region(point) or around.whole(ref)
    caption, words = (picture.caption, picture.words) if picture else ("", "")
    about = About(around.title(ref), around.scene(ref), question, caption, words)
    front = choose(around.script, ref.id, part, about)
    if front is None:
        return
    teach = part.teach
    points = (teach.point if teach else None, front.cue.point, *(hint.point for hint in part.hint))
    place = around.region(next((point for point in points if point), None))
    yield around.card(
        ref,
        part.id,
        question,
        capital(part.name),
        cite=(*part.cite, *(teach.cite if teach else ())),
        title=front.about.title,
        scene=front.about.scene,
        cue=front.cue.words,
        why=_words(teach),
        more=tuple(more),
        picture=replace(picture, words=front.about.words) if picture else None,
        place=replace(place, words="") if place and picture and place.region != picture.region else None,
        seen=front.cue.words == SEEN,
    )


def _critical(around: Around, ref: ItemRef, question: InterviewQuestion) -> Iterator[Card]:
    """What must not be left out of a history, where that is one thing: of several none would be the answer."""
    critical = [reply for reply in question.interview.values() if reply.critical]
    if len(critical) == 1:
        asked = "In this history and examination one thing must not be left out. Which?"
        found = " ".join(words for line in (critical[0].reply, critical[0].find) if (words := _words(line)))
        yield around.card(ref, critical[0].id, asked, capital(critical[0].name), why=found)


def _diagnoses(around: Around, ref: ItemRef, question: DifferentialQuestion) -> Iterator[Card]:
    """Each diagnosis that has a cue of its own, what tips it, and what speaks against those that do not fit."""
    lead = question.entries[question.lead.accept[0]]
    for entry in question.entries.values():
        if entry.prompt or entry.hint or entry.must_not_miss or entry.need == "required":
            tips = [f"What tips it: {entry.look_alike}"] if entry.look_alike else []
            yield from _asked(around, ref, entry, "Which diagnosis belongs on the list here?", tips)
    for entry in question.entries.values():
        if entry is lead and entry.supports:
            yield _lead(around, ref, entry)
        elif entry is not lead and (entry.look_alike or entry.against):
            yield _look_alike(around, ref, lead, entry)
    for wrong in question.unreasonable.values():
        says = f"A colleague thinks of this: {wrong.name}. What speaks against it?"
        yield _refutation(around, ref, wrong, says)


def _lead(around: Around, ref: ItemRef, lead: Entry) -> Card:
    return around.card(
        ref,
        LOOK_ALIKE + lead.id,
        f"{capital(lead.name)}: what speaks for it here?",
        capital(_list(lead.supports)),
        cite=lead.cite,
        why=lead.look_alike or "",
        more=_sides(("Against it", lead.against)),
        picture=around.whole(ref),
    )


def _look_alike(around: Around, ref: ItemRef, lead: Entry, other: Entry) -> Card:
    told = _sides(("For it here", other.supports), ("Against it here", other.against))
    apart = other.look_alike or told[-1]
    return around.card(
        ref,
        LOOK_ALIKE + other.id,
        f"{capital(lead.name)} or {other.name}: what tips it?",
        f"{capital(other.name)}: {apart}",
        cite=other.cite,
        more=tuple(line for line in told if line != apart),
        picture=around.whole(ref),
    )


def _orders(around: Around, ref: ItemRef, question: OrderQuestion) -> Iterator[Card]:
    """What must be ordered, and why not what must not."""
    asked = words_of(around.script, ref.id) or "What do you order here?"
    for order in question.orders.values():
        if order.value == "must":
            yield from _asked(around, ref, order, asked)
        elif order.value == "contra" and order.why:
            yield _not_ordered(around, ref, order)


def _not_ordered(around: Around, ref: ItemRef, order: Order) -> Card:
    asked = f"{capital(order.name)}: why not here?"
    return around.card(ref, order.id, asked, _words(order.why), cite=order.cite, why=_words(order.teach))


def _choice(around: Around, ref: ItemRef, question: ChoiceQuestion) -> Card:
    because = {id: _words(question.why.get(id)) for id in question.options}
    named = {id: f"{id.upper()}. {text}" for id, text in question.options.items()}
    reasons = [because[id] for id in question.right] + [_words(question.teach)]
    return around.card(
        ref,
        ref.question,
        words_of(around.script, ref.id),
        "\n".join(named[id] for id in question.right),
        why=" ".join(reason for reason in reasons if reason),
        more=tuple(
            f"{name}{'' if name.endswith(('.', '?', '!')) else '.'} {because[id]}"
            for id, name in named.items()
            if id not in question.right and because[id]
        ),
        picture=around.whole(ref),
    )


def _refutation(around: Around, ref: ItemRef, wrong: Misconception | Unreasonable, says: str) -> Card:
    """“True or false?” would always be false. What can be answered to a colleague is worth knowing."""
    return around.card(
        ref,
        wrong.id,
        says,
        _corrected(wrong),
        cite=(*wrong.cite, *wrong.correct.cite),
        picture=around.region(getattr(wrong, "point", None)) or around.whole(ref),
    )


def _corrected(wrong: Misconception | Unreasonable) -> str:
    """The grain of truth first, as the tutor says it: the correction often leans on it."""
    return f"{_words(wrong.grain)} {_words(wrong.correct)}".strip()


def _words(line: SpokenLine | None) -> str:
    """What a line says to somebody of whom nothing is known."""
    return (line.words(frozenset()) or "") if line else ""


def _sides(*reasons: tuple[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(f"{side}: {_list(said)}" for side, said in reasons if said)


def _list(said: Iterable[str]) -> str:
    return f"{'; '.join(said)}."
