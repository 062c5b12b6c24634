"""`play`, `resume` and the home screen: on a whole terminal the screens, everywhere else line by line."""

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from miliary_chat.base import quickstart
from miliary_chat.base.browser import in_browser
from miliary_chat.base.errors import UsageError
from miliary_chat.base.paths import store_url
from miliary_chat.base.settings import read_settings
from miliary_chat.case.library import Library, open_library
from miliary_chat.cli.endings import talked, tell
from miliary_chat.cli.wishes import Wishes
from miliary_chat.session.clock import SystemClock
from miliary_chat.session.store import open_store
from miliary_chat.session.taking_up import is_exam

if TYPE_CHECKING:
    from miliary_chat.plain.sitting import Sitting
    from miliary_chat.tui.app import Start


def show_home(wishes: Wishes) -> int:
    """Show the home screen; the exit code."""
    if plainly(wishes):
        return sit(wishes, lambda sitting: sitting.home())
    from miliary_chat.tui.app import Home

    return draw(wishes, Home())


def play(wishes: Wishes, case: str, stage: str | None, *, new: bool) -> int:
    """Play a case; the exit code."""
    library = open_library(wishes.cases)
    if plainly(wishes):
        return sit(wishes, lambda sitting: sitting.play(case, stage, new=new), library)
    _require(library, case, stage)
    from miliary_chat.tui.app import PlayCase

    return draw(wishes, PlayCase(case, stage, wishes.seed, new), library)


def resume(wishes: Wishes, attempt: str) -> int:
    """Take an attempt up, the last one that is in progress when none is named; the exit code."""
    if plainly(wishes):
        return sit(wishes, lambda sitting: sitting.resume(attempt))
    from miliary_chat.plain.sitting import attempt_to_resume

    store = open_store(store_url(wishes.db))
    try:
        found = attempt_to_resume(store, attempt)
    finally:
        store.close()
    if is_exam(found):
        from miliary_chat.tui.app import ResumeExam

        return draw(wishes, ResumeExam(found.id))
    from miliary_chat.tui.app import Resume

    return draw(wishes, Resume(found.id))


def _require(library: Library, case: str, stage: str | None) -> None:
    """Say what is wrong with the call before a screen is drawn; a case that can be found by its id is not read yet."""
    known = any(card.id == case and not card.errors for card in library.cards())
    if stage is None and known:
        return
    from miliary_chat.dialogue.script import Script  # brings the whole case model, which home does not need yet

    loaded = library.find(case)
    stages = Script.of_case(loaded.case, loaded.hash).stages()
    if stage is not None and stage not in stages:
        raise UsageError(f"There is no stage “{stage}” here.", f"It has: {', '.join(stages)}.")


def plainly(wishes: Wishes) -> bool:
    """Whether to go line by line: because it was asked for, or because there is no terminal to draw on.

    Whoever is about to show something asks this first, so here it is told what is wrong with the settings.
    """
    if wishes.plain:
        return True
    read = read_settings()
    if read.notice:
        tell(read.notice)
    if read.settings.plain:
        return True
    if in_browser():
        return False
    whole = all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))
    if not whole or os.environ.get("TERM") == "dumb":
        tell("There is no terminal to draw on here, so we go line by line (--plain).")
        return True
    return False


def sit(wishes: Wishes, way: "Callable[[Sitting], None]", library: Library | None = None) -> int:
    """Open what a plain sitting needs, and let it run; the exit code."""
    from miliary_chat.cli.papers import open_exams, take_up
    from miliary_chat.plain.page import Page
    from miliary_chat.plain.sitting import Sitting

    page = Page.of_process()
    store = open_exams(wishes)
    quickstart.release()
    library = library or open_library(wishes.cases)
    try:
        sitting = Sitting(library, store, SystemClock(), page, seed=wishes.seed, take_up=take_up)
        return talked(lambda: way(sitting))
    finally:
        store.close()


def draw(wishes: Wishes, start: "Start", library: Library | None = None) -> int:
    """Run the screens; the exit code."""
    from miliary_chat.cli.papers import open_exams
    from miliary_chat.tui.app import run

    return run(
        library=library or open_library(wishes.cases),
        open_store=lambda: open_exams(wishes),
        clock=SystemClock(),
        settings=read_settings().settings,
        start=start,
        graphics=wishes.graphics,
        theme=wishes.theme,
    )
