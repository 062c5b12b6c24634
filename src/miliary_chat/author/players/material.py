"""What can be said to one question, taken from the case: the right words, the vague ones and the wrong ones."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from miliary_chat.case.questions import (
    AnswerQuestion,
    ChoiceQuestion,
    DifferentialQuestion,
    InterviewQuestion,
    Order,
    OrderQuestion,
)
from miliary_chat.case.rubrics import Said
from miliary_chat.dialogue.concepts import FIND, UNREASONABLE
from miliary_chat.dialogue.script import RECOMMIT, Script

Ways = tuple[str, ...]


def _none() -> Mapping[str, Ways]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Material:
    """What an item's question listens for, in the words of its author.

    `right` maps each point that earns marks to the ways to say it, in an order in which they may be said; `also` what
    counts neither way; `wrong` misconceptions, unreasonable diagnoses and orders that cost; `near` words that are too
    general; `against` what contradicts a point; `elsewhere` what belongs to another stage; `mends` the answers to the
    question after a correction; `leads` the diagnoses that should lead, `safe` those that may.
    """

    activity: str
    right: Mapping[str, Ways] = field(default_factory=_none)
    also: Mapping[str, Ways] = field(default_factory=_none)
    wrong: Mapping[str, Ways] = field(default_factory=_none)
    near: Ways = ()
    against: Ways = ()
    elsewhere: Ways = ()
    mends: Mapping[str, Ways] = field(default_factory=_none)
    leads: Ways = ()
    safe: Ways = ()
    reasons: Ways = ()
    options: tuple[str, ...] = ()
    key: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """How many things there are to talk about."""
        return len(self.right) + len(self.also) + len(self.wrong) + len(self.options)

    def ways(self, concept: str) -> Ways:
        """The ways to say one thing, right or wrong; none for what is not here."""
        for group in (self.right, self.also, self.wrong):
            if concept in group:
                return group[concept]
        return self.wrong.get(concept.removeprefix(UNREASONABLE), ())


def material_of(script: Script, item: str) -> Material:
    """The material of one item."""
    question = script.question(item)
    wrong = {name: ways_of(part) for name, part in script.case(item).misconceptions_in(question).items()}
    mends = {
        name: part.mend.accept
        for name, part in script.case(item).misconceptions_in(question).items()
        if part.mend and part.mend.accept
    }
    match question:
        case AnswerQuestion():
            return _of_answer(script.activity(item), question, wrong, mends)
        case InterviewQuestion():
            return _of_interview(question)
        case DifferentialQuestion():
            return _of_differential(question, wrong, mends, again=script.activity(item) == RECOMMIT)
        case OrderQuestion():
            return _of_order(question, wrong, mends)
        case ChoiceQuestion():
            texts = {key: (text,) for key, text in question.options.items()}
            return Material("choice", also=texts, options=tuple(question.options), key=question.right)
        case _:
            return Material("answer")


def ways_of(said: Said) -> Ways:
    """Every way to say something that its author wrote."""
    ways = list(said.accept)
    groups = [group for group in said.require if group]
    if groups:
        for joint in (" ", " and "):
            ways.append(joint.join(group[0] for group in groups))
            ways.append(joint.join(group[-1] for group in groups))
    if measure := getattr(said, "measure", None):
        ways.append(measure)
    return tuple(dict.fromkeys(ways))


def _of_answer(
    activity: str, question: AnswerQuestion, wrong: Mapping[str, Ways], mends: Mapping[str, Ways]
) -> Material:
    parts = question.expect
    after = {name: (part.after,) if part.after else () for name, part in parts.items()}
    return Material(
        activity,
        right={name: ways_of(parts[name]) for name in _in_order(parts, after)},
        wrong=wrong,
        near=tuple(word for part in parts.values() for word in part.broader),
        against=tuple(word for part in parts.values() if part.contradicted for word in part.contradicted.accept),
        mends=mends,
    )


def _of_interview(question: InterviewQuestion) -> Material:
    musts: dict[str, Ways] = {}
    others: dict[str, Ways] = {}
    for name, reply in question.interview.items():
        group = musts if reply.must else others
        if reply.ask:
            group[name] = reply.asked_by
        if reply.examine:
            (others if name in musts else group)[name + FIND] = reply.examined_by
    return Material("interview", right=musts, also=others)


def _of_differential(
    question: DifferentialQuestion, wrong: Mapping[str, Ways], mends: Mapping[str, Ways], *, again: bool
) -> Material:
    entries = {name: ways_of(entry) for name, entry in question.entries.items()}
    unreasonable = {name: ways_of(part) for name, part in question.unreasonable.items()}
    umbrella = tuple(word for part in question.umbrella.values() for word in ways_of(part))
    return Material(
        "recommit" if again else "differential",
        right=entries,
        wrong={**unreasonable, **wrong},
        near=umbrella + tuple(word for entry in question.entries.values() for word in entry.broader),
        mends=mends,
        leads=tuple(entries[name][0] for name in question.lead.accept if entries.get(name)),
        safe=tuple(entries[name][0] for name in question.lead.defensible if entries.get(name)),
        reasons=question.lead.reason,
    )


def _of_order(question: OrderQuestion, wrong: Mapping[str, Ways], mends: Mapping[str, Ways]) -> Material:
    orders = question.orders
    after: dict[str, tuple[str, ...]] = {name: tuple(_first(name, orders)) for name in orders}
    groups: dict[str, dict[str, Ways]] = {"right": {}, "also": {}, "wrong": dict(wrong)}
    sort = {"must": "right", "should": "right", "neutral": "also", "low": "wrong", "contra": "wrong"}
    for name in _in_order(orders, after):
        groups[sort[orders[name].value]][name] = ways_of(orders[name])
    vague = tuple(word for order in orders.values() if order.vague for word in order.vague.accept)
    panels = tuple(word for panel in question.panels.values() for word in ways_of(panel))
    return Material(
        "order",
        right=groups["right"],
        also=groups["also"],
        wrong=groups["wrong"],
        near=vague + panels,
        elsewhere=tuple(word for part in question.elsewhere.values() for word in ways_of(part)),
        mends=mends,
    )


def _first(name: str, orders: Mapping[str, Order]) -> Iterator[str]:
    """What has to be ordered before `name`: what it needs, and what says that it comes before it."""
    if needed := orders[name].needs:
        yield needed
    yield from (other for other, order in orders.items() if name in order.before)


def _in_order(names: Iterable[str], after: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The names so that each comes after what it waits for; in a circle the author's order stands."""
    waiting, done = list(names), list[str]()
    while waiting:
        ready = [name for name in waiting if not set(after[name]) & (set(waiting) - {name})] or waiting[:1]
        done.append(ready[0])
        waiting.remove(ready[0])
    return done
