"""One candidate's questions: what was answered, what the machine heard in it, what people decided, what it earned."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.concepts import UNREASONABLE
from miliary_chat.dialogue.exam.waiting import Waiting
from miliary_chat.dialogue.marks import Marks
from miliary_chat.dialogue.parts import mark_of
from miliary_chat.dialogue.reasons import name_of
from miliary_chat.dialogue.script import RECOMMIT, Script
from miliary_chat.dialogue.state import ItemState
from miliary_chat.exam.course import Course
from miliary_chat.exam.final import Final
from miliary_chat.exam.result import Decision, Heard, ItemResult
from miliary_chat.judge.judgement import Span

_ALL_COUNT = ("interview", "order")
"""Where everything that was said counts, not the last answer alone."""


@dataclass(frozen=True, slots=True)
class _Worth:
    """What every question is worth, in percent of the exam; those without a mark nothing."""

    shares: Mapping[str, float]

    @classmethod
    def of(cls, total: Marks) -> "_Worth":
        marked = [part for part in total.stages if part.mark is not None]
        whole = sum(part.weight for part in marked)
        shares: dict[str, float] = {}
        for part in marked:
            items = [item for item in part.items if item.mark is not None]
            inside = sum(item.weight for item in items)
            for item in items:
                shares[item.item] = 100 * part.weight / whole * item.weight / inside if whole and inside else 0.0
        return cls(shares)


def items_of(
    script: Script,
    final: Final,
    total: Marks,
    names: Mapping[str, str],
    way: Course,
    waiting: Collection[Waiting],
) -> Iterator[ItemResult]:
    """The questions in the order of this candidate's exam; `names` are the items' questions."""
    shares = _Worth.of(total).shares
    own_marks = {item.item: item for part in total.stages for item in part.items}
    for place, ref in enumerate(script.items, start=1):
        own, mark = final.state.items[ref.id], own_marks[ref.id]
        yield ItemResult(
            item=ref.id,
            question=names[ref.id],
            section=ref.section,
            place=place,
            mark=mark.mark,
            share=shares.get(ref.id, 0.0),
            spent_us=way.spent.get(ref.id, 0),
            seen=bool(own.opened_us),
            answers=own.answers,
            answer=_answer(script, ref.id, own),
            credited=tuple(_credited(script, final, ref.id, own)),
            chosen=own.chosen,
            parts=mark.parts,
            machine=mark_of(script, final.machine, ref.id).parts if final.decided else mark.parts,
            heard=tuple(_heard(script, ref.id, own)),
            erred=own.erred,
            decisions=tuple(_decisions(script, final, ref.id)),
            waiting=sum(1 for one in waiting if one.item == ref.id),
            late=way.late.get(ref.id, 0),
            flagged=own.flagged,
        )


def _answer(script: Script, item: str, own: ItemState) -> str:
    if script.activity(item) in _ALL_COUNT:
        return "\n".join(own.answers)
    return own.answers[-1] if own.answers else ""


def _credited(script: Script, final: Final, item: str, own: ItemState) -> Iterator[Span]:
    """The stretches of the answer that counts which earned something in the end."""
    if script.activity(item) in _ALL_COUNT:
        return
    for event in final.judged:
        if isinstance(event, e.Credited) and event.item == item and own.ruled.get(event.concept, 100):
            yield from event.spans
        if isinstance(event, e.Listed) and event.item == item and own.ruled.get(event.entry, 100):
            yield from event.spans


def _heard(script: Script, item: str, own: ItemState) -> Iterator[Heard]:
    again = script.ref(item).question == RECOMMIT
    for verdict in own.verdicts:
        wrong = verdict.kind == "misconception" or verdict.concept.startswith(UNREASONABLE)
        if again and not wrong:
            continue
        concept = verdict.concept.removeprefix(UNREASONABLE)
        phrasing, reason = (verdict.evidence.phrasing, verdict.evidence.reason) if verdict.evidence else ("", "")
        yield Heard(concept, name_of(script, item, verdict.concept), verdict.outcome, wrong, phrasing, reason)


def _decisions(script: Script, final: Final, item: str) -> Iterator[Decision]:
    """The decisions that hold; words with nothing in them have no concept."""
    hold = final.state.items[item].decided
    for at, ruled in final.decided:
        if ruled in hold:
            name = name_of(script, item, ruled.concept) or ruled.concept or "nothing in it"
            yield Decision(ruled.concept, name, ruled.leaves, ruled.by, ruled.why, ruled.wording, at)
