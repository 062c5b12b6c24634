"""Where exams come from and go on from: a file, a folder, an id; and the sittings whose time ran out meanwhile."""

from typing import TYPE_CHECKING

from miliary_chat.base.errors import MiliaryError
from miliary_chat.base.paths import store_url
from miliary_chat.case.library import open_library
from miliary_chat.cli.endings import tell
from miliary_chat.cli.wishes import Wishes
from miliary_chat.session.clock import Clock, SystemClock
from miliary_chat.session.store import Store, open_store
from miliary_chat.session.taking_up import EXAM, from_store, is_exam

if TYPE_CHECKING:
    from miliary_chat.session.attempt import Attempt
    from miliary_chat.session.exam import Paper


def paper_at(name: str, wishes: Wishes) -> "Paper":
    """The exam with this id, or at this path: an exam.yaml, or the folder of one. CaseError says what is wrong."""
    from miliary_chat.session.exam import Paper  # home looks for sittings without it

    return Paper.of(open_library(wishes.cases).find_exam(name))


def source_at(name: str, wishes: Wishes, store: Store) -> str:
    """What the attempts at an exam have as their source, by the exam's id or path; its file may be gone by now."""
    if name.isascii() and store.attempts(source=EXAM + name):  # as every id is
        return EXAM + name
    return paper_at(name, wishes).name


def take_up(store: Store, attempt: str, clock: Clock) -> "Attempt":
    """Take a sitting up by its id."""
    return from_store(store, attempt, clock)


def open_exams(wishes: Wishes, clock: Clock | None = None) -> Store:
    """Open the store, and end the sittings whose time ran out with nobody there."""
    store = open_store(store_url(wishes.db))
    if any(is_exam(one) for one in store.attempts(live=True)):
        _end_overdue(store, clock or SystemClock())
    return store


def _end_overdue(store: Store, clock: Clock) -> None:
    from miliary_chat.session.exam import end_overdue

    try:
        end_overdue(store, clock, lambda attempt: take_up(store, attempt, clock))
    except MiliaryError as error:  # one sitting that cannot be ended keeps nobody from theirs
        tell(f"A sitting whose time is over could not be ended: {error}")
