"""The outside of an exam file: a zip of a few known members, uncompressed, the same bytes for the same input."""

import io
import zipfile
import zlib
from collections.abc import Mapping

from miliary_chat.exam.manifest import PackError, damaged, matches

LIMIT = 400_000_000
"""Bytes of an exam file that are read."""

MANIFEST = "manifest.json"

_MOST = 10_000
_LARGEST = {"manifest.json": 8_000_000, "cases/": 4_000_000, "images/": 80_000_000}
_DATE = (1980, 1, 1, 0, 0, 0)


def packed(members: Mapping[str, bytes]) -> bytes:
    """A zip of these members, in their order. Uncompressed: pictures are so already, and nothing in it can swell."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED, allowZip64=False) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, _DATE)
            info.create_system, info.external_attr = 3, 0o100644 << 16
            archive.writestr(info, content)
    return out.getvalue()


def unpacked(content: bytes) -> dict[str, bytes]:
    """The members of an exam file, none of them decoded yet; PackError for whatever no exam file can be."""
    if len(content) > LIMIT:
        raise PackError(f"This file has {len(content):,} bytes; no exam file is that large.", "Name the exam file.")
    if not content.startswith(b"PK\x03\x04"):
        raise PackError("This is not an exam file.", "Name a file that “exam pack” made; it ends in .exam.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
            _refuse_strange(infos, len(content), archive.comment)
            return {info.filename: _read(archive, info) for info in infos}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise damaged("it is cut short or parts of it are lost") from error


def _refuse_strange(infos: list[zipfile.ZipInfo], length: int, comment: bytes) -> None:
    names = [info.filename for info in infos]
    if not all(map(matches, names)):
        if MANIFEST in names:
            raise damaged("there is something in it that does not belong there")
        raise PackError("This is not an exam file.", "Name a file that “exam pack” made; it ends in .exam.")
    if len(names) > _MOST or len(set(names)) < len(names) or comment:
        raise damaged("there is something in it that does not belong there")
    for info in infos:
        plain = info.compress_type == zipfile.ZIP_STORED and info.file_size == info.compress_size
        if not plain or info.flag_bits & 1 or info.extra or info.comment:
            raise damaged("a part of it is compressed or encrypted, which “exam pack” never does")
        if info.file_size > next(limit for start, limit in _LARGEST.items() if info.filename.startswith(start)):
            raise damaged("a part of it is too large")
    if sum(info.file_size for info in infos) > length:
        raise damaged("its parts are larger than the whole")


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with archive.open(info) as member:
        content = member.read(info.file_size + 1)
    if len(content) != info.file_size:
        raise damaged("a part of it is cut short")
    return content
