"""The judge's version: release and data, so that a mark can be traced to the words known when it was given."""

import hashlib
from functools import cache
from importlib import resources

from miliary_chat import __version__


@cache
def judge_version() -> str:
    """The release, a plus sign, and the first 12 hexadecimal digits of the SHA-256 of the judge's data files."""
    digest = hashlib.sha256()
    folder = resources.files("miliary_chat.judge") / "data"
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith((".yaml", ".txt")):
            digest.update(entry.name.encode() + b"\0" + entry.read_bytes())
    return f"{__version__}+{digest.hexdigest()[:12]}"
