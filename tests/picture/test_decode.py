"""A file becomes a picture, or one sentence that says why not."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from miliary_chat.picture.decode import decode, read
from miliary_chat.picture.picture import Picture
from miliary_chat.picture.problem import PictureError
from miliary_chat.picture.values import GREYS
from miliary_chat.picture.window import Window


def saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def ramp(width: int = 64, height: int = 48) -> Image.Image:
    return Image.linear_gradient("L").resize((width, height))


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def bomb(width: int, height: int, colour: int = 0) -> bytes:
    """Return a PNG whose header promises far more pixels than its few bytes hold."""
    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def stack(*frames: Image.Image, **options: object) -> bytes:
    return saved(frames[0], save_all=True, append_images=list(frames[1:]), **options)


def many(frames: int, width: int = 8, height: int = 8, colour: int = 0) -> bytes:
    """Return an animated PNG whose header promises so many frames, and which holds none of them."""
    whole = bomb(width, height, colour)
    at = whole.index(b"IDAT") - 4
    return whole[:at] + chunk(b"acTL", struct.pack(">II", frames, 0)) + whole[at:]


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("film.dcm", b"DICM")
    return out.getvalue()


BROKEN: list[tuple[str, Callable[[], bytes], str]] = [
    ("zero bytes", lambda: b"", "is empty"),
    ("text that is called a PNG", lambda: b"not a picture at all, whatever its name says", "not a PNG, JPEG or DICOM"),
    ("a GIF that is called a PNG", lambda: saved(ramp(), "GIF"), "is a GIF, not a PNG"),
    ("a TIFF", lambda: saved(ramp(), "TIFF"), "is a TIFF, not a PNG"),
    ("a zip", zipped, "is a ZIP archive, not a PNG"),
    ("a PNG signature and nothing after", lambda: b"\x89PNG\r\n\x1a\n", "not a PNG, JPEG or DICOM"),
    ("a PNG cut in half", lambda: half(saved(Image.effect_noise((200, 200), 60))), "damaged or cut short"),
    ("a JPEG cut in half", lambda: half(saved(Image.effect_noise((200, 200), 60), "JPEG")), "damaged or cut short"),
    ("a stack cut in half", lambda: half(stack(*[Image.effect_noise((99, 99), 60)] * 3)), "damaged or cut short"),
    ("a header that promises 41 megapixels", lambda: bomb(6500, 6400), "more than 40 megapixels"),
    ("a header that promises 100 megapixels", lambda: bomb(10_000, 10_000), "more than 40 megapixels"),
    ("a header that promises 10 gigapixels", lambda: bomb(100_000, 100_000), "more than 40 megapixels"),
    ("a header without its pixels", lambda: bomb(100, 100), "damaged or cut short"),
    ("1,001 slices", lambda: many(1_001), "has 1,001 slices, more than 1,000"),
    ("121 megapixels of slices", lambda: many(121, 1_000, 1_000), "The 121 slices of film.png have more than 120"),
    ("61 megapixels of coloured slices", lambda: many(61, 1_000, 1_000, colour=2), "60 megapixels in colour"),
    ("slices that are not there", lambda: many(3), "damaged or cut short"),
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
    ("grey", Image.new("L", (4, 4), 200), "I;16"),
    ("black and white", Image.new("1", (4, 4), 1), "I;16"),
    ("colour", Image.new("RGB", (4, 4), (200, 10, 10)), "RGB"),
    ("palette", Image.new("P", (4, 4), 0), "RGB"),
    ("16 bits", Image.new("I;16", (4, 4), 200 * 257), "I;16"),
]


@pytest.mark.parametrize(("what", "image", "mode"), MODES, ids=[row[0] for row in MODES])
def test_every_kind_of_png_becomes_grey_or_colour(what: str, image: Image.Image, mode: str) -> None:
    assert decode(saved(image), name=what).frames[0].mode == mode


def deep(*samples: int) -> Image.Image:
    """A picture of 16 bits with these samples in a row."""
    return Image.frombytes("I;16", (len(samples), 1), struct.pack(f"<{len(samples)}H", *samples))


def row(picture: Picture) -> list[int]:
    wide, high = picture.size
    return list(struct.unpack(f"<{wide * high}H", picture.frames[0].tobytes()))


def test_sixteen_bits_are_kept_and_eight_bits_are_spread_over_them() -> None:
    assert row(decode(saved(deep(0, 1, 40_000, 65_535)), name="deep")) == [0, 1, 40_000, 65_535]
    assert row(decode(saved(Image.new("L", (2, 1), 100)), name="flat")) == [25_700, 25_700]


def test_a_deep_picture_opens_from_its_darkest_to_its_brightest_sample() -> None:
    picture = decode(saved(deep(2_570, 30_000, 51_400)), name="deep")
    assert (picture.values, picture.window) == (GREYS, Window(10, 200))


@pytest.mark.parametrize(("highest", "greys"), [(1_023, 1_023), (4_095, 4_095), (4_096, 16_383), (16_384, 65_535)])
def test_the_grey_levels_are_spread_over_the_bits_that_a_detector_gave(highest: int, greys: int) -> None:
    values = decode(saved(deep(0, highest)), name="deep").values
    assert values.range == Window(0, 255)
    assert values.step == pytest.approx(255 / greys)


@pytest.mark.parametrize("level", [0, 4_095, 65_535])
def test_a_deep_picture_that_is_alike_all_over_can_be_shown(level: int) -> None:
    assert decode(saved(deep(level, level)), name="deep").window.width > 0


HU = [
    ("8 bits", saved(Image.new("L", (2, 1), 53)), (-1024, 8), -1024 + 8 * 53),
    ("16 bits", saved(deep(424, 3_000)), (-1024, 1), -600),
    ("in colour, which is grey", saved(Image.new("RGB", (2, 1), (53, 53, 53))), (-1024, 8), -600),
]


@pytest.mark.parametrize(("what", "data", "scale", "value"), HU, ids=[row[0] for row in HU])
def test_a_stored_ct_is_in_hounsfield_units_and_opens_in_the_lung_window(
    what: str, data: bytes, scale: tuple[float, float], value: float
) -> None:
    picture = decode(data, name=what, hounsfield=scale)
    assert picture.values.unit == "HU"
    assert picture.values.black + picture.values.step * row(picture)[0] == pytest.approx(value)
    assert (picture.window.low, picture.window.high) == (-1350, 150)


def test_an_animated_png_is_a_stack_of_its_slices() -> None:
    levels = [10, 20, 20, 200]
    picture = decode(stack(*[Image.new("L", (4, 4), level) for level in levels]), name="stack")
    assert [frame.getpixel((2, 2)) for frame in picture.frames] == [257 * level for level in levels]
    assert {frame.size for frame in picture.frames} == {(4, 4)}


def test_slices_that_hold_only_what_changed_are_put_together() -> None:
    first, second = Image.new("L", (8, 8), 50), Image.new("L", (8, 8), 50)
    second.putpixel((3, 3), 90)
    picture = decode(stack(first, second, first), name="stack")
    assert [(frame.getpixel((3, 3)), frame.getpixel((7, 7))) for frame in picture.frames] == [
        (257 * 50, 257 * 50),
        (257 * 90, 257 * 50),
        (257 * 50, 257 * 50),
    ]


def test_the_picture_that_stands_in_for_an_animation_is_no_slice() -> None:
    frames = [Image.new("L", (4, 4), level) for level in (1, 2, 3)]
    picture = decode(stack(*frames, default_image=True), name="stack")
    assert [frame.getpixel((0, 0)) for frame in picture.frames] == [2 * 257, 3 * 257]


def test_a_stack_of_sixteen_bits_keeps_them() -> None:
    # Written by hand, since Pillow compares slices with 8 bits and writes what it takes for the difference.
    slices = [zlib.compress(b"\0" + struct.pack(">2H", *pair)) for pair in ((5, 4_000), (7, 60_000))]
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 1, 16, 0, 0, 0, 0)) + chunk(b"acTL", struct.pack(">II", 2, 0))
    about = struct.pack(">IIIIHHBB", 2, 1, 0, 0, 1, 1, 0, 0)
    first = chunk(b"fcTL", struct.pack(">I", 0) + about) + chunk(b"IDAT", slices[0])
    second = chunk(b"fcTL", struct.pack(">I", 1) + about) + chunk(b"fdAT", struct.pack(">I", 2) + slices[1])
    picture = decode(b"\x89PNG\r\n\x1a\n" + header + first + second + chunk(b"IEND", b""), name="stack")
    assert [frame.getpixel((1, 0)) for frame in picture.frames] == [4_000, 60_000]


def test_what_is_transparent_is_black() -> None:
    clear = Image.new("RGBA", (4, 4), (255, 255, 255, 0))
    assert decode(saved(clear), name="clear").frames[0].getpixel((0, 0)) == (0, 0, 0)


def test_nothing_but_the_pixels_is_kept() -> None:
    notes = PngInfo()
    notes.add_text("PatientName", "Somebody")
    assert decode(saved(ramp(), pnginfo=notes), name="film").frames[0].info == {}


def test_a_photograph_taken_sideways_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert decode(saved(ramp(64, 48), "JPEG", exif=exif.tobytes()), name="film").size == (48, 64)


def test_the_spacing_is_kept() -> None:
    assert decode(saved(ramp()), name="film", mm_per_pixel=0.34).mm_per_pixel == 0.34


def test_links_in_a_circle_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "a.png").symlink_to(tmp_path / "b.png")
    (tmp_path / "b.png").symlink_to(tmp_path / "a.png")
    with pytest.raises(PictureError, match=r"a\.png is a link that leads nowhere"):
        read(tmp_path / "a.png")


WHOLE = [
    saved(Image.effect_noise((24, 16), 60)),
    saved(deep(*range(0, 60_000, 997))),
    saved(Image.effect_noise((24, 16), 60).convert("RGB"), "JPEG", progressive=True),
    stack(*[Image.effect_noise((12, 9), spread) for spread in (10, 60)]),
]


def shown_or_told(data: bytes) -> None:
    """A picture comes of it, or one sentence with an advice."""
    try:
        picture = decode(data, name="film.png", hounsfield=None)
    except PictureError as error:
        told = error
    else:
        assert all(frame.size == picture.size for frame in picture.frames)
        return
    assert "film.png" in told.what
    assert told.advice


@given(st.binary(max_size=200))
def test_any_bytes_are_a_picture_or_a_sentence(data: bytes) -> None:
    for first in (b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"):
        shown_or_told(first + data)


@settings(max_examples=200)
@given(st.sampled_from(WHOLE), st.data())
def test_a_damaged_picture_is_a_picture_or_a_sentence(whole: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(whole) - 1))
    flipped = whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :]
    shown_or_told(flipped[: data.draw(st.integers(0, len(whole)))] if data.draw(st.booleans()) else flipped)


@settings(max_examples=50)
@given(st.integers(1, 2**31 - 1), st.integers(1, 2**31 - 1), st.integers(1, 2**31 - 1), st.sampled_from([0, 2, 6]))
def test_whatever_a_header_promises_beyond_the_limits_is_refused_before_it_is_unpacked(
    width: int, height: int, frames: int, colour: int
) -> None:
    with pytest.raises(PictureError) as caught:
        decode(many(frames, width, height, colour), name="film.png")
    too_much = width * height > 40_000_000 or frames > 1_000
    assert not too_much or "more than" in caught.value.what
