"""Finding cases: those that ship with the program, a person's own, and those of folders named on the command line."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from miliary_chat.base.called import called
from miliary_chat.base.errors import CaseError
from miliary_chat.base.paths import user_cases
from miliary_chat.base.sanitise import one_line
from miliary_chat.case.exam_files import SUFFIXES as _SUFFIXES, exam_file, exam_paths, is_exam_name
from miliary_chat.case.problems import Problem

# The modules that read YAML are imported when a case is read: this one is imported whenever the program starts.
if TYPE_CHECKING:
    from miliary_chat.case.blueprint_reader import LoadedExam
    from miliary_chat.case.exam_cards import ExamCard
    from miliary_chat.case.loaded import Loaded
    from miliary_chat.case.nodes import MapNode

_SHOWN = ("id", "title", "level", "minutes", "tags", "reviewed")
_LONG_PARTS = ("sources", "images", "misconceptions", "stages", "quiz", "debrief")


@dataclass(frozen=True, slots=True)
class Card:
    """What a list shows of a case. A broken case has a card too, with its problems.

    `problems` is complete only when `checked`; `hides` are cases of the same id in earlier folders.
    """

    id: str
    path: Path
    title: str
    level: str = "core"
    minutes: int = 15
    tags: tuple[str, ...] = ()
    reviewed: bool = False
    problems: tuple[Problem, ...] = ()
    checked: bool = False
    hides: tuple[Path, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop the case, as far as they are known."""
        return tuple(problem for problem in self.problems if problem.severity == "error")


def shipped_cases() -> Path:
    """Return the folder of the cases that come with the program: inside the package, else beside it in a checkout."""
    inside = Path(__file__).parents[1] / "cases"  # importlib.resources takes 17 ms, and the answer is the same
    return inside if inside.is_dir() else Path(__file__).parents[3] / "cases"


def open_library(named: Sequence[Path] = ()) -> "Library":
    """Return the library of this machine: what ships, the person's own folder, and the folders `named`."""
    return Library((shipped_cases(), user_cases()), named)


class Library:
    """The cases of several folders, later ones before earlier ones; looked for once, at the first question."""

    def __init__(self, folders: Sequence[Path], named: Sequence[Path] = ()) -> None:
        """`folders` may be missing (a person need not have cases); of `named` it is said when one is."""
        self._folders = tuple(folders)
        self._named = tuple(named)

    def cards(self, *, check: bool = False) -> tuple[Card, ...]:
        """Return a card for each case, by title; with `check` each is read whole, so that all problems are known."""
        cards = (self._checked(card) for card in self._shelf.values()) if check else self._shelf.values()
        return tuple(sorted(cards, key=lambda card: (card.title.casefold(), card.id)))

    def exams(self, *, check: bool = False) -> tuple["ExamCard", ...]:
        """Return a card for each exam, by title; with `check` each is read with its cases, so that all is known."""
        from miliary_chat.case.exam_cards import checked

        cards = (checked(card, self) for card in self._exams.values()) if check else self._exams.values()
        return tuple(sorted(cards, key=lambda card: (card.title.casefold(), card.id)))

    def find_exam(self, name: str) -> "LoadedExam":
        """Load the exam with this id or at this path; CaseError says what is wrong, or what else was meant."""
        from miliary_chat.case.blueprint_reader import load_exam

        return load_exam(self.place_of_exam(name), self)

    def place_of_exam(self, name: str) -> Path:
        """Where the exam with this id or at this path lies, whatever is wrong with it; CaseError when there is none."""
        from miliary_chat.case.exam_cards import advice, lying_at

        path = Path(name).expanduser()
        a_path = path.suffix in _SUFFIXES or len(path.parts) > 1
        card = None if a_path else self._exams.get(name)
        if card is None and (a_path or exam_file(path).exists()):
            if not _exists(exam_file(path)):
                raise CaseError(f"There is no exam at {one_line(name, limit=80)}.", advice("", ()))
            return path
        card = card or lying_at(name, self._exams.values())
        if card is None:
            raise CaseError(f"There is no exam “{one_line(name, limit=80)}”.", advice(name, self._exams.values()))
        return card.path

    def around(self, file: Path) -> "Library":
        """Return the library in which an exam's cases are looked for: this one, and what lies about the exam's `file`.

        The exam's own folder comes first of all; the one in which an exam's folder lies comes last.
        """
        beside = (file.absolute().parent.parent,) if file.name == exam_file(file.parent).name else ()
        return Library((*beside, *self._folders, *self._named), (file.parent,))

    def files(self) -> tuple[Path, ...]:
        """Return where the cases lie, without reading any."""
        folders = [folder for folder in (*self._folders, *self._named) if _exists(folder)]
        return tuple(path for folder in folders for path in case_paths(folder, []))

    @property
    def troubles(self) -> tuple[str, ...]:
        """What could not be looked into, a sentence each."""
        return self._found[1]

    def find(self, name: str) -> "Loaded":
        """Load the case with this id or at this path; CaseError says what is wrong, or what else was meant."""
        from miliary_chat.case.loaded import load_case

        return load_case(self.place_of(name))

    def place_of(self, name: str) -> Path:
        """Where the case with this id or at this path lies, whatever is wrong with it; CaseError when there is none."""
        path = Path(name).expanduser()
        a_path = path.suffix in _SUFFIXES or len(path.parts) > 1
        card = None if a_path else self._shelf.get(name)
        if card is None and (a_path or _exists(path)):
            if not _exists(path):
                raise CaseError(
                    f"There is no case at {one_line(name, limit=80)}.",
                    f"“{called('list')}” shows those that there are.",
                )
            return path
        card = card or self._lying_at(name)
        if card is None:
            raise CaseError(f"There is no case “{one_line(name, limit=80)}”.", self._advice(name))
        return card.path

    def _lying_at(self, name: str) -> Card | None:
        """The case whose folder or file has this name: one with a mistake may not have told its id."""
        places = (
            (card, card.path.parent if card.path.name == "case.yaml" else card.path) for card in self._shelf.values()
        )
        return next((card for card, place in places if name in (place.name, place.stem)), None)

    def _advice(self, name: str) -> str:
        from rapidfuzz import fuzz, process

        if name in self._exams:
            return f"It is an exam: {called(f'exam sit {name}')}"
        words = {word.casefold(): card.id for card in self._shelf.values() for word in (card.title, card.id)}
        found = process.extractOne(name.casefold(), list(words), scorer=fuzz.WRatio, score_cutoff=70)
        return f"Did you mean “{words[found[0]]}”?" if found else f"“{called('list')}” shows those that there are."

    @property
    def _shelf(self) -> dict[str, Card]:
        return self._found[0]

    @cached_property
    def _found(self) -> tuple[dict[str, Card], tuple[str, ...]]:
        shelf: dict[str, Card] = {}
        troubles: list[Trouble] = []
        for folder in (*self._folders, *self._named):
            if not _exists(folder):
                if folder in self._named:
                    troubles.append(Trouble(folder, "is not there."))
                continue
            for path in case_paths(folder, troubles):
                card = _card(path)
                before = shelf.get(card.id)
                if before is not None:
                    card = replace(card, hides=(*before.hides, before.path))
                shelf[card.id] = card
        return shelf, tuple(map(str, troubles))

    @cached_property
    def _exams(self) -> dict[str, "ExamCard"]:
        from miliary_chat.case.exam_cards import exam_card

        shelf: dict[str, ExamCard] = {}
        for folder in (*self._folders, *self._named):
            for path in exam_paths(folder):
                card = exam_card(path)
                before = shelf.get(card.id)
                shelf[card.id] = replace(card, hides=(*before.hides, before.path)) if before is not None else card
        return shelf

    def _checked(self, card: Card) -> Card:
        from miliary_chat.case.reader import check_case

        return card if card.checked else replace(card, problems=check_case(card.path).problems, checked=True)


