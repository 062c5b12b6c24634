"""Callipers: the distance of two points of a picture, in millimetres where its spacing is known."""

import math
from dataclasses import dataclass, replace

from miliary_chat.picture.picture import Picture
from miliary_chat.picture.render import Point


@dataclass(frozen=True)
class Calliper:
    """A cross that is moved about (`at`, pixels of the original) and the point that was set with it, if one was."""

    at: Point
    start: Point | None = None
    end: Point | None = None

    def moved(self, picture: Picture, right: float, down: float) -> "Calliper":
        """Move the cross by pixels of the original, no further than the picture's edge."""
        return self.put(picture, (self.at[0] + right, self.at[1] + down))

    def put(self, picture: Picture, at: Point) -> "Calliper":
        """Put the cross somewhere, no further out than the picture's edge."""
        wide, high = picture.size
        return replace(self, at=(min(max(at[0], 0.0), float(wide)), min(max(at[1], 0.0), float(high))))

    def set(self) -> "Calliper":
        """Set a point where the cross is: the first, the second, or the first of another measurement."""
        if self.start is None or self.end is not None:
            return Calliper(self.at, self.at)
        return replace(self, end=self.at)

    @property
    def line(self) -> tuple[Point, Point] | None:
        """What is measured now: from the first point to the second, or to the cross; None before there is one."""
        return None if self.start is None else (self.start, self.end or self.at)


def length(picture: Picture, calliper: Calliper) -> str:
    """Return what is measured, as people write it: "12.4 mm", or in pixels of the original without a known scale."""
    if calliper.line is None:
        return ""
    (x0, y0), (x1, y1) = calliper.line
    pixels = math.hypot(x1 - x0, y1 - y0)
    if picture.mm_per_pixel is None:
        return f"{pixels:.0f} pixels (scale unknown)"
    mm = pixels * picture.mm_per_pixel
    return f"{mm:.1f} mm" if mm < 100 else f"{mm:.0f} mm"


def density(picture: Picture, frame: int, at: Point) -> str:
    """Return the value under the cross where values mean something, "-870 HU"; empty on a film."""
    if picture.values.unit != "HU":
        return ""
    x, y = min(int(at[0]), picture.size[0] - 1), min(int(at[1]), picture.size[1] - 1)
    sample = picture.frames[frame].getpixel((x, y))
    assert isinstance(sample, int | float)
    return f"{picture.values.black + picture.values.step * sample:.0f} HU"
