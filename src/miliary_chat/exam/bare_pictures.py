"""A picture without what its file tells beside the pixels: titles, authors, comments, places, thumbnails."""

import io
import struct
import zlib

from miliary_chat.base.errors import MiliaryError
from miliary_chat.picture.decode import decode

_PNG = b"\x89PNG\r\n\x1a\n"
_PIXELS = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"sRGB"})
"""The chunks of a PNG that say what it looks like."""

_SEGMENTS = frozenset({0xE0, 0xEE, 0xDB, 0xC0, 0xC1, 0xC2, 0xC3, 0xC4, 0xC9, 0xCA, 0xCC, 0xDD})
"""The segments of a JPEG that say what it looks like: its frame, its tables, JFIF and Adobe's colours."""


def bare(content: bytes, *, name: str) -> bytes:
    """The picture (PNG or JPEG) with the same pixels and nothing else; PictureError for what no picture can be read of.

    A JPEG that its metadata turns is written as PNG, upright, because the turn goes with the metadata.
    """
    picture = decode(content, name=name)
    stripped = _bare_png(content) if content.startswith(_PNG) else _bare_jpeg(content)
    if stripped is not None and _looks_the_same(stripped, picture.frames[0].tobytes(), name):
        return stripped
    out = io.BytesIO()
    picture.frames[0].save(out, "PNG")
    return out.getvalue()


def _looks_the_same(stripped: bytes, pixels: bytes, name: str) -> bool:
    try:
        return bool(decode(stripped, name=name).frames[0].tobytes() == pixels)
    except MiliaryError:
        return False


def _bare_png(content: bytes) -> bytes | None:
    """The chunks that make the picture, up to its end; None when they do not follow each other as they should."""
    out, at = [_PNG], len(_PNG)
    while at + 12 <= len(content):
        (length,) = struct.unpack_from(">I", content, at)
        kind, data = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        if kind in _PIXELS:
            out.append(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)))
        if kind == b"IEND":
            return b"".join(out)
        at += 12 + length
    return None


def _bare_jpeg(content: bytes) -> bytes | None:
    """The segments that make the picture, up to its end; None for a JPEG that is put together in another way."""
    if not content.startswith(b"\xff\xd8"):
        return None
    out, at = [b"\xff\xd8"], 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        (length,) = struct.unpack_from(">H", content, at + 2)
        if marker == 0xDA:
            end = content.rfind(b"\xff\xd9")
            # A progressive picture has more segments between its scans; what could hide there is not looked for.
            scan = content[at : end + 2]
            return b"".join([*out, scan]) if end > at and not _hides(scan) else None
        if marker in _SEGMENTS:
            out.append(content[at : at + 2 + length])
        at += 2 + length
    return None


def _hides(scan: bytes) -> bool:
    """Whether there are comments or application data between the scans of a progressive JPEG, or after its end."""
    at = scan.find(b"\xff")
    while 0 <= at < len(scan) - 1:
        marker = scan[at + 1]
        if 0xE0 <= marker <= 0xEF or marker == 0xFE or (marker == 0xD9 and at + 2 < len(scan)):
            return True
        at = scan.find(b"\xff", at + 1)
    return False
