"""What a case and a table of look-alikes claim, one by one, each with its place and the sources that it names."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from miliary_chat.author.borrowed import NOTHING, Borrowed
from miliary_chat.case.line import SpokenLine
from miliary_chat.case.look_alikes import LookAlikes
from miliary_chat.case.model import Case
from miliary_chat.case.questions import (
    AnswerQuestion,
    ChoiceQuestion,
    DifferentialQuestion,
    Entry,
    InterviewQuestion,
    Order,
    OrderQuestion,
)
from miliary_chat.case.rubrics import Expectation, Misconception


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement that a reviewer can find right or wrong.

    `place` is the question it belongs to ("findings/film", "debrief"), `name` the id of what says it, `kind` how it
    is said, `cite` the ids of its sources.
    """

    place: str
    name: str
    kind: str
    text: str
    cite: tuple[str, ...] = ()


def claims_of(case: Case, borrowed: Borrowed = NOTHING) -> tuple[Claim, ...]:
    """Return everything that a case claims, in its own order; not what only a pack of normal answers says."""
    return (*_pictures(case), *_misconceptions("in every question", case.misconceptions), *_stages(case, borrowed),
            *_quiz(case), *_debrief(case))  # fmt: skip


def claims_of_table(table: LookAlikes) -> tuple[Claim, ...]:
    """Return what a table of look-alikes claims, a row at a time."""
    return tuple(
        Claim(feature.label, column, "cell", cell.say, cell.cite)
        for feature in table.features.values()
        for column, cell in feature.cells.items()
    )


def _pictures(case: Case) -> Iterator[Claim]:
    for image in case.images.values():
        yield Claim("pictures", image.id, "what is to be seen", image.describe.full)


def _stages(case: Case, borrowed: Borrowed) -> Iterator[Claim]:
    for stage in case.stages.values():
        for question in stage.questions.values():
            place = f"{stage.id}/{question.id}"
            if question.expert:
                yield Claim(place, "expert", "the expert's answer", question.expert)
            if isinstance(question, AnswerQuestion):
                for part in question.expect.values():
                    yield from _expectation(place, part)
            elif isinstance(question, DifferentialQuestion):
                yield from _differential(place, question)
            elif isinstance(question, OrderQuestion):
                own = (order for order in question.orders.values() if not borrowed.speaks(place, order.id))
                for order in own:
                    yield from _order(place, order)
                for other in question.elsewhere.values():
                    yield from _lines(place, other.id, "said to it", [other.say])
            elif isinstance(question, ChoiceQuestion):
                yield from _choice(place, question)
            elif isinstance(question, InterviewQuestion):
                yield from _found(place, question, borrowed)
            yield from _misconceptions(place, question.misconceptions)


def _expectation(place: str, part: Expectation) -> Iterator[Claim]:
    shown = f"{part.measure}, give or take {part.tolerance}" if part.tolerance else part.measure
    yield Claim(place, part.id, "counts as right", part.name if not shown else f"{part.name} ({shown})", part.cite)
    yield from _lines(place, part.id, "hint", part.hint)
    if part.contradicted and part.contradicted.say:
        yield Claim(place, part.id, "said to the contrary", part.contradicted.say)
    yield from _lines(place, part.id, "taught", [part.teach], part.cite)


def _misconceptions(place: str, all_: Mapping[str, Misconception]) -> Iterator[Claim]:
    for wrong in all_.values():
        yield Claim(place, wrong.id, "counts as wrong", wrong.name, wrong.cite)
        yield from _lines(place, wrong.id, "grain of truth", [wrong.grain])
        yield from _lines(place, wrong.id, "correction", [wrong.correct], wrong.cite)
        if wrong.mend:
            yield from _lines(place, wrong.id, "told afterwards", [wrong.mend.tell])


