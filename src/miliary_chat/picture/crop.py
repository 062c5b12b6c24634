"""Cropping: a place on a picture as a PNG of its own, large enough to be read on a telephone."""

import io
from dataclasses import dataclass

from PIL import Image

from miliary_chat.picture.picture import Picture, Region
from miliary_chat.picture.view import look_at, whole, zoom
from miliary_chat.picture.windowing import shaded

MARGIN = 1.4
"""How many times wider and higher than the region its crop is: a place without its surroundings cannot be read."""

SHORTEST, LONGEST = 480, 1_000
"""Pixels of a crop's sides: a small one is enlarged until its shorter side has so many, and no side gets longer."""


@dataclass(frozen=True, slots=True)
class Cropped:
    """A PNG that holds pixels and nothing else, and how many millimetres it is wide, where the scale is known."""

    png: bytes
    mm_wide: int | None


def crop(picture: Picture, region: Region | None = None) -> Cropped:
    """Return `region` in its window with a margin, or the whole picture; with one Pillow always the same bytes."""
    view = whole(picture) if region is None else zoom(picture, look_at(picture, region), 1 / MARGIN)
    left, top, right, bottom = view.box
    wide, high = right - left, bottom - top
    factor = min(max(SHORTEST / min(wide, high), 1.0), LONGEST / max(wide, high))
    size = max(1, round(wide * factor)), max(1, round(high * factor))
    part = picture.frames[view.frame].resize(size, Image.Resampling.LANCZOS, box=view.box)
    shown = shaded(part, picture, view.window)
    out = io.BytesIO()
    shown.save(out, "PNG", optimize=True)
    return Cropped(out.getvalue(), None if picture.mm_per_pixel is None else round(wide * picture.mm_per_pixel))
