"""The door to pydicom: the one file that imports it, and only when a DICOM file has come."""

import hashlib
import importlib.util
import io
import logging
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from PIL import Image

from miliary_chat.base.called import in_checkout
from miliary_chat.base.sanitise import one_line
from miliary_chat.picture.limits import check_size
from miliary_chat.picture.problem import DicomNeeded, PictureError, damaged
from miliary_chat.picture.rle import rle_is_too_long

Dataset = Any
"""pydicom's Dataset, whose type would need its import."""
Array = Any
"""A frame as NumPy has it: rows, columns, and three colours where there are any."""
T = TypeVar("T")

DEFLATED = "1.2.840.10008.1.2.1.99"
RLE = "1.2.840.10008.1.2.5"
_BY_PILLOW = frozenset(f"1.2.840.10008.1.2.4.{last}" for last in (50, 51, 90, 91))
"""Compressions that Pillow unpacks: baseline and extended JPEG, JPEG 2000."""
_GREYS = ("MONOCHROME1", "MONOCHROME2")
_COLOURS = ("RGB", "YBR_FULL", "YBR_FULL_422", "YBR_ICT", "YBR_RCT")
PALETTE = "PALETTE COLOR"


def is_dicom(data: bytes) -> bool:
    """Whether it is a DICOM file (PS3.10): 128 bytes of anything, and then four that say so."""
    return data[128:132] == b"DICM"


@contextmanager
def told(name: str) -> Iterator[None]:
    """Let whatever pydicom raises inside become PictureError: damaged data make it fail in nearly every way.

    What it raised is dropped, since it may quote the patient's data, and those belong in no log.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield
    except PictureError:
        raise
    except Exception:
        raise damaged(name) from None


def dataset(data: bytes, name: str) -> Dataset:
    """Return what is in the file, pixels not unpacked yet; PictureError for one that cannot be read, or is deflated.

    DicomNeeded where pydicom or NumPy is not installed.
    """
    if not all(importlib.util.find_spec(library) for library in ("pydicom", "numpy")):
        how = f"{sys.executable} -m pip install pydicom numpy" if in_checkout() else 'pip install "miliary-chat[dicom]"'
        raise DicomNeeded(f"{name} is a DICOM file, and what reads these is not installed.", f"Get it with: {how}")
    from pydicom import dcmread
    from pydicom.filereader import read_dataset

    # It quotes values that it complains of.
    logging.getLogger("pydicom").setLevel(logging.CRITICAL + 1)
    with told(name):
        # Group 2 is never compressed; whatever comes behind it can be, and would be unpacked to any length.
        about = read_dataset(io.BytesIO(data[132:]), False, True, stop_when=lambda tag, _, __: tag.group != 2)
        syntax = str(about.get("TransferSyntaxUID", ""))
        if syntax == DEFLATED:
            raise PictureError(f"The DICOM file {name} is deflated as a whole.", "Export it uncompressed.")
        if not syntax:
            raise damaged(name)
        return dcmread(io.BytesIO(data))


def each_frame(found: Dataset, name: str, take: Callable[[Array], T]) -> list[T]:
    """Return what `take` makes of every frame, YBR turned into RGB; PictureError for pixels that cannot be shown.

    Size and compression are looked at before anything is unpacked.
    """
    with told(name):
        _check_header(found, name)
        _check_compression(found, name)
        from pydicom.pixels.utils import iter_pixels

        return [take(array) for array in iter_pixels(found)]


def in_colours(found: Dataset, array: Array) -> Array:
    """Return an array of indices as the colours of the dataset's palette."""
    from pydicom.pixels.processing import apply_color_lut

    return apply_color_lut(array, found)


def written(elements: Mapping[str, Any], seed: bytes) -> bytes:
    """Return a DICOM file of these elements by keyword, uncompressed; its UIDs come from `seed` alone."""
    from pydicom.dataset import Dataset as Made, FileMetaDataset
    from pydicom.uid import ExplicitVRLittleEndian, generate_uid

    made, about = Made(), FileMetaDataset()
    for keyword, value in elements.items():
        setattr(made, keyword, value)
    mark = hashlib.sha256(seed).hexdigest()
    made.SOPInstanceUID = generate_uid(entropy_srcs=[mark, "picture"])
    made.SeriesInstanceUID = generate_uid(entropy_srcs=[mark, "series"])
    made.StudyInstanceUID = generate_uid(entropy_srcs=[mark, "study"])
    about.TransferSyntaxUID = ExplicitVRLittleEndian
    about.MediaStorageSOPClassUID, about.MediaStorageSOPInstanceUID = made.SOPClassUID, made.SOPInstanceUID
    made.file_meta, made.preamble = about, bytes(128)
    out = io.BytesIO()
    made.save_as(out, enforce_file_format=True)
    return out.getvalue()


def whole(found: Dataset, keyword: str, default: int = 0) -> int:
    """Return a whole number of the header, `default` where there is none."""
    value = found.get(keyword)
    return default if value in (None, "") else int(value)


def frame_count(found: Dataset) -> int:
    """Return how many frames there are; none are said where there is one."""
    return whole(found, "NumberOfFrames", 1)


def photometric(found: Dataset) -> str:
    """Return how samples become grey or colour, such as "MONOCHROME2"."""
    return str(found.get("PhotometricInterpretation", ""))


def _check_header(found: Dataset, name: str) -> None:
    if "PixelData" not in found:
        raise PictureError(f"The DICOM file {name} holds no picture.", "A report, a list or a plan holds none.")
    size = whole(found, "Columns"), whole(found, "Rows")
    check_size(name, *size, frame_count(found), colour=photometric(found) not in _GREYS)
    if photometric(found) not in (*_GREYS, *_COLOURS, PALETTE):
        kind = one_line(photometric(found), limit=20) or "none"
        raise PictureError(f"The colours of {name} ({kind}) cannot be shown.", "Export it as PNG.")
    bits = whole(found, "BitsAllocated")
    if bits > 16:
        raise PictureError(f"{name} has {bits} bits a sample, and no more than 16 can be shown.", "Export it with 16.")


def _check_compression(found: Dataset, name: str) -> None:
    """Refuse what cannot be unpacked here, and compressed frames that are larger inside than the header says."""
    from pydicom.encaps import generate_frames
    from pydicom.pixels.decoders.base import get_decoder

    syntax = found.file_meta.TransferSyntaxUID
    try:
        known = get_decoder(syntax).is_available
    except NotImplementedError:
        known = False
    if not known:
        kind = one_line(str(syntax.name), limit=80)
        raise PictureError(
            f"{name} is compressed ({kind}) in a way that cannot be unpacked here.",
            "Export it uncompressed, or install a decoder, such as pylibjpeg.",
        )
    size = whole(found, "Columns"), whole(found, "Rows")
    if syntax in _BY_PILLOW:
        for frame in generate_frames(found.PixelData, number_of_frames=frame_count(found)):
            with Image.open(io.BytesIO(frame), formats=("JPEG", "JPEG2000")) as inside:
                if inside.size != size:
                    raise damaged(name)
    if syntax == RLE:
        most = size[0] * size[1]
        for frame in generate_frames(found.PixelData, number_of_frames=frame_count(found)):
            if rle_is_too_long(frame, most):
                raise damaged(name)
