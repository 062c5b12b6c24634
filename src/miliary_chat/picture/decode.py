"""Decoding: a file becomes a Picture, or one sentence that says why not."""

from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from miliary_chat.base.sanitise import one_line
from miliary_chat.picture.dicom import is_dicom
from miliary_chat.picture.picture import Picture, deepened
from miliary_chat.picture.problem import PictureError
from miliary_chat.picture.unpacking import unpacked
from miliary_chat.picture.values import GREYS, Values, deep_greys, hounsfield as of_eight_bits
from miliary_chat.picture.window import ON_CT, Window

BYTE_LIMIT = 80_000_000
"""Of a picture's file; no more of it is read."""

Hounsfield = tuple[float, float]
"""Of a stored CT: the HU of sample 0, and how many HU each level is more."""


def read(path: Path, *, mm_per_pixel: float | None = None, hounsfield: Hounsfield | None = None) -> Picture:
    """Return the picture in the file at `path`; raise PictureError with a sentence for whatever is wrong with it."""
    return decode(read_bytes(path), name=_shown(path), mm_per_pixel=mm_per_pixel, hounsfield=hounsfield)


def read_bytes(path: Path) -> bytes:
    """Return what is in the picture's file; PictureError where there is none, or more than 80 MB."""
    name = _shown(path)
    try:
        if not path.exists():
            if path.is_symlink():
                raise PictureError(f"The picture {name} is a link that leads nowhere.", "Put the file itself there.")
            raise PictureError(f"The picture {name} is missing.", "Put the file where it is looked for and try again.")
        if not path.is_file():
            raise PictureError(f"{name} is not a file.", "Give the name of a PNG, JPEG or DICOM file.")
        if path.stat().st_size > BYTE_LIMIT:
            raise PictureError(f"The picture {name} is larger than 80 MB.", "Save a smaller copy of it.")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name is not valid"
        raise PictureError(f"The picture {name} cannot be opened: {reason}.", "Check its permissions.") from error


def decode(
    data: bytes, *, name: str, mm_per_pixel: float | None = None, hounsfield: Hounsfield | None = None
) -> Picture:
    """Return the picture in `data` (PNG, JPEG, DICOM) without its metadata; PictureError that names it `name`.

    The content decides the format, whatever the file is called. The size is read from the header, and refused above 40
    megapixels, 1,000 slices or 120 megapixels in all, before any pixel is unpacked. With `hounsfield` it opens in the
    lung window. A DICOM file knows itself what its samples mean, so `hounsfield` is not asked; `mm_per_pixel` is.
    """
    if not data:
        raise PictureError(f"The picture {name} is empty.", "Copy the file again from where it came.")
    if is_dicom(data):
        from miliary_chat.picture.dicom_picture import dicom_picture

        return dicom_picture(data, name=name, mm_per_pixel=mm_per_pixel)
    frames = unpacked(data, name)
    if hounsfield is not None:
        frames = [frame.convert("L") if frame.mode == "RGB" else frame for frame in frames]
    values, window = _meaning(frames, hounsfield)
    return Picture(tuple(deepened(frame) for frame in frames), mm_per_pixel, values, window)


def _meaning(frames: Sequence[Image.Image], hounsfield: Hounsfield | None) -> tuple[Values, Window]:
    """What the samples mean, and the window to open with."""
    deep = frames[0].mode == "I;16"
    if not deep:
        values = GREYS if hounsfield is None else of_eight_bits(*hounsfield)
        return values, values.range if hounsfield is None else ON_CT["lung"]
    low, high = extrema(frames)
    if hounsfield is None:
        values = deep_greys(high)
        return values, values.between(low, high)
    black, step = hounsfield
    values = Values(black, step, "HU", Window(black + step * low, black + step * high))
    return values, ON_CT["lung"]


def extrema(frames: Sequence[Image.Image]) -> tuple[int, int]:
    """Return the lowest and the highest sample of grey frames, never the same: a picture may be black all over."""
    pairs = [frame.getextrema() for frame in frames]
    low, high = min(int(pair[0]) for pair in pairs), max(int(pair[1]) for pair in pairs)  # type: ignore[arg-type]
    low = low if low < high else max(0, low - 1)
    return low, max(high, low + 1)


def _shown(path: Path) -> str:
    return one_line(path.name, limit=80)
