"""What an exam takes has to be there: cases, stages, questions, tags, and as many as are drawn."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from miliary_chat.case.blueprint import Blueprint, Section, Take
from miliary_chat.case.library import Card, Library
from miliary_chat.case.loaded import Loaded, load_case
from miliary_chat.case.nodes import MapNode
from miliary_chat.case.places import Path, locate
from miliary_chat.case.problems import Problem, quoted
from miliary_chat.case.questions import activity_of
from miliary_chat.case.reader import CaseRefused
from miliary_chat.case.references import Found
from miliary_chat.case.units import Unit, all_questions, has_tag, units, units_of
from miliary_chat.case.validation import meant_or_known


def take_cases(
    blueprint: Blueprint, root: MapNode, where: str, library: Library
) -> tuple[dict[str, Loaded], list[Problem]]:
    """Return the cases that an exam takes, by id, and a problem for all that it names and does not get."""
    takes = _Takes(blueprint, library)
    found = [*takes.looked_for(), *takes.resolved()]
    return takes.cases, [Problem(where, *locate(root, path).at_value, code, words) for path, code, words in found]


def certain(section: Section, found: tuple[Unit, ...]) -> bool:
    """Whether all units of a section come in every exam: nothing is left to the draw."""
    return section.draw is None or section.draw >= len(found)


@dataclass
class _Takes:
    blueprint: Blueprint
    library: Library
    cases: dict[str, Loaded] = field(default_factory=dict)
    refused: dict[str, CaseRefused] = field(default_factory=dict)
    short: set[str] = field(default_factory=set)
    """Sections that lack something, so that nobody need be told that they have too little."""

    @cached_property
    def cards(self) -> Mapping[str, Card]:
        return {card.id: card for card in self.library.cards()}

    def all(self) -> Iterator[tuple[Section, int, Take, Path]]:
        for section in self.blueprint.sections.values():
            for place, take in enumerate(section.take):
                yield section, place, take, ("sections", section.id, "take", place)

    def looked_for(self) -> Iterator[Found]:
        """Load the cases, and tell of those that cannot be had."""
        for section, _, take, path in self.all():
            before = len(self.refused)
            for problem in self._of_tag(take, path) if take.tag is not None else self._of_case(take, path):
                self.short.add(section.id)
                yield problem
            if len(self.refused) > before:
                self.short.add(section.id)

    def _of_case(self, take: Take, path: Path) -> Iterator[Found]:
        key = "case" if take.case is not None else "question"
        id_ = take.case or (take.question or "").partition("/")[0]
        if id_ not in self.cards:
            yield (*path, key), "E320", f"There is no case “{id_}”{meant_or_known(id_, self.cards)}"
        else:
            yield from self._load(id_, (*path, key))

    def _of_tag(self, take: Take, path: Path) -> Iterator[Found]:
        tag = take.tag or ""
        ids = sorted(id_ for id_, card in self.cards.items() if has_tag(card.tags, tag))
        if not ids:
            tags = dict.fromkeys(tag for card in self.cards.values() for tag in card.tags)
            yield (*path, "tag"), "E322", f"No case has the tag “{tag}”{meant_or_known(tag, tags)}"
        for id_ in ids:
            yield from self._load(id_, (*path, "tag"))

    def _load(self, id_: str, path: Path) -> Iterator[Found]:
        if id_ not in self.cases and id_ not in self.refused:
            try:
                self.cases[id_] = load_case(self.cards[id_].path)
            except CaseRefused as refused:
                self.refused[id_] = refused
        if id_ in self.refused:
            yield path, "E326", f"The case “{id_}” cannot be played. {self.refused[id_].advice}"

    def resolved(self) -> Iterator[Found]:
        """Tell of questions that are not there, draws that are too large, and what comes twice."""
        for section, place, take, path in self.all():
            for problem in self._of_take(take, place, path):
                self.short.add(section.id)
                yield problem
        for section in self.blueprint.sections.values():
            there = units(section, self.blueprint, self.cases)
            if section.draw is not None and section.draw > len(there) and section.id not in self.short:
                words = f"{section.draw} are to be drawn, and there {_are(len(there))} to draw from."
                yield ("sections", section.id, "draw"), "E324", words
        yield from self._twice()

    def _of_take(self, take: Take, place: int, path: Path) -> Iterator[Found]:
        if take.question is not None:
            yield from self._of_question(take.question, (*path, "question"))
        elif take.only and (got := self._taken_from(take)) and not any(units_of(take, place, self.cases)):
            kinds = sorted({activity_of(one.case.question(*name)) for one in got for name in all_questions(one.case)})
            what = f"“{take.case}” has" if take.case else f"the cases with the tag “{take.tag}” have"
            words = f"Nothing is left: {what} no such question, only {quoted(kinds).replace(' or ', ' and ')}."
            yield (*path, "only"), "E323", words

    def _taken_from(self, take: Take) -> tuple[Loaded, ...]:
        if take.tag is not None:
            return tuple(one for one in self.cases.values() if has_tag(one.case.tags, take.tag))
        return (self.cases[take.case],) if take.case in self.cases else ()

    def _of_question(self, name: str, path: Path) -> Iterator[Found]:
        id_, stage, question = name.split("/")
        if id_ not in self.cases:
            return
        case = self.cases[id_].case
        there: dict[str, list[str]] = {}
        for at, one in all_questions(case):
            there.setdefault(at, []).append(one)
        if stage not in there:
            yield path, "E304", f"“{stage}” is no stage of “{id_}”{meant_or_known(stage, there)}"
        elif question not in there[stage]:
            words = f"“{question}” is no question of “{id_}/{stage}”{meant_or_known(question, there[stage])}"
            yield path, "E321", words

    def _twice(self) -> Iterator[Found]:
        """The same question in two units, which both come or may come."""
        first: dict[tuple[str, str, str], tuple[Section, Unit, bool]] = {}
        told: set[tuple[str, int, str]] = set()
        for section in self.blueprint.sections.values():
            there = units(section, self.blueprint, self.cases)
            sure = certain(section, there)
            for unit in there:
                for stage, question in unit.questions:
                    before = first.setdefault((unit.case, stage, question), (section, unit, sure))
                    here = (section.id, unit.take, unit.case)
                    if before[1] is unit or here in told:
                        continue
                    told.add(here)
                    name = f"“{unit.case}/{stage}/{question}”"
                    both = sure and before[2]
                    where = "in this section" if before[0].id == section.id else f"in “{before[0].id}”"
                    words = f"{name} {'comes' if both else 'can be drawn'} {where} too."
                    yield ("sections", section.id, "take", unit.take), "E325" if both else "W568", words


def _are(count: int) -> str:
    return "is 1" if count == 1 else f"are {count}"
