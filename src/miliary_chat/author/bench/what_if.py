"""What if: the verdicts that one more phrasing of a concept would change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from miliary_chat.author.answers import Labelled
from miliary_chat.author.naming import concept_named
from miliary_chat.judge.concept import Concept
from miliary_chat.judge.judgement import Outcome
from miliary_chat.judge.rubric import Rubric

Way = Literal["answer", "kept", "phrasing", "itself"]


@dataclass(frozen=True, slots=True)
class Change:
    """One verdict that another phrasing would change.

    `way`: in the answer that is being tried, in a kept one, in a phrasing of the concept `of`, or in the new phrasing
    itself (which other concepts it meets, or that its own does not accept it). `label` is what a kept answer must earn.
    """

    way: Way
    text: str
    concept: str
    before: Outcome
    after: Outcome
    of: str = ""
    label: str = ""

    @property
    def harms(self) -> bool:
        """Whether it speaks against the phrasing: a kept answer would fail, or two concepts would share words."""
        if self.way != "kept":
            return self.way != "answer"
        if not self.label:  # what a kept answer does not name may be near, and nothing else
            return self.after in ("met", "denied")
        return self.after != {"asserted": "met", "missed": "missing"}.get(self.label, self.label)


def changes(
    concept: str, phrasing: str, text: str, kept: Sequence[Labelled], before: Rubric, after: Rubric
) -> tuple[Change, ...]:
    """All that differs between two rubrics of which the second has `phrasing` in `concept` too."""
    return (
        *_in(text, "answer", before, after),
        *(
            replace(change, label=_label(one, change.concept, before))
            for one in kept
            for change in _in(one.say, "kept", before, after)
        ),
        *_in_other_phrasings(concept, before, after),
        *_in_itself(concept, phrasing, before, after),
    )


def _label(one: Labelled, concept: str, rubric: Rubric) -> str:
    known = [each.id for each in rubric.concepts]
    return {concept_named(name, known): label for name, label in one.expected().items()}.get(concept, "")


def _in(text: str, way: Way, before: Rubric, after: Rubric) -> Iterator[Change]:
    for old, new in zip(before.judge(text).verdicts, after.judge(text).verdicts, strict=True):
        if old.outcome != new.outcome:
            yield Change(way, text, old.concept, old.outcome, new.outcome)


def _in_other_phrasings(concept: str, before: Rubric, after: Rubric) -> Iterator[Change]:
    """The phrasings of other concepts that would now meet this one too, or no longer meet their own."""
    for other in _rivals(concept, before):
        for text in (*other.accept, *(text for group in other.require for text in group)):
            old, new = before.judge(text), after.judge(text)
            for one, gained in ((concept, True), (other.id, False)):
                was, now = old.of(one).outcome, new.of(one).outcome
                if (was == "met") != (now == "met") and (now == "met") == gained:
                    yield Change("phrasing", text, one, was, now, of=other.id)


def _in_itself(concept: str, phrasing: str, before: Rubric, after: Rubric) -> Iterator[Change]:
    """Whether the phrasing does not meet its own concept, and which others it meets."""
    old, new = before.judge(phrasing), after.judge(phrasing)
    own = new.of(concept)
    if own.outcome != "met":
        yield Change("itself", phrasing, concept, old.of(concept).outcome, own.outcome)
    for other in _rivals(concept, before):
        if new.of(other.id).outcome == "met":
            yield Change("itself", phrasing, other.id, old.of(other.id).outcome, "met")


def _rivals(concept: str, rubric: Rubric) -> Iterator[Concept]:
    """The concepts that may not share words with this one: all others, but for those that either calls `also`."""
    mine = next(one for one in rubric.concepts if one.id == concept)
    for other in rubric.concepts:
        if other.id != concept and other.id not in mine.also and concept not in other.also:
            yield other
