"""Where exams come from and go on from: a file, a folder, an id; and the sittings whose time ran out meanwhile."""

import getpass
from pathlib import Path
from typing import TYPE_CHECKING

from miliary_chat.base.errors import MiliaryError, UsageError
from miliary_chat.base.paths import store_url
from miliary_chat.base.sanitise import one_line
from miliary_chat.case.library import open_library
from miliary_chat.cli.endings import tell
from miliary_chat.cli.wishes import Wishes
from miliary_chat.session.clock import Clock, SystemClock
from miliary_chat.session.store import Store, open_store
from miliary_chat.session.taking_up import EXAM, is_exam

if TYPE_CHECKING:
    from miliary_chat.session.attempt import Attempt
    from miliary_chat.session.exam import Paper


def paper_at(name: str, wishes: Wishes) -> "Paper":
    """The exam with this id, or at this path: an exam file, an exam.yaml, or its folder. CaseError, UsageError."""
    from miliary_chat.exam import papers  # home looks for sittings without it

    return papers.paper_at(name, open_library(wishes.cases))


def source_at(name: str, wishes: Wishes, store: Store) -> str:
    """What the attempts at an exam have as their source, by the exam's id or path; its file may be gone by now.

    UsageError with what the store has attempts at, or CaseError when it has none.
    """
    known = sorted({one.source.removeprefix(EXAM) for one in store.attempts() if is_exam(one)})
    wanted = _id_of(Path(name)) or name.removeprefix(EXAM)
    if wanted in known:
        return EXAM + wanted
    try:
        return paper_at(name, wishes).name
    except MiliaryError as error:
        if not known:
            raise
        from miliary_chat.case.validation import did_you_mean

        meant = did_you_mean(wanted[:200], tuple(known)) or "."
        words = f"There is no exam “{one_line(wanted, limit=80)}” here{meant}"
        raise UsageError(words, f"The store has attempts at: {', '.join(known)}.") from error


def _id_of(path: Path) -> str:
    """The id in the exam's file at a path, whatever became of its cases; empty where no exam can be read."""
    from miliary_chat.case.blueprint_reader import read_blueprint
    from miliary_chat.case.exam_files import exam_file, is_exam
    from miliary_chat.case.reader import source_of

    if not is_exam(path):
        return ""
    source = source_of(exam_file(path))
    reading = read_blueprint(source, str(path)) if isinstance(source, bytes) else None
    return reading.blueprint.exam if reading and reading.blueprint else ""


def signed(by: str) -> str:
    """Who decides: the name that was given, else whoever is logged in; UsageError where the system cannot tell."""
    try:
        return one_line(by, limit=200) or one_line(getpass.getuser())
    except (OSError, KeyError) as error:
        raise UsageError("This system does not say who you are.", "Add --by NAME.") from error


def take_up(store: Store, attempt: str, clock: Clock) -> "Attempt":
    """Take a sitting up by its id."""
    from miliary_chat.exam.resuming import resume

    return resume(store, attempt, clock)


def open_exams(wishes: Wishes, clock: Clock | None = None) -> Store:
    """Open the store, and end the sittings whose time ran out with nobody there."""
    store = open_store(store_url(wishes.db))
    if any(is_exam(one) for one in store.attempts(live=True)):
        _end_overdue(store, clock or SystemClock())
    return store


def _end_overdue(store: Store, clock: Clock) -> None:
    from miliary_chat.exam.handed_in import end_overdue

    try:
        for one in end_overdue(store, clock, Path.cwd()):
            if one.trouble:
                tell(one.trouble)
    except MiliaryError as error:  # one sitting that cannot be ended keeps nobody from theirs
        tell(f"A sitting whose time is over could not be ended: {error}")
