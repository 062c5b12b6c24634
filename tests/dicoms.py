"""DICOM files for tests, tiny and made on the spot; pydicom is imported when one is made."""

import io
from typing import Any

import pytest

CT = "1.2.840.10008.5.1.4.1.1.2"
DX = "1.2.840.10008.5.1.4.1.1.1.1"
EXPLICIT = "1.2.840.10008.1.2.1"


def need_pydicom() -> None:
    """Skip a module where DICOM cannot be read, and say so."""
    pytest.importorskip("pydicom", reason="pydicom is not installed: DICOM is not tested here")
    pytest.importorskip("numpy", reason="NumPy is not installed: DICOM is not tested here")


def dicom(samples: Any, *, syntax: str = EXPLICIT, **told: Any) -> bytes:
    """The bytes of a file with these samples (an array: rows x columns, frames first, colours last).

    `told` are further elements by keyword; None leaves one of the usual ones out.
    """
    from pydicom.dataset import Dataset

    colours = samples.ndim > 2 and samples.shape[-1] == 3
    rows, columns = samples.shape[-3:-1] if colours else samples.shape[-2:]
    about: dict[str, Any] = {
        "SOPClassUID": DX,
        "SOPInstanceUID": "1.2.3.4.5",
        "Modality": "DX",
        "Rows": rows,
        "Columns": columns,
        "SamplesPerPixel": 3 if colours else 1,
        "PhotometricInterpretation": "RGB" if colours else "MONOCHROME2",
        "BitsAllocated": samples.dtype.itemsize * 8,
        "BitsStored": samples.dtype.itemsize * 8,
        "HighBit": samples.dtype.itemsize * 8 - 1,
        "PixelRepresentation": int(samples.dtype.kind == "i"),
        "PixelData": samples.tobytes(),
    }
    if colours:
        about["PlanarConfiguration"] = 0
    if samples.ndim > (3 if colours else 2):
        about["NumberOfFrames"] = samples.shape[0]
    made = Dataset()
    for keyword, value in {**about, **told}.items():
        if value is not None:
            setattr(made, keyword, value)
    return saved(made, syntax)


def saved(made: Any, syntax: str = EXPLICIT) -> bytes:
    """The bytes of a file with a dataset."""
    from pydicom.dataset import FileMetaDataset
    from pydicom.uid import UID

    made.file_meta = FileMetaDataset()
    made.file_meta.TransferSyntaxUID = UID(syntax)
    made.file_meta.MediaStorageSOPClassUID = made.get("SOPClassUID", CT)
    made.file_meta.MediaStorageSOPInstanceUID = made.get("SOPInstanceUID", "1.2.3")
    made.preamble = b"\0" * 128
    out = io.BytesIO()
    made.save_as(out, enforce_file_format=True)
    return out.getvalue()


def ct(samples: Any, **told: Any) -> bytes:
    """A CT slice: stored values with the usual rescale to HU."""
    usual = {"SOPClassUID": CT, "Modality": "CT", "RescaleSlope": 1, "RescaleIntercept": -1024}
    return dicom(samples, **{**usual, **told})
