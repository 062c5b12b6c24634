"""The ordered items of a run: a case is a script; a blueprint with a seed makes one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from miliary_chat.case.model import Case
from miliary_chat.case.questions import Asked, DifferentialQuestion
from miliary_chat.dialogue.events import ItemRef, Policy, Started
from miliary_chat.dialogue.terms import BARE, Terms

RECOMMIT = "recommit"
"""The question that puts a differential's lead again once its stage is over."""


def asked_in(case: Case) -> Iterator[tuple[str, str]]:
    """Every question of a case by its stage and name, as it is asked: in order, the lead put again, then the quiz."""
    found = case.differential()
    again = found[1].recommit if found else None
    for stage in case.stages.values():
        yield from ((stage.id, name) for name in stage.questions)
        if again and again.after == stage.id:
            yield stage.id, RECOMMIT
    yield from (("debrief", name) for name in case.quiz)


@dataclass(frozen=True)
class Script:
    """What a run consists of. `cases` maps a case's hash to the case; items name it by that hash."""

    title: str
    items: tuple[ItemRef, ...]
    cases: Mapping[str, Case]
    policy: Policy = "guided"
    seed: int = 0
    terms: Terms | None = None

    @classmethod
    def of_case(cls, case: Case, pin: str, *, policy: Policy = "guided", seed: int = 0) -> "Script":
        """The script of a whole case, whose hash is `pin`: its stages in order, the lead put again, the quiz."""
        items = tuple(ItemRef(f"{stage}/{name}", pin, stage, name) for stage, name in asked_in(case))
        terms = BARE if policy == "exam" else None
        return cls(case.title, items, {pin: case}, policy, seed, terms)

    @classmethod
    def recorded(cls, started: Started, cases: Mapping[str, Case]) -> "Script":
        """The script of a run that began so; `cases` by their hashes."""
        terms = started.terms or (BARE if started.policy == "exam" else None)
        return cls(started.title, started.items, cases, started.policy, started.seed, terms)

    def ref(self, item: str) -> ItemRef:
        """The item's place; KeyError for one that is not in this run."""
        for ref in self.items:
            if ref.id == item:
                return ref
        raise KeyError(item)

    def case(self, item: str) -> Case:
        """The case that the item belongs to."""
        return self.cases[self.ref(item).case]

    def question(self, item: str) -> Asked:
        """The item's question; for the lead put again, the differential it belongs to."""
        ref = self.ref(item)
        if ref.question == RECOMMIT:
            return self.differential(item)[1]
        return self.cases[ref.case].question(ref.stage, ref.question)

    def differential(self, item: str) -> tuple[str, DifferentialQuestion]:
        """The item id and question of the differential of the case that `item` belongs to."""
        case = self.case(item)
        found = case.differential()
        if found is None:
            raise KeyError(f"{case.id} has no differential")
        pin = self.ref(item).case
        for ref in self.items:
            mine = ref.case == pin and ref.question != RECOMMIT and ref.stage != "debrief"
            if mine and self.cases[pin].question(ref.stage, ref.question) is found[1]:
                return ref.id, found[1]
        raise KeyError(f"{case.id}: its differential is not part of this run")

    def activity(self, item: str) -> str:
        """How the item runs: one of the six activities, or `recommit`."""
        return RECOMMIT if self.ref(item).question == RECOMMIT else getattr(self.question(item), "activity", "answer")

    def next_after(self, item: str | None) -> ItemRef | None:
        """The item that follows; the first for None; None after the last."""
        if item is None:
            return self.items[0] if self.items else None
        place = self.items.index(self.ref(item))
        return self.items[place + 1] if place + 1 < len(self.items) else None

    def stages(self) -> tuple[str, ...]:
        """The stages of this run, in order, once each."""
        return tuple(dict.fromkeys(ref.stage for ref in self.items))
