"""What a picture is: its pixels, what they mean, its spacing, and the places on it that have a name."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PIL import Image

from miliary_chat.picture.values import GREYS, Values
from miliary_chat.picture.window import Window

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels of the original; right and bottom lie just outside."""


@dataclass(frozen=True)
class Picture:
    """A decoded picture: one frame, or the slices of a stack from the first to the last, all of one size.

    Frames are in mode "I;16", of which `values` says what a sample means, or "RGB". `mm_per_pixel` is None where the
    true scale is unknown, `slice_mm` where the distance of two slices is. `window` is the one to open with.
    """

    frames: tuple[Image.Image, ...] = field(repr=False, compare=False)
    mm_per_pixel: float | None = None
    values: Values = GREYS
    window: Window = GREYS.range
    slice_mm: float | None = None
    _means: dict[tuple[int, int], Image.Image] = field(default_factory=dict, repr=False, compare=False)

    def coarser(self, frame: int, at_most: int) -> tuple[Image.Image, int]:
        """Return a frame's means of n by n pixels, and n: the largest power of two up to `at_most` that divides it.

        They are made once; means of whole squares lose nothing that a mean of more of them would show.
        """
        if at_most < 2 or self.size[0] % 2 or self.size[1] % 2:
            return self.frames[frame], 1
        by = 2
        while 2 * by <= at_most and self.size[0] % (2 * by) == 0 and self.size[1] % (2 * by) == 0:
            by *= 2
        if (frame, by) not in self._means:
            finer, _ = self.coarser(frame, by // 2)
            size = self.size[0] // by, self.size[1] // by
            self._means[frame, by] = finer.resize(size, Image.Resampling.BOX)
        return self._means[frame, by], by

    @classmethod
    def of(cls, images: Image.Image | Sequence[Image.Image], mm_per_pixel: float | None = None) -> "Picture":
        """Return a picture of one or several 8-bit images, modes L or RGB."""
        several = [images] if isinstance(images, Image.Image) else list(images)
        return cls(tuple(deepened(image) for image in several), mm_per_pixel)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.frames[0].size

    @property
    def box(self) -> Box:
        """The whole picture as a box."""
        return (0.0, 0.0, float(self.size[0]), float(self.size[1]))


@dataclass(frozen=True)
class Region:
    """A named place on a picture that a tutor may point to, the window that shows it best, and its slice (from 0)."""

    id: str
    label: str
    box: Box
    window: str = "film"
    frame: int | None = None


def deepened(image: Image.Image) -> Image.Image:
    """Return an 8-bit grey image with 16 bits a sample (257 times the level), so that means keep their fractions."""
    if image.mode != "L":
        return image
    return Image.frombytes("I;16", image.size, Image.merge("LA", (image, image)).tobytes())
