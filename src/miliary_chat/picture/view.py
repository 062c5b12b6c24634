"""Where one looks: a box on the picture, a slice, a window, inverted or not; moving about as pure functions."""

from dataclasses import dataclass, replace

from miliary_chat.picture.picture import Box, Picture, Region
from miliary_chat.picture.window import Window
from miliary_chat.picture.windowing import fitted, preset

SMALLEST = 16.0
"""The shorter side, in pixels of the original, below which zooming in stops."""


@dataclass(frozen=True)
class View:
    """What of a picture is shown, and how; the box always lies within the picture. `frame` counts from 0."""

    box: Box
    window: Window
    invert: bool = False
    frame: int = 0


def whole(picture: Picture, frame: int = 0) -> View:
    """Return the view of the whole picture as it is: the first one, and the one that a reset returns to."""
    return View(picture.box, picture.window, frame=frame)


def look_at(picture: Picture, region: Region, frame: int = 0) -> View:
    """Return the view of `region` in its own window; a box that leaves the picture is cut to what is there.

    A film's lung window is fitted to the grey levels of the region: one that suits the apex drowns nodules at the base.
    `frame` is the slice to stay on when the region names none.
    """
    frame = scrolled(picture, region.frame if region.frame is not None else frame)
    box = within(picture, region.box)
    window = preset(picture, region.window)
    if region.window == "lung" and not picture.values.unit:
        window = fitted(picture, box, window, frame)
    return View(box, window, frame=frame)


def scrolled(picture: Picture, frame: int) -> int:
    """Return the slice nearest to `frame` that there is."""
    return min(max(frame, 0), len(picture.frames) - 1)


def zoom(picture: Picture, view: View, factor: float, about: tuple[float, float] = (0.5, 0.5)) -> View:
    """Return `view` magnified by `factor` (below 1: zoomed out) about a point given in fractions of the box.

    The point keeps its place unless the picture's edge forbids it. Zooming out ends at the whole picture.
    """
    x0, y0, x1, y1 = view.box
    width, height = x1 - x0, y1 - y0
    factor = min(factor, max(1.0, min(width, height) / SMALLEST))
    if width / factor >= picture.size[0] and height / factor >= picture.size[1]:
        return replace(view, box=picture.box)
    wide, high = width / factor, height / factor
    left, top = x0 + about[0] * (width - wide), y0 + about[1] * (height - high)
    return replace(view, box=within(picture, (left, top, left + wide, top + high)))


def pan(picture: Picture, view: View, right: float = 0.0, down: float = 0.0) -> View:
    """Return `view` moved by fractions of its own width and height, stopped at the picture's edges."""
    x0, y0, x1, y1 = view.box
    dx, dy = right * (x1 - x0), down * (y1 - y0)
    return replace(view, box=within(picture, (x0 + dx, y0 + dy, x1 + dx, y1 + dy)))


def fill(picture: Picture, view: View, width: int, height: int) -> View:
    """Return `view` with its box grown about its middle to the shape of `width` x `height` pixels, as far as it goes.

    Nothing that was in the box is lost; what would be a black border shows the neighbourhood instead.
    """
    x0, y0, x1, y1 = view.box
    shape = width / height
    wide, high = max(x1 - x0, (y1 - y0) * shape), max(y1 - y0, (x1 - x0) / shape)
    middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
    grown = (middle_x - wide / 2, middle_y - high / 2, middle_x + wide / 2, middle_y + high / 2)
    return replace(view, box=within(picture, grown))


def moved_to(picture: Picture, view: View, point: tuple[float, float]) -> View:
    """Return `view` moved no further than it must be for `point` (pixels of the original) to be seen."""
    x0, y0, x1, y1 = view.box
    dx = min(point[0] - x0, 0.0) + max(point[0] - x1, 0.0)
    dy = min(point[1] - y0, 0.0) + max(point[1] - y1, 0.0)
    return replace(view, box=within(picture, (x0 + dx, y0 + dy, x1 + dx, y1 + dy)))


def within(picture: Picture, box: Box) -> Box:
    """Return `box` moved into the picture, and cut where it is larger."""
    x0, x1 = _slide(box[0], box[2], picture.size[0])
    y0, y1 = _slide(box[1], box[3], picture.size[1])
    return (x0, y0, x1, y1)


def _slide(low: float, high: float, limit: int) -> tuple[float, float]:
    length = min(max(high - low, min(1.0, float(limit))), float(limit))
    start = min(max(low, 0.0), limit - length)
    return start, start + length
