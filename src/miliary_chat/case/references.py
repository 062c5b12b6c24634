"""What a case names has to exist, be reachable, and be worth something."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property

from pydantic import BaseModel

from miliary_chat.case.condition import Condition
from miliary_chat.case.image_files import escapes
from miliary_chat.case.model import Case, Stage
from miliary_chat.case.nodes import MapNode
from miliary_chat.case.own_pictures import misplaced
from miliary_chat.case.places import KEY, Path, locate
from miliary_chat.case.problems import Problem
from miliary_chat.case.questions import (
    AnswerQuestion,
    Asked,
    ChoiceQuestion,
    DifferentialQuestion,
    InterviewQuestion,
    OrderQuestion,
)
from miliary_chat.case.rubrics import Said
from miliary_chat.case.validation import did_you_mean, meant_or_known

Found = tuple[Path, str, str]
"""Where (with KEY at its end: at the key, not the value), a code, and the sentence."""


def unresolved(case: Case, root: MapNode, where: str) -> Iterator[Problem]:
    """Yield a problem for everything that a valid case names and does not have."""
    for path, code, message in _References(case).all():
        place = locate(root, path)
        line, column = place.at_key if path[-1] == KEY else place.at_value
        yield Problem(where, line, column, code, message)


def parts_of(question: Asked) -> dict[str, Mapping[str, object]]:
    """Return the parts of a question whose members have ids, by the key that they are written under."""
    parts: dict[str, Mapping[str, object]] = {}
    match question:
        case AnswerQuestion():
            parts = {"expect": question.expect}
        case InterviewQuestion():
            parts = {"interview": question.interview}
        case DifferentialQuestion():
            parts = {"list": question.entries, "unreasonable": question.unreasonable, "umbrella": question.umbrella}
        case OrderQuestion():
            parts = {"orders": question.orders, "panels": question.panels, "elsewhere": question.elsewhere}
        case ChoiceQuestion():
            parts = {"options": question.options}
    return {**parts, "misconceptions": question.misconceptions}


def ids_of(question: Asked) -> frozenset[str]:
    """Return everything in a question that has an id of its own."""
    return frozenset(id_ for part in parts_of(question).values() for id_ in part)


@dataclass(frozen=True)
class _References:
    case: Case

    def all(self) -> Iterator[Found]:
        yield from self._everywhere(self.case, ())
        yield from self._of_case()
        for stage in self.case.stages.values():
            path: Path = ("stages", stage.id)
            yield from self._of_stage(stage, path)
            for question in stage.questions.values():
                yield from self._of_question(question, (*path, "questions", question.id))
        for choice in self.case.quiz.values():
            yield from self._of_question(choice, ("quiz", choice.id))

    @cached_property
    def regions(self) -> frozenset[str]:
        return frozenset(region for image in self.case.images.values() for region in image.regions)

    @cached_property
    def questions(self) -> tuple[Asked, ...]:
        return tuple(question for stage in self.case.stages.values() for question in stage.questions.values())

    @cached_property
    def facts(self) -> frozenset[str]:
        """Everything that a condition may name."""
        facts: set[str] = set()
        for question in self.questions:
            match question:
                case InterviewQuestion():
                    facts |= {f"asked {one.id}" for one in question.interview.values() if one.ask}
                    facts |= {f"examined {one.id}" for one in question.interview.values() if one.examine}
                case OrderQuestion():
                    facts |= {f"ordered {id_}" for id_ in question.orders}
                case DifferentialQuestion():
                    facts |= {f"listed {id_}" for id_ in (*question.entries, *question.unreasonable)}
                case AnswerQuestion():
                    facts |= {f"said {id_}" for id_ in question.expect}
        return frozenset(facts)

    def _everywhere(self, value: object, path: Path) -> Iterator[Found]:
        """The fields that mean the same wherever they stand."""
        if isinstance(value, BaseModel):
            for name, field in type(value).model_fields.items():
                part = getattr(value, name)
                if part is None or part == ():
                    continue
                here = (*path, field.alias or name)
                yield from self._field(name, part, here)
                if not isinstance(part, str | int | float):
                    yield from self._everywhere(part, here)
        elif isinstance(value, Mapping):
            for key, part in value.items():
                yield from self._everywhere(part, (*path, key.text if isinstance(key, Condition) else key))
        elif isinstance(value, tuple):
            for index, part in enumerate(value):
                if not isinstance(part, str):
                    yield from self._everywhere(part, (*path, index))

    def _field(self, name: str, part: object, path: Path) -> Iterator[Found]:
        match name, part:
            case "show", str():
                yield from _one(part, path, self.case.images, "E301", "picture of the case")
            case "point", str():
                yield from _one(part, path, self.regions, "E302", "region of a picture")
            case "cite" | "guideline" | "references", tuple():
                yield from _each(part, path, self.case.sources, "E303", "source of the case")
            case "condition", Condition():
                yield from self._condition(part, path)
            case "when", Mapping():
                for condition in part:
                    yield from self._condition(condition, (*path, condition.text, KEY))

    def _condition(self, condition: Condition, path: Path) -> Iterator[Found]:
        for term in condition.terms:
            if term.fact not in self.facts:
                yield path, "E306", f"Nothing in this case makes “{term.fact}” true{_meant(term.fact, self.facts)}"

    def _of_case(self) -> Iterator[Found]:
        first: dict[str, str] = {}
        for image in self.case.images.values():
            path: Path = ("images", image.id)
            if image.compare is not None:
                others = set(self.case.images) - {image.id}
                yield from _one(image.compare, (*path, "compare"), others, "E301", "other picture of the case")
            if outside := escapes(image):
                yield (*path, "file"), "E309", outside
            for region in image.regions:
                if region in first:
                    words = f"“{region}” is a region of “{first[region]}” too; a region's id is unique in the case."
                    yield (*path, "regions", region, KEY), "E308", words
                first.setdefault(region, image.id)
        yield from misplaced(self.case)
        everything = {id_ for question in self.questions for id_ in ids_of(question)} | set(self.case.misconceptions)
        yield from _also(self.case.misconceptions, ("misconceptions",), everything)
        if "debrief" in self.case.stages:
            yield ("stages", "debrief", KEY), "E205", "“debrief” is the quiz's stage. Give this one another id."
        if all(stage.weight == 0 for stage in self.case.stages.values()):
            yield ("stages", KEY), "E310", "All stages have weight 0, so there is nothing to earn."

    def _of_stage(self, stage: Stage, path: Path) -> Iterator[Found]:
        if all(question.weight == 0 for question in stage.questions.values()) and stage.weight:
            words = f"All questions of “{stage.id}” have weight 0. If nothing is to be earned, give the stage weight 0."
            yield (*path, KEY), "E310", words

    def _of_question(self, question: Asked, path: Path) -> Iterator[Found]:
        near = ids_of(question)
        yield from self._twice(question, path)
        yield from _also(question.misconceptions, (*path, "misconceptions"), {*near, *self.case.misconceptions})
        match question:
            case AnswerQuestion():
                yield from self._answer(question, path)
            case InterviewQuestion():
                yield from self._interview(question, path)
            case DifferentialQuestion():
                yield from self._differential(question, path)
            case OrderQuestion():
                yield from self._orders(question, path)
            case ChoiceQuestion():
                yield from _each(question.right, (*path, "right"), question.options, "E305", "option of this question")
                for option in question.why:
                    yield from _one(
                        option, (*path, "why", option, KEY), question.options, "E305", "option of this question"
                    )

    def _twice(self, question: Asked, path: Path) -> Iterator[Found]:
        """What is heard in one answer is told apart by its id; only a misconception may replace the case's own."""
        first = dict.fromkeys(self.case.misconceptions, "the case's misconceptions")
        for key, part in parts_of(question).items():
            for id_ in part:
                if key == "misconceptions" and id_ in self.case.misconceptions:
                    continue
                if id_ in first:
                    words = f"“{id_}” is an id in {first[id_]} too; in one question every id is there once."
                    yield (*path, key, id_, KEY), "E311", words
                first[id_] = f"“{key}”"

    def _concepts(self, question: Asked, parts: Mapping[str, Said], path: Path) -> Iterator[Found]:
        yield from _also(parts, path, {*ids_of(question), *self.case.misconceptions})

    def _answer(self, question: AnswerQuestion, path: Path) -> Iterator[Found]:
        expect: Path = (*path, "expect")
        yield from self._concepts(question, question.expect, expect)
        waits = {one.id: (one.after,) for one in question.expect.values() if one.after}
        for id_, after in waits.items():
            yield from _each(after, (*expect, id_, "after"), question.expect, "E305", "expectation of this question")
        yield from _circles(waits, expect, "after")
        if not any(one.weight and not one.bonus for one in question.expect.values()):
            yield (
                (*expect, KEY),
                "E310",
                "Every expectation here is a bonus or has weight 0, so there is nothing to earn.",
            )

    def _interview(self, question: InterviewQuestion, path: Path) -> Iterator[Found]:
        replies: Path = (*path, "interview")
        yield from self._concepts(question, question.interview, replies)
        waits = {one.id: (one.after,) for one in question.interview.values() if one.after}
        for id_, after in waits.items():
            yield from _each(after, (*replies, id_, "after"), question.interview, "E305", "reply of this interview")
        yield from _circles(waits, replies, "after")
        for id_ in question.handover.if_not_asked if question.handover else ():
            here = (*path, "handover", "if_not_asked", id_, KEY)
            yield from _one(id_, here, question.interview, "E305", "reply of this interview")

    def _differential(self, question: DifferentialQuestion, path: Path) -> Iterator[Found]:
        entries, stages = question.entries, self.case.stages
        for key, parts in (("list", entries), ("unreasonable", question.unreasonable), ("umbrella", question.umbrella)):
            yield from self._concepts(question, parts, (*path, key))
        for entry in entries.values():
            here: Path = (*path, "list", entry.id)
            if entry.group is not None:
                yield from _one(entry.group, (*here, "group"), set(entries) - {entry.id}, "E305", "other entry here")
            if entry.withhold is not None:
                yield from _one(entry.withhold, (*here, "withhold"), stages, "E304", "stage of the case")
        lead = question.lead
        yield from _each(lead.accept, (*path, "lead", "accept"), entries, "E305", "entry of this list")
        for id_ in lead.defensible:
            yield from _one(id_, (*path, "lead", "defensible", id_, KEY), entries, "E305", "entry of this list")
        if lead.verdict != "now":
            yield from _one(lead.verdict, (*path, "lead", "verdict"), {*stages, "now"}, "E304", "stage of the case")
        if question.recommit:
            yield from _one(question.recommit.after, (*path, "recommit", "after"), stages, "E304", "stage of the case")
        if not any(entry.weight for entry in entries.values()):
            yield (*path, "list", KEY), "E310", "Every entry here has weight 0, so there is nothing to earn."

    def _orders(self, question: OrderQuestion, path: Path) -> Iterator[Found]:
        orders = question.orders
        for key, parts in (("orders", orders), ("panels", question.panels), ("elsewhere", question.elsewhere)):
            yield from self._concepts(question, parts, (*path, key))
        expected = {id_ for asked in self.questions if isinstance(asked, AnswerQuestion) for id_ in asked.expect}
        needs = {order.id: (order.needs,) for order in orders.values() if order.needs}
        before = {order.id: order.before for order in orders.values() if order.before}
        for order in orders.values():
            here: Path = (*path, "orders", order.id)
            yield from _each(order.before, (*here, "before"), orders, "E305", "order of this question")
            if order.needs is not None:
                yield from _one(order.needs, (*here, "needs"), orders, "E305", "order of this question")
            if order.cost:
                delayed = {*orders, *expected}
                yield from _each(order.cost.delays, (*here, "cost", "delays"), delayed, "E305", "order or expectation")
        yield from _circles(needs, (*path, "orders"), "needs")
        yield from _circles(before, (*path, "orders"), "before")
        for panel in question.panels.values():
            here = (*path, "panels", panel.id, "gives")
            yield from _each(panel.gives, here, orders, "E305", "order of this question")


