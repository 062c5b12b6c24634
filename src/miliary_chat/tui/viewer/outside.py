"""The whole picture in the system's own viewer: a copy of what is seen, in all its pixels."""

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from miliary_chat.picture.windowing import shaded

if TYPE_CHECKING:
    from textual.app import App

    from miliary_chat.picture.view import View
    from miliary_chat.tui.viewer.look import Look

_PATIENCE: Final = 3.0
"""Seconds that an opener may take to say that it failed."""

_KEPT: Final[list[tempfile.TemporaryDirectory[str]]] = []
"""The folder of this process's copies: it goes when the program ends."""


def open_outside(app: "App[Any]", look: "Look", view: "View") -> None:
    """Write the picture as PNG in the window that it is looked at with, and let the system show it, or say where it is.

    A copy, because an attempt has its pictures from the store, and because no viewer reads all that this one does.
    """
    if app.is_web:
        app.notify("In a browser there is no other viewer; + and the arrows show every detail here.", markup=False)
        return
    app.run_worker(lambda: _open(app, look, view), thread=True, group="outside")


def _open(app: "App[Any]", look: "Look", view: "View") -> None:
    try:
        file = _written(look, view)
        opened = handed_over(str(file))
    except OSError as error:
        said = f"The picture could not be written: {error.strerror or error}."
    else:
        said = (
            "The picture is opening in your system's viewer." if opened else f"No viewer was found. It is here: {file}"
        )
    app.call_from_thread(app.notify, said, markup=False)


def _written(look: "Look", view: "View") -> Path:
    """The copy. Its name tells nothing."""
    if not _KEPT:
        _KEPT.append(tempfile.TemporaryDirectory(prefix="miliary-", ignore_cleanup_errors=True))
    assert look.picture is not None
    file = Path(_KEPT[0].name) / f"picture-{len(list(Path(_KEPT[0].name).iterdir())) + 1}.png"
    shaded(look.picture.frames[view.frame], look.picture, view.window, invert=view.invert).save(file)
    return file


def handed_over(target: str) -> bool:
    """Whether the system has something that took a file or an address. OSError when it could not be started."""
    if sys.platform == "win32":
        os.startfile(target)
        return True
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    on_screen = sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if opener is None or not on_screen:
        return False
    quiet = subprocess.DEVNULL
    viewer = subprocess.Popen([opener, target], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        return viewer.wait(_PATIENCE) == 0
    except subprocess.TimeoutExpired:  # some openers stay until the viewer is closed
        return True


async def open_address(app: "App[Any]", url: str) -> str:
    """Let the system's browser open an address; the sentence that says what came of it."""
    if not url.lower().startswith(("https://", "http://")):
        return f"This is no address of a page: {url}"
    if app.is_web:
        app.open_url(url)
        return "It opens in a new tab."
    try:
        opened = await asyncio.to_thread(handed_over, url)
    except OSError:
        opened = False
    return "It is opening in your browser." if opened else f"No browser was found here. The address: {url}"
