"""Writing an author's file: never without a backup, never over what somebody else wrote meanwhile."""

import difflib
import os
from collections.abc import Iterator
from pathlib import Path

from miliary_chat.base.errors import MiliaryError


def difference(before: str, after: str, name: str) -> Iterator[str]:
    """The lines of a unified diff, without line ends."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), name, f"{name} (new)", lineterm="", n=2)
    return iter(lines)


def save(file: Path, before: bytes, after: str) -> Path:
    """Replace `file`, which held `before`, and return its backup. MiliaryError when it has changed meanwhile."""
    try:
        if file.read_bytes() != before:
            raise MiliaryError(f"{file} has changed meanwhile.", "Nothing was written. Try again.")
        backup = _backup(file, before)
        part = file.with_name(f".{file.name}.part")
        try:
            part.write_bytes(after.encode())
            part.chmod(file.stat().st_mode & 0o777)
            os.replace(part, file)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        words = f"{file} cannot be written: {error.strerror or error}."
        raise MiliaryError(words, "What was there is untouched.") from error
    return backup


def _backup(file: Path, before: bytes) -> Path:
    """Keep the old bytes beside the file, under the first name that is free."""
    number = 0
    while True:
        name = f"{file.name}.bak" if not number else f"{file.name}.bak{number}"
        try:
            with file.with_name(name).open("xb") as stream:
                stream.write(before)
            return file.with_name(name)
        except FileExistsError:
            number += 1
