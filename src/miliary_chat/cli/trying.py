"""`try`: an author types answers and sees what the judge finds; on a whole terminal the screen, else line by line."""

from miliary_chat.author.bench.workbench import Workbench
from miliary_chat.base.settings import read_settings
from miliary_chat.case.library import open_library
from miliary_chat.cli.endings import talked
from miliary_chat.cli.playing import plainly
from miliary_chat.cli.wishes import Wishes
from miliary_chat.session.clock import SystemClock


def try_case(wishes: Wishes, case: str, question: str) -> int:
    """Let an author try answers to a case's questions; the exit code."""
    place = open_library(wishes.cases).place_of(case)
    plain = plainly(wishes)
    bench = Workbench(place, SystemClock(), question)
    if plain:
        return _talk(bench)
    from miliary_chat.tui.authoring import run_trying

    return run_trying(bench, clock=SystemClock(), settings=read_settings().settings, theme=wishes.theme)


def _talk(bench: Workbench) -> int:
    from miliary_chat.plain.page import Page
    from miliary_chat.plain.trying import TryTalk

    return talked(TryTalk(bench, Page.of_process()).begin)