def _differential(place: str, question: DifferentialQuestion) -> Iterator[Claim]:
    for entry in question.entries.values():
        yield from _entry(place, entry)
    for wrong in question.unreasonable.values():
        yield from _lines(place, wrong.id, "grain of truth", [wrong.grain])
        yield from _lines(place, wrong.id, "unreasonable here", [wrong.correct], wrong.cite)
    for name, safe in question.lead.defensible.items():
        yield Claim(place, name, "defensible lead", safe.say or f"keeps {safe.leaves} %")
    if question.recommit and question.recommit.expert:
        yield Claim(place, "recommit", "the expert's answer", question.recommit.expert)


def _entry(place: str, entry: Entry) -> Iterator[Claim]:
    grave = ", must not be missed" if entry.must_not_miss else ""
    rank = f"rank {entry.rank}" if entry.rank else "listed"
    yield Claim(place, entry.id, "diagnosis", f"{entry.name} ({rank}{grave})", entry.cite)
    if entry.supports:
        yield Claim(place, entry.id, "for", "; ".join(entry.supports), entry.cite)
    if entry.against:
        yield Claim(place, entry.id, "against", "; ".join(entry.against), entry.cite)
    if entry.look_alike:
        yield Claim(place, entry.id, "look-alike", entry.look_alike, entry.cite)
    yield from _lines(place, entry.id, "hint", entry.hint)
    yield from _lines(place, entry.id, "taught", [entry.teach], entry.cite)


def _order(place: str, order: Order) -> Iterator[Claim]:
    takes = f", takes {order.takes}" if order.takes else ""
    yield Claim(place, order.id, "worth", f"{order.name}: {order.value}{takes}", order.cite)
    yield from _lines(place, order.id, "result", [order.result])
    yield from _lines(place, order.id, "why not", [order.why], order.cite)
    if order.cost:
        yield Claim(place, order.id, "price", order.cost.by, order.cite)
    yield from _lines(place, order.id, "taught", [order.teach], order.cite)
    for condition, changed in order.when.items():
        if changed.value:
            yield Claim(place, order.id, f"worth when {condition.text}", changed.value, order.cite)
        yield from _lines(place, order.id, f"when {condition.text}", [changed.result, changed.why], order.cite)


def _found(place: str, question: InterviewQuestion, borrowed: Borrowed) -> Iterator[Claim]:
    for reply in question.interview.values():
        if reply.find and not borrowed.speaks(place, reply.id):
            yield from _lines(place, reply.id, "found", [reply.find])


def _quiz(case: Case) -> Iterator[Claim]:
    for question in case.quiz.values():
        yield from _choice(f"debrief/{question.id}", question)


def _choice(place: str, question: ChoiceQuestion) -> Iterator[Claim]:
    for option, words in question.options.items():
        right = "right" if option in question.right else "wrong"
        why = question.why.get(option)
        said = f"{question.question} {words}: {right}. {why.say if why else ''}".strip()
        yield Claim(place, option, "option", said, why.cite if why else ())
    yield from _lines(place, question.id, "taught", [question.teach])


def _debrief(case: Case) -> Iterator[Claim]:
    own = case.debrief
    if own.expert:
        yield Claim("debrief", "expert", "in sum", own.expert)
    for number, line in enumerate(own.pearls, start=1):
        yield from _lines("debrief", f"pearl {number}", "pearl", [line])
    for heading, text in own.teaching.items():
        yield Claim("debrief", heading, "teaching", text)


def _lines(
    place: str, name: str, kind: str, lines: Iterable[SpokenLine | None], cite: tuple[str, ...] = ()
) -> Iterator[Claim]:
    """Lines that are said; of one that depends on something, both ways."""
    for line in lines:
        if line is None:
            continue
        sources = tuple(dict.fromkeys((*line.cite, *cite)))
        for words in (line.say, line.otherwise):
            if words:
                yield Claim(place, name, kind, words, sources)


__all__ = ["Claim", "claims_of", "claims_of_table"]
