"""Counting: how often what was said is what is true, over all answers, a question or a kind of person."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from accuracy.labelled import Labelled, LabelledSet
from accuracy.verdicts import Said, Sayer

WITHIN = 10
"""Marks of 100 by which a machine and an examiner may differ."""


@dataclass(slots=True)
class Tally:
    """Counts over some answers; rates are shares from 0 to 1, None where there is nothing to share."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, labelled: Labelled, said: Said, expectations: int) -> None:
        """Count one answer."""
        count = self.counts
        count["answers"] += 1
        count["met"] += len(labelled.met)
        count["met right"] += len(labelled.met & said.met)
        count["met said"] += len(said.met)
        count["near said"] += len(said.near)
        count["near right"] += len(labelled.met & said.near)
        count["misconceptions"] += len(labelled.misconceptions)
        count["misconceptions right"] += len(labelled.misconceptions & said.misconceptions)
        count["misconceptions said"] += len(said.misconceptions)
        count["denied"] += len(labelled.denied)
        count["denied credited"] += len(labelled.denied & said.met)
        count["denied seen"] += len(labelled.denied & said.denied)
        gap = abs(len(labelled.met) - len(said.met) - 0.5 * len(said.near))
        count["close"] += 100 * gap <= WITHIN * expectations
        count["whole"] += labelled.met == said.met and labelled.misconceptions == said.misconceptions

    def share(self, part: str, of: str) -> float | None:
        """One count as a share of another."""
        return self.counts[part] / self.counts[of] if self.counts[of] else None

    @property
    def reached(self) -> float | None:
        """The share of what is true that was met or near."""
        count = self.counts
        return (count["met right"] + count["near right"]) / count["met"] if count["met"] else None


def tally(labelled_set: LabelledSet, say: Sayer, by: Callable[[Labelled], str]) -> Mapping[str, Tally]:
    """A tally for each value of `by`."""
    out: dict[str, Tally] = defaultdict(Tally)
    expectations = {
        id: sum(concept.kind == "expectation" for concept in concepts) for id, concepts in labelled_set.rubrics.items()
    }
    for labelled in labelled_set.answers:
        said = say(labelled.rubric, labelled.answer)
        out[by(labelled)].add(labelled, said, expectations[labelled.rubric])
    return out


def over_all(labelled_set: LabelledSet, say: Sayer) -> Tally:
    """The tally of a whole set."""
    return tally(labelled_set, say, lambda labelled: "all")["all"]


def joined(tallies: Iterable[Tally]) -> Tally:
    """Several tallies as one."""
    whole = Tally()
    for one in tallies:
        whole.counts.update(one.counts)
    return whole
