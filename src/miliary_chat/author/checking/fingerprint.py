"""What a finding depends on beside the case: the program itself."""

import hashlib
import os
from functools import cache
from pathlib import Path

import miliary_chat

_ROOMS = ("base", "judge", "case", "picture", "dialogue", "author")


@cache
def program_print() -> str:
    """What this program is: its release, and the files that decide what is found, for one that is being changed."""
    root = Path(miliary_chat.__file__).parent
    parts = [listing(root / room) for room in _ROOMS]
    return f"{miliary_chat.__version__} {hashlib.sha256(chr(10).join(parts).encode()).hexdigest()}"


def listing(folder: Path) -> str:
    """The files of a folder, whose pictures a case may name, by name, size and time."""
    rows = []
    for base, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            try:
                seen = os.stat(os.path.join(base, name))
                rows.append(f"{os.path.join(base, name)} {seen.st_size} {seen.st_mtime_ns}")
            except OSError:
                rows.append(f"{name} none")
    return "\n".join(rows)
