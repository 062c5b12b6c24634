"""DICOM: samples get their meaning, opening window and spacing; everything else is one sentence."""

import struct
import sys
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import assume, given, settings, strategies as st

from dicoms import ct, dicom, need_pydicom, saved
from miliary_chat.picture.calliper import density
from miliary_chat.picture.decode import decode
from miliary_chat.picture.picture import Picture
from miliary_chat.picture.problem import DicomNeeded, PictureError
from miliary_chat.picture.rle import rle_is_too_long
from miliary_chat.picture.window import Window
from miliary_chat.picture.windowing import shaded

need_pydicom()

import numpy as np  # noqa: E402

RAMP: Any = np.arange(0, 3_000, 30, dtype="u2").reshape(10, 10)


def shown(picture: Picture, frame: int = 0) -> list[int]:
    """The grey levels as it opens."""
    return list(shaded(picture.frames[frame], picture, picture.window).tobytes())


def value(picture: Picture, place: int) -> float:
    """The value of a sample."""
    at = (place % picture.size[0], place // picture.size[0])
    sample = picture.frames[0].getpixel(at)
    assert isinstance(sample, int)
    return picture.values.black + picture.values.step * sample


def test_a_ct_is_in_hounsfield_units_and_opens_in_its_first_window() -> None:
    picture = decode(ct(RAMP, WindowCenter=[40, -600], WindowWidth=[400, 1500]), name="ct.dcm")
    assert [value(picture, place) for place in (0, 50, 99)] == [-1024, 476, 1946]
    assert density(picture, 0, (0.5, 5.5)) == "476 HU"
    assert picture.window == Window(39.5 - 199.5, 39.5 + 199.5)


def test_signed_samples_keep_their_values() -> None:
    signed = RAMP.astype("i2") - 1_024
    picture = decode(ct(signed, RescaleIntercept=0), name="ct.dcm")
    assert [value(picture, place) for place in (0, 50, 99)] == [-1024, 476, 1946]


def test_a_ct_without_a_window_opens_in_the_lung_window() -> None:
    assert decode(ct(RAMP), name="ct.dcm").window == Window(-1350, 150)


def test_the_range_of_a_ct_is_what_there_is_without_its_padding() -> None:
    padded = RAMP.astype("i2")
    padded[0, 0] = -2_000
    picture = decode(ct(padded, PixelPaddingValue=-2_000), name="ct.dcm")
    assert picture.values.range == Window(-1024 + 30, 1946)
    assert shown(picture)[0] == 0


FILMS: list[tuple[str, dict[str, Any], list[int]]] = [
    ("no window: from the lowest to the highest", {}, [0, 129, 255]),
    ("MONOCHROME1: high is white", {"PhotometricInterpretation": "MONOCHROME1"}, [255, 126, 0]),
    ("a slope below 0 turns it over", {"RescaleSlope": -1, "RescaleIntercept": 3_000}, [255, 126, 0]),
    ("a window", {"WindowCenter": 1_500.5, "WindowWidth": 601}, [0, 128, 255]),
    ("an exact window", {"WindowCenter": 1_500, "WindowWidth": 600, "VOILUTFunction": "LINEAR_EXACT"}, [0, 128, 255]),
    (
        "a window and MONOCHROME1",
        {"WindowCenter": 1_650.5, "WindowWidth": 601, "PhotometricInterpretation": "MONOCHROME1"},
        [255, 191, 0],
    ),
    ("a window in rescaled values", {"WindowCenter": 3_001.5, "WindowWidth": 1_201, "RescaleSlope": 2,
      "RescaleIntercept": 1}, [0, 128, 255]),
    ("a window of no width", {"WindowCenter": 1_500, "WindowWidth": 0}, [0, 129, 255]),
    ("a window beyond what there is", {"WindowCenter": 90_000, "WindowWidth": 100}, [0, 129, 255]),
]  # fmt: skip


@pytest.mark.parametrize(("what", "told", "greys"), FILMS, ids=[row[0] for row in FILMS])
def test_a_film_opens_as_its_sender_meant_it(what: str, told: dict[str, Any], greys: list[int]) -> None:
    picture = decode(dicom(RAMP, **told), name="film.dcm")
    levels = shown(picture)
    assert [levels[place] for place in (0, 50, 99)] == pytest.approx(greys, abs=1)
    assert picture.values.unit == ""
    assert picture.values.range == Window(0, 255)


def test_what_a_films_window_hides_can_be_windowed_back() -> None:
    picture = decode(dicom(RAMP, WindowCenter=1_500, WindowWidth=100), name="film.dcm")
    levels = list(shaded(picture.frames[0], picture, picture.values.range).tobytes())
    assert levels == sorted(levels)
    assert len(set(levels)) == 100


def test_padding_is_black_whichever_way_the_film_is_turned() -> None:
    padded = RAMP + 100
    padded[0, 0] = 0
    turned = decode(dicom(padded, PixelPaddingValue=0, PhotometricInterpretation="MONOCHROME1"), name="film.dcm")
    assert shown(turned)[:2] == [0, 255]


def test_a_window_that_is_only_a_table_leaves_the_extrema() -> None:
    from pydicom.dataset import Dataset

    table = Dataset()
    table.add_new("LUTDescriptor", "US", [2, 0, 16])
    table.add_new("LUTData", "US", [0, 65_535])
    assert shown(decode(dicom(RAMP, VOILUTSequence=[table]), name="film.dcm"))[99] == 255


COLOURS: list[tuple[str, Callable[[], bytes], tuple[int, int, int]]] = [
    ("RGB", lambda: dicom(np.full((4, 4, 3), (200, 10, 30), "u1")), (200, 10, 30)),
    ("RGB with 16 bits", lambda: dicom(np.full((4, 4, 3), (51_200, 2_560, 7_680), "u2")), (200, 10, 30)),
    (
        "YBR",
        lambda: dicom(np.full((4, 4, 3), (76, 85, 255), "u1"), PhotometricInterpretation="YBR_FULL"),
        (254, 0, 0),
    ),
    (
        "palette",
        lambda: dicom(
            np.ones((4, 4), "u1"),
            PhotometricInterpretation="PALETTE COLOR",
            **{
                f"{colour}PaletteColorLookupTable{part}": told
                for colour, level in (("Red", 200), ("Green", 10), ("Blue", 30))
                for part, told in (("Descriptor", [2, 0, 16]), ("Data", struct.pack("<2H", 0, level << 8)))
            },
        ),
        (200, 10, 30),
    ),
]


@pytest.mark.parametrize(("what", "make", "colour"), COLOURS, ids=[row[0] for row in COLOURS])
def test_colours_are_shown(what: str, make: Callable[[], bytes], colour: tuple[int, int, int]) -> None:
    picture = decode(make(), name="us.dcm")
    assert picture.frames[0].getpixel((2, 2)) == pytest.approx(colour, abs=1)


def test_several_frames_are_a_stack_with_its_spacing() -> None:
    frames = np.stack([RAMP, RAMP + 7, RAMP])
    picture = decode(ct(frames, PixelSpacing=[0.7, 0.7], SliceThickness=1.5), name="ct.dcm")
    assert [frame.getpixel((0, 0)) for frame in picture.frames] == [0, 7, 0]
    assert (picture.mm_per_pixel, picture.slice_mm) == (0.7, 1.5)


def test_the_groups_of_an_enhanced_file_tell_what_others_tell_at_the_top() -> None:
    from pydicom.dataset import Dataset

    shared, measures, scale, window = Dataset(), Dataset(), Dataset(), Dataset()
    measures.PixelSpacing, measures.SpacingBetweenSlices = [0.6, 0.6], 5
    scale.RescaleSlope, scale.RescaleIntercept = 1, -1000
    window.WindowCenter, window.WindowWidth = -600, 1500
    shared.PixelMeasuresSequence, shared.PixelValueTransformationSequence = [measures], [scale]
    shared.FrameVOILUTSequence = [window]
    data = ct(np.stack([RAMP, RAMP]), RescaleSlope=None, RescaleIntercept=None, SharedFunctionalGroupsSequence=[shared])
    picture = decode(data, name="ct.dcm")
    assert (picture.values.black, picture.values.unit) == (-1000, "HU")
    assert (picture.mm_per_pixel, picture.slice_mm, picture.window.high) == (0.6, 5, 149)


SPACINGS: list[tuple[str, dict[str, Any], float | None]] = [
    ("none", {}, None),
    ("the patient's plane", {"PixelSpacing": [0.2, 0.2], "ImagerPixelSpacing": [0.3, 0.3]}, 0.2),
    ("the detector", {"ImagerPixelSpacing": [0.3, 0.3]}, 0.3),
    ("the detector and its magnification",
     {"ImagerPixelSpacing": [0.3, 0.3], "EstimatedRadiographicMagnificationFactor": 1.2}, 0.25),
    ("a digitised film", {"NominalScannedPixelSpacing": [0.1, 0.1]}, 0.1),
    ("nonsense", {"PixelSpacing": [0, 0]}, None),
    ("far too large", {"PixelSpacing": [400, 400]}, None),
    ("very oblong", {"PixelSpacing": [0.1, 9]}, None),
]  # fmt: skip


@pytest.mark.parametrize(("what", "told", "mm"), SPACINGS, ids=[row[0] for row in SPACINGS])
def test_the_spacing_is_that_of_the_patient_before_that_of_the_detector(
    what: str, told: dict[str, Any], mm: float | None
) -> None:
    assert decode(dicom(RAMP, **told), name="film.dcm").mm_per_pixel == (None if mm is None else pytest.approx(mm))


def test_what_the_case_says_of_the_spacing_goes_before_the_file() -> None:
    data = dicom(RAMP, PixelSpacing=[0.2, 0.2])
    assert decode(data, name="film.dcm", mm_per_pixel=0.5).mm_per_pixel == 0.5


@pytest.mark.parametrize(
    ("told", "size", "mm"),
    [
        ({"PixelSpacing": [0.4, 0.2]}, (10, 20), 0.2),
        ({"PixelSpacing": [0.2, 0.3]}, (15, 10), 0.2),
        ({"PixelAspectRatio": [1, 2]}, (20, 10), None),
    ],
)
def test_oblong_pixels_are_made_square_so_that_callipers_are_right_in_both_directions(
    told: dict[str, Any], size: tuple[int, int], mm: float | None
) -> None:
    picture = decode(dicom(RAMP, **told), name="film.dcm")
    assert (picture.size, picture.mm_per_pixel) == (size, mm)


def compressed(syntax: str, **told: Any) -> bytes:
    """A file whose one frame is encapsulated as it is."""
    from pydicom.encaps import encapsulate

    frame = told.pop("frame", b"nothing of the kind")
    return dicom(RAMP, **{"PixelData": encapsulate([frame]), "syntax": syntax, **told})


def jpeg(width: int, height: int) -> bytes:
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).save(out, "JPEG")
    return out.getvalue()


