"""A picture without what its file tells beside the pixels: titles, authors, comments, places, thumbnails, patients."""

import io
import struct
import zlib

from PIL import Image

from miliary_chat.picture.decode import decode
from miliary_chat.picture.dicom import is_dicom
from miliary_chat.picture.picture import Picture
from miliary_chat.picture.problem import PictureError
from miliary_chat.picture.segments import JPEG, PNG, Segment, Torn, chunks, segments

_KEPT_CHUNKS = frozenset(b"IHDR PLTE tRNS IDAT IEND gAMA sRGB acTL fcTL fdAT".split())
"""The chunks of a PNG that say what it looks like, and what its slices are."""

_KEPT_SEGMENTS = frozenset({0xE0, 0xEE, 0xDA, 0xDB, 0xDC, 0xDD, *range(0xC0, 0xD0)} - {0xC8})
"""The segments of a JPEG that say what it looks like: frame, tables, scans, JFIF and Adobe's colours."""
_JFIF, _ADOBE = 0xE0, 0xEE


def stripped(data: bytes, *, name: str) -> bytes:
    """Return the picture (PNG, JPEG, DICOM) with the same pixels and nothing else; the same bytes for the same picture.

    A JPEG that its metadata turns is written as PNG, upright, because the turn goes with the metadata. Of a DICOM file
    what gives the samples their meaning stays. What is written in the pixels stays too: nothing here can see it.
    PictureError for what no picture can be read of.
    """
    if is_dicom(data):
        from miliary_chat.picture.dicom_stripping import stripped_dicom

        return stripped_dicom(data, name=name)
    picture = decode(data, name=name)
    try:
        bare = _bare_png(data) if data.startswith(PNG) else _bare_jpeg(data)
    except Torn:
        bare = b""
    return bare if bare and _looks_the_same(bare, picture, name) else _drawn_anew(picture, name)


def _looks_the_same(bare: bytes, picture: Picture, name: str) -> bool:
    try:
        again = decode(bare, name=name)
    except PictureError:
        return False
    pairs = zip(again.frames, picture.frames, strict=False)
    return len(again.frames) == len(picture.frames) and all(
        one.size == other.size and one.tobytes() == other.tobytes() for one, other in pairs
    )


def _bare_png(data: bytes) -> bytes:
    return PNG + b"".join(_as_chunk(chunk.kind, chunk.body) for chunk in chunks(data) if chunk.kind in _KEPT_CHUNKS)


def _as_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _bare_jpeg(data: bytes) -> bytes:
    kept = [_without_extras(segment) for segment in segments(data) if _is_kept(segment)]
    return JPEG + b"".join(map(bytes, kept)) + b"\xff\xd9"


def _is_kept(segment: Segment) -> bool:
    if segment.marker == _JFIF:
        return segment.body.startswith(b"JFIF\0")
    return segment.marker in _KEPT_SEGMENTS and (segment.marker != _ADOBE or segment.body.startswith(b"Adobe"))


def _without_extras(segment: Segment) -> Segment:
    """JFIF without its thumbnail, Adobe's segment without what hangs behind it."""
    if segment.marker == _JFIF:
        return Segment(_JFIF, segment.body[:12] + b"\0\0")
    return Segment(_ADOBE, segment.body[:12]) if segment.marker == _ADOBE else segment


def _drawn_anew(picture: Picture, name: str) -> bytes:
    """The pixels as a PNG, for a file whose own parts cannot be told apart or make another picture when they are."""
    frames = [_as_stored(frame) for frame in picture.frames]
    if len(frames) > 1 and any(frame.mode == "I;16" for frame in frames):  # Pillow would lose the lower 8 bits
        raise PictureError(f"The slices of {name} cannot be told from what else is in it.", "Export them again.")
    out = io.BytesIO()
    if len(frames) > 1:
        frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    else:
        frames[0].save(out, "PNG")
    return out.getvalue()


def _as_stored(frame: Image.Image) -> Image.Image:
    """A frame with 8 bits where they hold all that it has."""
    if frame.mode != "I;16":
        return frame
    samples = frame.tobytes()
    low, high = samples[::2], samples[1::2]
    return Image.frombytes("L", frame.size, high) if low == high else frame
