"""Judging what was said: alone, and as the answer to the tutor's own question."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.concepts import PANEL, UMBRELLA, VAGUE, rubric
from miliary_chat.dialogue.own_words import taken_by_errors
from miliary_chat.dialogue.turn import Turn
from miliary_chat.judge.judgement import Evidence, Judgement, Span, Verdict
from miliary_chat.judge.version import judge_version

BRIDGED = 12
"""Code points between two spans up to which they are quoted as one."""


@dataclass(frozen=True)
class Heard:
    """What the judge found in an answer.

    `completed` names the concepts that only quote and reply together met, `taken` those whose words belong to a
    misconception: they earn nothing.
    """

    text: str
    revision: int
    verdicts: tuple[Verdict, ...]
    completed: frozenset[str] = frozenset()
    taken: frozenset[str] = frozenset()

    def earning(self, *outcomes: str) -> list[Verdict]:
        """The verdicts with one of these outcomes that may earn something, first said first."""
        found = [verdict for verdict in self.having(*outcomes) if verdict.concept not in self.taken]
        return sorted(found, key=lambda verdict: verdict.position or 0)

    def having(self, *outcomes: str) -> list[Verdict]:
        """The verdicts with one of these outcomes."""
        return [verdict for verdict in self.verdicts if verdict.outcome in outcomes]

    def of(self, concept: str) -> Verdict | None:
        """The verdict for a concept; None when nothing was found for it."""
        return next((verdict for verdict in self.verdicts if verdict.concept == concept), None)

    def quote(self, verdict: Verdict, limit: int = 60) -> str:
        """The words of the answer that the verdict rests on, in the trainee's own spelling."""
        spans = verdict.evidence.spans if verdict.evidence else ()
        flat = quoted(self.text, spans) if spans else " ".join(self.text.split())
        return flat if len(flat) <= limit else f"{flat[: limit - 1].rstrip()}…"


def quoted(text: str, spans: tuple[Span, ...]) -> str:
    """The words of some spans as they were typed; what lies far between two of them is left out."""
    parts = [text[spans[0].start : spans[0].end]]
    for before, span in pairwise(spans):
        between = text[before.end : span.start]
        parts.append(between if len(between) <= BRIDGED else " … ")
        parts.append(text[span.start : span.end])
    return " ".join("".join(parts).split())


def listen(turn: Turn, text: str, pending: e.Pending | None = None, *, aside: bool = False) -> Heard:
    """Judge `text` for the current item and let `Judged` have happened (not in an exam: it waits for the hand-in).

    The answer to a clarifying question is judged alone first, then after the words that it completes.
    """
    judged = rubric(turn.script, turn.id).judge(text)
    verdicts = [verdict for verdict in judged.verdicts if verdict.outcome != "missing"]
    joined = _completed(turn, text, pending, judged) if pending and pending.quote and pending.concept else []
    completed = frozenset(verdict.concept for verdict in joined)
    verdicts = [one for one in verdicts if one.concept not in completed and not _swallowed(one, joined)] + joined
    revision = len(turn.item.answers)
    unclaimed = () if completed else judged.unclaimed
    if not turn.silent:
        turn.emit(e.Judged(turn.id, revision, judge_version(), tuple(verdicts), unclaimed, aside))
    taken = taken_by_errors(turn.script, turn.id, text, verdicts)
    return Heard(text, revision, tuple(verdicts), completed, taken)


def _completed(turn: Turn, text: str, pending: e.Pending, alone: Judgement) -> list[Verdict]:
    """The verdicts that only the earlier words and the reply together meet.

    That of the pending concept first. A question about several ("Which biopsy?", "Which infection?") is about its
    members: a reply that says nothing by itself completes the words to any of them.
    """
    outcomes = {verdict.concept: verdict.outcome for verdict in alone.verdicts}
    said = {name for name, outcome in outcomes.items() if outcome == "met" and not _asks_which(name)}
    if pending.concept in said:
        return []
    own = [pending.concept] if pending.concept in outcomes and not _asks_which(pending.concept) else []
    joined = _joined(turn, text, pending, own)
    if joined or said:
        return joined
    return _joined(turn, text, pending, _members(turn, pending))


def _asks_which(concept: str) -> bool:
    """Whether a concept is a word too general, which says nothing until it is known which is meant."""
    return concept.startswith((PANEL, UMBRELLA)) or concept.endswith(VAGUE)


def _swallowed(verdict: Verdict, joined: list[Verdict]) -> bool:
    """Whether a word too general is part of the reply that completed an earlier one: "biopsy" - "CT guided"."""
    mine = verdict.evidence.spans if verdict.evidence else ()
    taken = [span for one in joined if one.evidence for span in one.evidence.spans]
    inside = all(any(span.start < other.end and other.start < span.end for other in taken) for span in mine)
    return bool(taken) and _asks_which(verdict.concept) and inside


def _members(turn: Turn, pending: e.Pending) -> list[str]:
    """What the tutor's question may have been about, apart from the pending concept itself."""
    question = turn.question
    panel = getattr(question, "panels", {}).get(pending.concept.removeprefix(PANEL))
    names = (panel.gives if panel else ()) or getattr(question, "orders", None) or getattr(question, "entries", {})
    earlier = rubric(turn.script, turn.id).judge(pending.quote)
    return [name for name in names if earlier.of(name).outcome != "met"]


def _joined(turn: Turn, text: str, pending: e.Pending, names: Collection[str]) -> list[Verdict]:
    """The verdicts for `names` that the quote and the reply, put together either way round, meet.

    Where they meet none, the one that the reply puts in a wrong place, if there is one.
    """
    if not names:
        return []
    shift = len(pending.quote) + 1
    elsewhere: list[Verdict] = []
    for joined, moved in ((f"{pending.quote} {text}", shift), (f"{text} {pending.quote}", 0)):
        verdicts = [rubric(turn.script, turn.id).judge(joined).of(name) for name in names]
        elsewhere += [one for one in verdicts if one.missing and one.missing.lack == "place"]
        met = [
            replace(verdict, position=0, evidence=evidence)
            for verdict in verdicts
            if verdict.outcome == "met" and verdict.kind == "expectation" and verdict.evidence
            # What rests on the earlier words alone is not completed by whatever comes next.
            if (evidence := _moved(verdict.evidence, moved, len(text))).spans
        ]
        if met:
            return met
    whole = (Span(0, len(text)),)
    return [
        replace(verdict, position=0, evidence=replace(verdict.evidence, spans=whole, readings=()))
        for verdict in elsewhere[:1]
        if verdict.evidence
    ]


def _moved(evidence: Evidence, shift: int, length: int) -> Evidence:
    """The evidence as far as it lies in the reply, counted from the reply's start."""
    readings = (
        replace(reading, span=Span(reading.span.start - shift, reading.span.end - shift))
        for reading in evidence.readings
        if shift <= reading.span.start and reading.span.end <= shift + length
    )
    return replace(evidence, spans=tuple(_within(evidence.spans, shift, length)), readings=tuple(readings))


def _within(spans: Iterable[Span], shift: int, length: int) -> list[Span]:
    """The spans as far as they lie in the reply: words of both that stand side by side are one span."""
    moved = [Span(max(0, span.start - shift), min(length, span.end - shift)) for span in spans]
    return [span for span in moved if span.start < span.end]
