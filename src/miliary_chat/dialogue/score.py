"""What a run is worth: its events, folded, against the expert's script. The same for guided and exam."""

from collections.abc import Iterable, Iterator
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
from miliary_chat.dialogue.marks import ItemMark, Marks, Part, StageMark, Vital
from miliary_chat.dialogue.script import RECOMMIT, Script
from miliary_chat.dialogue.state import ItemState, State
from miliary_chat.dialogue.states import Phase

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


def marks(script: Script, state: State) -> Marks:
    """The marks of the run so far; items that were passed by `--from` are left out. An exam's stages are its parts."""
    stages = tuple(_of_parts(script, state) if script.terms else _of_stages(script, state))
    total = _mean((stage.mark, stage.weight) for stage in stages)
    return Marks(
        total or 0,
        stages,
        tuple(_vitals(script, state)),
        tuple(_claims(script, state)),
        provisional=state.policy == "exam" and _has_near(state),
        finished=state.ended is not None if script.terms else state.ended == "completed",
    )


def _of_stages(script: Script, state: State) -> Iterator[StageMark]:
    for stage in script.stages():
        refs = [ref for ref in script.items if ref.stage == stage and state.items[ref.id].why != "before"]
        items = tuple(mark_of(script, state, ref.id) for ref in refs)
        case = script.cases[refs[0].case] if refs else None
        own = case.stages.get(stage) if case else None
        title, weight = (own.name, own.weight) if own else ("quiz", 1.0)
        yield StageMark(stage, title, _mean((i.mark, i.weight) for i in items), weight, items)


def _of_parts(script: Script, state: State) -> Iterator[StageMark]:
    assert script.terms is not None
    for part in script.terms.sections:
        refs = [ref for ref in script.items if ref.section == part.id]
        items = tuple(replace(mark_of(script, state, ref.id), weight=ref.weight) for ref in refs)
        yield StageMark(part.id, part.title, _mean((i.mark, i.weight) for i in items), part.weight, items)


def _mean(pairs: Iterable[tuple[int | None, float]]) -> int | None:
    known = [(mark, weight) for mark, weight in pairs if mark is not None]
    weights = sum(weight for _, weight in known)
    return round(sum(mark * weight for mark, weight in known) / weights) if weights else None


def mark_of(script: Script, state: State, item: str) -> ItemMark:
    """One question's mark, with its parts."""
    question, own = script.question(item), state.items[item]
    thoroughness = efficiency = None
    recommit = script.activity(item) == RECOMMIT
    parts = [_ruled(part, own) for part in ([_lead(script, item, own)] if recommit else _parts(question, own))]
    if isinstance(question, InterviewQuestion):
        thoroughness, efficiency = _out_of_100(parts), _efficiency(question, own)
    mark = _out_of_100(parts)
    title = item.split("/")[0] if item.endswith("/main") else item.split("/")[-1].replace("-", " ")
    return ItemMark(item, title, mark, question.weight, tuple(parts), thoroughness, efficiency)


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
    return Part("lead", "the lead", "lead", LEAD_WORTH * own.lead_leaves / 100, LEAD_WORTH, how)


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


def _vitals(script: Script, state: State) -> Iterator[Vital]:
    for ref in script.items:
        own = state.items[ref.id]
        if own.why == "before" or ref.question == RECOMMIT:
            continue
        question = script.question(ref.id)
        if isinstance(question, DifferentialQuestion):
            for name, entry in question.entries.items():
                stand = own.stands.get(name)
                if entry.must_not_miss:
                    listed = stand is not None and stand.stance != "withdrawn"
                    yield Vital(entry.name, "must-not-miss", own.ruled[name] > 0 if name in own.ruled else listed)
        for part in _parts(question, own):
            if part.critical:
                yield Vital(part.name, "critical", _ruled(part, own).earned > 0)


def _claims(script: Script, state: State) -> Iterator[str]:
    for ref in script.items:
        for name, text in state.items[ref.id].claimed.items():
            yield f"{name.replace('-', ' ') or 'an answer'}: “{text}”"


def _has_near(state: State) -> bool:
    items = state.items.values()
    return any(
        verdict.outcome in ("near", "denied") for own in items if own.phase is Phase.CLOSED for verdict in own.verdicts
    )
