"""A file becomes a picture, or one sentence that says why not."""

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from miliary_chat.picture.decode import PictureError, decode, read


def saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def ramp(width: int = 64, height: int = 48) -> Image.Image:
    return Image.linear_gradient("L").resize((width, height))


def bomb(width: int, height: int) -> bytes:
    """Return a PNG whose header promises far more pixels than its few bytes hold."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def half(data: bytes) -> bytes:
    return data[: len(data) // 2]


BROKEN: list[tuple[str, Callable[[], bytes], str]] = [
    ("zero bytes", lambda: b"", "is empty"),
    ("text that is called a PNG", lambda: b"not a picture at all, whatever its name says", "not a PNG or JPEG"),
    ("a GIF that is called a PNG", lambda: saved(ramp(), "GIF"), "not a PNG or JPEG"),
    ("a PNG signature and nothing after", lambda: b"\x89PNG\r\n\x1a\n", "not a PNG or JPEG"),
    ("a PNG cut in half", lambda: half(saved(Image.effect_noise((200, 200), 60))), "damaged or cut short"),
    ("a JPEG cut in half", lambda: half(saved(Image.effect_noise((200, 200), 60), "JPEG")), "damaged or cut short"),
    ("a header that promises 41 megapixels", lambda: bomb(6500, 6400), "more than 40 megapixels"),
    ("a header that promises 100 megapixels", lambda: bomb(10_000, 10_000), "more than 40 megapixels"),
    ("a header that promises 10 gigapixels", lambda: bomb(100_000, 100_000), "more than 40 megapixels"),
    ("a header without its pixels", lambda: bomb(100, 100), "damaged or cut short"),
]


@pytest.mark.parametrize(("what", "make", "sentence"), BROKEN, ids=[row[0] for row in BROKEN])
def test_what_cannot_be_shown_gives_one_sentence_with_its_name(
    what: str, make: Callable[[], bytes], sentence: str, tmp_path: Path
) -> None:
    file = tmp_path / "film.png"
    file.write_bytes(make())
    with pytest.raises(PictureError, match=sentence) as caught:
        read(file)
    assert "film.png" in caught.value.what
    assert caught.value.advice.endswith(".")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PictureError, match=r"nowhere\.png is missing"):
        read(tmp_path / "nowhere.png")


def test_a_folder_is_not_a_picture(tmp_path: Path) -> None:
    with pytest.raises(PictureError, match="is not a file"):
        read(tmp_path)


def test_a_name_with_a_nul_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(PictureError):
        read(tmp_path / "film\0.png")


def test_controls_in_a_file_name_never_reach_the_sentence(tmp_path: Path) -> None:
    with pytest.raises(PictureError) as caught:
        read(tmp_path / "film\x1b[2J.png")
    assert "\x1b" not in str(caught.value)


def test_content_decides_the_format_whatever_the_name_says(tmp_path: Path) -> None:
    file = tmp_path / "film.png"
    file.write_bytes(saved(ramp(), "JPEG"))
    assert read(file).size == (64, 48)


MODES: list[tuple[str, Image.Image, str]] = [
    ("grey", Image.new("L", (4, 4), 200), "L"),
    ("black and white", Image.new("1", (4, 4), 1), "L"),
    ("colour", Image.new("RGB", (4, 4), (200, 10, 10)), "RGB"),
    ("palette", Image.new("P", (4, 4), 0), "RGB"),
    ("16 bits", Image.new("I;16", (4, 4), 200 * 257), "L"),
]


@pytest.mark.parametrize(("what", "image", "mode"), MODES, ids=[row[0] for row in MODES])
def test_every_kind_of_png_becomes_grey_or_colour(what: str, image: Image.Image, mode: str) -> None:
    assert decode(saved(image), name=what).image.mode == mode


@pytest.mark.parametrize("level", [0, 1, 100, 200, 255])
def test_sixteen_bits_are_scaled_and_not_clipped(level: int) -> None:
    deep = Image.new("I;16", (4, 4), level * 257)
    assert decode(saved(deep), name="deep").image.getpixel((1, 1)) == level


def test_what_is_transparent_is_black() -> None:
    clear = Image.new("RGBA", (4, 4), (255, 255, 255, 0))
    assert decode(saved(clear), name="clear").image.getpixel((0, 0)) == (0, 0, 0)


def test_nothing_but_the_pixels_is_kept() -> None:
    notes = PngInfo()
    notes.add_text("PatientName", "Somebody")
    assert decode(saved(ramp(), pnginfo=notes), name="film").image.info == {}


def test_a_photograph_taken_sideways_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert decode(saved(ramp(64, 48), "JPEG", exif=exif.tobytes()), name="film").size == (48, 64)


def test_the_spacing_is_kept() -> None:
    assert decode(saved(ramp()), name="film", mm_per_pixel=0.34).mm_per_pixel == 0.34
