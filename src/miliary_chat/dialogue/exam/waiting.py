"""What of an exam that was judged earns nothing yet and waits for a person."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from miliary_chat.case.questions import AnswerQuestion, DifferentialQuestion
from miliary_chat.dialogue.concepts import lexicon
from miliary_chat.dialogue.exam.wordings import around, line, says_something
from miliary_chat.dialogue.marks import Part
from miliary_chat.dialogue.own_words import taken_by_errors
from miliary_chat.dialogue.parts import LEAD, parts_of
from miliary_chat.dialogue.script import RECOMMIT, Script
from miliary_chat.dialogue.state import ItemState, State
from miliary_chat.dialogue.states import Phase
from miliary_chat.judge.judgement import Missing, Span, Verdict

Kind = Literal["near", "denied", "unmatched"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to be decided: what was nearly said or denied, or words that nothing claimed.

    `concept` is what it is near to, or denies, and empty for unmatched words; `wording` is the candidate's own, on one
    line, `spans` lie in `answer`, which is the whole of it. `missing` and `reason` are the machine's. `open` names the
    parts of the question that are not earned yet. `leads`: the words also name it as the leading diagnosis, so that
    whoever credits it commits the candidate to it.
    """

    item: str
    concept: str
    kind: Kind
    wording: str
    spans: tuple[Span, ...]
    answer: str
    missing: Missing | None = None
    reason: str = ""
    open: tuple[str, ...] = ()
    leads: bool = False


def waiting(script: Script, state: State) -> tuple[Waiting, ...]:
    """Everything that waits, in the order of the questions and of the answers' words."""
    return tuple(one for ref in script.items for one in of_item(script, state, ref.id))


def waits(script: Script, state: State) -> bool:
    """Whether anything does."""
    return any(True for ref in script.items for _ in of_item(script, state, ref.id))


def of_item(script: Script, state: State, item: str) -> Iterator[Waiting]:
    """What waits in one question: what is nearly right first, then what nothing claimed."""
    own = state.items[item]
    if own.phase is not Phase.CLOSED or not (own.judged or own.unrecognised):
        return
    parts = [part for part in parts_of(script, state, item) if _is_open(part)]
    if not parts:
        return
    settled = {one.wording for one in own.decided}
    if own.judged:
        yield from _nearly(script, item, own, parts)
    yield from (one for one in _unmatched(script, item, own, parts) if one.wording not in settled)


def _is_open(part: Part) -> bool:
    """Whether something could still be earned: nothing was, and it is no cost."""
    return part.worth > 0 and part.earned <= 0


def _nearly(script: Script, item: str, own: ItemState, parts: list[Part]) -> Iterator[Waiting]:
    answer = own.answers[own.judged - 1]
    recommit = script.activity(item) == RECOMMIT
    names = {part.id for part in parts if part.id not in own.ruled}
    found = [one for one in own.verdicts if one.kind == "expectation" and one.outcome in ("near", "denied")]
    taken = taken_by_errors(script, item, answer, own.verdicts) if own.erred and found else frozenset()
    for verdict in sorted(found, key=lambda one: one.position or 0):
        concept = _lead_of(script, item, verdict) if recommit else verdict.concept
        if concept not in names or verdict.concept in taken or verdict.evidence is None:
            continue
        if verdict.outcome == "near" and _spoken_for(own, verdict):
            continue
        if recommit:
            names.discard(concept)
        yield Waiting(
            item,
            concept,
            "near" if verdict.outcome == "near" else "denied",
            line(answer, around(answer, verdict.evidence.spans)),
            verdict.evidence.spans,
            answer,
            verdict.missing,
            verdict.evidence.reason,
            tuple(part.id for part in parts),
            _leads(script, item, own, verdict),
        )


def _spoken_for(own: ItemState, near: Verdict) -> bool:
    """Whether all the words that are nearly right have earned something else: they were read, and paid for."""
    spans = near.evidence.spans if near.evidence else ()
    paid = [span for credit in own.credits.values() for span in credit.spans]
    paid += [
        span
        for verdict in own.verdicts
        if verdict.outcome == "met" and verdict.concept in own.stands and verdict.evidence
        for span in verdict.evidence.spans
    ]
    within = (any(other.start <= span.start and span.end <= other.end for other in paid) for span in spans)
    return bool(spans) and all(within)


def _lead_of(script: Script, item: str, verdict: Verdict) -> str:
    """The lead, where a diagnosis that may lead is nearly named by whoever was asked for the lead alone."""
    lead = script.differential(item)[1].lead
    may = verdict.concept in lead.accept or verdict.concept in lead.defensible
    return LEAD if may and verdict.outcome == "near" else ""


def _leads(script: Script, item: str, own: ItemState, verdict: Verdict) -> bool:
    question = script.question(item)
    return (
        isinstance(question, DifferentialQuestion)
        and script.activity(item) != RECOMMIT
        and own.lead is None
        and verdict.outcome == "near"
        and verdict.stance == "favoured"
    )


def _unmatched(script: Script, item: str, own: ItemState, parts: list[Part]) -> Iterator[Waiting]:
    question, ids = script.question(item), tuple(part.id for part in parts)
    if script.activity(item) != RECOMMIT:
        ids = tuple(name for name in ids if name != LEAD)  # what leads is said beside what is listed
    if not ids:
        return
    words = lexicon(script, item)
    for answer, span in _stretches(own, written=isinstance(question, AnswerQuestion | DifferentialQuestion)):
        wording = line(answer, span)
        if says_something(wording, words):
            yield Waiting(item, "", "unmatched", wording, (span,), answer, open=ids)


def _stretches(own: ItemState, *, written: bool) -> Iterator[tuple[str, Span]]:
    if not written:
        yield from ((text, Span(0, len(text))) for text in dict.fromkeys(own.unrecognised))
    elif own.judged:
        answer = own.answers[own.judged - 1]
        yield from ((answer, span) for span in own.unclaimed)
