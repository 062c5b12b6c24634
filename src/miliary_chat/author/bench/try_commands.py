"""What can be typed after a slash while answers are tried: one table, on the screen and line by line."""

import difflib
import re
from dataclasses import dataclass
from typing import Final, Literal

from miliary_chat.base.sanitise import one_line

Name = Literal["keep", "what", "why", "phrasings", "item", "items", "help", "quit"]

_COMMAND: Final = re.compile(r"/\s*(?:[a-z][a-z-]*)?(?:\s|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TryCommand:
    """One command: `takes` names what follows it, in capitals."""

    name: Name
    takes: str
    help: str

    @property
    def usage(self) -> str:
        """How it is typed: "/why CONCEPT"."""
        return f"/{self.name} {self.takes}".strip()


TRY_COMMANDS: Final = (
    TryCommand("keep", "", "keep the last answer in answers.yaml, with the verdicts that it has now"),
    TryCommand("what", "CONCEPT PHRASING", "what one more phrasing would change; alone, what could be added"),
    TryCommand("why", "CONCEPT", "all the evidence for a verdict"),
    TryCommand("phrasings", "CONCEPT", "what the judge listens for"),
    TryCommand("item", "QUESTION", "go to another question: stage/question"),
    TryCommand("items", "", "the questions of this case, and how many answers are kept for each"),
    TryCommand("help", "", "these commands"),
    TryCommand("quit", "", "leave"),
)

_ALIASES: Final[dict[str, Name]] = {
    "k": "keep",
    "w": "what",
    "p": "phrasings",
    "q": "quit",
    "exit": "quit",
    "?": "help",
}
_NAMES: Final[dict[str, Name]] = {**{command.name: command.name for command in TRY_COMMANDS}, **_ALIASES}


@dataclass(frozen=True, slots=True)
class TryCalled:
    """A command that was called, and what was typed after its name."""

    name: Name
    rest: str


@dataclass(frozen=True, slots=True)
class TryUnknown:
    """Something after a slash that is no command; `words` says so, and what may have been meant."""

    words: str


def parse_try(line: str) -> TryCalled | TryUnknown | None:
    """Read what was typed: a command, an unknown one, or None, which means that it is an answer.

    Only a slash at the beginning, alone or before a word of letters, makes a command: "/2 lungs" is an answer.
    """
    text = line.strip()
    if not _COMMAND.match(text):
        return None
    name, _, rest = one_line(text[1:]).partition(" ")
    found = _NAMES.get(name.lower() or "help")
    if found:
        return TryCalled(found, rest.strip())
    near = difflib.get_close_matches(name.lower(), [command.name for command in TRY_COMMANDS], n=1, cutoff=0.6)
    meant = f"Did you mean /{near[0]}?" if near else "/help lists the commands."
    return TryUnknown(f"There is no command “/{name[:20]}”. {meant}")
