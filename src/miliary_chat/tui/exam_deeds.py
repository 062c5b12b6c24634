"""What can be done in an exam: the deeds, their keys and commands, and what is read from a line with a slash."""

import difflib
from collections.abc import Callable
from typing import Final

from miliary_chat.session.commands import EXAM_COMMANDS, Called, Unknown, exam_command, parse
from miliary_chat.tui.deeds import Deed, Now, key_name


def _sits(now: Now) -> bool:
    return now.place == "exam" and not now.ended and not now.resting


def _of(name: str, key: str, label: str, applies: Callable[[Now], bool] = _sits, told: str = "") -> Deed:
    command = exam_command(name)
    return Deed(name, key, label, told or command.help, applies, command)


# Whoever knows the keys of a case finds help, notes, picture, the end and the palette on the same ones.
EXAM_DEEDS: Final[tuple[Deed, ...]] = (
    _of("help", "f1", "help", lambda now: True, "the keys and commands of an exam"),
    _of("back", "f2", "back"),
    _of("next", "f3", "next"),
    _of("questions", "f4", "questions"),
    _of("flag", "f5", "flag"),
    Deed("notes", "f6", "notes", "what you have learnt about this patient so far", _sits),
    _of("picture", "f7", "picture", lambda now: _sits(now) and now.picture, "the picture on the whole screen"),
    _of("hand-in", "f8", "hand in", lambda now: now.place == "exam" and not now.ended),
    Deed("commands", "f9", "commands", "everything that can be done here, by name", lambda now: True),
    Deed("keep", "ctrl+o", "send, and stay", "send what is in the box and stay at this question", _sits),
    _of("time", "ctrl+l", "time left", lambda now: now.place == "exam" and not now.ended),
    _of("repeat", "ctrl+r", "question again"),
    _of("rest", "ctrl+g", "rest break", lambda now: _sits(now) and now.breaks),
    _of("goon", "", "end the rest break", lambda now: now.resting),
    _of("goto", "", "go to a question"),
    _of("answer", "", "my answer"),
    _of("clear", "", "empty my answer"),
    _of("invigilator", "", "invigilator: give time", lambda now: _sits(now) and now.invigilated),
    Deed("theme", "ctrl+t", "light or dark", "change between the light and the dark theme", lambda now: True),
    _of("quit", "ctrl+c", "leave", lambda now: True),
)

_BY_NAME: Final = {deed.name: deed for deed in EXAM_DEEDS}
_ONLY_HERE: Final = {deed.name: deed for deed in EXAM_DEEDS if deed.command is None}
_OFFERED: Final = ("back", "next", "questions", "flag", "hand-in", "rest", "picture", "notes", "commands")


def exam_deed(name: str) -> Deed:
    """The deed of that name; KeyError when there is none."""
    return _BY_NAME[name]


def offered(now: Now) -> list[tuple[str, str]]:
    """The keys that the line of keys tells now, and what they do."""
    found = [_BY_NAME[name] for name in _OFFERED]
    return [(key_name(deed.key), deed.label) for deed in found if deed.applies(now)]


def read(line: str) -> tuple[Deed, str] | Unknown | None:
    """What was typed: a deed and what follows its name, an unknown command, or None for an answer."""
    found = parse(line, EXAM_COMMANDS)
    if found is None:
        return None
    name, _, rest = line.strip()[1:].strip().partition(" ")
    if name.lower() in _ONLY_HERE:
        return _ONLY_HERE[name.lower()], rest.strip()
    if isinstance(found, Called):
        return exam_deed(found.command.name), found.rest
    near = None if found.nearest else difflib.get_close_matches(found.name.lower(), _ONLY_HERE, n=1, cutoff=0.6)
    return Unknown(found.name, near[0]) if near else found


def not_now(deed: Deed, now: Now) -> str:
    """Why a deed cannot be done at this moment."""
    if now.ended:
        return "This exam is handed in."
    if now.resting:
        return "This is a rest break. /goon ends it."
    if deed.name == "rest":
        return "You have no rest break in this exam, or none is left."
    if deed.name == "goon":
        return "There is no rest break to end."
    if deed.name == "picture":
        return "This question has no picture."
    if deed.name == "invigilator":
        return "This exam has no word by which time could be given at this machine."
    return f"“{deed.label}” is not possible here."
