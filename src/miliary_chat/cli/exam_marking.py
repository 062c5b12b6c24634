"""`exam mark`: what waits in an exam before a marker; on a whole terminal the screen, else line by line."""

import getpass
import sys

from miliary_chat.base.errors import CaseError, UsageError
from miliary_chat.base.paths import store_url
from miliary_chat.base.sanitise import one_line
from miliary_chat.base.settings import read_settings
from miliary_chat.case.library import open_library
from miliary_chat.cli.endings import INTERRUPTED, PIPE_CLOSED, TERMINATED, Terminated, silence, tell
from miliary_chat.cli.playing import plainly
from miliary_chat.cli.wishes import Wishes
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.clock import SystemClock
from miliary_chat.session.exam import end_overdue
from miliary_chat.session.store import Store, open_store
from miliary_chat.session.taking_up import EXAM


def mark_exam(wishes: Wishes, name: str, by: str) -> int:
    """Let somebody mark an exam; the exit code. Sittings whose time is over are ended first."""
    marker = one_line(by) or logged_in()
    plain = plainly(wishes)
    store = open_store(store_url(wishes.db))
    try:
        source = source_named(store, wishes, name)
        clock = SystemClock()
        end_overdue(store, clock, lambda attempt: Attempt.resume(store, attempt, clock))
        if plain:
            return _talk(store, source, marker)
        _require_attempts(store, source)
    finally:
        store.close()
    from miliary_chat.tui.app import MarkExam, run

    read = read_settings()
    if read.notice:
        tell(read.notice)
    return run(
        library=open_library(wishes.cases),
        open_store=lambda: open_store(store_url(wishes.db)),
        clock=SystemClock(),
        settings=read.settings,
        start=MarkExam(source, marker),
        theme=wishes.theme,
    )


def source_named(store: Store, wishes: Wishes, name: str) -> str:
    """What the attempts at an exam have as their source, by the exam's id or its path. CaseError when there is none."""
    if store.attempts(source=EXAM + name):
        return EXAM + name
    known = sorted({one.source.removeprefix(EXAM) for one in store.attempts() if one.source.startswith(EXAM)})
    try:
        return EXAM + open_library(wishes.cases).find_exam(name).blueprint.exam
    except CaseError as error:
        if not known:
            raise
        held = f"The store has attempts at: {', '.join(known)}."
        raise CaseError(f"There is no exam “{one_line(name)}” here.", held) from error


def logged_in() -> str:
    """Who is logged in on this machine; UsageError where the system cannot tell."""
    try:
        return one_line(getpass.getuser())
    except (KeyError, OSError) as error:
        raise UsageError("Whoever marks has to say who they are.", "Give a name with --by.") from error


def _require_attempts(store: Store, source: str) -> None:
    """Say so before a screen is drawn when there is nothing to mark."""
    if not any(one.standing.ended is not None for one in store.attempts(source=source)):
        raise UsageError("Nobody has handed in this exam yet.", "There is nothing to mark.")


def _talk(store: Store, source: str, by: str) -> int:
    from miliary_chat.exam.marker import Marker
    from miliary_chat.exam.marking import Marking
    from miliary_chat.plain.marking import MarkTalk
    from miliary_chat.plain.page import Page

    clock = SystemClock()
    try:
        MarkTalk(Marker(Marking(store, source, clock, by=by), clock), Page.of_process()).begin()
    except BrokenPipeError:  # whoever read along has left
        silence(sys.stdout.fileno())
        return PIPE_CLOSED
    except Terminated:
        return TERMINATED
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0
