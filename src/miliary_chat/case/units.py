"""What a section of an exam takes, resolved: its units, from which the drawing draws."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from miliary_chat.case.blueprint import Blueprint, Section, Take
from miliary_chat.case.loaded import Loaded
from miliary_chat.case.model import Case
from miliary_chat.case.questions import activity_of

QUIZ = "debrief"
"""The stage of a case's quiz."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What is drawn as one: a `whole` case with all its questions in their order, or a single question.

    `case` is the case's id, `questions` are pairs of stage and question; `weight` is what the examiner says that it is
    worth within its section. `take` is the place, from 0, in the section's list of what it takes.
    """

    case: str
    questions: tuple[tuple[str, str], ...]
    weight: float = 1.0
    whole: bool = False
    take: int = 0


def units(section: Section, blueprint: Blueprint, cases: Mapping[str, Loaded]) -> tuple[Unit, ...]:
    """Return the units of a section in the order in which they are written; the cases of a tag by their id.

    `cases` are those of the exam, by id. What is not among them is left out: reading the exam tells of it. The lead put
    again is not listed: it comes with its differential.
    """
    return tuple(unit for place, take in enumerate(section.take) for unit in units_of(take, place, cases))


def units_of(take: Take, place: int, cases: Mapping[str, Loaded]) -> Iterator[Unit]:
    """Yield the units of one line of what a section takes, which stands at `place`."""
    for case in cases_of(take, cases):
        questions = questions_of(take, case)
        if take.whole:
            yield Unit(case.id, questions, take.weight, whole=True, take=place)
        else:
            yield from (Unit(case.id, (one,), take.weight, take=place) for one in questions)


def cases_of(take: Take, cases: Mapping[str, Loaded]) -> tuple[Case, ...]:
    """Return the cases from which a line takes, as far as they are among `cases`."""
    if take.tag is not None:
        return tuple(one.case for _, one in sorted(cases.items()) if has_tag(one.case.tags, take.tag))
    name = take.case if take.case is not None else (take.question or "").partition("/")[0]
    return (cases[name].case,) if name in cases else ()


def questions_of(take: Take, case: Case) -> tuple[tuple[str, str], ...]:
    """Return the stage and id of each question that a line takes from a case, in the case's order."""
    found = tuple(all_questions(case))
    if take.question is not None:
        return tuple(one for one in found if f"{case.id}/{'/'.join(one)}" == take.question)
    return tuple(one for one in found if not take.only or activity_of(case.question(*one)) in take.only)


def all_questions(case: Case) -> Iterator[tuple[str, str]]:
    """Yield the stage and id of each question of a case, the quiz after the stages."""
    for stage in case.stages.values():
        yield from ((stage.id, question) for question in stage.questions)
    yield from ((QUIZ, question) for question in case.quiz)


def has_tag(tags: tuple[str, ...], tag: str) -> bool:
    """Whether a tag is among others, whatever its capitals and spaces."""
    return _folded(tag) in map(_folded, tags)


def _folded(tag: str) -> str:
    return " ".join(tag.casefold().split())
