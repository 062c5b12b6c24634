"""How each deed of an exam is done."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from miliary_chat.dialogue.actions import Flag, Rest, Say, Submit
from miliary_chat.dialogue.events import Opened
from miliary_chat.dialogue.exam import limits
from miliary_chat.dialogue.exam.telling import time_left
from miliary_chat.tui import exam_items
from miliary_chat.tui.exam_time import in_words
from miliary_chat.tui.screens.ask import Answer, AskScreen
from miliary_chat.tui.screens.exam import answering
from miliary_chat.tui.screens.exam.grid import GridScreen
from miliary_chat.tui.screens.exam.handing_in import hand_in_question
from miliary_chat.tui.screens.exam.invigilator import InvigilatorScreen
from miliary_chat.tui.screens.exam.timed import ExamFilmScreen, ExamReader
from miliary_chat.tui.viewer.look import Look

if TYPE_CHECKING:
    from miliary_chat.tui.screens.exam.sitting import ExamScreen

Doing = Callable[["ExamScreen", str], object]


def next_(screen: "ExamScreen", rest: str) -> None:
    """On to the next question."""
    target = exam_items.after(screen.attempt.script, screen.attempt.state)
    screen.work(lambda: answering.keep_and_go(screen, target))


def back(screen: "ExamScreen", rest: str) -> None:
    """Back to the question before."""
    target = exam_items.before(screen.attempt.script, screen.attempt.state)
    if target is None:
        screen.note("There is no earlier question that is open.")
        return
    screen.work(lambda: answering.keep_and_go(screen, target))


def goto(screen: "ExamScreen", rest: str) -> None:
    """To a question by its number."""
    if not rest:
        questions(screen, rest)
    elif (target := _numbered(screen, rest)) is not None:
        screen.work(lambda: answering.keep_and_go(screen, target))


def _numbered(screen: "ExamScreen", words: str) -> str | None:
    """The question of the number in these words; None, and why, when there is none."""
    items = screen.attempt.script.items
    found = re.fullmatch(r"\D*(\d{1,4})\D*", words)
    if found is None:
        screen.note(f"Which question? Give its number, from 1 to {len(items)}.")
    elif not 1 <= int(found[1]) <= len(items):
        screen.note(f"There is no question {int(found[1])}; they go from 1 to {len(items)}.")
    else:
        return items[int(found[1]) - 1].id
    return None


def keep(screen: "ExamScreen", rest: str) -> None:
    """Send, and stay."""

    async def kept() -> None:
        item = screen.item
        if item is not None and exam_items.talks(screen.attempt.script, item):
            await answering.enter(screen, screen.box.text)
        elif await answering.keep(screen) and not screen.noted:
            screen.note("Nothing has changed since your answer was kept.")

    screen.work(kept)


def flag(screen: "ExamScreen", rest: str) -> None:
    """Mark the question, or the one of a number, or take the mark away."""
    item = _numbered(screen, rest) if rest else screen.item
    if item is None:
        screen.note(screen.noted or "There is no question open.")
        return
    on = not screen.attempt.state.items[item].flagged

    async def flagged() -> None:
        if await screen.send(Flag(item, on)):
            screen.note(
                f"Question {exam_items.number(screen.attempt.script, item)} is {'' if on else 'no longer '}flagged."
            )

    screen.work(flagged)


def questions(screen: "ExamScreen", rest: str) -> None:
    """All questions; one can be gone to."""

    def chosen(item: str | None) -> None:
        if item is not None and item != screen.item:
            screen.work(lambda: answering.keep_and_go(screen, item))

    screen.app.push_screen(GridScreen(screen.attempt), chosen)
    screen.tick()


def answer(screen: "ExamScreen", rest: str) -> None:
    """The answer as it is kept, back into the box."""
    item, script, state = screen.item, screen.attempt.script, screen.attempt.state
    if item is None or not exam_items.written(script, item):
        screen.note("Your questions, orders and choices stand above.")
        return
    kept = exam_items.kept_answer(script, state, item)
    screen.box.take(kept)
    screen.note("This is your answer as it is kept." if kept else "No answer is kept for this question yet.")


def clear(screen: "ExamScreen", rest: str) -> None:
    """An empty answer, kept as such."""
    item = screen.item
    if item is None or not exam_items.kept_answer(screen.attempt.script, screen.attempt.state, item):
        screen.box.take("")
        screen.note("There is no answer here that could be emptied.")
        return

    async def cleared() -> None:
        if await screen.send(Say("", item=item)):
            screen.kept = ""
            screen.box.take("")
            screen.note("Your answer is empty now; that is kept.")

    screen.work(cleared)


def notes(screen: "ExamScreen", rest: str) -> None:
    """What has been learnt about the patient of this question."""
    from miliary_chat.tui.exam_lines import learnt_blocks

    item = screen.item
    if item is not None:
        events = [record.event for record in screen.attempt.events]
        screen.app.push_screen(ExamReader("Notes", learnt_blocks(screen.attempt.script, events, item)))
        screen.tick()


def picture(screen: "ExamScreen", rest: str) -> None:
    """The picture on the whole screen."""
    pane = screen.pane
    pane.settle()
    look = pane.look
    if look is None:
        screen.note("The picture is still being loaded; try again in a moment.")
        return

    def closed(last: Look | None) -> None:
        if last is not None:
            pane.take(last, may_tell=False)
        screen.box.focus()

    screen.app.push_screen(ExamFilmScreen(look, may_tell=False, graphics=screen.graphics), closed)
    screen.tick()


def repeat(screen: "ExamScreen", rest: str) -> None:
    """The question once more, above the box."""
    asked = [
        r.event.words.text for r in screen.attempt.events if isinstance(r.event, Opened) and r.event.item == screen.item
    ]
    screen.note(asked[-1] if asked else "There is no question open.")


def time(screen: "ExamScreen", rest: str) -> None:
    """The time that is left, in words."""
    screen.note(in_words(screen.attempt.state, screen.attempt.time()))


def rest(screen: "ExamScreen", rest: str) -> None:
    """A rest break; what is half typed is kept first."""

    async def begin() -> None:
        await screen.keep_draft()
        await screen.send(Rest())

    screen.work(begin)


def go_on(screen: "ExamScreen", rest: str) -> None:
    """End the rest break."""
    screen.work(lambda: answering.go_on(screen))


def hand_in(screen: "ExamScreen", rest: str) -> None:
    """Hand in, after one question that tells what is open."""

    async def ask() -> None:
        if not await answering.keep(screen) or screen.attempt.state.ended is not None:
            return
        drafts = await screen.desk.exams.drafts(screen.attempt)
        question = hand_in_question(screen.attempt.script, screen.attempt.state, drafts)
        answers = [Answer("hand in now", "hand in"), Answer("back to the exam", "stay")]
        screen.app.push_screen(AskScreen(question, answers, first=1), decided)

    async def submit() -> None:
        await screen.send(Submit("handed in"))

    def decided(value: str | None) -> None:
        if value == "hand in":
            screen.work(submit)

    screen.work(ask)


def invigilator(screen: "ExamScreen", rest: str) -> None:
    """An invigilator gives time here."""
    screen.app.push_screen(InvigilatorScreen(screen))
    screen.tick()


def help_(screen: "ExamScreen", rest: str) -> None:
    """The help of an exam."""
    from miliary_chat.tui.exam_help import exam_help

    screen.app.push_screen(ExamReader("Help", exam_help()))
    screen.tick()


def commands(screen: "ExamScreen", rest: str) -> None:
    """The palette."""
    screen.app.action_command_palette()


def theme(screen: "ExamScreen", rest: str) -> None:
    """Light or dark."""
    screen.desk.change_theme()


def quit_(screen: "ExamScreen", rest: str) -> None:
    """Leave, after a question: nothing is lost, but the clock goes on."""
    left = limits.left(screen.attempt.state, screen.attempt.time())
    clock = "There is no time limit." if left is None else f"The clock goes on meanwhile: {time_left(left)} left."
    question = f"Leave the exam? Your answers and what you have typed are kept, and you can come back. {clock}"
    answers = [Answer("to the list", "home"), Answer("leave the program", "leave"), Answer("stay", "stay")]

    screen.ask_to_leave(question, answers, first=2)


EXAM_DOINGS: Final[dict[str, Doing]] = {
    "help": help_,
    "back": back,
    "next": next_,
    "goto": goto,
    "keep": keep,
    "flag": flag,
    "questions": questions,
    "answer": answer,
    "clear": clear,
    "notes": notes,
    "picture": picture,
    "repeat": repeat,
    "time": time,
    "rest": rest,
    "goon": go_on,
    "hand-in": hand_in,
    "invigilator": invigilator,
    "commands": commands,
    "theme": theme,
    "quit": quit_,
}
