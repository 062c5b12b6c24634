"""What was found in cases that have not changed since: a file of problems by content."""

import hashlib
import json
import stat
from contextlib import suppress
from pathlib import Path
from typing import Any

from miliary_chat.author.beside import answers_beside
from miliary_chat.author.checking.examined import Examined
from miliary_chat.author.checking.fingerprint import listing, program_print
from miliary_chat.base.settings import pictures_folder
from miliary_chat.base.whole import write_whole
from miliary_chat.case.exam_files import candidates_beside, exam_file, is_exam
from miliary_chat.case.library import Library
from miliary_chat.case.problems import Problem
from miliary_chat.case.reader import case_file
from miliary_chat.case.source_text import SIZE_LIMIT

_MOST = 20_000
"""Cases that are remembered; the oldest are forgotten first."""


class Memory:
    """Problems by a hash of all that they depend on: the program, the case, its answers, the files beside it, and the
    pictures of this person's own.

    What is found in an exam depends on its candidates too, and on all cases of the `library` that it may take.
    """

    def __init__(self, file: Path, library: Library | None = None) -> None:
        self._file = file
        self._library = library or Library(())
        self._pictures = f"{pictures_folder()}\n{listing(pictures_folder())}\n".encode("utf-8", "surrogateescape")
        self._keys: dict[Path, str] = {}
        self._contents: dict[Path, bytes] = {}
        self._known = _read(file)
        self._grown = False

    def recall(self, path: Path) -> Examined | None:
        """What was found in the case at `path`; None when it is new or has changed."""
        held = self._known.get(self._key(path))
        if held is None:
            return None
        id_, line, column, rows = held
        return Examined(tuple(Problem(*row) for row in rows), id_, (line, column))

    def keep(self, path: Path, found: Examined) -> None:
        """Remember what was found, unless it may be otherwise the next time: something could not be read here."""
        if any(problem.code in ("E101", "N403", "W548") for problem in found.problems):
            return
        rows = [[each.file, each.line, each.column, each.code, each.message] for each in found.problems]
        self._known[self._key(path)] = [found.id, *found.at, rows]
        self._grown = True

    def save(self) -> None:
        """Write it all; where that cannot be done, the next check takes longer and that is all."""
        if not self._grown:
            return
        kept = dict(list(self._known.items())[-_MOST:])
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._file, json.dumps(kept, separators=(",", ":")).encode(), durable=False)

    def _key(self, path: Path) -> str:
        if path not in self._keys:
            self._keys[path] = self._key_of_exam(path) if is_exam(path) else _key(path, self._pictures)
        return self._keys[path]

    def _key_of_exam(self, path: Path) -> str:
        file = exam_file(path)
        cases = [case_file(case) for case in self._library.around(file).files()]
        digest = hashlib.sha256(f"{program_print()}\nexam\n{path}\n".encode("utf-8", "surrogateescape"))
        digest.update(self._pictures)
        for one in (file, candidates_beside(file), *cases):
            if one not in self._contents:
                self._contents[one] = hashlib.sha256(_content(one)).digest()
            digest.update(f"\n{one}\n".encode("utf-8", "surrogateescape") + self._contents[one])
        return digest.hexdigest()


def _read(file: Path) -> dict[str, Any]:
    try:
        known = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _key(path: Path, pictures: bytes) -> str:
    file = case_file(path)
    digest = hashlib.sha256(f"{program_print()}\n{path}\n".encode("utf-8", "surrogateescape") + pictures)
    for one in (file, answers_beside(path)):
        digest.update(hashlib.sha256(_content(one)).digest())
    if path.is_dir():
        digest.update(listing(path).encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _content(file: Path) -> bytes:
    """What is in a file; of one that no case can be (a pipe, 50 MB) only how it looks from outside."""
    try:
        seen = file.stat()
        if not stat.S_ISREG(seen.st_mode) or seen.st_size > 2 * SIZE_LIMIT:
            return f"{seen.st_mode} {seen.st_size} {seen.st_mtime_ns}".encode()
        return file.read_bytes()
    except OSError:
        return b"none"
