"""`exam mark`: what waits in an exam before a marker; on a whole terminal the screen, else line by line."""

from miliary_chat.base.errors import UsageError
from miliary_chat.base.paths import store_url
from miliary_chat.base.settings import read_settings
from miliary_chat.case.library import open_library
from miliary_chat.cli.endings import talked
from miliary_chat.cli.papers import open_exams, signed, source_at
from miliary_chat.cli.playing import plainly
from miliary_chat.cli.wishes import Wishes
from miliary_chat.session.clock import SystemClock
from miliary_chat.session.store import Store, open_store


def mark_exam(wishes: Wishes, name: str, by: str) -> int:
    """Let somebody mark an exam; the exit code. Sittings whose time is over are ended first."""
    marker = signed(by)
    plain = plainly(wishes)
    store = open_exams(wishes)
    try:
        source = source_at(name, wishes, store)
        if plain:
            return _talk(store, source, marker)
        _require_attempts(store, source)
    finally:
        store.close()
    from miliary_chat.tui.app import MarkExam, run

    return run(
        library=open_library(wishes.cases),
        open_store=lambda: open_store(store_url(wishes.db)),
        clock=SystemClock(),
        settings=read_settings().settings,
        start=MarkExam(source, marker),
        theme=wishes.theme,
    )


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
    return talked(MarkTalk(Marker(Marking(store, source, clock, by=by), clock), Page.of_process()).begin)
