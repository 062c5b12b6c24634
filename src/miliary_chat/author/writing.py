"""Writing over an author's file: the old one is kept under another name first, and the new one comes whole or not."""

import os
import stat
from collections.abc import Callable
from itertools import count
from pathlib import Path

from miliary_chat.base.errors import MiliaryError
from miliary_chat.base.whole import write_whole


def write_over(
    file: Path, before: bytes | None, after: bytes, *, replace: Callable[[Path, Path], None] = os.replace
) -> Path | None:
    """Write `after` into a file that still holds `before` (None: is not there), and return where that is kept.

    The backup is FILE.bak, or FILE.bak2 and so on, never an older one's name; it is on disk before anything else
    happens, and the file itself changes in one stroke. MiliaryError when the file has changed meanwhile, or nothing can
    be written there; then it is as it was.
    """
    file = file.resolve()

    def _if_unchanged(part: Path, file: Path) -> None:
        check_unchanged(file, before)
        replace(part, file)

    try:
        check_unchanged(file, before)
        backup = None if before is None else _kept(file, before)
        write_whole(file, after, replace=_if_unchanged)
    except OSError as error:
        raise MiliaryError(f"{file} cannot be written: {error.strerror or error}.", "It is as it was.") from error
    return backup


def check_unchanged(file: Path, before: bytes | None) -> None:
    """MiliaryError when a file does not hold what was read from it."""
    try:
        now = file.read_bytes()
    except FileNotFoundError:
        now = None
    if now != before:
        raise MiliaryError(f"{file} was changed while you were deciding.", "Nothing was written to it. Start again.")


def _kept(file: Path, content: bytes) -> Path:
    """A new backup with this content; one that is there already is never touched."""
    for number in count(1):
        backup = file.with_name(f"{file.name}.bak{number if number > 1 else ''}")
        try:
            handle = os.open(backup, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IMODE(file.stat().st_mode))
        except FileExistsError:
            continue
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        return backup
    raise AssertionError("numbers do not end")
