"""What stands under a picture: where one looks, how much enlarged, how many millimetres a pixel, and a scale bar."""

from collections.abc import Sequence
from dataclasses import dataclass

from miliary_chat.picture.picture import Picture, Region
from miliary_chat.picture.render import Raster
from miliary_chat.picture.view import View, whole
from miliary_chat.picture.window import NAMES

BAR_LENGTHS = (1, 2, 5, 10, 20, 50, 100, 200)
"""Millimetres that a scale bar may stand for."""

FINE_MM = 0.9
"""Millimetres a pixel at which a nodule of 2 mm stands apart from its neighbours; coarser, nodules run together."""


@dataclass(frozen=True)
class ScaleBar:
    """A bar of `cells` columns that stands for `mm` millimetres."""

    mm: int
    cells: int


def mm_per_pixel(picture: Picture, raster: Raster) -> float | None:
    """Return the millimetres across one rendered pixel, or None where the scale is unknown."""
    return None if picture.mm_per_pixel is None else picture.mm_per_pixel / raster.factor


def is_coarse(picture: Picture, raster: Raster) -> bool:
    """Whether small nodules cannot be told apart as it is shown: a scale that is unknown says nothing."""
    across = mm_per_pixel(picture, raster)
    return across is not None and across > FINE_MM * 1.05


def magnification(picture: Picture, raster: Raster) -> float:
    """Return how many times larger things are shown than on the whole picture in the same pixels."""
    return raster.factor / Raster.of(whole(picture), raster.width, raster.height).factor


def place(picture: Picture, view: View, regions: Sequence[Region]) -> str:
    """Return in words where `view` looks: the whole picture, the region that its middle lies in or detail."""
    if view.box == picture.box:
        return "whole slice" if len(picture.frames) > 1 else "whole film"
    x, y = (view.box[0] + view.box[2]) / 2, (view.box[1] + view.box[3]) / 2
    around = [r for r in regions if r.box[0] <= x < r.box[2] and r.box[1] <= y < r.box[3]]
    around = [r for r in around if r.frame in (None, view.frame)]
    if not around:
        return "detail"
    return min(around, key=lambda r: (r.box[2] - r.box[0]) * (r.box[3] - r.box[1])).label


def windowed(picture: Picture, view: View) -> str:
    """Return the window in words: its name, or level and width; empty for the picture's own."""
    if view.window == picture.window:
        return ""
    if view.window.name:
        return f"{NAMES[view.window.name]} window"
    unit = " HU" if picture.values.unit else ""
    return f"level {view.window.level:.0f}, width {view.window.width:.0f}{unit}"


def caption(picture: Picture, view: View, raster: Raster, regions: Sequence[Region] = ()) -> str:
    """Return the line under the picture, such as "right mid zone · shown at 5x · 0.8 mm a pixel · slice 3 of 12"."""
    parts = [place(picture, view, regions)]
    times = magnification(picture, raster)
    if times > 1.05:
        parts.append(f"shown at {times:.0f}x" if times >= 2.95 else f"shown at {times:.1f}x")
    across = mm_per_pixel(picture, raster)
    if across is not None:
        parts.append(f"{across:.1f} mm a pixel" if across >= 0.1 else f"{across:.2f} mm a pixel")
    if len(picture.frames) > 1:
        parts.append(f"slice {view.frame + 1} of {len(picture.frames)}")
    parts.append(windowed(picture, view))
    parts.append("inverted" if view.invert else "")
    return " · ".join(part for part in parts if part)


def scale_bar(picture: Picture, raster: Raster, columns: int) -> ScaleBar | None:
    """Return the longest round bar within a third of the columns, or None where no scale is known or none fits."""
    across = mm_per_pixel(picture, raster)
    if across is None:
        return None
    column = across * raster.width / columns
    fitting = [mm for mm in BAR_LENGTHS if 2 <= round(mm / column) <= columns / 3]
    return ScaleBar(fitting[-1], round(fitting[-1] / column)) if fitting else None
