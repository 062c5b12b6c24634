"""A folder of own pictures: what lies in it for a case, which of it is shown, and what is wrong with the rest."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Annotated, NamedTuple

from miliary_chat.base.errors import MiliaryError
from miliary_chat.base.paths import user_pictures
from miliary_chat.base.sanitise import one_line
from miliary_chat.case.brought import ALL_STAY, Brought, OwnFile
from miliary_chat.case.model import Case, CaseImage, OwnPicture
from miliary_chat.case.nodes import Entry, MapNode, TextNode, compose
from miliary_chat.case.own_pictures import clash, clashes, with_own_pictures
from miliary_chat.case.places import locate
from miliary_chat.case.problems import Problem, in_order
from miliary_chat.case.reader import source_of
from miliary_chat.case.scalars import Id, Model, frozen, keyed
from miliary_chat.case.source_text import harmless
from miliary_chat.case.validation import did_you_mean, fill

FILE_NAMES = ("pictures.yaml", "pictures.yml")
"""What tells about the pictures in a folder; it need not be there."""

SUFFIXES = (".png", ".jpg", ".jpeg", ".dcm")
"""Of files that are found by the picture's id; the first that is there is taken."""

_STAYS = "The case shows the picture that it came with."


class PicturesFile(Model):
    """What pictures.yaml says: own pictures by the ids of the pictures that they stand for."""

    pictures: Annotated[Mapping[Id, OwnPicture], frozen, keyed]


def own_pictures(case: Case, folder: Path) -> Brought:
    """Return what lies in `folder` for a case; never raises, for whatever is wrong there, the case can be played."""
    home = folder / case.id
    try:
        names = sorted(os.listdir(home))
    except (FileNotFoundError, ValueError):
        lost = folder != user_pictures() and not folder.is_dir()
        words = f"The folder of own pictures is not there. {ALL_STAY}"
        return Brought(case, problems=(Problem(one_line(str(folder)), 1, 1, "N405", words),) if lost else ())
    except OSError as error:
        words = f"This folder of own pictures cannot be looked into: {error.strerror}. {ALL_STAY}"
        return Brought(case, problems=(Problem(one_line(str(home)), 1, 1, "W546", words),))
    return _Looking(case, folder, home, tuple(names)).brought()


