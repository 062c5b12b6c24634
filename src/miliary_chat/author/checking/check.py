"""Everything that can be said about a case without playing it: mistakes, lints and notices."""

from collections.abc import Callable, Iterator
from pathlib import Path

from miliary_chat.author.answers_file import AnswersRead, read_answers_of
from miliary_chat.author.beside import answers_beside
from miliary_chat.author.checking.examined import Examined
from miliary_chat.author.checking.lints.brackets import brackets
from miliary_chat.author.checking.lints.commas import commas
from miliary_chat.author.checking.lints.giveaways import giveaways
from miliary_chat.author.checking.lints.glue import glued_and_cut
from miliary_chat.author.checking.lints.pages import Found, Pages
from miliary_chat.author.checking.lints.phrasings import phrasings
from miliary_chat.author.checking.lints.pictures import pictures
from miliary_chat.author.checking.lints.study import Study
from miliary_chat.author.checking.lints.teaching import teaching
from miliary_chat.author.checking.lints.triggers import triggers
from miliary_chat.author.checking.own_pictures import of_own_pictures
from miliary_chat.author.checking.silencing import without_silenced
from miliary_chat.base.sanitise import one_line
from miliary_chat.case.loaded import case_hash
from miliary_chat.case.places import locate
from miliary_chat.case.problems import Problem, in_order
from miliary_chat.case.reader import Reading, case_file, check_case
from miliary_chat.dialogue.concepts import forget
from miliary_chat.dialogue.script import Script

LINTS: tuple[Callable[[Study], Iterator[Found]], ...] = (
    phrasings,
    giveaways,
    teaching,
    triggers,
    pictures,
    commas,
    brackets,
)


def check(path: Path, pages: Pages | None = None) -> tuple[Problem, ...]:
    """Return all problems of the case at `path`, a folder or a YAML file, and of the answers beside it.

    From the top of each file to its end. A case that cannot be played is not looked at for lints. `pages` holds what
    was found in questions before.
    """
    return examine(path, pages).problems


def examine(path: Path, pages: Pages | None = None) -> Examined:
    """Check the case at `path`, as `check` does, and tell its id too."""
    reading = check_case(path)
    pin = case_hash(reading.tree, {}) if reading.tree is not None else ""
    try:
        problems = with_lints(reading, path, pin, pages)
    finally:
        forget(pin)  # rubrics that nobody plays
    if reading.case is None or reading.tree is None:
        return Examined(problems)
    return Examined(problems, reading.case.id, locate(reading.tree, ("id",)).at_value)


def with_lints(reading: Reading, path: Path, pin: str = "", pages: Pages | None = None) -> tuple[Problem, ...]:
    """Return the problems of a case that was read from `path`, with its lints.

    `pin` is a hash under which its rubrics may be compiled already.
    """
    if reading.case is None or reading.tree is None:
        return reading.problems
    where = one_line(str(case_file(path)))
    text = reading.source.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    pin = pin or case_hash(reading.tree, {})
    answers = _answers(Script.of_case(reading.case, pin), path)
    folder = case_file(path).parent
    study = Study(reading.case, reading.tree, where, text, pin, folder, answers, pages or Pages())
    found = [study.problem(one) for lint in LINTS for one in lint(study)]
    found += [Problem(where, *one) for one in glued_and_cut(study)]
    study.pages.keep()
    brought, of_own = of_own_pictures(study)
    mine = without_silenced([*brought.still_told(reading.problems, reading.tree), *found], text, where)
    return (*in_order(mine), *(answers.problems if answers else ()), *of_own)


def _answers(script: Script, path: Path) -> AnswersRead | None:
    file = answers_beside(path)
    return read_answers_of(file, script) if file.exists() else None
