"""What the samples of a picture mean: grey levels, or Hounsfield units."""

from dataclasses import dataclass
from typing import Literal

from miliary_chat.picture.window import Window


@dataclass(frozen=True)
class Values:
    """A sample `s` has the value `black + step * s`; `range` is the values that there can be."""

    black: float
    step: float
    unit: Literal["", "HU"]
    range: Window

    def to_grey(self, window: Window, *, invert: bool = False) -> tuple[float, float]:
        """Return factor and offset that turn a sample into a grey level in `window`, 0 to 255 before clipping."""
        span = window.high - window.low
        factor, offset = 255 * self.step / span, 255 * (self.black - window.low) / span
        return (-factor, 255 - offset) if invert else (factor, offset)

    def between(self, low: float, high: float) -> Window:
        """Return the window from the value of one sample to that of another."""
        return Window(self.black + self.step * low, self.black + self.step * high)


GREYS = Values(0.0, 1 / 257, "", Window(0, 255))
"""Grey levels 0 to 255, whether they were stored with 8 bits or with 16."""


def deep_greys(highest: int) -> Values:
    """Return the grey levels of a film stored with 16 bits, of which `highest` is the largest sample.

    Detectors give 10, 12 or 14 bits: the grey levels 0 to 255 are spread over as many as there are, else over all 16,
    so that a film of 12 bits is neither dark nor too coarse to be windowed.
    """
    deepest = next(top for bits in (10, 12, 14, 16) if highest <= (top := (1 << bits) - 1))
    return Values(0.0, 255 / deepest, "", GREYS.range)


def hounsfield(black: float, step: float) -> Values:
    """Return the values of a stored CT, 8 bits a sample: grey 0 is `black` HU, and each level is `step` HU more."""
    return Values(black, step / 257, "HU", Window(black, black + 255 * step))
