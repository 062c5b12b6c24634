"""How each deed is done on the case's screen."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from miliary_chat.base.errors import MiliaryError
from miliary_chat.dialogue.actions import AskHint, AskWhy, Dispute, Skip, Submit
from miliary_chat.dialogue.events import Opened
from miliary_chat.dialogue.reasons import disputable
from miliary_chat.report.markdown import transcript_markdown
from miliary_chat.tui.blocks import Turn
from miliary_chat.tui.cards import tell_cards
from miliary_chat.tui.deeds import Deed, Now, key_name
from miliary_chat.tui.keep import keep
from miliary_chat.tui.screens.ask import Answer, AskScreen
from miliary_chat.tui.screens.film import FilmScreen
from miliary_chat.tui.screens.reader import ReaderScreen
from miliary_chat.tui.viewer.look import Look

if TYPE_CHECKING:
    from miliary_chat.tui.screens.case import CaseScreen

Doing = Callable[["CaseScreen", str], object]


def hint(screen: "CaseScreen", rest: str) -> None:
    """Ask for a hint."""
    screen.act(AskHint())


def why(screen: "CaseScreen", rest: str) -> None:
    """Ask for the reasons."""
    screen.act(AskWhy())


def skip(screen: "CaseScreen", rest: str) -> None:
    """Leave the question."""
    screen.act(Skip())


def dispute(screen: "CaseScreen", rest: str) -> None:
    """Claim what was refused; ask which only where it could be several things."""
    if rest:
        screen.act(Dispute(words=rest))
        return
    possible = disputable(screen.attempt.script, screen.attempt.state)
    if len(possible) < 2:
        screen.act(Dispute())
        return
    answers = [Answer(name or concept, concept) for concept, name in possible]

    def claim(concept: str | None) -> None:
        if concept is not None:
            screen.act(Dispute(concept))

    screen.app.push_screen(AskScreen("Which of these did you say?", answers), claim)


def notes(screen: "CaseScreen", rest: str) -> None:
    """What has been learnt so far."""
    from miliary_chat.tui.notes_page import notes_blocks

    attempt = screen.attempt
    events = [record.event for record in attempt.events]
    screen.app.push_screen(ReaderScreen("Notes", notes_blocks(attempt.script, attempt.state, events)))


def zoom(screen: "CaseScreen", rest: str) -> None:
    """The picture on the whole screen, at a place if one is named."""
    pane = screen.pane
    pane.settle()
    look = pane.look
    if look is None:
        screen.note("The picture is still being loaded; try again in a moment.")
        return
    if rest and not pane.point(rest):
        places = ", ".join(region.label for region in look.regions)
        screen.note(
            f"There is no place “{rest[:30]}” on it. There are: {places}." if places else "It has no named places."
        )
        return

    def back(last: Look | None) -> None:
        if last is not None:
            pane.take(last, may_tell=pane.may_tell)
        screen.box.focus()

    shown = pane.look or look
    screen.app.push_screen(FilmScreen(shown, may_tell=pane.may_tell, graphics=pane.graphics), back)


def finish(screen: "CaseScreen", rest: str) -> None:
    """End here, after one question."""
    answers = [Answer("finish and see the debrief", "finish"), Answer("go on with the case", "stay")]
    question = "Finish here and go to the debrief? What is still open counts as not answered."

    def end(value: str | None) -> None:
        if value == "finish":
            screen.act(Submit())

    screen.app.push_screen(AskScreen(question, answers, first=1), end)


def help_(screen: "CaseScreen", rest: str) -> None:
    """The help."""
    from miliary_chat.tui.help_page import help_blocks

    screen.app.push_screen(ReaderScreen("Help", help_blocks()))


def commands(screen: "CaseScreen", rest: str) -> None:
    """The palette."""
    screen.app.action_command_palette()


def repeat(screen: "CaseScreen", rest: str) -> None:
    """The question once more, above the box: it is said already, so the talk does not grow."""
    item = screen.attempt.state.current
    asked = [e.event.words.text for e in screen.attempt.events if isinstance(e.event, Opened) and e.event.item == item]
    screen.note(asked[-1] if asked else "There is no question open.")


def save(screen: "CaseScreen", rest: str) -> None:
    """The talk as a Markdown file."""
    attempt = screen.attempt
    text = transcript_markdown(attempt.script, [record.event for record in attempt.events])

    async def write() -> None:
        try:
            path = await screen.desk.desk.do(keep, text, attempt.script.title, rest)
        except MiliaryError as error:
            screen.note(str(error))
        else:
            screen.note(f"Saved: {path}")

    screen.run_worker(write())


def cards(screen: "CaseScreen", rest: str) -> None:
    """What was missed, as flashcards."""
    screen.run_worker(tell_cards(screen.desk, screen.attempt, screen.note, rest))


def copy(screen: "CaseScreen", rest: str) -> None:
    """The last turn: the last answer and all that was said to it."""
    blocks = screen.telling.blocks
    starts = [at for at, block in enumerate(blocks) if isinstance(block, Turn) and block.speaker == "you" and block.gap]
    turns = [block for block in blocks[starts[-1] if starts else 0 :] if isinstance(block, Turn)]
    screen.app.copy_to_clipboard("\n".join(turn.plain for turn in turns))
    screen.note("The last turn is on the clipboard, if your terminal allows that.")


def theme(screen: "CaseScreen", rest: str) -> None:
    """Light or dark."""
    screen.desk.change_theme()


def quit_(screen: "CaseScreen", rest: str) -> None:
    """Leave, after a question: nothing is lost."""
    answers = [
        Answer("to the cases", "home"),
        Answer("leave the program", "leave"),
        Answer("stay", "stay"),
    ]

    screen.ask_to_leave("Leave the case? Your place is kept, what you have typed too.", answers)


async def open_debrief(screen: "CaseScreen") -> None:
    """The debrief of an attempt that has ended."""
    from miliary_chat.tui.screens.debrief import DebriefScreen

    attempt = screen.attempt
    if attempt.state.ended is not None:
        await screen.app.push_screen(DebriefScreen(attempt, screen.film, graphics=screen.pane.graphics))


def not_now(deed: Deed, now: Now) -> str:
    """Why a deed cannot be done at this moment."""
    if now.ended:
        return "The case is over. Enter opens the debrief."
    if deed.name == "cards":
        return "Cards are made of what you missed, so they wait for the end of the case."
    if deed.name in ("why", "dispute") and not now.answered:
        return "There is no answer of yours yet that it could be about."
    if deed.name == "zoom":
        return "No picture has been shown yet."
    return f"{key_name(deed.key)} ({deed.label}) is not possible here."


DOINGS: Final[dict[str, Doing]] = {
    "help": help_,
    "hint": hint,
    "why": why,
    "skip": skip,
    "dispute": dispute,
    "notes": notes,
    "zoom": zoom,
    "finish": finish,
    "commands": commands,
    "repeat": repeat,
    "save": save,
    "cards": cards,
    "copy": copy,
    "theme": theme,
    "quit": quit_,
}
