"""Where one looks: a box on the picture, a window, inverted or not; moving about as pure functions."""

from dataclasses import dataclass, replace

from miliary_chat.picture.picture import Box, Picture, Region
from miliary_chat.picture.window import NARROWEST, PRESETS, Window, preset

DARK_TAIL, BRIGHT_TAIL = 0.02, 0.04
"""The shares of a region's pixels that a fitted window gives up: more bright ones, which are ribs and diaphragm."""

SMALLEST = 16.0
"""The shorter side, in pixels of the original, below which zooming in stops."""


@dataclass(frozen=True)
class View:
    """What of a picture is shown, and how; the box always lies within the picture."""

    box: Box
    window: Window = PRESETS["film"]
    invert: bool = False


def whole(picture: Picture) -> View:
    """Return the view of the whole picture as it is: the first one, and the one that a reset returns to."""
    return View(picture.box)


def look_at(picture: Picture, region: Region) -> View:
    """Return the view of `region` in its own window; a box that leaves the picture is cut to what is there.

    A lung window is fitted to the grey levels of the region: one that suits the apex drowns nodules at the base.
    """
    box = _within(picture, region.box)
    window = preset(region.window)
    return View(box, fitted(picture, box, window) if region.window == "lung" else window)


def fitted(picture: Picture, box: Box, outer: Window) -> Window:
    """Return the window of the grey levels in `box` without its darkest and brightest tails, within `outer`.

    What shows no lung (nothing of it lies in `outer`) is shown in `outer` itself.
    """
    left, top, right, bottom = (round(side) for side in box)
    levels = picture.image.crop((left, top, right, bottom)).convert("L").histogram()
    low = max(outer.low, _level(levels, sum(levels) * DARK_TAIL))
    high = min(outer.high, 255 - _level(levels[::-1], sum(levels) * BRIGHT_TAIL))
    return Window(low, high) if high - low >= NARROWEST else outer


def _level(levels: list[int], spare: float) -> int:
    """The first grey level below which lie more than `spare` pixels."""
    below = 0
    for level, count in enumerate(levels):
        below += count
        if below > spare:
            return level
    return len(levels) - 1


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
    return replace(view, box=_within(picture, (left, top, left + wide, top + high)))


def pan(picture: Picture, view: View, right: float = 0.0, down: float = 0.0) -> View:
    """Return `view` moved by fractions of its own width and height, stopped at the picture's edges."""
    x0, y0, x1, y1 = view.box
    dx, dy = right * (x1 - x0), down * (y1 - y0)
    return replace(view, box=_within(picture, (x0 + dx, y0 + dy, x1 + dx, y1 + dy)))


def fill(picture: Picture, view: View, cols: int, rows: int) -> View:
    """Return `view` with its box grown about its middle to the shape of `cols` x `rows` cells, as far as it goes.

    Nothing that was in the box is lost; what would be a black border shows the neighbourhood instead.
    """
    x0, y0, x1, y1 = view.box
    shape = cols / (2 * rows)
    wide, high = max(x1 - x0, (y1 - y0) * shape), max(y1 - y0, (x1 - x0) / shape)
    middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
    grown = (middle_x - wide / 2, middle_y - high / 2, middle_x + wide / 2, middle_y + high / 2)
    return replace(view, box=_within(picture, grown))


def _within(picture: Picture, box: Box) -> Box:
    x0, x1 = _slide(box[0], box[2], picture.size[0])
    y0, y1 = _slide(box[1], box[3], picture.size[1])
    return (x0, y0, x1, y1)


def _slide(low: float, high: float, limit: int) -> tuple[float, float]:
    length = min(max(high - low, min(1.0, float(limit))), float(limit))
    start = min(max(low, 0.0), limit - length)
    return start, start + length