@dataclass
class _Looking:
    case: Case
    folder: Path
    home: Path
    names: tuple[str, ...]
    problems: list[Problem] = field(default_factory=list)
    text: str = ""
    list_file: str = ""
    """pictures.yaml as it is named in problems; empty where there is none."""
    refused: set[str] = field(default_factory=set)
    """The pictures of which it says something that makes no sense."""

    def brought(self) -> Brought:
        written = self._written()
        if written is None:
            return Brought(self.case, problems=in_order(self.problems), text=self.text)
        named = self._named_like_pictures(written)
        found = [own for image in self.case.images.values() if (own := self._own(image, written, named))]
        case, files = self._without_clashes(found)
        notices = [_notice(each, self.case.images[each.id], case.pictures[each.id]) for each in files]
        return Brought(case, files, in_order([*self.problems, *notices]), self.text)

    def _say(self, where: str, place: tuple[int, int], code: str, words: str) -> None:
        self.problems.append(Problem(where, *place, code, words))

    def _written(self) -> Mapping[str, Entry] | None:
        """What pictures.yaml says of each picture of the case; None when it makes no sense, {} when there is none."""
        name = next((name for name in FILE_NAMES if name in self.names), None)
        if name is None:
            return {}
        where = self.list_file = one_line(str(self.home / name))
        file = self._inside(name)
        source = source_of(file) if file else Problem(where, 1, 1, "W546", "This leads out of the folder of pictures.")
        if isinstance(source, Problem):
            self._say(where, (1, 1), "W546", f"{source.message} {ALL_STAY}")
            return None
        root, problems = compose(source, where)
        if root is None or problems:
            for problem in problems:
                not_one = "This is no list of pictures, which begins with “pictures:”."
                words = not_one if problem.code == "E114" else problem.message
                self._say(where, (problem.line, problem.column), "W546", f"{words} {ALL_STAY}")
            return None
        self.text = source.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
        return self._entries(root)

    def _entries(self, root: MapNode) -> Mapping[str, Entry] | None:
        """The entries that make sense, of pictures that the case has."""
        inner = root.entries["pictures"].value if "pictures" in root.entries else None
        entries = inner.entries if isinstance(inner, MapNode) else {}
        whole = replace(root, entries={key: entry for key, entry in root.entries.items() if key != "pictures"})
        if not isinstance(inner, MapNode) or whole.entries:  # what is wrong is not in any one picture
            _, invalid = fill(PicturesFile, root, self.list_file)
            for problem in invalid:
                self._say(self.list_file, (problem.line, problem.column), "W546", f"{problem.message} {ALL_STAY}")
            return None
        kept = {}
        for id_, entry in entries.items():
            if id_ not in self.case.images:
                words = f"“{harmless(id_)[:60]}” is no picture of this case{self._meant(id_)}"
                self._say(self.list_file, (entry.line, entry.column), "W547", words)
                continue
            alone = replace(root, entries={"pictures": Entry(1, 1, replace(inner, entries={id_: entry}))})
            _, invalid = fill(PicturesFile, alone, self.list_file)
            for problem in invalid:
                self._say(self.list_file, (problem.line, problem.column), "W548", f"{problem.message} {_STAYS}")
                self.refused.add(id_)
            kept[id_] = entry
        return kept

    def _meant(self, id_: str) -> str:
        return did_you_mean(id_, tuple(sorted(self.case.images))) or f". {ALL_STAY}"

    def _named_like_pictures(self, written: Mapping[str, Entry]) -> Mapping[str, str]:
        """The files that are named like pictures of the case, by the pictures' ids."""
        elsewhere = {text for entry in written.values() if (text := _file_in(entry))}
        found: dict[str, list[str]] = {}
        for name in self.names:
            stem, suffix = os.path.splitext(name)
            if suffix.lower() not in SUFFIXES or name in elsewhere or name.startswith((".", "_")):
                continue
            if stem.casefold() in self.case.images:
                found.setdefault(stem.casefold(), []).append(name)
            else:
                words = f"“{one_line(name, limit=80)}” is named after no picture of this case"
                self._say(one_line(str(self.home / name)), (1, 1), "W547", words + self._meant(stem.casefold()))
        for id_, names in found.items():
            names.sort(key=lambda name: SUFFIXES.index(os.path.splitext(name)[1].lower()))
            for name in names[1:] if id_ not in written or not _file_in(written[id_]) else ():
                words = f"“{names[0]}” is shown for “{id_}”, so this one is not. Keep one of them."
                self._say(one_line(str(self.home / name)), (1, 1), "W548", words)
        return {id_: names[0] for id_, names in found.items()}

    def _own(self, image: CaseImage, written: Mapping[str, Entry], named: Mapping[str, str]) -> OwnFile | None:
        """The own picture that stands for one of the case, if there is one and it can be shown."""
        entry = written.get(image.id)
        if image.id in self.refused or (entry is None and image.id not in named):
            return None
        typed = _file_in(entry) if entry else None
        name = typed or named.get(image.id, "")
        inner = entry.value if entry is not None and isinstance(entry.value, MapNode) else MapNode(1, 1, {})
        place = locate(inner, ("file",)).at_value if typed else (entry.line, entry.column) if entry else (1, 1)
        where = self.list_file if entry else one_line(str(self.home / name))
        if not name:
            words = f"There is no file for “{image.id}”: put {image.id}.png beside this list. {_STAYS}"
            self._say(where, place, "W548", words)
            return None
        file = self._inside(name)
        problem = _looked_at(file).problem if file else _outside(name)
        if problem or file is None:
            self._say(where, place, "W548", f"{problem} {_STAYS}")
            return None
        line, column = (entry.line, entry.column) if entry else (1, 1)
        rest = {key: one for key, one in inner.entries.items() if key != "file"}
        node = MapNode(line, column, {"file": Entry(*place, TextNode(*place, name)), **rest})
        return OwnFile(image.id, node, file, where, self.home)

    def _inside(self, name: str) -> Path | None:
        """Where a file of that name is; None when it is not in the folder of this case's own pictures."""
        windows = PureWindowsPath(name)
        if windows.drive or windows.root or ".." in windows.parts or PurePosixPath(name).is_absolute() or "\\" in name:
            return None
        try:
            file = (self.home / name).resolve()
            return file if file.is_relative_to(self.folder.resolve() / self.case.id) else None
        except (OSError, RuntimeError, ValueError):
            return None

    def _without_clashes(self, found: Iterable[OwnFile]) -> tuple[Case, tuple[OwnFile, ...]]:
        """The case with those own pictures of which no region is another picture's."""
        own = {each.id: each for each in found}
        while True:
            case = _with(self.case, own.values())
            odd = next(clashes(case), None)
            if odd is None:
                return case, tuple(own.values())
            image, region, other = odd
            if image not in own:  # in the case's own file, which the reader has told
                return case, tuple(own.values())
            place = locate(own[image].node, ("regions", region)).at_key
            self._say(own[image].where, place, "W548", f"{clash(region, other)} {_STAYS}")
            del own[image]


