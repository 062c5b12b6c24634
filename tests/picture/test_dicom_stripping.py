"""DICOM without its patient: the same picture, and nothing of the header that it does not need."""

import io
from collections.abc import Callable
from typing import Any

import pytest

from dicoms import ct, dicom, need_pydicom
from miliary_chat.picture.decode import decode
from miliary_chat.picture.identifiers import identifiers
from miliary_chat.picture.stripping import stripped

need_pydicom()

import numpy as np  # noqa: E402

RAMP: Any = np.arange(0, 3_000, 30, dtype="u2").reshape(10, 10)
SECRET = "Jane^Example"


def patient() -> dict[str, Any]:
    """What a hospital writes into a header."""
    from pydicom.dataset import Dataset

    request = Dataset()
    request.RequestingPhysician, request.StudyDescription = SECRET, SECRET
    return {
        "PatientName": SECRET,
        "PatientID": SECRET,
        "PatientBirthDate": "19500102",
        "PatientSex": "F",
        "StudyDate": "20200102",
        "StudyTime": "101112",
        "AccessionNumber": "77",
        "InstitutionName": SECRET,
        "ReferringPhysicianName": SECRET,
        "SeriesDescription": SECRET,
        "ImageComments": SECRET,
        "StationName": SECRET,
        "StudyInstanceUID": "1.2.3.4",
        "FrameOfReferenceUID": "1.2.3.5",
        "BurnedInAnnotation": "YES",
        "RequestAttributesSequence": [request],
    }


NAMES = {
    "AccessionNumber", "BurnedInAnnotation", "ImageComments", "InstitutionName", "PatientBirthDate", "PatientID",
    "PatientName", "PatientSex", "ReferringPhysicianName", "RequestingPhysician", "SeriesDescription", "StationName",
    "StudyDate", "StudyDescription", "StudyTime",
}  # fmt: skip


def private_and_drawn() -> bytes:
    """A file with private tags, an overlay and a preamble of its own."""
    from pydicom import dcmread

    from dicoms import saved

    made = dcmread(io.BytesIO(ct(RAMP)))
    made.private_block(0x0009, "JANE", create=True).add_new(0x01, "LO", SECRET)
    made.add_new(0x60000010, "US", 10)
    made.add_new(0x60000011, "US", 10)
    made.add_new(0x60003000, "OW", bytes(14))
    whole = saved(made)
    return SECRET.encode().ljust(128, b"\0") + whole[128:]


def test_the_tags_that_identify_are_named_and_their_values_are_not() -> None:
    found = identifiers(ct(RAMP, **patient()), "ct.dcm")
    assert {one.tag for one in found} == NAMES
    assert "Jane" not in repr(found)
    assert list(found) == sorted(set(found))


def test_private_tags_overlays_and_a_preamble_are_named() -> None:
    assert {one.tag for one in identifiers(private_and_drawn(), "ct.dcm")} == {"private tags", "overlay", "preamble"}


def test_a_file_that_tells_nothing_has_no_identifiers() -> None:
    assert identifiers(ct(RAMP, PatientName="", StudyDate="", StudyInstanceUID="1.2.3"), "ct.dcm") == ()


FILES: list[tuple[str, Callable[[], bytes]]] = [
    ("a CT", lambda: ct(RAMP, PixelSpacing=[0.7, 0.7], SliceThickness=1, WindowCenter=[-600, 40],
                        WindowWidth=[1500, 400], **patient())),
    ("a CT with signed samples", lambda: ct(RAMP.astype("i2") - 1_000, PixelPaddingValue=-1_000, **patient())),
    ("a stack", lambda: ct(np.stack([RAMP, RAMP + 5]), SpacingBetweenSlices=2, **patient())),
    ("a film", lambda: dicom(RAMP, PhotometricInterpretation="MONOCHROME1", ImagerPixelSpacing=[0.2, 0.1],
                             **patient())),
    ("8 bits, an odd number of them", lambda: dicom(RAMP[:5, :5].astype("u1"), **patient())),
    ("colours", lambda: dicom(np.full((3, 3, 3), (76, 85, 255), "u1"), PhotometricInterpretation="YBR_FULL",
                              **patient())),
    ("a kind of the maker's own", lambda: ct(RAMP, SOPClassUID="1.2.3.4", **patient())),
    ("no kind at all", lambda: ct(RAMP, SOPClassUID=None, **patient())),
    ("private tags and an overlay", private_and_drawn),
]  # fmt: skip


@pytest.mark.parametrize(("what", "make"), FILES, ids=[row[0] for row in FILES])
def test_the_clean_copy_is_the_same_picture_without_the_patient(what: str, make: Callable[[], bytes]) -> None:
    telling = make()
    clean = stripped(telling, name="ct.dcm")
    before, after = decode(telling, name="ct.dcm"), decode(clean, name="ct.dcm")
    assert after == before
    assert [frame.tobytes() for frame in after.frames] == [frame.tobytes() for frame in before.frames]
    assert {one.tag for one in identifiers(clean, "ct.dcm")} <= {"BurnedInAnnotation"}
    for secret in (b"Jane", b"19500102", b"20200102", b"1.2.3.4", b"1.2.3.5"):
        assert secret not in clean
    assert stripped(telling, name="ct.dcm") == clean
    assert stripped(clean, name="ct.dcm") == clean


def test_the_clean_copy_says_that_it_is_one() -> None:
    from pydicom import dcmread

    made = dcmread(io.BytesIO(stripped(ct(RAMP, **patient()), name="ct.dcm")))
    assert made.PatientIdentityRemoved == "YES"
    assert made.SOPInstanceUID != made.SeriesInstanceUID != made.StudyInstanceUID


def test_drawings_in_unused_bits_go() -> None:
    drawn = RAMP | 0x8000
    clean = stripped(ct(drawn, BitsStored=12, HighBit=11, PatientName=SECRET), name="ct.dcm")
    assert decode(clean, name="ct.dcm").frames[0].getpixel((9, 9)) == 2_970


def test_what_an_enhanced_file_tells_in_its_groups_is_told_at_the_top() -> None:
    from pydicom.dataset import Dataset

    shared, measures, scale, content = Dataset(), Dataset(), Dataset(), Dataset()
    measures.PixelSpacing, scale.RescaleSlope, scale.RescaleIntercept = [0.6, 0.6], 1, -1000
    content.FrameAcquisitionDateTime = "20200102"
    shared.PixelMeasuresSequence, shared.PixelValueTransformationSequence = [measures], [scale]
    shared.FrameContentSequence = [content]
    plain = {"RescaleSlope": None, "RescaleIntercept": None}
    telling = ct(np.stack([RAMP, RAMP]), **plain, SharedFunctionalGroupsSequence=[shared], **patient())
    clean = stripped(telling, name="ct.dcm")
    assert decode(clean, name="ct.dcm") == decode(telling, name="ct.dcm")
    assert b"20200102" not in clean


def test_values_that_are_none_of_their_kind_cost_themselves_alone() -> None:
    telling = ct(RAMP, WindowCenter=1234.5, WindowWidth=400, SmallestImagePixelValue=5)
    telling = telling.replace(b"1234.5", b"1234,5").replace(b"\x28\x00\x06\x01US", b"\x28\x00\x06\x01FD")
    assert decode(telling, name="ct.dcm").window.high == 150
    assert [one.tag for one in identifiers(telling, "ct.dcm")] == ["tag (0028,0106)"]
    clean = stripped(telling, name="ct.dcm")
    assert identifiers(clean, "ct.dcm") == ()
    assert decode(clean, name="ct.dcm") == decode(telling, name="ct.dcm")
