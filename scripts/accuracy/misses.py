"""The worst misses of the judge: what costs a person's trust first, with what it went by."""

from collections.abc import Iterator
from dataclasses import dataclass

from accuracy.labelled import Labelled, LabelledSet
from accuracy.verdicts import Said, Sayer
from miliary_chat.judge.concept import Concept

_COST = (
    "a denied expectation was credited",
    "a misconception was heard that was not said",
    "something was credited that was not said",
    "an expectation was called denied that was said",
    "a misconception was missed",
    "an expectation was missed",
)


@dataclass(frozen=True, slots=True)
class Miss:
    """One wrong verdict. `cost` is its place in the order of what is worst."""

    cost: int
    labelled: Labelled
    concept: Concept
    why: str

    @property
    def what(self) -> str:
        """The kind of mistake."""
        return _COST[self.cost]


def worst(labelled_set: LabelledSet, say: Sayer, most: int) -> list[Miss]:
    """The `most` worst misses; of equal ones those in short answers first, where little else could be meant."""
    found = [
        miss
        for labelled in labelled_set.answers
        for miss in _misses(labelled, say(labelled.rubric, labelled.answer), labelled_set)
    ]
    return sorted(found, key=lambda miss: (miss.cost, len(miss.labelled.answer), miss.labelled.id))[:most]


def _misses(labelled: Labelled, said: Said, labelled_set: LabelledSet) -> Iterator[Miss]:
    for concept in labelled_set.rubrics[labelled.rubric]:
        cost = _cost(concept.id, labelled, said)
        if cost is not None:
            yield Miss(cost, labelled, concept, _why(concept.id, said))


def _cost(id: str, labelled: Labelled, said: Said) -> int | None:
    if id in said.met and id not in labelled.met:
        return 0 if id in labelled.denied else 2
    if id in said.misconceptions and id not in labelled.misconceptions:
        return 1
    if id in labelled.misconceptions and id not in said.misconceptions:
        return 4
    if id in labelled.met and id not in said.met | said.near:
        return 3 if id in said.denied else 5
    return None


def _why(id: str, said: Said) -> str:
    evidence = said.judgement.of(id).evidence if said.judgement else None
    return evidence.reason if evidence else "Nothing was found."
