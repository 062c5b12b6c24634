"""What a picture is: its pixels, its spacing, and the places on it that have a name."""

from dataclasses import dataclass, field

from PIL import Image

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels of the original; right and bottom lie just outside."""


@dataclass(frozen=True)
class Picture:
    """A decoded picture, mode L or RGB, 8 bits a channel; `mm_per_pixel` is None where the true scale is unknown."""

    image: Image.Image = field(repr=False, compare=False)
    mm_per_pixel: float | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.image.size

    @property
    def box(self) -> Box:
        """The whole picture as a box."""
        return (0.0, 0.0, float(self.image.width), float(self.image.height))


@dataclass(frozen=True)
class Region:
    """A named place on a picture that a tutor may point to, and the window preset that shows it best."""

    id: str
    label: str
    box: Box
    window: str = "film"
