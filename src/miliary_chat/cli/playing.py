"""`play`, `resume` and the home screen: on a whole terminal the screens, everywhere else line by line."""

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from miliary_chat.base.paths import store_url
from miliary_chat.base.settings import read_settings
from miliary_chat.cli.endings import INTERRUPTED, TERMINATED, Terminated, tell
from miliary_chat.cli.wishes import Wishes

if TYPE_CHECKING:
    from miliary_chat.plain.sitting import Sitting


def show_home(wishes: Wishes) -> int:
    """Show the home screen; the exit code."""
    if _plainly(wishes):
        return _sit(wishes, lambda sitting: sitting.home())
    return 0


def play(wishes: Wishes, case: str, stage: str | None, *, new: bool) -> int:
    """Play a case; the exit code."""
    if _plainly(wishes):
        return _sit(wishes, lambda sitting: sitting.play(case, stage, new=new))
    return 0


def resume(wishes: Wishes, attempt: str) -> int:
    """Take an attempt up; the exit code."""
    if _plainly(wishes):
        return _sit(wishes, lambda sitting: sitting.resume(attempt))
    return 0


def _plainly(wishes: Wishes) -> bool:
    """Whether to go line by line: because it was asked for, or because there is no terminal to draw on."""
    if wishes.plain or read_settings().settings.plain:
        return True
    whole = all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))
    if not whole or os.environ.get("TERM") == "dumb":
        tell("There is no terminal to draw on here, so we go line by line (--plain).")
        return True
    return False


def _sit(wishes: Wishes, way: "Callable[[Sitting], None]") -> int:
    """Open what a plain sitting needs, and let it run."""
    from miliary_chat.case.library import open_library
    from miliary_chat.plain.page import Page
    from miliary_chat.plain.sitting import Sitting
    from miliary_chat.session.clock import SystemClock
    from miliary_chat.session.store import open_store

    page = Page.of_process()
    store = open_store(store_url(wishes.db))
    try:
        way(Sitting(open_library(wishes.cases), store, SystemClock(), page, seed=wishes.seed))
    except Terminated:
        return TERMINATED
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        store.close()
    return 0
