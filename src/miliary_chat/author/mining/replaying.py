"""Replaying: every answer judged by the case before and after a patch; which verdicts change, and against whom."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from miliary_chat.author.answers import Labelled
from miliary_chat.author.labels import Label
from miliary_chat.author.mining.ear import Ear
from miliary_chat.author.mining.targets import concept_named


@dataclass(frozen=True, slots=True)
class Change:
    """One concept of one answer that is judged otherwise than before.

    `count` says how often the answer was given, 0 for one of answers.yaml; `expected` is what answers.yaml says must
    be found, where the new verdict is not that and the old one was: "" otherwise.
    """

    item: str
    text: str
    concept: str
    before: Label
    after: Label
    count: int = 0
    expected: str = ""

    @property
    def gained(self) -> bool:
        """Whether something is credited that was not."""
        return self.after == "met"


def touched(before: Ear, after: Ear) -> tuple[str, ...]:
    """The items in which anything else is listened for than before."""
    return tuple(item for item in before.items if item in after.items and before.concepts(item) != after.concepts(item))


def replay(before: Ear, after: Ear, answers: Iterable[tuple[str, str, int]]) -> Iterator[Change]:
    """What changes in answers (item, text, how often) that were given."""
    items = frozenset(touched(before, after))
    for item, text, count in answers:
        if item in items:
            yield from (
                Change(item, text, concept, old, new, count)
                for concept, old, new in _changes(before, after, item, text)
            )


def replay_labelled(before: Ear, after: Ear, labelled: Iterable[tuple[str, Labelled]]) -> Iterator[Change]:
    """What changes in the answers of answers.yaml, with what they expect where they do not get it any more."""
    items = frozenset(touched(before, after))
    for item, one in labelled:
        if item not in items:
            continue
        known = after.targets(item)
        expected = {concept_named(name, known) or name: label for name, label in one.expected().items()}
        for concept, old, new in _changes(before, after, item, one.say):
            wanted = expected.get(concept)
            kept, keeps = _fits(old, wanted), _fits(new, wanted)
            against = (wanted or "missed") if kept and not keeps else ""
            yield Change(item, one.say, concept, old, new, 0, against)


def _changes(before: Ear, after: Ear, item: str, text: str) -> Iterator[tuple[str, Label, Label]]:
    old, new = before.labels(item, text), after.labels(item, text)
    for concept in dict.fromkeys((*old, *new)):
        was, now = old.get(concept, "missed"), new.get(concept, "missed")
        if was != now:
            yield concept, was, now


def _fits(found: Label, wanted: str | None) -> bool:
    """Whether a verdict is what answers.yaml says; what it names nowhere may be near."""
    return found == wanted if wanted is not None else found in ("missed", "near")
