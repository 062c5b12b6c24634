"""The film plane: millimetres to pixels, smooth curves, blur."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Map = npt.NDArray[np.float64]
"""An array of floats: a map over the film (rows, columns), or a column of numbers."""

Knots = list[tuple[float, float]]


@dataclass(frozen=True)
class Grid:
    """A film of `width` by `height` pixels, `mm` millimetres each; x is 0 in the patient's midline, y is 0 at the top.

    Positive x is to the right of the film, which is the patient's left.
    """

    width: int
    height: int
    mm: float

    @cached_property
    def x(self) -> Map:
        return np.asarray(((np.arange(self.width) + 0.5 - self.width / 2) * self.mm)[None, :], dtype=np.float64)

    @cached_property
    def y(self) -> Map:
        return np.asarray(((np.arange(self.height) + 0.5) * self.mm)[:, None], dtype=np.float64)

    def zeros(self) -> Map:
        return np.zeros((self.height, self.width))

    def pixel(self, x: float, y: float) -> tuple[float, float]:
        """Return the film's (column, row) of a point in mm."""
        return x / self.mm + self.width / 2, y / self.mm

    def blur(self, image: Map, sigma: float) -> Map:
        """Return `image` under a Gaussian of `sigma` mm, the edges repeated."""
        pixels = sigma / self.mm
        pad = int(4 * pixels) + 2
        wide = np.pad(image, pad, mode="edge")
        down, across = np.fft.fftfreq(wide.shape[0])[:, None], np.fft.rfftfreq(wide.shape[1])[None, :]
        gain = np.exp(-2 * (np.pi * pixels) ** 2 * (down**2 + across**2))
        soft = np.fft.irfft2(np.fft.rfft2(wide) * gain, s=wide.shape)
        return np.asarray(soft[pad:-pad, pad:-pad])


def smooth(at: Map, knots: Knots) -> Map:
    """Return the cubic through `knots` (x rising) at every value of `at`; held constant beyond the ends."""
    xs, ys = np.array([k[0] for k in knots], dtype=float), np.array([k[1] for k in knots], dtype=float)
    slopes = np.gradient(ys, xs)
    slopes[0] = slopes[-1] = 0.0
    return _cubic(np.clip(at, xs[0], xs[-1]), xs, ys, slopes)


def trace(points: Sequence[tuple[float, ...]], step: float = 0.3) -> Map:
    """Return a smooth path through `points`, one row about every `step` mm, all their columns interpolated."""
    knots = np.array(points, dtype=float)
    along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(knots[:, :2], axis=0), axis=1) + 1e-6)])
    at = np.linspace(0, along[-1], max(2, int(along[-1] / step)))
    columns = [_cubic(at, along, column, np.gradient(column, along)) for column in knots.T]
    return np.stack(columns, axis=1)


def _cubic(at: Map, xs: Map, ys: Map, slopes: Map) -> Map:
    """Return the Hermite cubic through (`xs`, `ys`) with `slopes`, at every value of `at`."""
    i = np.clip(np.searchsorted(xs, at, side="right") - 1, 0, len(xs) - 2)
    h = xs[i + 1] - xs[i]
    u = (at - xs[i]) / h
    a = (1 + 2 * u) * (1 - u) ** 2 * ys[i] + u**2 * (3 - 2 * u) * ys[i + 1]
    return np.asarray(a + h * (u * (1 - u) ** 2 * slopes[i] + u**2 * (u - 1) * slopes[i + 1]))


def rise(value: Map, start: float, end: float) -> Map:
    """Return 0 up to `start`, 1 from `end`, and a smooth step between."""
    u = np.clip((value - start) / (end - start), 0, 1)
    return np.asarray(u * u * (3 - 2 * u))


def lens(u: Map, power: float = 2.0) -> Map:
    """Return the height of a superellipse at `u` half-widths from its middle: 1 in the middle, 0 from the edge on."""
    return np.asarray(np.clip(1 - np.abs(u) ** power, 0, None) ** (1 / power))
