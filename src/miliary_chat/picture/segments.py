"""The parts that PNG and JPEG files are made of, in their order, and what hangs behind their end."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8"

_STANDING_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
"""Markers of a JPEG that no length follows."""
_SCAN, _END = 0xDA, 0xD9


@dataclass(frozen=True, slots=True)
class Chunk:
    """A chunk of a PNG."""

    kind: bytes
    body: bytes


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment of a JPEG: its marker, what it holds, and the compressed pixels that follow a scan's header."""

    marker: int
    body: bytes
    pixels: bytes = b""

    def __bytes__(self) -> bytes:
        return struct.pack(">BBH", 0xFF, self.marker, len(self.body) + 2) + self.body + self.pixels


class Torn(ValueError):
    """The parts do not follow each other as they should."""


def chunks(data: bytes) -> Iterator[Chunk]:
    """Yield the chunks of a PNG up to its end; Torn where one is cut short."""
    at = len(PNG)
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        if at + 12 + length > len(data):
            break
        chunk = Chunk(data[at + 4 : at + 8], data[at + 8 : at + 8 + length])
        yield chunk
        if chunk.kind == b"IEND":
            return
        at += 12 + length
    raise Torn("a PNG without its end")


def after_png(data: bytes) -> bytes:
    """Return what hangs behind the end of a PNG."""
    return data[len(PNG) + sum(12 + len(chunk.body) for chunk in chunks(data)) :]


def segments(data: bytes) -> Iterator[Segment]:
    """Yield the segments of a JPEG up to its end; Torn where they do not follow each other."""
    return (segment for segment, _ in _walk(data))


def after_jpeg(data: bytes) -> bytes:
    """Return what hangs behind the end of a JPEG."""
    *_, (_, end) = _walk(data)
    return data[_next_marker(data, end) + 2 :]


def _walk(data: bytes) -> Iterator[tuple[Segment, int]]:
    """The segments, each with where it ends."""
    at = _next_marker(data, len(JPEG))
    while (marker := data[at + 1]) != _END:
        if marker in _STANDING_ALONE:
            at = _next_marker(data, at + 2)
            continue
        if at + 4 > len(data):
            raise Torn("a JPEG cut in a header")
        (length,) = struct.unpack_from(">H", data, at + 2)
        end = at + 2 + length
        if length < 2 or end > len(data):
            raise Torn("a JPEG cut in a segment")
        stop = _end_of_scan(data, end) if marker == _SCAN else end
        yield Segment(marker, data[at + 4 : end], data[end:stop]), stop
        at = _next_marker(data, stop)


def _next_marker(data: bytes, at: int) -> int:
    """Where the next marker begins; any number of filling bytes may stand before it."""
    if at >= len(data) or data[at] != 0xFF:
        raise Torn("no marker where one should be")
    while at + 1 < len(data) and data[at + 1] == 0xFF:
        at += 1
    if at + 1 >= len(data):
        raise Torn("a JPEG without its end")
    return at


def _end_of_scan(data: bytes, at: int) -> int:
    """Where compressed pixels end: before the first marker that is neither a restart nor an escaped byte."""
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        if data[at + 1] not in (0x00, 0xFF, *range(0xD0, 0xD8)):
            return at
        at += 2 if data[at + 1] != 0xFF else 1
    raise Torn("a scan without an end")
