"""A DICOM file made anew from what its picture needs: what is not on the list below does not come along."""

import hashlib
from collections.abc import Iterator
from typing import Any

from miliary_chat.picture.dicom import Array, Dataset, dataset, each_frame, frame_count, photometric, told, written
from miliary_chat.picture.dicom_header import at, numbers

_PIXELS = "SamplesPerPixel Rows Columns BitsAllocated BitsStored HighBit PixelRepresentation"
_MEANING = (
    "PixelSpacing ImagerPixelSpacing NominalScannedPixelSpacing PixelAspectRatio"
    " EstimatedRadiographicMagnificationFactor SliceThickness SpacingBetweenSlices ImagePositionPatient"
    " ImageOrientationPatient InstanceNumber RescaleSlope RescaleIntercept WindowCenter WindowWidth"
    " PixelPaddingValue PixelPaddingRangeLimit"
)
_WORDS = {
    "Modality": ("CT", "CR", "DX", "MG", "MR", "NM", "OT", "PT", "RF", "RG", "SC", "US", "XA"),
    "RescaleType": ("HU", "US"),
    "VOILUTFunction": ("LINEAR", "LINEAR_EXACT", "SIGMOID"),
    "BurnedInAnnotation": ("YES", "NO"),
    "LossyImageCompression": ("00", "01"),
}
"""What is kept of elements that could hold any word."""
_PALETTE = tuple(
    f"{kind}{colour}PaletteColorLookupTable{part}"
    for colour in ("Red", "Green", "Blue")
    for kind, part in (("", "Descriptor"), ("", "Data"), ("Segmented", "Data"))
)
_IMAGES = "1.2.840.10008.5.1.4.1.1."
_CAPTURE = "1.2.840.10008.5.1.4.1.1.7"
"""The standard's images; and secondary capture, for those of a maker's own kind."""

_WITHOUT_GROUPS = {
    ("grey", 8): "1.2.840.10008.5.1.4.1.1.7.2",
    ("grey", 16): "1.2.840.10008.5.1.4.1.1.7.3",
    ("colour", 8): "1.2.840.10008.5.1.4.1.1.7.4",
}
"""Multi-frame secondary capture: what an enhanced file is without the groups that tell of each frame."""


def stripped_dicom(data: bytes, *, name: str) -> bytes:
    """Return a file with the same samples, uncompressed, the same meaning and new UIDs, which come of the samples.

    Colours in YBR become RGB. Unused bits of a sample, in which old machines kept drawings, become 0. PictureError for
    a file that cannot be read.
    """
    found = dataset(data, name)
    with told(name):
        pixels = b"".join(each_frame(found, name, _bytes_of))
        kept = dict(_kept(found))
        seed = hashlib.sha256(repr(sorted(kept.items())).encode() + pixels).digest()
        return written({**kept, "PixelData": pixels + b"\0" * (len(pixels) % 2)}, seed)


def _bytes_of(array: Array) -> bytes:
    little: bytes = array.astype(array.dtype.newbyteorder("<")).tobytes()
    return little


def _kept(found: Dataset) -> Iterator[tuple[str, Any]]:
    for keyword in (*_PIXELS.split(), *_MEANING.split()):
        if numbers(found, keyword):  # what is no number means nothing
            yield keyword, at(found, keyword)
    for keyword in (*_PALETTE, *_WORDS):
        value = found.get(keyword)
        if value not in (None, "") and (keyword not in _WORDS or value in _WORDS[keyword]):
            yield keyword, value
    colours = photometric(found)
    yield "PhotometricInterpretation", "RGB" if colours.startswith("YBR") else colours
    if found.get("SamplesPerPixel") == 3:
        yield "PlanarConfiguration", 0
    if found.get("BitsAllocated") == 1:  # they come a byte each
        yield from (("BitsAllocated", 8), ("BitsStored", 8), ("HighBit", 7))
    if frame_count(found) > 1:
        yield "NumberOfFrames", frame_count(found)
    if "SharedFunctionalGroupsSequence" in found or "PerFrameFunctionalGroupsSequence" in found:
        kind = "colour" if found.get("SamplesPerPixel") == 3 else "grey"
        yield "SOPClassUID", _WITHOUT_GROUPS.get((kind, found.get("BitsAllocated")), _CAPTURE)
    else:
        sort = str(found.get("SOPClassUID", ""))
        yield "SOPClassUID", sort if sort.startswith(_IMAGES) else _CAPTURE
    yield "PatientIdentityRemoved", "YES"
    yield "DeidentificationMethod", "Made anew from a list of what the picture needs"
