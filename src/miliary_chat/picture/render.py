"""Rendering: a view becomes pixels, each the mean of the original's area that it covers."""

from dataclasses import dataclass

from PIL import Image

from miliary_chat.picture.picture import Picture
from miliary_chat.picture.view import View
from miliary_chat.picture.windowing import shaded

_PIXELS_EACH = 0.25
"""Means that are made beforehand are no larger than this part of a rendered pixel."""

Point = tuple[float, float]


@dataclass(frozen=True)
class Raster:
    """Where a view comes to lie on `width` x `height` square pixels: `factor` of them for one of the original.

    The aspect is kept; what is left of the pixels stays black to both sides.
    """

    width: int
    height: int
    factor: float
    left: int
    top: int
    wide: int
    high: int
    box: tuple[float, float, float, float]

    @classmethod
    def of(cls, view: View, width: int, height: int) -> "Raster":
        """Lay a view out; ValueError without a pixel to lay it on."""
        if width < 1 or height < 1:
            raise ValueError("a picture needs at least one pixel")
        x0, y0, x1, y1 = view.box
        factor = min(width / (x1 - x0), height / (y1 - y0))
        wide = min(width, max(1, round((x1 - x0) * factor)))
        high = min(height, max(1, round((y1 - y0) * factor)))
        return cls(width, height, factor, (width - wide) // 2, (height - high) // 2, wide, high, view.box)

    def to_screen(self, point: Point) -> Point:
        """A point of the original on the raster."""
        x0, y0, x1, y1 = self.box
        across, down = (point[0] - x0) / (x1 - x0), (point[1] - y0) / (y1 - y0)
        return self.left + across * self.wide, self.top + down * self.high

    def to_picture(self, point: Point) -> Point:
        """A point of the raster on the original, no further out than the box."""
        x0, y0, x1, y1 = self.box
        across = min(max((point[0] - self.left) / self.wide, 0.0), 1.0)
        down = min(max((point[1] - self.top) / self.high, 0.0), 1.0)
        return x0 + across * (x1 - x0), y0 + down * (y1 - y0)


def render(picture: Picture, view: View, width: int, height: int) -> Image.Image:
    """Return `view` as an image of exactly `width` x `height` pixels, mode L or RGB.

    Whatever the zoom, pixels are averaged from the original before the window is laid over them, so that nothing is
    lost to aliasing, to scaling twice or to a window that is too narrow for the noise; beyond 1:1 it is interpolated.
    """
    raster = Raster.of(view, width, height)
    source, by = picture.coarser(view.frame, int(_PIXELS_EACH / raster.factor))
    x0, y0, x1, y1 = (side / by for side in view.box)
    part = source.resize((raster.wide, raster.high), _method(raster.factor * by), box=(x0, y0, x1, y1))
    part = shaded(part, picture, view.window, invert=view.invert)
    if part.size == (width, height):
        return part
    canvas = Image.new(part.mode, (width, height))
    canvas.paste(part, (raster.left, raster.top))
    return canvas


def _method(factor: float) -> Image.Resampling:
    if factor >= 1:
        return Image.Resampling.BILINEAR
    # BOX takes whole pixels, one more here, one less there: few of them, and that would show as a grid.
    return Image.Resampling.HAMMING if factor > 1 / 3 else Image.Resampling.BOX
