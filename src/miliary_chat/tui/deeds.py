"""What can be done on the screens: one table of deeds, each with a key, a slash command and a palette entry."""

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from miliary_chat.session import commands
from miliary_chat.session.commands import Called, Command, Unknown

if TYPE_CHECKING:
    from miliary_chat.dialogue.events import Policy

Place = Literal["case", "debrief", "home", "exam"]


@dataclass(frozen=True, slots=True)
class Now:
    """What matters for what can be done at this moment."""

    place: Place = "case"
    activity: str = "answer"
    policy: "Policy" = "guided"
    ended: bool = False
    answered: bool = False
    picture: bool = False
    resting: bool = False
    breaks: bool = False
    """Whether there is a rest break left in an exam."""
    invigilated: bool = False
    """Whether an invigilator's word can give time at this machine."""

    @property
    def talking(self) -> bool:
        """Whether there is a case to answer in."""
        return self.place == "case" and not self.ended

    @property
    def guided(self) -> bool:
        """Whether the tutor may help."""
        return self.talking and self.policy == "guided"


@dataclass(frozen=True, slots=True)
class Deed:
    """One deed. `key` as Textual names it, `label` for the line of keys, `command` what it is called after a slash."""

    name: str
    key: str
    label: str
    help: str
    applies: Callable[[Now], bool]
    command: Command | None = None
    """What is typed for it; without one, its own name."""

    @property
    def slash(self) -> str:
        """How it is typed, slash and all."""
        return self.command.usage if self.command else f"/{self.name}"


def _of(name: str, key: str, label: str, applies: Callable[[Now], bool], told: str = "") -> Deed:
    command = commands.command(name)
    return Deed(name, key, label, told or command.help, applies, command)


# Keys that somebody swallows are avoided: F10 (GNOME), F11 (full screen), Ctrl+S and Ctrl+Q (flow control, VS Code),
# Ctrl+B and Ctrl+A (tmux, screen), Ctrl+Z (suspend). Ctrl+P is a habit, but VS Code takes it: hence F9.
DEEDS: Final[tuple[Deed, ...]] = (
    _of("help", "f1", "help", lambda now: True, "keys and commands, how marks work, what this is"),
    _of("hint", "f2", "hint", lambda now: now.guided),
    _of("why", "f3", "why", lambda now: now.guided and now.answered),
    _of("skip", "f4", "skip", lambda now: now.talking),
    _of("dispute", "f5", "I said that", lambda now: now.guided and now.answered),
    _of("notes", "f6", "notes", lambda now: now.place == "case"),
    _of("zoom", "f7", "picture", lambda now: now.place == "case" and now.picture),
    _of("finish", "f8", "finish", lambda now: now.talking),
    Deed("commands", "f9", "commands", "everything that can be done here, by name", lambda now: True),
    _of("repeat", "ctrl+r", "question again", lambda now: now.talking),
    _of("save", "ctrl+o", "save", lambda now: now.place != "home"),
    _of("cards", "ctrl+l", "Anki cards", lambda now: now.place != "home" and now.ended),
    Deed("copy", "ctrl+y", "copy", "copy the last turn to the clipboard", lambda now: now.place == "case"),
    Deed("theme", "ctrl+t", "light or dark", "change between the light and the dark theme", lambda now: True),
    _of("quit", "ctrl+c", "leave", lambda now: True),
)

_BY_NAME: Final = {deed.name: deed for deed in DEEDS}
_ONLY_HERE: Final = {deed.name: deed for deed in DEEDS if deed.command is None}
_OFFERED: Final = ("hint", "why", "skip", "zoom", "notes", "finish", "save", "commands")
_COMMAND: Final = re.compile(r"/\s*(?:[a-z][a-z-]*)?(?:\s|$)", re.IGNORECASE)


def deed(name: str) -> Deed:
    """The deed of that name; KeyError when there is none."""
    return _BY_NAME[name]


def label(deed: Deed, now: Now) -> str:
    """What the line of keys calls it now."""
    if deed.name == "skip" and now.activity in ("interview", "order"):
        return "move on"
    return deed.label


def offered(now: Now) -> list[tuple[str, str]]:
    """The keys that the line of keys tells now, and what they do."""
    found = [_BY_NAME[name] for name in _OFFERED]
    return [(key_name(deed.key), label(deed, now)) for deed in found if deed.applies(now)]


def read(line: str) -> tuple[Deed, str] | Unknown | None:
    """What was typed: a deed and what follows its name, an unknown command, or None for an answer.

    "/15 mm" or "/nodules/ both lungs" cannot be meant as a command: only a slash and a word of letters is one.
    """
    text = line.strip()
    if not _COMMAND.match(text):
        return None
    name, _, rest = text[1:].strip().partition(" ")
    if name.lower() in _ONLY_HERE:
        return _ONLY_HERE[name.lower()], rest.strip()
    found = commands.parse(text)
    if isinstance(found, Called):
        return deed(found.command.name), found.rest
    if isinstance(found, Unknown) and found.nearest is None:
        near = difflib.get_close_matches(name.lower(), _ONLY_HERE, n=1, cutoff=0.6)
        return Unknown(found.name, near[0] if near else None)
    return found


def key_name(key: str) -> str:
    """A key as people write it: "F2", "^Y", "tab"."""
    if key.startswith("ctrl+"):
        return f"^{key.removeprefix('ctrl+').upper()}"
    return key.upper() if re.fullmatch(r"f\d+", key) else {"enter": "⏎", "escape": "esc"}.get(key, key)
