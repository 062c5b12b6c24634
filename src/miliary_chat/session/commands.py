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
    deed: Deed | None = None
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

_BY_NAME: Final = {name: command for command in COMMANDS for name in (command.name, *command.aliases)}


def command(name: str) -> Command:
    """The command of that name or alias, without its slash; KeyError when there is none."""
    return _BY_NAME[name]


def parse(line: str) -> Called | Unknown | None:
    """Read what was typed: a command, an unknown one, or None, which means that it is an answer.

    Only a slash at the very beginning (after spaces) that stands alone or before a word of letters makes a command:
    "/15 mm" and "/nodules/ both lungs" are answers. Case does not matter.
    """
    text = line.strip()
    if not _COMMAND.match(text):
        return None
    name, _, rest = one_line(text[1:]).partition(" ")
    found = _BY_NAME.get(name.lower())
    if found:
        return Called(found, rest.strip())
    near = difflib.get_close_matches(name.lower(), _BY_NAME, n=1, cutoff=0.6)
    return Unknown(name[:_SHOWN], _BY_NAME[near[0]].name if near else None)
