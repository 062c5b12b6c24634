"""`exam sit`: on a whole terminal the screens, everywhere else line by line."""

from miliary_chat.cli.papers import paper_at
from miliary_chat.cli.playing import draw, plainly, sit
from miliary_chat.cli.wishes import Wishes


def sit_exam(wishes: Wishes, name: str, code: str) -> int:
    """Sit an exam, or go on with a sitting in progress; the exit code, which tells nothing of how it went."""
    paper = paper_at(name, wishes)
    if code:
        paper.candidate(code)  # a wrong code is a wrong call, before anything is drawn
    if plainly(wishes):
        return sit(wishes, lambda sitting: sitting.sit_exam(paper, code))
    from miliary_chat.tui.app import SitExam

    return draw(wishes, SitExam(name, code))