def _exists(path: Path) -> bool:
    """Whether something is there; a circle of links and a folder that may not be looked into count as something."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    except OSError:
        return True
    return True


class Trouble(NamedTuple):
    """A place that cannot be looked into, and why."""

    path: Path
    why: str

    def __str__(self) -> str:
        return f"{self.path} {self.why}"


def case_paths(folder: Path, troubles: list[Trouble]) -> Iterator[Path]:
    """Yield the cases of a folder: itself, or folders with case.yaml and YAML files directly in it, by name.

    Files of exams and of answers are none. What cannot be looked into is added to `troubles`.
    """
    try:
        if folder.suffix in _SUFFIXES or (folder / "case.yaml").exists():
            if not is_exam_name(folder.name):
                yield folder
            return
        names = sorted(os.listdir(folder))
    except OSError as error:
        troubles.append(Trouble(folder, f"cannot be looked into: {error.strerror}."))
        return
    for name in names:
        path = folder / name
        if name.startswith((".", "_")):
            continue
        try:
            path.stat()
            if path.is_dir():
                found = (path / "case.yaml").exists()
            else:
                found = path.suffix in _SUFFIXES and not path.stem.endswith(("answers", "candidates"))
                found = found and not is_exam_name(name)
        except OSError as error:
            troubles.append(Trouble(path, f"cannot be looked into: {error.strerror}."))
            continue
        if found:
            yield path


def _card(path: Path) -> Card:
    """The card of a case from the keys before its stages; of one that is not as it should be, with its problems."""
    from miliary_chat.case.nodes import head
    from miliary_chat.case.reader import check_case, source_of

    name = one_line(path.stem if path.suffix in _SUFFIXES else path.name)
    got = source_of(path)
    top = head(got, str(path), wanted=_SHOWN, before=_LONG_PARTS) if isinstance(got, bytes) else None
    id_, title = _text(top, "id"), _text(top, "title")
    if top is not None and id_ and title:
        return _filled(Card(id_, path, title), top)
    reading = check_case(path)
    card = Card(id_ or name, path, title or name, problems=reading.problems, checked=True)
    return card if top is None else _filled(card, top)


def _filled(card: Card, top: "MapNode") -> Card:
    from miliary_chat.case.nodes import ListNode, MapNode, TextNode

    entries = top.entries
    minutes = _text(top, "minutes") or ""
    tags = entries["tags"].value if "tags" in entries else None
    reviewed = entries["reviewed"].value if "reviewed" in entries else None
    items: tuple[object, ...] = tags.items if isinstance(tags, ListNode) else (tags,)
    return replace(
        card,
        level=_text(top, "level") or card.level,
        minutes=int(minutes) if minutes.isascii() and minutes.isdecimal() and len(minutes) < 4 else card.minutes,
        tags=tuple(tag.text for tag in items if isinstance(tag, TextNode)),
        reviewed=isinstance(reviewed, MapNode) and _text(reviewed, "status") == "reviewed",
    )


def _text(top: "MapNode | None", key: str) -> str | None:
    from miliary_chat.case.nodes import TextNode

    value = top.entries[key].value if top is not None and key in top.entries else None
    return value.text.strip() if isinstance(value, TextNode) else None
