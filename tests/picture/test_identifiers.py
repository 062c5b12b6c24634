"""What identifies is named by its tag; what the tag holds is never said."""

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from miliary_chat.picture.identifiers import identifiers

SECRET = "Jane Example"
FILM = Image.linear_gradient("L").resize((16, 12))


def saved(kind: str = "PNG", **options: Any) -> bytes:
    out = io.BytesIO()
    FILM.save(out, kind, **options)
    return out.getvalue()


def texts(**told: str) -> PngInfo:
    info = PngInfo()
    for keyword, text in told.items():
        info.add_text(keyword.replace("_", " "), text)
    return info


def with_chunk(kind: bytes, body: bytes) -> bytes:
    whole = saved()
    chunk = struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return whole[:33] + chunk + whole[33:]


def with_segment(marker: int, body: bytes) -> bytes:
    whole = saved("JPEG")
    return whole[:2] + struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body + whole[2:]


def exif(tags: dict[int, Any] | None = None, camera: dict[int, Any] | None = None, **parts: Any) -> bytes:
    block = Image.Exif()
    block.update(tags or {})
    if camera:
        block.get_ifd(0x8769).update(camera)
    if parts.get("gps"):
        block.get_ifd(0x8825).update({1: "N", 2: (1.0, 2.0, 3.0)})
    return block.tobytes()


def with_thumbnail() -> bytes:
    """An EXIF block with a second directory, as cameras write it."""
    thumbnail = b"\xff\xd8\xff\xd9"
    entries = struct.pack("<HHII", 0x0201, 4, 1, 44) + struct.pack("<HHII", 0x0202, 4, 1, len(thumbnail))
    body = b"II*\0" + struct.pack("<IHI", 8, 0, 14) + struct.pack("<H", 2) + entries + struct.pack("<I", 0) + thumbnail
    return with_segment(0xE1, b"Exif\0\0" + body)


FOUND: list[tuple[str, Callable[[], bytes], set[str]]] = [
    ("nothing", saved, set()),
    ("a resolution", lambda: saved(dpi=(72, 72)), set()),
    ("the program that made it", lambda: saved(pnginfo=texts(Software="A program")), set()),
    ("texts", lambda: saved(pnginfo=texts(Author=SECRET, Comment=SECRET)), {"Author", "Comment"}),
    ("a text under a name", lambda: saved(pnginfo=texts(Jane_Example=SECRET)), {"a text with a keyword of its own"}),
    ("an empty text", lambda: saved(pnginfo=texts(Author="")), set()),
    ("a date", lambda: with_chunk(b"tIME", bytes(7)), {"tIME"}),
    ("a private chunk", lambda: with_chunk(b"jaNe", SECRET.encode()), {"jaNe chunk"}),
    ("EXIF in a PNG", lambda: saved(exif=exif({0x013B: SECRET})), {"Artist"}),
    ("behind a PNG", lambda: saved() + SECRET.encode(), {"data after the picture's end"}),
    ("nothing in a JPEG", lambda: saved("JPEG"), set()),
    ("a comment", lambda: saved("JPEG", comment=SECRET), {"Comment"}),
    ("an artist and a copyright", lambda: saved("JPEG", exif=exif({0x013B: SECRET, 0x8298: SECRET})),
     {"Artist", "Copyright"}),
    ("how it is turned", lambda: saved("JPEG", exif=exif({0x0112: 6})), set()),
    ("where it was taken", lambda: saved("JPEG", exif=exif(gps=True)), {"GPSInfo"}),
    ("what a camera adds",
     lambda: saved("JPEG", exif=exif(camera={0x9003: "2020:01:02 03:04:05", 0x927C: b"own", 0xA430: SECRET})),
     {"CameraOwnerName", "DateTimeOriginal", "MakerNote"}),
    ("a thumbnail", with_thumbnail, {"thumbnail"}),
    ("EXIF that is damaged", lambda: with_segment(0xE1, b"Exif\0\0" + b"II*\0" + b"\xff" * 40), {"EXIF"}),
    ("XMP", lambda: with_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x/>"), {"XMP"}),
    ("IPTC", lambda: with_segment(0xED, b"Photoshop 3.0\0"), {"IPTC"}),
    ("a program's own data", lambda: with_segment(0xEC, b"Ducky"), {"APP12"}),
    ("a colour profile", lambda: with_segment(0xE2, b"ICC_PROFILE\0\1\1"), set()),
    ("behind a JPEG", lambda: saved("JPEG") + SECRET.encode(), {"data after the picture's end"}),
    ("a comment between the scans", lambda: between_the_scans(), {"Comment"}),
    ("text", lambda: SECRET.encode(), set()),
]  # fmt: skip


def between_the_scans() -> bytes:
    whole = saved("JPEG", progressive=True)
    at = whole.index(b"\xff\xc4", whole.index(b"\xff\xda"))
    return whole[:at] + b"\xff\xfe\0\x0e" + SECRET.encode() + whole[at:]


@pytest.mark.parametrize(("what", "make", "tags"), FOUND, ids=[row[0] for row in FOUND])
def test_tags_are_named_and_their_values_are_not(what: str, make: Callable[[], bytes], tags: set[str]) -> None:
    found = identifiers(make(), "film.png")
    assert {one.tag for one in found} == tags
    assert list(found) == sorted(set(found))
    assert "Jane" not in repr(found)


@settings(max_examples=200)
@given(st.sampled_from([row[1]() for row in FOUND]), st.data())
def test_a_damaged_file_tells_what_can_still_be_read(whole: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(whole) - 1))
    damaged = whole[:at] + bytes([data.draw(st.integers(0, 255))]) + whole[at + 1 :]
    found = identifiers(damaged[: data.draw(st.integers(0, len(whole)))], "film.png")
    assert list(found) == sorted(set(found))
