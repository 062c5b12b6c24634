"""A case as a run needs it: read, pinned by its hash, and able to come back from what a store keeps."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from miliary_chat.base.sanitise import one_line
from miliary_chat.base.settings import pictures_folder
from miliary_chat.case.brought import Brought, told_in_play
from miliary_chat.case.flat import flat
from miliary_chat.case.nodes import MapNode, plain
from miliary_chat.case.problems import Problem
from miliary_chat.case.reader import CaseRefused, Reading, check_case, read_case

if TYPE_CHECKING:
    from miliary_chat.case.model import Case

_NOTHING: Mapping[str, str] = MappingProxyType({})
_NO_FILES: Mapping[str, Path] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Loaded:
    """A case that can be played.

    `source` is the file's bytes; for a case that uses packs, or has own pictures, the case with these written out.
    `images` maps an image's id to its file, for those that are there; `image_hashes` maps the same ids to the SHA-256
    of the bytes.
    `hash` pins all of it. `notices` are what may be told and stops nothing.
    """

    case: "Case"
    hash: str
    source: bytes
    folder: Path | None = None
    images: Mapping[str, Path] = field(default_factory=lambda: _NO_FILES)
    image_hashes: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    notices: tuple[Problem, ...] = ()

    @property
    def trouble(self) -> str:
        """What whoever plays is told of own pictures that are not shown; an empty text when all is well."""
        return told_in_play(self.notices)

    @classmethod
    def from_source(cls, source: bytes, image_hashes: Mapping[str, str] = _NOTHING, where: str = "case") -> "Loaded":
        """Return the case that was loaded from `source` with these images, without looking for any file.

        The hash is the one that it had, so compare it with the one kept. CaseRefused when this release refuses it.
        """
        reading = read_case(source, where)
        case, tree, notices = _playable(reading, where)
        hashes = MappingProxyType(dict(image_hashes))
        return cls(case, case_hash(tree, hashes), reading.kept, image_hashes=hashes, notices=notices)


def load_case(path: Path, pictures: Path | None = None) -> Loaded:
    """Load the case at `path`, a folder with case.yaml or a YAML file; CaseRefused when it has errors.

    Own pictures are looked for in the folder `pictures`, else where this person keeps them. They never stop a case.
    """
    from miliary_chat.case.picture_folder import own_pictures  # the model: what is only imported should not need it

    where = one_line(str(path))
    reading = check_case(path)
    case, typed, notices = _playable(reading, where)
    brought = own_pictures(case, pictures or pictures_folder())
    if brought.files:
        reading, brought = _with_pictures(reading, brought, where)
    case, tree, _ = _playable(reading, where)
    folder = path if path.is_dir() else path.parent
    own = {each.id: each.file for each in brought.files}
    named = {image.id: own.get(image.id, folder / image.file) for image in case.images.values() if image.file}
    hashes = {id_: digest for id_, file in named.items() if (digest := _file_hash(file))}
    images = MappingProxyType({id_: named[id_] for id_ in hashes})
    kept = MappingProxyType(hashes)
    told = (*brought.still_told(notices, typed), *brought.problems)
    return Loaded(case, case_hash(tree, kept), reading.kept, folder, images, kept, told)


def case_hash(tree: MapNode, image_hashes: Mapping[str, str]) -> str:
    """Return the SHA-256, in hexadecimal, of a case's canonical form.

    Canonical: JSON in UTF-8 without white space of the tree as typed, before any default, so that a new default or a
    comment changes nothing; packs written out, so that a pack of a later release is another case; keys in the order of
    the file, for order is meaning; beside it the images' hashes by id.
    """
    form = {"case": plain(tree), "images": dict(sorted(image_hashes.items()))}
    return hashlib.sha256(json.dumps(form, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _playable(reading: Reading, where: str) -> tuple["Case", MapNode, tuple[Problem, ...]]:
    if reading.case is None or reading.tree is None:
        raise CaseRefused(where, reading.problems)
    return reading.case, reading.tree, reading.problems


def _with_pictures(reading: Reading, brought: Brought, where: str) -> tuple[Reading, Brought]:
    """The case read again with its own pictures written into it, just as a store will read it.

    Where that cannot be (the whole gets too big), the case as it was, without them.
    """
    assert reading.tree is not None
    again = read_case(flat(brought.written_into(reading.tree)), where)
    return (reading, brought.refused(again.errors[0].message)) if again.errors else (again, brought)


def _file_hash(file: Path) -> str | None:
    """The SHA-256 of a file, None when it is not there: a missing picture stops no case."""
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None
