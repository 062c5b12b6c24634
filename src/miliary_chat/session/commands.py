"""What can be typed after a slash: one table, which every surface obeys in the same way."""

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from miliary_chat.base.sanitise import one_line
from miliary_chat.dialogue import actions

Deed = Literal["zoom", "notes", "repeat", "save", "cards", "help", "quit"]
"""What the surface does by itself: it changes nothing in the attempt, so it is no action."""

ExamDeed = Literal[
    "time", "back", "goto", "flag", "questions", "answer", "clear", "repeat", "picture", "invigilator", "help", "quit"
]
"""What the surface does in an exam: it asks where the attempt stands first, or changes nothing in it."""

_COMMAND: Final = re.compile(r"/\s*(?:[a-z][a-z-]*)?(?:\s|$)", re.IGNORECASE)
_SHOWN: Final = 20
"""Code points of an unknown name that are repeated to whoever typed it."""


@dataclass(frozen=True, slots=True)
class Command:
    """One slash command: `act` makes the action from what follows the name, or `deed` names what the surface does.

    `takes` names what may follow the name, in capitals, for the help; `confirm` is a question to be asked, once, first.
    """

    name: str
    help: str
    act: Callable[[str], actions.Action] | None = None
    deed: Deed | ExamDeed | None = None
    aliases: tuple[str, ...] = ()
    takes: str = ""
    confirm: str | None = None

    @property
    def usage(self) -> str:
        """How it is typed: "/zoom [PLACE]"."""
        return f"/{self.name} [{self.takes}]" if self.takes else f"/{self.name}"


@dataclass(frozen=True, slots=True)
class Called:
    """A command that was called, and what was typed after its name."""

    command: Command
    rest: str = ""

    @property
    def action(self) -> actions.Action | None:
        """What to send to the attempt; None for a deed."""
        return self.command.act(self.rest) if self.command.act else None


@dataclass(frozen=True, slots=True)
class Unknown:
    """A slash command that does not exist, and the one that was probably meant."""

    name: str
    nearest: str | None = None

    @property
    def words(self) -> str:
        """What to tell whoever typed it."""
        meant = f"Did you mean /{self.nearest}?" if self.nearest else "/help lists them all."
        return f"There is no command /{self.name}. {meant} An answer does not begin with a slash."


COMMANDS: Final[tuple[Command, ...]] = (
    Command("hint", "a hint for what is still missing; its price stands beside it", lambda rest: actions.AskHint()),
    Command(
        "skip",
        "leave this question, or move on from the history and the tests",
        lambda rest: actions.Skip(),
        aliases=("next", "done", "pass"),
    ),
    Command("why", "why your last answer was judged as it was", lambda rest: actions.AskWhy(), aliases=("reason",)),
    Command("zoom", "the picture, or a part of it, closer", deed="zoom", aliases=("picture",), takes="PLACE"),
    Command(
        "dispute",
        "“I said that”: claim what was refused; it is kept for the case's author",
        lambda rest: actions.Dispute(words=rest),
        aliases=("claim",),
        takes="WORDS",
    ),
    Command("notes", "what you have learnt about the patient so far", deed="notes"),
    Command("repeat", "the question once more", deed="repeat", aliases=("again", "question")),
    Command("save", "keep the conversation as a Markdown file", deed="save", takes="FILE"),
    Command(
        "cards",
        "what you missed as flashcards for Anki, once the case is over",
        deed="cards",
        aliases=("anki",),
        takes="FILE",
    ),
    Command(
        "finish",
        "end the case now and see the expert's reading",
        lambda rest: actions.Submit(),
        aliases=("end",),
        confirm="Finish here and go to the debrief? What is still open counts as not answered.",
    ),
    Command("help", "this list", deed="help", aliases=("h", "commands")),
    Command("quit", "leave; your place is kept", deed="quit", aliases=("q", "exit", "bye")),
)

EXAM_COMMANDS: Final[tuple[Command, ...]] = (
    Command("time", "the time that is left", deed="time", aliases=("clock", "left")),
    Command(
        "next",
        "on to the next question",
        lambda rest: actions.Skip(),
        aliases=("skip", "done", "pass"),
    ),
    Command("back", "back to the question before", deed="back", aliases=("previous", "prev")),
    Command("goto", "to a question by its number", deed="goto", aliases=("go", "question"), takes="NUMBER"),
    Command(
        "flag",
        "mark this question, or one by its number, to come back to; once more takes the mark away",
        deed="flag",
        aliases=("mark", "unflag"),
        takes="NUMBER",
    ),
    Command(
        "questions",
        "all questions: what is answered, flagged, not seen yet, closed",
        deed="questions",
        aliases=("list", "grid", "overview"),
    ),
    Command("answer", "your answer to this question as it is kept now", deed="answer", aliases=("mine", "answers")),
    Command("clear", "empty your answer to this question", deed="clear", aliases=("erase", "empty")),
    Command("repeat", "the question once more", deed="repeat", aliases=("again",)),
    Command("picture", "the picture in neutral words", deed="picture", aliases=("zoom", "image")),
    Command(
        "rest", "begin a rest break, where you have been granted one", lambda rest: actions.Rest(), aliases=("break",)
    ),
    Command("goon", "end the rest break and go on", lambda rest: actions.GoOn(), aliases=("go-on", "continue")),
    Command(
        "hand-in",
        "hand in and end the exam; what is not answered is listed first, and you are asked once",
        lambda rest: actions.Submit(),
        aliases=("handin", "hand", "submit", "finish", "end"),
        confirm="Hand in now? After that nothing can be changed.",
    ),
    Command(
        "invigilator",
        "for the invigilator alone: give time with the word that was set for it",
        deed="invigilator",
        takes="WORD MINUTES REASON",
    ),
    Command("help", "this list", deed="help", aliases=("h", "commands")),
    Command("quit", "leave; your answers are kept, and the clock goes on", deed="quit", aliases=("q", "exit", "bye")),
)
"""What can be typed in an exam: nothing that helps, and nothing that tells."""


def _by_name(commands: tuple[Command, ...]) -> dict[str, Command]:
    return {name: command for command in commands for name in (command.name, *command.aliases)}


_BY_NAME: Final = _by_name(COMMANDS)
_BY_EXAM_NAME: Final = _by_name(EXAM_COMMANDS)


def command(name: str) -> Command:
    """The command of that name or alias, without its slash; KeyError when there is none."""
    return _BY_NAME[name]


def exam_command(name: str) -> Command:
    """The command of an exam of that name or alias, without its slash; KeyError when there is none."""
    return _BY_EXAM_NAME[name]


def parse(line: str, commands: tuple[Command, ...] = COMMANDS) -> Called | Unknown | None:
    """Read what was typed: a command, an unknown one, or None, which means that it is an answer.

    Only a slash at the very beginning (after spaces) that stands alone or before a word of letters makes a command:
    "/15 mm" and "/nodules/ both lungs" are answers. Case does not matter.
    """
    text = line.strip()
    if not _COMMAND.match(text):
        return None
    known = _BY_NAME if commands is COMMANDS else _by_name(commands)
    name, _, rest = one_line(text[1:]).partition(" ")
    found = known.get(name.lower())
    if found:
        return Called(found, rest.strip())
    near = difflib.get_close_matches(name.lower(), known, n=1, cutoff=0.6)
    return Unknown(name[:_SHOWN], known[near[0]].name if near else None)
