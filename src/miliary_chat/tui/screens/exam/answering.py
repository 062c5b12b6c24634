"""What is in the box becomes an answer, and one goes from question to question: each step stored before the next."""

from typing import TYPE_CHECKING

from miliary_chat.dialogue.actions import Choose, GoOn, GoTo, Say
from miliary_chat.dialogue.exam import limits, moving, telling
from miliary_chat.dialogue.exam.overview import is_answered
from miliary_chat.tui import exam_deeds, exam_items
from miliary_chat.tui.screens.ask import Answer, AskScreen

if TYPE_CHECKING:
    from miliary_chat.tui.screens.exam.sitting import ExamScreen


async def enter(screen: "ExamScreen", typed: str) -> None:
    """Enter: where one talks, ask and stay; else keep the answer and go on to the next question."""
    item, script = screen.item, screen.attempt.script
    if item is None:
        return
    if not exam_items.talks(script, item):
        await keep_and_go(screen, exam_items.after(script, screen.attempt.state))
    elif typed.strip():
        if await screen.send(Say(typed, item=item)):
            screen.kept = ""
            screen.box.take_off(typed)
    else:
        screen.note("Type what you want to ask or order. F3 goes on to the next question.")


async def keep(screen: "ExamScreen") -> bool:
    """Send what is in the box, where it is an answer that has changed, and say that it is kept; False when it failed.

    What is half typed to a patient is no question yet: it stays a draft.
    """
    item, script, state = screen.item, screen.attempt.script, screen.attempt.state
    if item is None:
        return True
    typed = screen.box.text
    if exam_deeds.read(typed):
        return True
    if exam_items.talks(script, item):
        await screen.keep_draft()
        return True
    action: Say | Choose | None = None
    if script.activity(item) != "choice":
        if typed.strip() != exam_items.kept_answer(script, state, item):
            action = Say(typed, item=item)
    elif typed.strip():
        action = Say(typed, item=item)
    elif (picked := screen.choosing.taken()) is not None:
        action = Choose(picked.options, item)
    return True if action is None else await _kept(screen, action, item, typed)


async def _kept(screen: "ExamScreen", action: Say | Choose, item: str, typed: str) -> bool:
    before = screen.attempt.state.items[item]
    if not await screen.send(action):
        return False
    own, number = screen.attempt.state.items[item], exam_items.number(screen.attempt.script, item)
    if len(own.answers) == len(before.answers):
        return screen.attempt.state.ended is not None
    choice = screen.attempt.script.activity(item) == "choice"
    if screen.item == item:
        screen.kept = "" if choice else typed
        if choice and own.chosen:
            screen.box.take("")
    if choice and isinstance(action, Say) and typed.strip() and not _chosen_by(screen, item):
        screen.kept = typed
        return False
    empty = not is_answered(screen.attempt.script, screen.attempt.state, item)
    screen.note(f"Question {number} is empty now; that is kept." if empty else f"Answer to question {number} kept.")
    return True


def _chosen_by(screen: "ExamScreen", item: str) -> bool:
    """Whether the last words named an option: the answer that is kept is what was understood of them."""
    from miliary_chat.dialogue.events import Answered, Chosen

    events = [record.event for record in screen.attempt.events]
    last = max((at for at, event in enumerate(events) if isinstance(event, Answered) and event.item == item), default=0)
    return any(isinstance(event, Chosen) and event.item == item for event in events[last:])


async def keep_and_go(screen: "ExamScreen", target: str | None) -> None:
    """Keep the answer, then go to another question; what that closes for good is asked about once."""
    here = screen.item
    if not await keep(screen):
        return
    attempt = screen.attempt
    state = attempt.state
    if state.ended is not None or state.current != here:  # the time saw to it
        return
    if limits.in_grace(state, attempt.time()):
        screen.note("Your answer is kept. The time is over: F8 hands in.")
        return
    if target is None:
        screen.note(f"{screen.noted} That was the last question: F4 shows all of them, F8 hands in.".strip())
        return
    refused = moving.may_go(state, target)
    if refused is not None:
        screen.note(refused)
        return
    question = _leaving(screen, target)
    if question is None:
        await go(screen, target)
        return
    answers = [Answer("go on", "go"), Answer("stay at this question", "stay")]

    def decided(value: str | None) -> None:
        if value == "go":
            screen.work(lambda: go(screen, target))

    screen.app.push_screen(AskScreen(question, answers, first=1), decided)


async def go(screen: "ExamScreen", target: str) -> None:
    """Go there."""
    said = screen.noted
    if await screen.send(GoTo(target)) and screen.noted == said:
        screen.box.focus()


async def go_on(screen: "ExamScreen") -> None:
    """End the rest break."""
    if screen.attempt.state.paused_us is not None:
        await screen.send(GoOn())


def _leaving(screen: "ExamScreen", target: str) -> str | None:
    """What has to be asked before going to `target`; None when nothing is lost by it."""
    script, state = screen.attempt.script, screen.attempt.state
    closing = exam_items.given_up(script, state, target)
    begins = exam_items.begins_time(script, state, target)
    if not closing and begins is None:
        return None
    said = []
    if closing:
        left = [item for item in closing if not is_answered(script, state, item)]
        numbers = exam_items.ranges(exam_items.number(script, item) for item in closing)
        what = f"Question {numbers} is" if len(closing) == 1 else f"Questions {numbers} are"
        said.append(f"{what} closed for good when you go on.")
        if left and len(closing) > 1:
            one = "Question" if len(left) == 1 else "Questions"
            open_ = exam_items.ranges(exam_items.number(script, item) for item in left)
            said.append(f"{one} {open_} {'has' if len(left) == 1 else 'have'} no answer yet.")
        elif left:
            said.append("It has no answer yet.")
    if begins is not None and begins.limit_us is not None:
        said.append(f"The part “{begins.title}” begins then; it has {telling.in_words(begins.limit_us)} of its own.")
    return " ".join(said)
