"""What a case has to say, and which of it no answer and no dialogue ever reached."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from miliary_chat.author.borrowed import NOTHING, Borrowed
from miliary_chat.author.proving.dialogues import Talked
from miliary_chat.author.proving.replay import Replayed
from miliary_chat.case.questions import AnswerQuestion, DifferentialQuestion, InterviewQuestion, OrderQuestion
from miliary_chat.case.rubrics import Expectation, Said
from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.concepts import concepts
from miliary_chat.dialogue.script import RECOMMIT, Script


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """One thing that can be reached: `kind` is phrasing, hint, prompt, correction, reply, finding or result.

    `item` is empty for a misconception of the whole case.
    """

    item: str
    kind: str
    concept: str
    words: str = ""


def unreached(
    script: Script, replays: Iterable[Replayed], talks: Iterable[Talked], packs: Borrowed = NOTHING
) -> tuple[Part, ...]:
    """Everything that the author wrote and nothing reached, in the author's order."""
    streams = [*(one.events for one in replays), *(talked.events for talked in talks)]
    got = {part for events in streams for event in events for part in _by(event)}
    return tuple(part for part in dict.fromkeys(_all(script)) if part not in got and not _of_packs(part, packs))


def _of_packs(part: Part, packs: Borrowed) -> bool:
    return (packs.phrases if part.kind == "phrasing" else packs.speaks)(part.item, part.concept)


def _by(event: e.Event) -> Iterator[Part]:
    match event:
        case e.Judged():
            for verdict in event.verdicts:
                if verdict.evidence:
                    yield Part(event.item, "phrasing", verdict.concept, verdict.evidence.phrasing)
        case e.Hinted():
            yield Part(event.item, "hint", event.concept, str(event.rung))
        case e.Prompted():
            yield Part(event.item, "prompt", event.concept)
        case e.Corrected():
            yield Part(event.item, "correction", event.concept)
            yield Part("", "correction", event.concept)  # the case's own, wherever it was heard
        case e.Replied(kind="reply" | "finding"):
            yield Part(event.item, event.kind, event.reply)
        case e.Resulted(told=False):
            yield Part(event.item, "result", event.order)


def _all(script: Script) -> Iterator[Part]:
    for case in script.cases.values():
        yield from (Part("", "correction", wrong) for wrong in case.misconceptions)
    for ref in script.items:
        if ref.question == RECOMMIT or ref.stage == "debrief":
            continue
        case = script.case(ref.id)
        for concept in concepts(script, ref.id):
            if concept.id in case.misconceptions:
                continue
            for phrasing in (*concept.accept, *(one for group in concept.require for one in group)):
                yield Part(ref.id, "phrasing", concept.id, phrasing)
        yield from _spoken(script, ref.id)


def _spoken(script: Script, item: str) -> Iterator[Part]:
    question = script.question(item)
    match question:
        case AnswerQuestion():
            yield from _rungs(item, question.expect.values())
        case DifferentialQuestion():
            yield from _rungs(item, question.entries.values())
            yield from (Part(item, "correction", wrong) for wrong in question.unreasonable)
        case InterviewQuestion():
            yield from (Part(item, "reply", one.id) for one in question.interview.values() if one.ask)
            yield from (Part(item, "finding", one.id) for one in question.interview.values() if one.examine)
            return
        case OrderQuestion():
            yield from (Part(item, "result", one) for one in question.orders)
    yield from (Part(item, "correction", wrong) for wrong in question.misconceptions)


def _rungs(item: str, parts: Iterable[Said]) -> Iterator[Part]:
    for part in parts:
        for rung in range(1, len(getattr(part, "hint", ())) + 1):
            yield Part(item, "hint", part.id, str(rung))
        if isinstance(part, Expectation) and part.prompt:
            yield Part(item, "prompt", part.id)
