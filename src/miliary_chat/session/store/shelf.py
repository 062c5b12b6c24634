"""The cases that attempts run on, kept with their pictures, so that an edited case breaks no attempt."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Table, select

from miliary_chat.base.errors import CaseError, StoreError
from miliary_chat.session.store import tables
from miliary_chat.session.store.database import insert_missing

if TYPE_CHECKING:
    from miliary_chat.case.loaded import Loaded

_cases, _images, _case_images = tables.cases, tables.images, tables.case_images


@dataclass(frozen=True, slots=True)
class KeptImage:
    """A picture: its hash, its file's name, and its bytes."""

    hash: str
    file: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """A case as it lies in the store; `images` by their ids."""

    hash: str
    case_id: str
    title: str
    source: bytes
    images: Mapping[str, KeptImage]


def gathered(loaded: "Loaded") -> Kept:
    """Everything of a case that is to be kept, read from its folder; CaseError when a picture changed meanwhile."""
    images: dict[str, KeptImage] = {}
    for image, file in loaded.images.items():
        try:
            content = file.read_bytes()
        except OSError as error:
            raise CaseError(f"The picture {file} cannot be read any more: {error.strerror}.", "Try again.") from error
        if hashlib.sha256(content).hexdigest() != loaded.image_hashes[image]:
            raise CaseError(f"The picture {file} is being changed.", "Start the case again when that is done.")
        images[image] = KeptImage(loaded.image_hashes[image], file.name, content)
    return Kept(loaded.hash, loaded.case.id, loaded.case.title, loaded.source, images)


def holds(connection: Connection, pin: str) -> bool:
    """Whether a case is kept under this hash."""
    return _has(connection, _cases, pin)


def put(connection: Connection, kept: Kept) -> None:
    """Keep a case; what is there already is left as it is."""
    if holds(connection, kept.hash):
        return
    case = {"hash": kept.hash, "case_id": kept.case_id, "title": kept.title, "source": kept.source}
    insert_missing(connection, _cases, case)
    for image in sorted(kept.images.values(), key=lambda image: image.hash):  # two cases with the same two never cross
        put_image(connection, image.hash, image.content)
    for name, image in kept.images.items():
        row = {"case_hash": kept.hash, "image_id": name, "image_hash": image.hash, "file": image.file}
        insert_missing(connection, _case_images, row)


def put_image(connection: Connection, pin: str, content: bytes) -> None:
    """Keep a picture under its hash; what is there already is left as it is."""
    if not _has(connection, _images, pin):
        insert_missing(connection, _images, {"hash": pin, "bytes": content})


def take(connection: Connection, pin: str) -> tuple[bytes, dict[str, str]]:
    """The source of the case under a hash, and its pictures' hashes by their ids; StoreError when there is none."""
    source = connection.execute(select(_cases.c.source).where(_cases.c.hash == pin)).scalar()
    if not isinstance(source, bytes):  # none, or text that somebody put there: SQLite takes any type
        raise StoreError("The case that this attempt runs on is not in the store.", "The attempt cannot go on here.")
    rows = connection.execute(select(_case_images).where(_case_images.c.case_hash == pin))
    # Sorted here: each database has an order of its own for text.
    return source, dict(sorted((row.image_id, row.image_hash) for row in rows))


def image(connection: Connection, pin: str) -> bytes | None:
    """The picture with this hash; None when none is kept; StoreError when its bytes are not what they were."""
    content: bytes | None = connection.execute(select(_images.c.bytes).where(_images.c.hash == pin)).scalar()
    if content is not None and hashlib.sha256(content).hexdigest() != pin:
        raise StoreError("A picture in the store is damaged.", "The case goes on with its description.")
    return content


def revived(pin: str, source: bytes, image_hashes: Mapping[str, str]) -> "Loaded":
    """The case as it was when it was kept; StoreError when its bytes are not what they were."""
    from miliary_chat.case.loaded import Loaded  # 0.1 s: only when a case is really read

    loaded = Loaded.from_source(source, image_hashes, where="The case as this attempt began it")
    if loaded.hash != pin:
        raise StoreError("The case that this attempt runs on was changed in the store.", "The attempt cannot go on.")
    return loaded


def _has(connection: Connection, table: Table, pin: str) -> bool:
    return connection.execute(select(table.c.hash).where(table.c.hash == pin)).first() is not None
