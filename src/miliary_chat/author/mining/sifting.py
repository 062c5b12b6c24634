"""Sifting: what the case as it stands still does not understand in the answers that were gathered."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

from miliary_chat.author.mining.ear import Ear
from miliary_chat.author.mining.gathering import Answer, Pile
from miliary_chat.author.mining.masking import cut_out, masks
from miliary_chat.author.mining.targets import concept_named
from miliary_chat.author.mining.wording import KINDS, Kind, Wording
from miliary_chat.judge.judgement import Judgement, Span, Verdict

_MENDABLE = frozenset({"facet", "polarity", "typo"})
"""What a phrasing can mend. What is too general, out of tolerance, out of order or one of several is near because the
author said so."""
_SEAM = re.compile(r"[.;:!?\n](?=\s|$)|[,;\n]")
_EDGES = " \t\n.,;:!?-–—…\"'“”‘’"
_MASK = re.compile(r"\[(?:number|date|e-mail|link)\]")
_LONGEST = 12
"""Words up to which the whole stretch between two seams is shown around what is nearly right."""


@dataclass(slots=True)
class Sifted:
    """What is left to decide, and why the rest is not: `understood` by now, `decided` by the author before, or near
    by the author's own design. All but the wordings count answers; `masked` is what was hidden in the wordings."""

    wordings: tuple[Wording, ...] = ()
    answers: int = 0
    understood: int = 0
    decided: int = 0
    by_design: int = 0
    masked: Counter[str] = field(default_factory=Counter)


def folded(text: str) -> str:
    """A text as it compares: case, white space and punctuation at its edges do not matter."""
    return " ".join(text.split()).strip(_EDGES).casefold()


def sift(
    pile: Pile,
    ear: Ear,
    decided: Collection[tuple[str, str]] = (),
    step: Callable[[int], None] = lambda done: None,
) -> Sifted:
    """Judge every answer of the pile anew and keep what is not understood.

    `decided` are (item, folded text) that answers.yaml has already. `step` is told how many answers are done.
    """
    sifted = Sifted()
    tallies: dict[tuple[str, str], _Tally] = {}
    for done, ((item, text), answer) in enumerate(pile.answers.items(), start=1):
        sifted.answers += answer.count
        found = [one for one in _stretches(ear, item, text, answer, sifted) if folded(_MASK.sub("", one.text))]
        if not found:
            sifted.understood += answer.count
        elif (item, folded(text)) in decided:
            sifted.decided += answer.count
        else:
            left = [one for one in found if not _is_decided(ear, item, one.text, decided)]
            sifted.decided += 0 if left else answer.count
            for place, one in enumerate(left):
                # Words that are near to two things were still said once.
                again = folded(one.text) in {folded(earlier.text) for earlier in left[:place]}
                tallies.setdefault((item, folded(one.text)), _Tally()).add(one, answer, again=again)
        step(done)
    sifted.wordings = tuple(tally.wording(item) for (item, _), tally in tallies.items())
    return sifted


def _is_decided(ear: Ear, item: str, text: str, decided: Collection[tuple[str, str]]) -> bool:
    return (item, folded(text)) in decided or ear.refuses(item, text)


@dataclass(frozen=True, slots=True)
class _Stretch:
    text: str
    kind: Kind
    concept: str = ""
    reason: str = ""
    count: int | None = None


def _stretches(ear: Ear, item: str, text: str, answer: Answer, sifted: Sifted) -> Iterator[_Stretch]:
    judged = ear.judge(item, text)
    labels = ear.labels(item, text)
    claimed = set()
    cut = _Cutter(judged.answer)
    for said, count in answer.claimed.items():
        # An attempt calls a diagnosis that is wrong here as its author does, the judge by its list.
        concept = concept_named(said, ear.targets(item)) or said
        target = ear.targets(item).get(concept)
        # A dispute is settled when an expectation is met by now, or a misconception no longer asserted.
        if target and (labels.get(concept) != "asserted" if target.wrong else labels.get(concept) == "met"):
            continue
        claimed.add(concept)
        verdict = judged.of(concept) if target else None
        reason = verdict.evidence.reason if verdict and verdict.evidence else ""
        yield _Stretch(cut.disputed(judged, verdict), "claimed", target.concept if target else "", reason, count)
    for verdict in judged.verdicts:
        if verdict.outcome != "near" or verdict.concept in claimed or not verdict.evidence or not verdict.missing:
            continue
        if verdict.missing.lack not in _MENDABLE:
            sifted.by_design += answer.count
        elif not _spoken_for(judged, verdict):
            yield _Stretch(cut.around(verdict.evidence.spans), "near", verdict.concept, verdict.evidence.reason)
    if "" in claimed or not claimed:
        nothing = all(verdict.outcome == "missing" for verdict in judged.verdicts)
        for span in judged.unclaimed:
            yield _Stretch(cut.around((span,)), "unrecognised" if nothing else "unclaimed")
    sifted.masked += cut.hidden


