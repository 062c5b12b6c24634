"""Keeping a text or a package in a file that somebody finds again."""

import os
import re
from pathlib import Path

from miliary_chat.base.errors import MiliaryError
from miliary_chat.base.paths import data_folder


def keep(content: str | bytes, title: str, wanted: str = "", *, ending: str = ".md") -> Path:
    """Write `content` to the file `wanted`, or to one named after `title`; where one stands, else in the data folder.

    What is no text always gets its `ending`. A file that is there already is never written over. MiliaryError when it
    cannot be written anywhere.
    """
    folders = [Path.cwd(), data_folder()]
    name = Path(wanted).expanduser() if wanted else Path(f"{_slug(title)}{ending}")
    if isinstance(content, bytes) and name.suffix.lower() != ending:
        name = name.with_name(f"{name.name}{ending}")
    trouble = ""
    for folder in folders:
        try:
            return _write(folder / name, content)
        except OSError as error:
            trouble = error.strerror or str(error)
    command = "cards" if isinstance(content, bytes) else "save"
    raise MiliaryError(f"It could not be written: {trouble}.", f"Name another place: /{command} PLACE.")


def _write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    free = path
    for number in range(2, 1000):
        try:
            descriptor = os.open(free, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        except FileExistsError:
            free = path.with_stem(f"{path.stem}-{number}")
            continue
        with os.fdopen(descriptor, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.replace("\n", os.linesep).encode())
        return free
    raise FileExistsError(f"{path} is there already")


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")[:60] or "miliary-chat"
