"""What may be unfair in an exam that can be sat: times that do not fit, and what gives answers away."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from miliary_chat.case.blueprint import Blueprint, Section
from miliary_chat.case.loaded import Loaded
from miliary_chat.case.model import Case
from miliary_chat.case.nodes import MapNode
from miliary_chat.case.places import KEY, Path, locate
from miliary_chat.case.problems import Problem
from miliary_chat.case.questions import InterviewQuestion, OrderQuestion
from miliary_chat.case.references import Found
from miliary_chat.case.times import written
from miliary_chat.case.units import QUIZ, Unit, units
from miliary_chat.case.worth import earns

ENOUGH_S = 300
"""Seconds from which on an interview or a work-up can be done at all: twenty turns of a quarter of a minute."""

_SHORT, _SAME = 4, 6
"""Letters of a word that tells something, and letters that two forms of one word share."""
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "adult acute aged bilateral body case chest child chronic disease edition film findings from into left lobe"
        " lower lung lungs patient radiograph radiographs radiology right sided side small stage syndrome then this"
        " type under upper versus with without woman young years",
    )
)
"""Words of a diagnosis that say nothing about it."""


def doubts(
    blueprint: Blueprint, root: MapNode, where: str, cases: Mapping[str, Loaded], now: datetime | None = None
) -> list[Problem]:
    """Return a lint for all that may be unfair in an exam with these `cases`; with `now` also for one that is over."""
    found = _Doubts(blueprint, cases, now).all()
    problems = []
    for path, code, words in found:
        place = locate(root, path)
        problems.append(Problem(where, *(place.at_key if path[-1] == KEY else place.at_value), code, words))
    return problems


def fewest(section: Section, there: tuple[Unit, ...]) -> int:
    """Return how many questions a candidate gets in a section at the least."""
    return sum(sorted(len(unit.questions) for unit in there)[: section.draw])


def most(section: Section, there: tuple[Unit, ...]) -> int:
    """Return how many questions a candidate gets in a section at the most."""
    return sum(sorted((len(unit.questions) for unit in there), reverse=True)[: section.draw])


@dataclass(frozen=True)
class _Doubts:
    blueprint: Blueprint
    cases: Mapping[str, Loaded]
    now: datetime | None

    def all(self) -> Iterator[Found]:
        yield from self._of_the_whole()
        named: set[str] = set()
        for section in self.blueprint.sections.values():
            there = units(section, self.blueprint, self.cases)
            path: Path = ("sections", section.id)
            yield from self._of_times(section, there, path)
            yield from self._of_questions(section, there, path)
            linear = (section.navigation or self.blueprint.navigation) == "linear"
            if not linear and (long := next((one for one in there if one.whole and len(one.questions) > 1), None)):
                words = (
                    f"Candidates can go back within “{long.case}”, whose later questions may give earlier ones away."
                    " “navigation: linear” prevents it."
                )
                yield (*path, "take", long.take), "W567", words
            for unit in there:
                if unit.case not in named:
                    named.add(unit.case)
                    yield from _telling(self.cases[unit.case].case, (*path, "take", unit.take))

    def _of_the_whole(self) -> Iterator[Found]:
        exam = self.blueprint
        if self.now and exam.closes and exam.closes <= self.now:
            yield ("closes",), "W562", f"This exam closed on {exam.closes:%Y-%m-%d at %H:%M} UTC."
        after = exam.after
        if after.show == "answers" and after.when == "hand-in" and exam.attempts == 1 and exam.closes:
            words = "The expert's answers are shown at the hand-in, while others may still sit. Write “when: closes”."
            yield ("after", KEY), "W563", words
        if exam.limit and exam.opens and exam.closes and (exam.closes - exam.opens).total_seconds() < exam.limit:
            words = f"Nobody has the whole {written(exam.limit)}: the exam closes sooner after it opens."
            yield ("closes",), "W561", words

        taken = sum(self._length(one) for one in exam.sections.values())
        if exam.time and taken > exam.time:
            words = f"The sections take {written(taken)} together; the whole has {written(exam.time)}."
            yield ("time",), "W561", words

    def _of_times(self, section: Section, there: tuple[Unit, ...], path: Path) -> Iterator[Found]:
        least = fewest(section, there)
        each = section.question_time
        if each and section.time and each * least > section.time:
            words = (
                f"{least} questions of {written(each)} take {written(each * least)};"
                f" the section has {written(section.time)}."
            )
            yield (*path, "question_time"), "W560", words

    def _length(self, section: Section) -> int:
        """What a section takes of the whole, as far as it is written."""
        if section.time:
            return section.time
        return (section.question_time or 0) * fewest(section, units(section, self.blueprint, self.cases))

    def _of_questions(self, section: Section, there: tuple[Unit, ...], path: Path) -> Iterator[Found]:
        hurried = section.question_time is not None and section.question_time < ENOUGH_S
        slow = None
        for unit in there:
            case = self.cases[unit.case].case
            asked = [(name, case.question(*name)) for name in unit.questions]
            for (stage, name), question in asked:
                if isinstance(question, InterviewQuestion | OrderQuestion):
                    slow = slow or f"{unit.case}/{stage}/{name}"
                if not earns(question) or (unit.whole and not question.weight):
                    words = f"Nothing can be earned in “{unit.case}/{stage}/{name}”."
                    yield (*path, "take", unit.take), "W565", words
        if hurried and slow:
            words = f"{written(section.question_time or 0)} is little for “{slow}”, which takes many turns."
            yield (*path, "question_time"), "W566", words


def _telling(case: Case, path: Path) -> Iterator[Found]:
    """The names of a case that hold a word of its diagnosis."""
    words = {word for word in _words(case.diagnosis) if len(word) >= _SHORT and word not in _COMMON}
    names = [("id", case.id), ("title", case.title)]
    names += [("picture", image.id) for image in case.images.values()]
    names += [("file", image.file.rpartition("/")[2]) for image in case.images.values() if image.file]
    names += [("stage", stage) for stage in case.stages if stage != QUIZ]
    for what, name in names:
        told = next((word for word in _words(name) if any(_alike(word, other) for other in words)), None)
        if told:
            sentence = f"The {what} “{name}” of “{case.id}” holds “{told}”, a word of its diagnosis."
            yield path, "W564", sentence
            return


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.casefold())


def _alike(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) >= _SAME and one[:_SAME] == other[:_SAME])
