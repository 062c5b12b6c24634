"""Where exams come from and go on from: a file, a folder, an id; and the sittings whose time ran out meanwhile."""

from pathlib import Path
from typing import TYPE_CHECKING

from miliary_chat.base.errors import MiliaryError
from miliary_chat.base.paths import store_url
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
    """What the attempts at an exam have as their source, by the exam's id or path; its file may be gone by now."""
    if name.isascii() and store.attempts(source=EXAM + name):  # as every id is
        return EXAM + name
    return paper_at(name, wishes).name


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
