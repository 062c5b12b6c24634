"""The viewer in a terminal that says it is kitty: what it is sent is the picture, pixel for pixel, in its cells."""

import base64
import io
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from miliary_chat.picture.decode import read
from miliary_chat.picture.render import render
from miliary_chat.picture.view import whole

if sys.platform == "win32":
    pytest.skip("a terminal of one's own needs POSIX", allow_module_level=True)

from own_terminal import Terminal

pytestmark = pytest.mark.long

CELL = (9, 18)
ANSWERS = {
    b"\x1b_Gi=4201": b"\x1b_Gi=4201;OK\x1b\\",
    b"\x1b[>q": b"\x1bP>|kitty(0.35.2)\x1b\\",
    b"\x1b[c": b"\x1b[?62;52;c",
}
"""What this terminal is asked, and what it answers."""

CHUNK = re.compile(rb"\x1b_G([^;\x1b]*);?([^\x1b]*)\x1b\\")
PLACEHOLDER = "\U0010eeee"


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """The flagship's normal film in the viewer."""
    env = {**os.environ, "TERM": "xterm-kitty", "MILIARY_HOME": str(tmp_path), "COLORTERM": "truecolor"}
    env.pop("TERM_PROGRAM", None)
    opened = Terminal("view", "wedding-photograph/normal", environment=env, cell=CELL, answers=ANSWERS)
    yield opened
    opened.close()


def pictures(sent: bytes) -> list[Image.Image]:
    """The pictures that were transmitted."""
    found, data = [], b""
    for control, payload in CHUNK.findall(sent):
        keys = dict(part.split(b"=", 1) for part in control.split(b",") if b"=" in part)
        if keys.get(b"f") != b"100":
            continue
        data += payload
        if keys.get(b"m") == b"0":
            found.append(Image.open(io.BytesIO(base64.b64decode(data))).convert("L"))
            data = b""
    return found


def test_kitty_is_sent_the_picture_at_its_own_pixels_and_told_where_it_stands(terminal: Terminal) -> None:
    terminal.wait_for("whole film")
    terminal.wait_for(PLACEHOLDER)
    shown = pictures(terminal.raw)[-1]
    film = read(Path(__file__).parents[2] / "cases" / "wedding-photograph" / "normal.png")
    assert shown.width == 120 * CELL[0]
    assert shown.height % CELL[1] == 0
    meant = render(film, whole(film), *shown.size)
    assert ImageChops.difference(shown, meant).getextrema()[1] <= 1
    sent = len(pictures(terminal.raw))
    terminal.type("+")
    terminal.wait_for("shown at")
    terminal.wait_until(lambda: len(pictures(terminal.raw)) > sent)
    assert ImageChops.difference(pictures(terminal.raw)[-1], shown).getbbox() is not None
    terminal.type("q")
    assert terminal.left() == 0