EIGHT: dict[str, Any] = {"BitsAllocated": 8, "BitsStored": 8, "HighBit": 7}
BASELINE, LOSSLESS, RLE = "1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.70", "1.2.840.10008.1.2.5"
MPEG = "1.2.840.10008.1.2.4.100"


def test_a_jpeg_inside_is_unpacked() -> None:
    assert decode(compressed(BASELINE, frame=jpeg(10, 10), **EIGHT), name="film.dcm").size == (10, 10)


def test_run_lengths_are_unpacked() -> None:
    rows = bytes([0x100 - 9, 7]) * 10  # ten times seven, ten times
    frame = struct.pack("<16L", 1, 64, *[0] * 14) + rows
    picture = decode(compressed(RLE, frame=frame, **EIGHT), name="film.dcm")
    assert [picture.frames[0].getpixel((x, x)) for x in range(10)] == [7] * 10


def empty() -> bytes:
    from pydicom.dataset import Dataset

    made = Dataset()
    made.PatientName = "Nobody^Here"
    return saved(made)


BROKEN: list[tuple[str, Callable[[], bytes], str]] = [
    ("a report", empty, "holds no picture"),
    ("nothing after its name", lambda: bytes(128) + b"DICM", "damaged or cut short"),
    ("cut short", lambda: ct(RAMP)[:-30], "damaged or cut short"),
    ("no rows", lambda: ct(RAMP, Rows=0), "says that it has no pixels"),
    ("no rows said", lambda: ct(RAMP, Rows=None), "says that it has no pixels"),
    ("100 megapixels", lambda: ct(RAMP, Rows=10_000, Columns=10_000), "more than 40 megapixels"),
    ("more rows than there are", lambda: ct(RAMP, Rows=2_000, Columns=2_000), "damaged or cut short"),
    ("a million frames", lambda: ct(RAMP, NumberOfFrames=1_000_000), "1,000,000 slices, more than 1,000"),
    ("no frame", lambda: ct(RAMP, NumberOfFrames=0), "says that it has no pixels"),
    ("121 megapixels", lambda: ct(RAMP, NumberOfFrames=121, Rows=1000, Columns=1000), "more than 120 megapixels"),
    ("32 bits", lambda: ct(RAMP.astype("u4")), "has 32 bits a sample"),
    ("other colours", lambda: ct(RAMP, PhotometricInterpretation="HSV"), r"colours of film.dcm \(HSV\)"),
    ("no colours said", lambda: ct(RAMP, PhotometricInterpretation=None), r"colours of film.dcm \(none\)"),
    ("a palette that is not there", lambda: ct(RAMP, PhotometricInterpretation="PALETTE COLOR"), "damaged"),
    ("lossless JPEG", lambda: compressed(LOSSLESS), r"film.dcm is compressed \(JPEG Lossless"),
    ("a film that moves", lambda: compressed(MPEG), r"is compressed \(MPEG2"),
    (
        "its own compression",
        lambda: compressed(LOSSLESS).replace(b"1.2.840.10008", b"1.2.999.10008"),
        r"compressed \(1\.2\.999",
    ),
    ("deflated as a whole", lambda: compressed("1.2.840.10008.1.2.1.99"), "deflated as a whole"),
    ("no JPEG inside", lambda: compressed(BASELINE, **EIGHT), "damaged or cut short"),
    ("a larger JPEG inside", lambda: compressed(BASELINE, frame=jpeg(900, 900), **EIGHT), "damaged or cut short"),
    ("no run lengths inside", lambda: compressed(RLE, **EIGHT), "damaged or cut short"),
    (
        "far too long run lengths",
        lambda: compressed(RLE, frame=struct.pack("<16L", 1, 64, *[0] * 14) + b"\x81\0" * 999, **EIGHT),
        "damaged or cut short",
    ),
]


