"""What a DICOM header says of spacing, rescale and windows, at its top or in the groups of an enhanced file."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from miliary_chat.picture.dicom import Dataset

_GROUPS = {
    "PixelSpacing": "PixelMeasuresSequence",
    "SliceThickness": "PixelMeasuresSequence",
    "SpacingBetweenSlices": "PixelMeasuresSequence",
    "WindowCenter": "FrameVOILUTSequence",
    "WindowWidth": "FrameVOILUTSequence",
    "RescaleSlope": "PixelValueTransformationSequence",
    "RescaleIntercept": "PixelValueTransformationSequence",
    "ImagePositionPatient": "PlanePositionSequence",
    "ImageOrientationPatient": "PlaneOrientationSequence",
}
"""Where an enhanced file of several frames keeps what others have at the top; that of the first frame is taken."""

_SQUARE = 0.002
"""By how much the sides of a pixel may differ and still be called the same."""
_OBLONG = 8.0
"""How many times longer one side may be than the other; beyond, the header is wrong."""
_LARGEST_MM = 50.0


@dataclass(frozen=True)
class Spacing:
    """The shorter side of a pixel in millimetres, how many times wider it is than high, and from slice to slice."""

    mm_per_pixel: float | None = None
    wider: float = 1.0
    slice_mm: float | None = None


def at(found: Dataset, keyword: str) -> Any:
    """Return a value from the top of the header or from the first frame's groups, None where it is in neither."""
    value = found.get(keyword)
    if value not in (None, "") or keyword not in _GROUPS:
        return value
    for frames in ("SharedFunctionalGroupsSequence", "PerFrameFunctionalGroupsSequence"):
        for group in list(found.get(frames) or ())[:1]:
            for part in list(group.get(_GROUPS[keyword]) or ())[:1]:
                if part.get(keyword) not in (None, ""):
                    return part.get(keyword)
    return None


def numbers(found: Dataset, keyword: str) -> list[float]:
    """Return the numbers of a value, none where one of them is no number."""
    try:
        value = at(found, keyword)
        if value in (None, ""):
            return []
        several = [value] if isinstance(value, str) or not isinstance(value, Sequence) else list(value)
        out = [float(one) for one in several]
    except (TypeError, ValueError):
        return []
    return out if all(map(math.isfinite, out)) else []


def number(found: Dataset, keyword: str) -> float | None:
    """Return the first number of a value."""
    return next(iter(numbers(found, keyword)), None)


def values_of(found: Dataset) -> tuple[float, float]:
    """Return slope and intercept from stored samples to values; 1 and 0 where none are given, or the slope is 0."""
    slope, intercept = number(found, "RescaleSlope"), number(found, "RescaleIntercept")
    return (slope, intercept or 0.0) if slope else (1.0, 0.0)


def spacing(found: Dataset) -> Spacing:
    """Return the spacing of the pixels, and of the slices where there are several.

    PixelSpacing first: it is in the patient's plane (CT), or was calibrated. ImagerPixelSpacing is that of the
    detector, where a film on a light box is measured too: it is divided by the magnification if the file estimates
    one, and shows a chest some 5 % too large otherwise. NominalScannedPixelSpacing is that of a digitised film. PS3.3
    10.7.1.3.
    """
    sides = _sides(found, "PixelSpacing")
    if sides is None and (sides := _sides(found, "ImagerPixelSpacing")) is not None:
        larger = number(found, "EstimatedRadiographicMagnificationFactor") or 1.0
        sides = (sides[0] / larger, sides[1] / larger) if 1.0 <= larger <= 3.0 else sides
    sides = sides or _sides(found, "NominalScannedPixelSpacing")
    apart = abs(number(found, "SpacingBetweenSlices") or number(found, "SliceThickness") or 0.0) or None
    high, wide = sides or _aspect(found)
    wider = wide / high
    if not 1 / _OBLONG <= wider <= _OBLONG:
        return Spacing(slice_mm=apart)
    known = min(high, wide) if sides else None
    return Spacing(known, 1.0 if abs(wider - 1) < _SQUARE else wider, apart)


def _sides(found: Dataset, keyword: str) -> tuple[float, float] | None:
    """From row to row and from column to column."""
    sides = numbers(found, keyword)
    if len(sides) != 2 or not all(0 < side <= _LARGEST_MM for side in sides):
        return None
    return sides[0], sides[1]


def _aspect(found: Dataset) -> tuple[float, float]:
    """Height and width of a pixel of unknown size."""
    sides = numbers(found, "PixelAspectRatio")
    return (sides[0], sides[1]) if len(sides) == 2 and min(sides) > 0 else (1.0, 1.0)
