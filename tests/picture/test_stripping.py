"""Clean copies: the same pixels, the same bytes each time, and nothing that identifies."""

import io
import struct
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from miliary_chat.picture.decode import decode
from miliary_chat.picture.identifiers import identifiers
from miliary_chat.picture.problem import PictureError
from miliary_chat.picture.stripping import stripped

SECRET = b"Jane Example"
FILM = Image.effect_noise((40, 30), 60)


def saved(image: Image.Image = FILM, kind: str = "PNG", **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def titled() -> PngInfo:
    info = PngInfo()
    info.add_text("Title", SECRET.decode())
    info.add_itxt("PatientName", SECRET.decode())
    info.add(b"tIME", bytes(7))
    return info


def exif(turned: int = 1) -> Image.Exif:
    block = Image.Exif()
    block[0x0112], block[0x010E] = turned, SECRET.decode()
    return block


def jpeg(turned: int = 1, **options: Any) -> bytes:
    return saved(FILM, "JPEG", exif=exif(turned), comment=SECRET, **options)


def deep() -> Image.Image:
    return Image.frombytes("I;16", (64, 2), struct.pack("<128H", *range(0, 64_000, 500)))


def between_the_scans() -> bytes:
    whole = jpeg(progressive=True)
    at = whole.index(b"\xff\xc4", whole.index(b"\xff\xda"))
    return whole[:at] + b"\xff\xfe\0\x0e" + SECRET + whole[at:]


def thumbnailed() -> bytes:
    whole = saved(FILM, "JPEG")
    picture = SECRET + bytes(3 * 5 - len(SECRET))
    header = b"JFIF\0\1\1\0\0\1\0\1\5\1" + picture
    return whole[:2] + struct.pack(">BBH", 0xFF, 0xE0, len(header) + 2) + header + whole[20:]


PNG, JPEG = b"\x89PNG", b"\xff\xd8"
TELLING: list[tuple[str, Callable[[], bytes], bytes]] = [
    ("texts in a PNG", lambda: saved(pnginfo=titled()), PNG),
    ("EXIF in a PNG", lambda: saved(exif=exif()), PNG),
    ("behind the end of a PNG", lambda: saved() + SECRET, PNG),
    ("a PNG with a resolution", lambda: saved(dpi=(300, 300), pnginfo=titled()), PNG),
    ("a PNG with a palette", lambda: saved(FILM.convert("P"), pnginfo=titled()), PNG),
    ("a PNG with transparency", lambda: saved(FILM.convert("LA"), pnginfo=titled()), PNG),
    ("a PNG of 16 bits", lambda: saved(deep(), pnginfo=titled()), PNG),
    ("a stack", lambda: saved(save_all=True, append_images=[FILM.rotate(90), FILM], pnginfo=titled()), PNG),
    ("a JPEG", jpeg, JPEG),
    ("a JPEG in colour", lambda: saved(FILM.convert("RGB"), "JPEG", comment=SECRET), JPEG),
    ("a JPEG in CMYK", lambda: saved(FILM.convert("CMYK"), "JPEG", comment=SECRET), JPEG),
    ("a progressive JPEG", lambda: jpeg(progressive=True), JPEG),
    ("between the scans of a JPEG", between_the_scans, JPEG),
    ("behind the end of a JPEG", lambda: jpeg() + SECRET, JPEG),
    ("a thumbnail", thumbnailed, JPEG),
    ("a JPEG that is turned", lambda: jpeg(turned=6), PNG),
    ("a PNG that is turned", lambda: saved(exif=exif(turned=8)), PNG),
]


@pytest.mark.parametrize(("what", "make", "kind"), TELLING, ids=[row[0] for row in TELLING])
def test_what_a_picture_tells_beside_its_pixels_is_left_behind(
    what: str, make: Callable[[], bytes], kind: bytes
) -> None:
    telling = make()
    clean = stripped(telling, name="film.png")
    assert identifiers(telling, "film.png")
    assert identifiers(clean, "film.png") == ()
    assert SECRET not in clean
    assert clean.startswith(kind)
    before, after = decode(telling, name="film.png"), decode(clean, name="film.png")
    assert [frame.tobytes() for frame in after.frames] == [frame.tobytes() for frame in before.frames]
    assert stripped(clean, name="film.png") == clean


def test_a_picture_that_cannot_be_read_has_no_clean_copy() -> None:
    with pytest.raises(PictureError, match="damaged or cut short"):
        stripped(saved()[:200], name="film.png")


WHOLE = [row[1]() for row in TELLING]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(WHOLE), st.data())
def test_whatever_can_be_shown_has_a_clean_copy_that_looks_the_same(whole: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(whole) - 1))
    damaged = whole[:at] + bytes([data.draw(st.integers(0, 255))]) + whole[at + 1 :]
    try:
        picture = decode(damaged, name="film.png")
    except PictureError:
        return
    clean = stripped(damaged, name="film.png")
    again = decode(clean, name="film.png")
    assert [frame.tobytes() for frame in again.frames] == [frame.tobytes() for frame in picture.frames]
    assert SECRET not in clean