@pytest.mark.parametrize(("what", "make", "sentence"), BROKEN, ids=[row[0] for row in BROKEN])
def test_what_cannot_be_shown_is_one_sentence_with_its_name(
    what: str, make: Callable[[], bytes], sentence: str
) -> None:
    with pytest.raises(PictureError, match=sentence) as caught:
        decode(make(), name="film.dcm")
    assert "film.dcm" in caught.value.what
    assert caught.value.advice.endswith(".")
    assert "Nobody" not in str(caught.value)


def test_without_pydicom_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(DicomNeeded, match=r'pip install "miliary-chat\[dicom\]"'):
        decode(ct(RAMP), name="film.dcm")


@given(st.binary(max_size=300))
def test_run_lengths_are_measured_as_they_are_unpacked(packed: bytes) -> None:
    from pydicom.pixels.decoders.rle import _rle_decode_segment

    frame = struct.pack("<16L", 1, 64, *[0] * 14) + packed + b"\0"
    length = len(_rle_decode_segment(packed))
    assert not rle_is_too_long(frame, length + 200)
    assert length < 300 or rle_is_too_long(frame, length - 200)


WHOLE = [
    ct(RAMP, PatientName="A^B", WindowCenter=[40, 1], WindowWidth=[400, 1]),
    dicom(np.stack([RAMP, RAMP]), PixelSpacing=[0.3, 0.2], PixelPaddingValue=3),
    COLOURS[3][1](),
    compressed(BASELINE, frame=jpeg(10, 10), **EIGHT),
    compressed(RLE, frame=struct.pack("<16L", 1, 64, *[0] * 14) + bytes([0x100 - 9, 7]) * 10, **EIGHT),
]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(WHOLE), st.data())
def test_a_damaged_file_is_a_picture_or_a_sentence(whole: bytes, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(132, len(whole) - 1))
        whole = whole[:at] + bytes([data.draw(st.integers(0, 255))]) + whole[at + 1 :]
    if data.draw(st.booleans()):
        whole = whole[: data.draw(st.integers(0, len(whole)))]
    try:
        picture = decode(whole, name="film.dcm")
    except PictureError as error:
        told = error
    else:
        assert len(shown(picture)) >= 1
        return
    assert "film.dcm" in told.what


@settings(deadline=None)
@given(st.integers(0, 65_535), st.integers(0, 65_535), st.integers(0, 2**31 - 1))
def test_whatever_a_header_promises_is_refused_before_it_is_unpacked(rows: int, columns: int, frames: int) -> None:
    assume((rows or 11) * (columns or 11) * (frames or 2) > RAMP.size)
    with pytest.raises(PictureError):
        decode(ct(RAMP, Rows=rows or 11, Columns=columns or 11, NumberOfFrames=frames or 2), name="film.dcm")


def test_playing_without_dicom_loads_no_pydicom() -> None:
    import subprocess

    words = "import io, sys; from PIL import Image; from miliary_chat.picture.decode import decode; out = io.BytesIO();"
    words += "Image.new('L', (4, 4)).save(out, 'PNG'); decode(out.getvalue(), name='x');"
    words += "print({'pydicom', 'numpy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "set()"
