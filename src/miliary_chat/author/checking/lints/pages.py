"""What the judge found in a question, kept by content: whoever changes one line waits for one question only."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from miliary_chat.author.checking.fingerprint import program_print
from miliary_chat.base.whole import write_whole
from miliary_chat.case.places import Path as Route

Found = tuple[Route, str, str]
"""Where (with KEY at its end: at the key), a code, and the sentence."""

_AT_HAND = 256
"""Pages that are held in memory."""
_MOST = 12_000
"""Pages that are held on disk: some 2,000 cases, or 100 MB at the very most."""


class Page:
    """One question: what its own lints found, and which texts say what it asks for."""

    def __init__(self, known: dict[str, Any] | None = None) -> None:
        self.known: dict[str, Any] = known or {}
        self.grown = False

    def findings(self, lint: str, find: Callable[[], Iterable[Found]]) -> list[Found]:
        """What `lint` finds in the question: from the page, or by `find`."""
        rows = self._get(lint, lambda: [[list(route), code, message] for route, code, message in find()])
        return [(tuple(route), code, message) for route, code, message in rows]

    def says(self, text: str, wanted: tuple[str, ...], met: Callable[[], list[str]]) -> list[str]:
        """Which of the concepts `wanted` a text says; `met` asks the judge when none of its words rules that out."""
        return list(self._get(f"says {' '.join(wanted)}: {text}", met))

    def probes(self, find: Callable[[], Mapping[str, tuple[Iterable[str], bool]]]) -> Mapping[str, Any]:
        """For each concept the atoms of which a text has to say one, and whether a quantity may say it too."""
        held: Mapping[str, Any] = self._get(
            "probes", lambda: {name: [sorted(atoms), measured] for name, (atoms, measured) in find().items()}
        )
        return held

    def _get(self, name: str, make: Callable[[], Any]) -> Any:
        if name not in self.known:
            self.known[name] = make()
            self.grown = True
        return self.known[name]


class Pages:
    """The pages of many questions; those in `folder` outlive the process."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._pages: dict[str, Page] = {}

    def of(self, content: str) -> Page:
        """The page of a question with this content, whichever case it stands in."""
        key = hashlib.sha256(f"{program_print()}\n{content}".encode("utf-8", "surrogateescape")).hexdigest()
        if key not in self._pages:
            self._pages[key] = Page(self._read(key))
        return self._pages[key]

    def keep(self) -> None:
        """Write what is new; where that cannot be done, the next check takes longer and that is all."""
        for key, page in self._pages.items():
            if page.grown and self._folder is not None:
                self._write(self._file(key), page)
            page.grown = False
        while len(self._pages) > _AT_HAND:
            del self._pages[next(iter(self._pages))]

    def _file(self, key: str) -> Path:
        assert self._folder is not None
        return self._folder / key[:2] / f"{key[2:]}.json"

    def _read(self, key: str) -> dict[str, Any]:
        if self._folder is None:
            return {}
        try:
            known = json.loads(self._file(key).read_bytes())
        except (OSError, ValueError):
            return {}
        return known if isinstance(known, dict) else {}

    def _write(self, file: Path, page: Page) -> None:
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(file, json.dumps(page.known, separators=(",", ":")).encode(), durable=False)


def thin_out(folder: Path, most: int = _MOST) -> None:
    """Delete the pages of `folder` that are in excess, the oldest first."""
    found = []
    for file in folder.glob("*/*.json"):
        with suppress(OSError):
            found.append((file.stat().st_mtime, file))
    for _, file in sorted(found)[: max(0, len(found) - most)]:
        with suppress(OSError):
            file.unlink()
