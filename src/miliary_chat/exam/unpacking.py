"""Reading an exam file: bytes that anybody may have made become a paper that can be sat, or one sentence."""

import hashlib
import stat
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from miliary_chat.base.errors import CaseError, UsageError
from miliary_chat.base.sanitise import one_line
from miliary_chat.case.blueprint import Blueprint
from miliary_chat.case.blueprint_reader import read_blueprint
from miliary_chat.case.candidates import Candidate
from miliary_chat.case.loaded import Loaded
from miliary_chat.case.units import units
from miliary_chat.exam.container import LIMIT, MANIFEST, unpacked
from miliary_chat.exam.keyless import revived
from miliary_chat.exam.manifest import Manifest, PackError, damaged, pack_hash, read_manifest
from miliary_chat.session.exam import Paper

SUFFIX = ".exam"
"""What the name of an exam file ends in."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An exam file whose members are what its manifest says; its `hash` pins all of it."""

    manifest: Manifest
    hash: str
    members: MappingProxyType[str, bytes]
    content: bytes


def is_exam_file(path: Path) -> bool:
    """Whether there is an exam file at `path`, by its name or by how it begins."""
    if path.suffix == SUFFIX:
        return True
    try:
        with path.open("rb") as stream:
            return path.is_file() and stream.read(4) == b"PK\x03\x04"
    except OSError:
        return False


def paper_at(path: Path) -> Paper:
    """The paper in the exam file at `path`; UsageError when it cannot be read, PackError when it is none."""
    return paper_from(content_of(path))


def content_of(path: Path, limit: int = LIMIT) -> bytes:
    """The bytes of a file that somebody named; UsageError when they cannot be had, or are too many."""
    shown = one_line(str(path), limit=200)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise UsageError(f"{shown} is not a file.")
        with path.open("rb") as stream:
            content = stream.read(limit + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "this is no name of a file"
        raise UsageError(f"{shown} cannot be read: {reason}.", "Look at its name and its permissions.") from error
    if len(content) > limit:
        raise UsageError(f"{shown} is larger than {limit // 1_000_000} MB; nothing of this kind is.")
    return content


def opened(content: bytes) -> Opened:
    """The exam file in these bytes, every member compared with its hash; PackError."""
    members = unpacked(content)
    text = members.get(MANIFEST)
    if text is None:
        raise damaged("it has no list of contents")
    manifest = read_manifest(text)
    expected = {MANIFEST: pack_hash(text)}
    expected.update((case.member, case.sha256) for case in manifest.cases)
    expected.update((f"images/{pin}", pin) for pin in manifest.pictures)
    if set(members) != set(expected):
        raise damaged("something is missing in it, or there is too much")
    for name, pin in expected.items():
        if hashlib.sha256(members[name]).hexdigest() != pin:
            raise damaged(f"{name} is not what was packed")
    return Opened(manifest, pack_hash(text), MappingProxyType(members), content)


def paper_from(content: bytes) -> Paper:
    """The paper in an exam file: blueprint, cases without keys, pictures, candidates by their codes; PackError."""
    found = opened(content)
    manifest = found.manifest
    source = manifest.blueprint.encode()
    reading = read_blueprint(source, "The exam file")
    if reading.blueprint is None:
        raise damaged(f"its rules cannot be read ({reading.errors[0].message})")
    cases = {pinned.id: _case(found, pinned.member, pinned.hash, pinned.images) for pinned in manifest.cases}
    _refuse_misfit(manifest, reading.blueprint, cases)
    return Paper(
        reading.blueprint,
        manifest.blueprint_hash,
        source,
        MappingProxyType(cases),
        tuple(Candidate(seat.code, "", seat.factor, seat.rest_s) for seat in manifest.candidates),
        found.hash,
        content,
        manifest.word,
        MappingProxyType({pin: found.members[f"images/{pin}"] for pin in manifest.pictures}),
    )


def _case(found: Opened, member: str, pin: str, pictures: dict[str, str]) -> Loaded:
    try:
        return revived(found.members[member], pin, pictures)
    except CaseError as error:
        raise PackError(
            "A case in this exam file cannot be read by this release.", "Update miliary-chat on this machine."
        ) from error


def _refuse_misfit(manifest: Manifest, blueprint: Blueprint, cases: dict[str, Loaded]) -> None:
    """A file whose parts do not belong together was put together by somebody else."""
    if (blueprint.exam, blueprint.title) != (manifest.exam, manifest.title):
        raise damaged("its rules are those of another exam")
    if any(loaded.case.id != name for name, loaded in cases.items()):
        raise damaged("a case in it is another one")
    for section in blueprint.sections.values():
        there = len(units(section, blueprint, cases))
        if not there or (section.draw or 0) > there:
            raise damaged("it lacks questions")
