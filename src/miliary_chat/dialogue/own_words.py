"""A misconception's own words earn nothing beside it: "metastases are always cannonballs" lists no metastases."""

import re
from collections.abc import Collection, Iterable

from miliary_chat.dialogue.concepts import rubric
from miliary_chat.dialogue.script import Script
from miliary_chat.judge.judgement import Span, Verdict

_WORD = re.compile(r"[^\W_]+")


def taken_by_errors(
    script: Script, item: str, text: str, verdicts: Collection[Verdict], others: Iterable[Verdict] = ()
) -> frozenset[str]:
    """The concepts of `item` whose words are those of a misconception that `text` asserts, unless either says `also`.

    `verdicts` are those of the item; `others` those of the question that was asked, where that is another one.
    """
    wrong = [verdict for verdict in (*verdicts, *others) if _asserted(verdict)]
    if not wrong:
        return frozenset()
    also = {concept.id: concept.also for concept in rubric(script, item).concepts}
    own = {verdict.concept: own_words(text, verdict) for verdict in wrong}
    return frozenset(
        verdict.concept
        for verdict in verdicts
        if verdict.kind == "expectation" and verdict.outcome in ("met", "near")
        if any(
            _inside(verdict, spans)
            and verdict.concept not in also.get(name, ())
            and name not in also.get(verdict.concept, ())
            for name, spans in own.items()
        )
    )


def own_words(text: str, verdict: Verdict) -> tuple[Span, ...]:
    """The words that a verdict rests on, with the neighbours that its phrasing has too ("metastases are ...")."""
    if verdict.evidence is None:
        return ()
    phrasing = {word.casefold() for word in _WORD.findall(verdict.evidence.phrasing)}
    words = [(found.start(), found.end(), found[0].casefold() in phrasing) for found in _WORD.finditer(text)]
    return tuple(_widened(span, words) for span in verdict.evidence.spans)


def _widened(span: Span, words: list[tuple[int, int, bool]]) -> Span:
    start, end = span.start, span.end
    for left, right, shared in reversed(words):
        if right <= start and not shared:
            break
        start = min(start, left) if right <= start else start
    for left, right, shared in words:
        if left >= end and not shared:
            break
        end = max(end, right) if left >= end else end
    return Span(start, end)


def _asserted(verdict: Verdict) -> bool:
    return verdict.kind == "misconception" and verdict.outcome == "met" and verdict.stance != "unlikely"


def _inside(verdict: Verdict, outer: tuple[Span, ...]) -> bool:
    """Whether the words lie within others that say more; a wrong idea of the same words alone takes none away."""
    spans = verdict.evidence.spans if verdict.evidence else ()
    within = all(any(o.start <= s.start and s.end <= o.end for o in outer) for s in spans)
    return bool(spans) and within and _length(spans) < _length(outer)


def _length(spans: tuple[Span, ...]) -> int:
    return sum(span.end - span.start for span in spans)
