"""What one question is worth: its parts, each with what was earned of it and how."""

from collections.abc import Iterator
from dataclasses import replace

from miliary_chat.case.questions import (
    AnswerQuestion,
    ChoiceQuestion,
    DifferentialQuestion,
    Entry,
    InterviewQuestion,
    OrderQuestion,
)
from miliary_chat.dialogue.activities import interview as interviews
from miliary_chat.dialogue.concepts import FIND, REASON
from miliary_chat.dialogue.marks import ItemMark, Part
from miliary_chat.dialogue.script import RECOMMIT, Script
from miliary_chat.dialogue.state import ItemState, State

LEAD = "lead"
"""The part that the leading diagnosis earns."""

LEAD_WORTH = 3.0
MUST_NOT_MISS_WORTH = 2.0
REASON_WORTH = 1.0
EXTRAS_THAT_COUNT = 3
"""How many of the other sensible diagnoses a full list names."""
SPARE_ENTRIES = 3
"""How far a list may go beyond the author's before further entries earn nothing (unless the case says)."""
UNREASONABLE_COST = 1.0
SHOULD_WORTH, LOW_COST, CONTRA_COST = 0.5, 0.25, 1.0

DECIDED = "decided by a marker"
"""How a part was earned, or not, on which a person has ruled."""

_HOW = {
    "said": "said",
    "hinted": "after a hint",
    "prompted": "after a prompt",
    "clarified": "when asked",
    "carried": "early",
}


def mark_of(script: Script, state: State, item: str) -> ItemMark:
    """One question's mark, with its parts."""
    question, own = script.question(item), state.items[item]
    thoroughness = efficiency = None
    parts = list(parts_of(script, state, item))
    if isinstance(question, InterviewQuestion):
        thoroughness, efficiency = _out_of_100(parts), _efficiency(question, own)
    mark = _out_of_100(parts)
    title = item.split("/")[0] if item.endswith("/main") else item.split("/")[-1].replace("-", " ")
    return ItemMark(item, title, mark, question.weight, tuple(parts), thoroughness, efficiency)


def parts_of(script: Script, state: State, item: str) -> Iterator[Part]:
    """What can be earned, or was lost, in one question, as it was found and as a marker decided it."""
    own = state.items[item]
    found = [_lead(script, item, own)] if script.activity(item) == RECOMMIT else _parts(script.question(item), own)
    yield from (_ruled(part, own) for part in found)


def _ruled(part: Part, own: ItemState) -> Part:
    """The part as a marker decided it; as it was found where nobody did."""
    leaves = own.ruled.get(part.id)
    if leaves is None:
        return part
    if part.worth > 0:
        return replace(part, earned=part.worth * leaves / 100, how=DECIDED)
    return replace(part, earned=0.0, how=DECIDED) if part.kind == "wrong" and leaves == 0 else part


def _out_of_100(parts: list[Part]) -> int | None:
    worth = sum(part.worth for part in parts if not part.bonus)
    if worth <= 0:
        return None
    earned = sum(part.earned for part in parts)
    return max(0, min(100, round(100 * earned / worth)))


def _parts(question: object, own: ItemState) -> Iterator[Part]:
    match question:
        case AnswerQuestion():
            yield from _expectations(question, own)
        case InterviewQuestion():
            yield from _musts(question, own)
        case DifferentialQuestion():
            yield from _diagnoses(question, own)
        case OrderQuestion():
            yield from _orders(question, own)
        case ChoiceQuestion():
            right = set(own.chosen) == set(question.right)
            how = "right" if right else "wrong" if own.chosen else "missed"
            yield Part(question.id, question.question, "choice", float(right), 1.0, how)


def _expectations(question: AnswerQuestion, own: ItemState) -> Iterator[Part]:
    for name, part in question.expect.items():
        credit = own.credits.get(name)
        earned = part.weight * credit.leaves / 100 if credit else 0.0
        how = _HOW[credit.how] if credit else "told" if name in own.asserted else "missed"
        claimed = name in own.claimed
        yield Part(name, part.name, "expectation", earned, part.weight, how, part.critical, part.bonus, claimed)


def _musts(question: InterviewQuestion, own: ItemState) -> Iterator[Part]:
    for name, reply in question.interview.items():
        if not reply.must:
            continue
        heard = name in own.heard or name + FIND in own.heard
        hinted = name in own.rungs
        earned = (interviews.HINT_LEAVES / 100 if hinted else 1.0) if heard else 0.0
        how = ("after a hint" if hinted else "asked") if heard else "handed over" if name in own.unasked else "missed"
        yield Part(name, reply.name, "question", earned, 1.0, how, reply.critical)


