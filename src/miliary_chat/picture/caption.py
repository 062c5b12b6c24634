"""What stands under a picture: where one looks, how much enlarged, how many millimetres a pixel, and a scale bar."""

from collections.abc import Sequence
from dataclasses import dataclass

from miliary_chat.picture.picture import Picture, Region
from miliary_chat.picture.render import scale
from miliary_chat.picture.view import View, whole

BAR_LENGTHS = (1, 2, 5, 10, 20, 50, 100, 200)
"""Millimetres that a scale bar may stand for."""


@dataclass(frozen=True)
class ScaleBar:
    """A bar of `cells` columns that stands for `mm` millimetres."""

    mm: int
    cells: int


def mm_per_cell(picture: Picture, view: View, cols: int, rows: int) -> float | None:
    """Return the millimetres across one rendered pixel (a column, half a row), or None where the scale is unknown."""
    return None if picture.mm_per_pixel is None else picture.mm_per_pixel / scale(view, cols, rows)


def magnification(picture: Picture, view: View, cols: int, rows: int) -> float:
    """Return how many times larger `view` shows things than the whole picture in the same cells."""
    return scale(view, cols, rows) / scale(whole(picture), cols, rows)


def place(picture: Picture, view: View, regions: Sequence[Region]) -> str:
    """Return in words where `view` looks: the whole film, the region that its middle lies in or detail."""
    if view.box == picture.box:
        return "whole film"
    x, y = (view.box[0] + view.box[2]) / 2, (view.box[1] + view.box[3]) / 2
    around = [r for r in regions if r.box[0] <= x < r.box[2] and r.box[1] <= y < r.box[3]]
    if not around:
        return "detail"
    return min(around, key=lambda r: (r.box[2] - r.box[0]) * (r.box[3] - r.box[1])).label


def caption(picture: Picture, view: View, cols: int, rows: int, regions: Sequence[Region] = ()) -> str:
    """Return the line under the picture, such as "right mid zone · 5x · 0.8 mm a pixel"."""
    parts = [place(picture, view, regions)]
    times = magnification(picture, view, cols, rows)
    if times > 1.05:
        parts.append(f"{times:.0f}x" if times >= 2.95 else f"{times:.1f}x")
    across = mm_per_cell(picture, view, cols, rows)
    if across is not None:
        parts.append(f"{across:.1f} mm a pixel" if across >= 0.1 else f"{across:.2f} mm a pixel")
    if view.invert:
        parts.append("inverted")
    return " · ".join(parts)


def scale_bar(picture: Picture, view: View, cols: int, rows: int) -> ScaleBar | None:
    """Return the longest round bar within a third of the columns, or None where no scale is known or none fits."""
    across = mm_per_cell(picture, view, cols, rows)
    if across is None:
        return None
    fitting = [mm for mm in BAR_LENGTHS if 2 <= round(mm / across) <= cols / 3]
    return ScaleBar(fitting[-1], round(fitting[-1] / across)) if fitting else None
