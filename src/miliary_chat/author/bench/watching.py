"""An author's case, looked at again whenever its file changes."""

import os
from dataclasses import dataclass
from pathlib import Path

from miliary_chat.author.checking.check import check, with_lints
from miliary_chat.author.checking.lints.pages import Pages
from miliary_chat.case.loaded import Loaded, load_case
from miliary_chat.case.problems import Problem
from miliary_chat.case.reader import CaseRefused, check_case

_PAGES = Pages()
"""What was found in questions that the next save may leave as they are."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at a case gave: all its problems, and the case when it can be played."""

    problems: tuple[Problem, ...]
    loaded: Loaded | None


def look(path: Path) -> Looked:
    """Read the case at `path`: whether it can be played, and what a reader alone notices. Quick."""
    try:
        loaded = load_case(path)
    except CaseRefused as refused:
        return Looked(refused.problems, None)
    return Looked(loaded.notices, loaded)


def problems_of(path: Path, loaded: Loaded) -> tuple[Problem, ...]:
    """Everything that `check` says of the case at `path`, of which `loaded` is played: a second's work, or less.

    The one place where an author's screens get a case's problems from.
    """
    reading = check_case(path)
    if reading.source == loaded.source:  # its rubrics are compiled already
        return with_lints(reading, path, loaded.hash, _PAGES)
    return check(path, _PAGES)


class Watch:
    """Tells when one of some files is another one than before; a file that is not there yet may still come."""

    def __init__(self, *files: Path) -> None:
        """What is there now counts as seen."""
        self._seen = {file: _stamp(file) for file in files}

    def also(self, *files: Path) -> None:
        """Watch these too, as they are now."""
        self._seen = {**{file: _stamp(file) for file in files}, **self._seen}

    def changed(self) -> bool:
        """Whether anything changed since this was last asked."""
        now = {file: _stamp(file) for file in self._seen}
        before, self._seen = self._seen, now
        return now != before


def pictures_of(path: Path, loaded: Loaded) -> tuple[Path, ...]:
    """Where the pictures of the case at `path` lie, or would lie."""
    folder = path if path.is_dir() else path.parent
    named = ((image.id, image.file) for image in loaded.case.images.values() if image.file)
    return tuple(loaded.images.get(id_, folder / file) for id_, file in named)


def _stamp(file: Path) -> tuple[int, int]:
    """A file's time in nanoseconds and its size; -1 for both while it cannot be seen."""
    try:
        found = os.stat(file)
    except (OSError, ValueError):
        return -1, -1
    return found.st_mtime_ns, found.st_size