def _efficiency(question: InterviewQuestion, own: ItemState) -> int | None:
    """The share of what was asked that mattered: musts, and what an earlier reply had made matter."""
    asked = [name.removesuffix(FIND) for name in own.heard]
    if not asked:
        return None
    counted = [name for name in asked if _matters(question, name, asked) is not None]
    mattered = [name for name in counted if _matters(question, name, asked)]
    return round(100 * len(mattered) / len(counted)) if counted else None


def _matters(question: InterviewQuestion, name: str, asked: list[str]) -> bool | None:
    """True for what mattered, False for what did not; None for a follow-up before its time: it counts neither way."""
    reply = question.interview[name]
    if reply.after:
        return True if reply.after in asked[: asked.index(name)] else None
    return reply.must


def _lead(script: Script, item: str, own: ItemState) -> Part:
    question = script.differential(item)[1]
    return _lead_part(question, own)


def _lead_part(question: DifferentialQuestion, own: ItemState) -> Part:
    how = "right" if own.lead_leaves == 100 else "defensible" if own.lead_leaves else "wrong" if own.lead else "missed"
    return Part(LEAD, "the lead", "lead", LEAD_WORTH * own.lead_leaves / 100, LEAD_WORTH, how)


def _diagnoses(question: DifferentialQuestion, own: ItemState) -> Iterator[Part]:
    yield _lead_part(question, own)
    if question.lead.reason:
        reason = REASON in own.credits
        yield Part(
            REASON, "a reason for it", "expectation", float(reason), REASON_WORTH, "said" if reason else "missed"
        )
    earning = _earning(question, own)
    extras = 0
    for name, entry in question.entries.items():
        stand = own.stands.get(name)
        listed = stand is not None and stand.stance != "withdrawn"
        left = stand.leaves / 100 if stand and listed and name in earning else 0.0
        how = ("listed" if left == 1 else "listed after help") if left else _unlisted(name, own)
        if entry.must_not_miss or entry.need == "required":
            worth = MUST_NOT_MISS_WORTH * entry.weight
            kind = "must-not-miss" if entry.must_not_miss else "expectation"
            yield Part(name, entry.name, kind, worth * left, worth, how, claimed=name in own.claimed)  # type: ignore[arg-type]
        elif entry.group is None and (left or extras < EXTRAS_THAT_COUNT):
            counts = extras < EXTRAS_THAT_COUNT
            extras += 1
            yield Part(name, entry.name, "expectation", left if counts else 0.0, 1.0, how, bonus=not counts)
    for name in own.erred:
        if wrong := question.unreasonable.get(name):
            yield Part(name, wrong.name, "wrong", -UNREASONABLE_COST, 0.0, "does not fit")


def _unlisted(name: str, own: ItemState) -> str:
    if name in own.asserted:
        return "told"
    if name not in own.stands:
        return "missed"
    return "withdrawn" if own.stands[name].stance == "withdrawn" else "too far down the list"


def _earning(question: DifferentialQuestion, own: ItemState) -> set[str]:
    """The entries within the cap, in the order listed; those that belong to another entry do not count twice."""
    cap = question.cap or len([e for e in question.entries.values() if e.group is None]) + SPARE_ENTRIES
    taken, earning = len([n for n in own.erred if n in question.unreasonable]), set()
    for name in own.stands:
        entry: Entry = question.entries[name]
        if entry.group is None:
            taken += 1
        if taken <= cap:
            earning.add(name)
    return earning


def _orders(question: OrderQuestion, own: ItemState) -> Iterator[Part]:
    for name, order in question.orders.items():
        run = own.runs.get(name)
        worth_now = run.worth if run and not run.told else order.value
        weight = order.weight * {"must": 1.0, "should": SHOULD_WORTH}.get(worth_now, 0.0)
        done = run is not None and not run.told
        if weight:
            earned = weight * run.credit / 100 if run and done else 0.0
            how = ("ordered" if earned == weight else "ordered, in part") if done else "told" if run else "missed"
            yield Part(name, order.name, "order", earned, weight, how, order.critical, claimed=name in own.claimed)
        elif done and worth_now in ("low", "contra"):
            cost = CONTRA_COST if worth_now == "contra" else LOW_COST
            how = "contraindicated" if worth_now == "contra" else "low yield"
            yield Part(name, order.name, "wrong", -cost * order.weight, 0.0, how)