def _one(id_: str, path: Path, known: Iterable[str], code: str, what: str) -> Iterator[Found]:
    known = tuple(sorted(known) if isinstance(known, Set) else known)
    if id_ not in known:
        yield path, code, f"“{id_}” is no {what}{meant_or_known(id_, known)}"


def _each(ids: Iterable[str], path: Path, known: Iterable[str], code: str, what: str) -> Iterator[Found]:
    for index, id_ in enumerate(ids):
        yield from _one(id_, (*path, index), known, code, what)


def _meant(word: str, known: Iterable[str]) -> str:
    return did_you_mean(word, tuple(sorted(known))) or "."


def _also(parts: Mapping[str, Said], path: Path, known: Iterable[str]) -> Iterator[Found]:
    known = set(known)
    for part in parts.values():
        what = "other id of this question or of the case's misconceptions"
        yield from _each(part.also, (*path, part.id, "also"), known - {part.id}, "E305", what)


def _circles(follows: Mapping[str, tuple[str, ...]], path: Path, key: str) -> Iterator[Found]:
    """A problem at every member that comes back to itself."""
    for start in follows:
        seen: set[str] = set()
        ahead = list(follows[start])
        while ahead:
            one = ahead.pop()
            if one not in seen:
                seen.add(one)
                ahead += follows.get(one, ())
        if start in seen:
            others = ", ".join(f"“{one}”" for one in follows if one in seen and one != start and start in follows)
            words = f"“{start}” waits for itself" + (f", by way of {others}." if others else ".")
            yield (*path, start, key, KEY), "E307", words
