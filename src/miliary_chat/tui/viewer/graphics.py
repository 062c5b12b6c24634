"""How pictures are drawn in this terminal: in half-block cells, or in pixels where it really can."""

import contextlib
import os
import re
import select
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, get_args

from miliary_chat.base.errors import UsageError

Way = Literal["half", "kitty", "sixel", "none"]

_USUAL_CELL: Final = (10, 20)
"""Pixels of a cell where the terminal does not tell: a VT340's, as most assume."""

_PATIENCE: Final = 0.25
"""Seconds to wait for each part of an answer; every terminal in use answers the last question at once."""

_QUESTION: Final = b"\x1b_Gi=4201,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\\x1b[>q\x1b[16t\x1b[?2;4;0S\x1b[c"
"""Kitty's graphics? Which program? How large is a cell, how large may sixels be? What are you (all answer that)?"""

_MUTE: Final = {"Apple_Terminal"}
"""Programs that print the question instead of answering it."""


@dataclass(frozen=True, slots=True)
class Graphics:
    """A way to draw pictures ("none": in words), and the pixels of one cell, across and down."""

    way: Way = "half"
    cell: tuple[int, int] = (1, 2)

    @property
    def pixels(self) -> bool:
        """Whether the terminal itself draws pixels."""
        return self.way in ("kitty", "sixel")


HALF: Final = Graphics()
WORDS: Final = Graphics("none")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a terminal says of itself."""

    kitty: bool = False
    sixel: bool = False
    cell: tuple[int, int] = _USUAL_CELL
    largest: tuple[int, int] | None = None
    """Pixels of the largest picture in sixels; None where the terminal does not say."""

    @classmethod
    def read(cls, said: bytes) -> "Answer":
        """Understand the answer to the question; whatever else was typed meanwhile is passed over."""
        kitty = b"\x1b_Gi=4201;OK\x1b\\" in said and _has_placeholders(said)
        attributes = re.search(rb"\x1b\[\?([\d;]*)c", said)
        sixel = attributes is not None and b"4" in attributes[1].split(b";")[1:]
        cell = re.search(rb"\x1b\[6;(\d{1,3});(\d{1,3})t", said)
        size = (int(cell[2]), int(cell[1])) if cell else _USUAL_CELL
        limit = re.search(rb"\x1b\[\?2;0;(\d{1,6});(\d{1,6})S", said)
        largest = (int(limit[1]), int(limit[2])) if limit else None
        return cls(kitty, sixel, size if min(size) > 1 else _USUAL_CELL, largest)

    def in_window(self, rows: int, columns: int, width: int, height: int) -> "Answer":
        """The answer with what the system knows of the window: the pixels of a cell, and whether sixels can fill it.

        xterm shows nothing at all of a picture that is larger than it allows.
        """
        if not (rows and columns and width and height):
            return self
        fits = self.largest is None or (width <= self.largest[0] and height <= self.largest[1])
        return Answer(self.kitty, self.sixel and fits, (width // columns, height // rows), self.largest)


def _has_placeholders(said: bytes) -> bool:
    """Whether the program draws pictures where certain letters stand, which is how they get into a screen of text.

    No question tells; kitty does since 0.28, ghostty always, and others that know kitty's graphics do not.
    """
    version = re.search(rb"\x1bP>\|(kitty|ghostty)[( ](\d+)\.(\d+)", said, re.IGNORECASE)
    if version is None:
        return False
    return version[1].lower() == b"ghostty" or (int(version[2]), int(version[3])) >= (0, 28)


def graphics_for(wish: str | None, ask: Callable[[], Answer] | None = None) -> Graphics:
    """The way that was wished for, or the best that the terminal has; UsageError for a way that there is not.

    In a browser there are half-blocks only: it would be told pixels in a language that it does not speak.
    """
    ask = ask or ask_terminal
    wish = {None: "auto", "tgp": "kitty"}.get(wish, wish)
    if wish not in (*get_args(Way), "auto"):
        raise UsageError(f"Pictures cannot be drawn in the way “{wish}”.", "There are auto, half, kitty, sixel, none.")
    if wish == "none":
        return WORDS
    if wish == "half" or "web" in os.environ.get("TEXTUAL_DRIVER", ""):
        return HALF
    answer = ask()
    if wish == "kitty" or (wish == "auto" and answer.kitty):
        return _ready(Graphics("kitty", answer.cell))
    if wish == "sixel" or (wish == "auto" and answer.sixel):
        return _ready(Graphics("sixel", answer.cell))
    return HALF


def _ready(graphics: Graphics) -> Graphics:
    """Import what speaks to the terminal: it asks it again as it is imported, and must not when Textual listens."""
    import textual_image.widget  # noqa: F401

    return graphics


def ask_terminal() -> Answer:
    """Ask the terminal what it can draw: before Textual reads from it. Where there is none, nothing."""
    streams = (sys.__stdin__, sys.__stderr__)
    if sys.platform == "win32" or not all(stream is not None and stream.isatty() for stream in streams):
        return Answer()
    if os.environ.get("TERM") in ("dumb", "linux") or os.environ.get("TERM_PROGRAM") in _MUTE:
        return Answer()
    assert sys.__stdin__ is not None
    assert sys.__stderr__ is not None
    with contextlib.suppress(OSError):
        return _conversation(sys.__stdin__.fileno(), sys.__stderr__.fileno())
    return Answer()


def _conversation(reading: int, writing: int) -> Answer:
    import fcntl
    import termios
    import tty

    before = termios.tcgetattr(reading)
    said = b""
    try:
        tty.setcbreak(reading, termios.TCSANOW)
        os.write(writing, _QUESTION)
        while not re.search(rb"\x1b\[\?[\d;]*c", said) and len(said) < 4096:
            if not select.select([reading], [], [], _PATIENCE)[0]:
                break
            said += os.read(reading, 1024)
    except termios.error as error:
        raise OSError(*error.args) from error
    finally:
        termios.tcsetattr(reading, termios.TCSANOW, before)
    told = struct.unpack("HHHH", fcntl.ioctl(writing, termios.TIOCGWINSZ, bytes(8)))
    return Answer.read(said).in_window(*told)
