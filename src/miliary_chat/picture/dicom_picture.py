"""A DICOM file as a Picture: what its samples mean, how it opens, and how many millimetres a pixel is."""

import math
from dataclasses import dataclass

from PIL import Image

from miliary_chat.picture.dicom import (
    PALETTE,
    Array,
    Dataset,
    dataset,
    each_frame,
    in_colours,
    photometric,
    told,
    whole,
)
from miliary_chat.picture.dicom_header import Spacing, number, numbers, spacing, values_of
from miliary_chat.picture.limits import check_size
from miliary_chat.picture.picture import Picture
from miliary_chat.picture.values import GREYS, Values
from miliary_chat.picture.window import ON_CT, Window


def dicom_picture(data: bytes, *, name: str, mm_per_pixel: float | None = None) -> Picture:
    """Return the picture in a DICOM file, several frames as a stack; PictureError for what cannot be shown.

    CT is in Hounsfield units. Of all else the grey levels 0 to 255 are the lowest to the highest stored value, none
    clipped, so that what the sender's window (VOI) hides can still be windowed back; that window is the one to open
    with, extrema where there is none or only a table. MONOCHROME1 is turned over: high is white. `mm_per_pixel` goes
    before the file's own. Oblong pixels are resampled to square ones, or callipers would be wrong in one direction.
    """
    found = dataset(data, name)
    with told(name):
        near = spacing(found)
        if photometric(found) in ("MONOCHROME1", "MONOCHROME2"):
            frames, values, window = _grey(found, name)
        else:
            frames, values, window = _coloured(found, name), GREYS, GREYS.range
        frames = _squared(frames, near, name)
        return Picture(tuple(frames), mm_per_pixel or near.mm_per_pixel, values, window, near.slice_mm)


@dataclass(frozen=True)
class _Stored:
    """How stored samples became those of the frames: `top` - (stored + `shift`) when turned over, else without."""

    shift: int
    top: int
    turned: bool
    slope: float
    intercept: float

    def sample(self, value: float) -> float:
        """The sample of a value after the modality's rescale."""
        stored = (value - self.intercept) / self.slope + self.shift
        return self.top - stored if self.turned else stored


def _grey(found: Dataset, name: str) -> tuple[list[Image.Image], Values, Window]:
    bits = whole(found, "BitsAllocated")
    signed = whole(found, "PixelRepresentation") == 1
    slope, intercept = values_of(found)
    is_ct = str(found.get("Modality", "")) == "CT" and number(found, "RescaleSlope") is not None
    # High values are white, which low samples have where the slope is negative.
    turned = (photometric(found) == "MONOCHROME1") != (slope < 0) and not is_ct
    stored = _Stored(1 << (bits - 1) if signed else 0, (1 << bits) - 1, turned, slope, intercept)
    taken = each_frame(found, name, lambda array: _taken(array, stored, found))
    low, high = min(low for _, low, _ in taken), max(high for _, _, high in taken)
    high = max(high, low + 1)
    frames = [frame for frame, _, _ in taken]
    if is_ct:
        values = _in_hounsfield(stored, low, high)
        return frames, values, _voi(found) or ON_CT["lung"]
    step = 255 / (high - low)
    values = Values(-low * step, step, "", GREYS.range)
    own = _voi(found)
    if own is None:
        return frames, values, GREYS.range
    low_grey, high_grey = sorted(values.black + values.step * stored.sample(edge) for edge in (own.low, own.high))
    return frames, values, Window(low_grey, high_grey).within(GREYS.range)


def _in_hounsfield(stored: _Stored, low: int, high: int) -> Values:
    black = stored.intercept - stored.slope * stored.shift
    darkest, brightest = sorted(black + stored.slope * sample for sample in (low, high))
    return Values(black, stored.slope, "HU", Window(darkest, brightest))


def _taken(array: Array, stored: _Stored, found: Dataset) -> tuple[Image.Image, int, int]:
    """A frame, and its lowest and highest sample; what is mere padding counts for neither, and is black."""
    real = _real(array, found)
    samples = array.astype("<i4") + stored.shift
    if stored.turned:
        samples = stored.top - samples
        if real is not None:
            samples[~real] = 0
    seen = samples if real is None else samples[real]
    rows, columns = array.shape
    frame = Image.frombytes("I;16", (columns, rows), samples.astype("<u2").tobytes())
    return frame, int(seen.min()), int(seen.max())


def _real(array: Array, found: Dataset) -> Array | None:
    """Where a sample is none of the padding around the picture (PS3.3 C.7.5.1.1.2); None where all are real."""
    first = number(found, "PixelPaddingValue")
    if first is None:
        return None
    last = number(found, "PixelPaddingRangeLimit")
    low, high = sorted((first, first if last is None else last))
    real = (array < low) | (array > high)
    return real if real.any() and not real.all() else None


def _voi(found: Dataset) -> Window | None:
    """The first window of the file in values after the rescale, None without a usable one.

    LINEAR by PS3.3 C.11.2.1.2.1: black up to centre - 0.5 - (width - 1) / 2. LINEAR_EXACT has no halves, and a SIGMOID
    is taken as one. A table (VOI LUT sequence) alone gives none.
    """
    centre, width = numbers(found, "WindowCenter")[:1], numbers(found, "WindowWidth")[:1]
    if not centre or not width or width[0] <= 0:
        return None
    middle, span = centre[0], width[0]
    if str(found.get("VOILUTFunction") or "LINEAR") == "LINEAR":
        middle, span = middle - 0.5, max(span - 1, 1.0)
    low, high = middle - span / 2, middle + span / 2
    return Window(low, high) if math.isfinite(low) and math.isfinite(high) and low < high else None


def _coloured(found: Dataset, name: str) -> list[Image.Image]:
    def take(array: Array) -> Image.Image:
        if photometric(found) == PALETTE:
            array = in_colours(found, array)
        if array.dtype.itemsize == 2:
            array = array >> 8
        rows, columns = array.shape[:2]
        return Image.frombytes("RGB", (columns, rows), array[..., :3].astype("u1").tobytes())

    return each_frame(found, name, take)


def _squared(frames: list[Image.Image], near: Spacing, name: str) -> list[Image.Image]:
    if near.wider == 1:
        return frames
    width, height = frames[0].size
    size = (round(width * near.wider), height) if near.wider > 1 else (width, round(height / near.wider))
    check_size(name, *size, len(frames), colour=frames[0].mode == "RGB")
    return [frame.resize(size, Image.Resampling.BILINEAR) for frame in frames]