def _with(case: Case, files: Iterable[OwnFile]) -> Case:
    tree = Brought(case, tuple(files)).written_into(MapNode(1, 1, {}))
    read, _ = fill(PicturesFile, tree, "")
    assert read is not None  # each was read before
    return with_own_pictures(case.model_copy(update={"pictures": {**case.pictures, **read.pictures}}))


def _file_in(entry: Entry) -> str | None:
    """The file that pictures.yaml names for a picture."""
    inner = entry.value.entries.get("file") if isinstance(entry.value, MapNode) else None
    return inner.value.text.strip() if inner is not None and isinstance(inner.value, TextNode) else None


def _outside(name: str) -> str:
    """Why a file of that name is not looked at."""
    shown, parts = one_line(name, limit=80), PureWindowsPath(name)
    if "\\" in name and not (parts.drive or parts.root or ".." in parts.parts):
        return f"Write “{shown}” with forward slashes."
    return f"“{shown}” leads out of the folder of this case's own pictures. Put the file itself there."


class _Seen(NamedTuple):
    """What looking at a file gave: why it cannot be shown, empty when it can; whether it knows its own scale."""

    problem: str
    scaled: bool = False


def _looked_at(file: Path) -> _Seen:
    name = one_line(file.name, limit=80)
    try:
        stamp = file.stat()
    except FileNotFoundError:
        return _Seen(f"The picture {name} is missing.")
    except OSError as error:
        return _Seen(f"The picture {name} cannot be had: {error.strerror}.")
    return _seen(file, stamp.st_mtime_ns, stamp.st_size)


@lru_cache(maxsize=256)
def _seen(file: Path, changed: int, length: int) -> _Seen:
    """Look at a file that was changed at that time: a case is loaded more often than its films change."""
    from miliary_chat.picture.decode import read  # a case without own pictures needs no decoder

    try:
        return _Seen("", read(file).mm_per_pixel is not None)
    except MiliaryError as error:
        return _Seen(error.what)


def _notice(own: OwnFile, image: CaseImage, picture: OwnPicture) -> Problem:
    """That an own picture is shown, and what of the case's picture does not hold for it."""
    missing = []
    if image.mm_per_pixel is not None and picture.mm_per_pixel is None and not _looked_at(own.file).scaled:
        missing.append("no scale is known of it")
    if image.regions and not picture.regions:
        missing.append("it has no places to point at")
    if picture.describe is None:
        missing.append("the case's own words describe it")
    said = f"; {', '.join(missing)}" if missing else ""
    words = f"“{image.id}” shows {one_line(own.file.name, limit=80)}, a picture of your own{said}."
    return Problem(own.where, own.node.line, own.node.column, "N404", words)
