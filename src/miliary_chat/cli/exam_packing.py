"""`exam pack` and `exam save`: an exam as one file for the laptops, and a sitting as one file for the examiner."""

import getpass
import sys
from pathlib import Path

from miliary_chat.base.errors import MiliaryError, UsageError
from miliary_chat.base.paths import store_url
from miliary_chat.base.sanitise import one_line
from miliary_chat.base.whole import write_whole
from miliary_chat.case.blueprint_doubts import fewest, most
from miliary_chat.case.blueprint_reader import LoadedExam
from miliary_chat.case.brought import ABOUT_OWN
from miliary_chat.case.library import open_library
from miliary_chat.case.problems import Problem
from miliary_chat.case.units import units
from miliary_chat.cli.endings import tell
from miliary_chat.cli.wishes import Wishes
from miliary_chat.exam import attempt_file
from miliary_chat.exam.packing import write_exam
from miliary_chat.exam.unpacking import SUFFIX, paper_from
from miliary_chat.session.exam import Paper, short_head
from miliary_chat.session.store import Store, Summary, open_store
from miliary_chat.session.taking_up import EXAM

_FEWEST = 4
"""Characters of an invigilator's word; a shorter one is guessed in the room."""


def pack(wishes: Wishes, name: str, out: Path | None, word: str, *, ask_word: bool, force: bool) -> int:
    """Write the exam file of an exam and keep in the store what `exam collect` will need; the exit code."""
    exam = open_library(wishes.cases).find_exam(name)
    file = out or Path(f"{exam.blueprint.exam}{SUFFIX}")
    if file.is_dir():
        file = file / f"{exam.blueprint.exam}{SUFFIX}"
    if file.exists() and not force:
        raise UsageError(f"{one_line(str(file))} is there already.", "Name another file, or add --force.")
    word = _asked_word() if ask_word else one_line(word)
    if word and len(word) < _FEWEST:
        raise UsageError(f"The word has fewer than {_FEWEST} letters.", "Take one that nobody in the room guesses.")
    for notice in (*exam.notices, *_of_own_pictures(exam)):
        tell(str(notice))
    content = write_exam(exam, word)
    paper = paper_from(content)  # what cannot be read must not be handed out
    store = open_store(store_url(wishes.db))
    try:
        _keep(store, exam, paper)
    finally:
        store.close()
    try:
        write_whole(file, content)
    except OSError as error:
        raise MiliaryError(f"{one_line(str(file))} cannot be written: {error.strerror or error}.") from error
    _report(exam, paper, file, with_word=bool(word))
    return 0


def _of_own_pictures(exam: LoadedExam) -> list[Problem]:
    """Which pictures of this person's own go into the pack, and which do not."""
    found = (notice for loaded in exam.cases.values() for notice in loaded.notices)
    return [notice for notice in found if notice.code in ABOUT_OWN]


def save(wishes: Wishes, attempt: str, out: Path | None) -> int:
    """Write the .attempt file of an exam that was handed in once more, from the store; the exit code."""
    store = open_store(store_url(wishes.db))
    try:
        summary = store.attempt(attempt) if attempt else _last(store)
        file = attempt_file.save(store, summary.id, out or Path())
    finally:
        store.close()
    print(one_line(str(file)))
    tell(f"{summary.person}: {summary.length} events, they end in {short_head(summary.head)}")
    return 0


def _last(store: Store) -> Summary:
    found = [one for one in store.attempts(live=False) if one.source.startswith(EXAM)]
    if not found:
        raise UsageError("No exam was handed in here.", "“exam save” writes the file of one that was.")
    return found[0]


def _asked_word() -> str:
    if not sys.stdin.isatty():
        raise UsageError("There is nobody to ask for the word here.", "Give it as --word WORD.")
    first = one_line(getpass.getpass("The invigilator's word (nothing is shown while you type): "))
    if first != one_line(getpass.getpass("Once more: ")):
        raise UsageError("The two words are not the same.", "Try again.")
    return first


def _keep(store: Store, exam: LoadedExam, paper: Paper) -> None:
    """Keep the full cases, the exam, the pack and the candidates' names: collecting finds them when files change."""
    for loaded in exam.cases.values():
        store.keep_case(loaded)
    store.keep_exam(exam.hash, exam.blueprint.exam, exam.blueprint.title, exam.source)
    store.keep_exam(paper.pack, exam.blueprint.exam, exam.blueprint.title, paper.packed)
    for candidate in exam.candidates:
        if candidate.name:
            store.keep_person(candidate.code, candidate.name)


def _report(exam: LoadedExam, paper: Paper, file: Path, *, with_word: bool) -> None:
    sections = exam.blueprint.sections.values()
    there = [(section, units(section, exam.blueprint, exam.cases)) for section in sections]
    least, largest = sum(fewest(*one) for one in there), sum(most(*one) for one in there)
    count = f"{largest}" if least == largest else f"{least} to {largest}"
    seats = len(exam.candidates)
    who = f"{seats} candidate{'' if seats == 1 else 's'}" if exam.candidates else "open to everybody who has the file"
    size = f"{len(paper.packed) / 1_000_000:.1f} MB"
    print(f"{exam.blueprint.title}: {one_line(str(file))}, {size}")
    pictures = "1 picture" if len(paper.pictures) == 1 else f"{len(paper.pictures)} pictures"
    questions = f"{count} question{'' if count == '1' else 's'} for each"
    print(f"pack {short_head(paper.pack)}: {questions}, {pictures}, {who}")
    print("It holds questions, pictures and replies, and no keys; the cases with their keys are kept in this store.")
    if not with_word:
        print("It has no invigilator's word, so nobody can add time at a laptop. To have one, pack with --ask-word.")
    print(f"Next: hand it out. On each laptop:  miliary-chat exam sit {one_line(file.name)}")
    print("At the end note the twelve characters that each laptop shows, and bring the .attempt files here:")
    print("  miliary-chat exam collect *.attempt --head CODE=END")
