"""The judge's version: release and data, so that a mark can be traced to the words known when it was given."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from miliary_chat import __version__


@cache
def judge_version() -> str:
    """The release, a plus sign, and the first 12 hexadecimal digits of the SHA-256 of the judge's data files."""
    digest = hashlib.sha256()
    for name, entry in sorted(_files(resources.files("miliary_chat.judge") / "data")):
        digest.update(name.encode() + b"\0" + entry.read_bytes())
    return f"{__version__}+{digest.hexdigest()[:12]}"


def _files(folder: Traversable, under: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _files(entry, f"{under}{entry.name}/")
        elif entry.name.endswith((".yaml", ".txt")):
            yield under + entry.name, entry