class _Cutter:
    """Cuts wordings out of one answer, whole from seam to seam, with what may identify masked."""

    def __init__(self, answer: str) -> None:
        self._answer = answer
        self._masks = masks(answer)
        inside = [(mask.start, mask.end) for mask in self._masks]
        self._seams = [
            found.span()
            for found in _SEAM.finditer(answer)
            if not any(start <= found.start() < end for start, end in inside)
        ]
        self._hidden: dict[tuple[int, int], Counter[str]] = {}

    @property
    def hidden(self) -> Counter[str]:
        """What was masked in the wordings that were cut."""
        return sum(self._hidden.values(), Counter())

    def around(self, spans: tuple[Span, ...]) -> str:
        """The words around some spans, up to the next seams; where that is long, only from the first to the last."""
        start, end = (spans[0].start, spans[-1].end) if spans else (0, len(self._answer))
        before = max((stop for _, stop in self._seams if stop <= start), default=0)
        after = min((begin for begin, _ in self._seams if begin >= end), default=len(self._answer))
        if len(self._answer[before:after].split()) <= _LONGEST:
            start, end = before, after
        return self._cut(start, end)

    def disputed(self, judged: Judgement, verdict: Verdict | None) -> str:
        """The words that a dispute is about: what was nearly right, else the one part that nobody claimed, else all."""
        if verdict and verdict.evidence and verdict.outcome != "missing":
            return self.around(verdict.evidence.spans)
        return self.around(judged.unclaimed) if len(judged.unclaimed) == 1 else self._cut(0, len(self._answer))

    def _cut(self, start: int, end: int) -> str:
        text, hidden = cut_out(self._answer, start, end, self._masks)
        self._hidden[start, end] = hidden
        return _line(text)


def _spoken_for(judged: Judgement, near: Verdict) -> bool:
    """Whether all the words that are nearly right have been credited to, or denied, something else."""
    assert near.evidence
    others = [
        span
        for verdict in judged.verdicts
        if verdict.outcome in ("met", "denied") and verdict.evidence
        for span in verdict.evidence.spans
    ]
    return all(any(o.start <= span.start and span.end <= o.end for o in others) for span in near.evidence.spans)


def _line(text: str) -> str:
    return " ".join(text.split()).strip(_EDGES)


@dataclass(slots=True)
class _Tally:
    """One wording in the making, from all the answers that hold it."""

    texts: Counter[str] = field(default_factory=Counter)
    concepts: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    kind: Kind = "unclaimed"
    reason: str = ""
    count: int = 0
    last_us: int = 0

    def add(self, one: _Stretch, answer: Answer, *, again: bool) -> None:
        count = one.count or answer.count
        if one.concept:
            self.concepts[one.concept] += count
        if not again:
            self.texts[one.text] += count
            self.count += count
            self.asked.update(answer.asked)
        if KINDS.index(one.kind) <= KINDS.index(self.kind):
            self.kind, self.reason = one.kind, one.reason or self.reason
        self.last_us = max(self.last_us, answer.last_us)

    def wording(self, item: str) -> Wording:
        return Wording(
            item,
            commonest(self.texts),
            self.kind,
            commonest(self.concepts),
            commonest(self.asked),
            self.reason,
            self.count,
            self.last_us,
        )


def commonest(counted: Counter[str]) -> str:
    """What was counted most often; of several the one with the fewest capitals, then the first; "" of nothing."""
    return min(counted, key=lambda text: (-counted[text], sum(map(str.isupper, text)), text), default="")
