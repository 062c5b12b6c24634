"""The film plane: millimetres to pixels, smooth curves, blur."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Map = npt.NDArray[np.float64]
"""An array of floats: a map over the film (rows, columns), or a column of numbers."""

Knots = list[tuple[float, float]]

FINEST = 0.3
"""Anatomy is drawn on pixels no finer than these mm, and enlarged: no bone is sharper on a real film either."""


@dataclass(frozen=True)
class Grid:
    """A film of `width` by `height` pixels, `mm` millimetres each; x is 0 in the patient's midline, y is 0 at the top.

    Positive x is to the right of the film, which is the patient's left. On a grid that is stretched, x and y are those
    of the usual person whose trunk is `wide` and `tall` times narrower and lower than the one on the film.
    """

    width: int
    height: int
    mm: float
    wide: float = 1.0
    tall: float = 1.0

    @cached_property
    def x(self) -> Map:
        across = (np.arange(self.width) + 0.5 - self.width / 2) * (self.mm / self.wide)
        return np.asarray(across[None, :], dtype=np.float64)

    @cached_property
    def y(self) -> Map:
        return np.asarray(((np.arange(self.height) + 0.5) * (self.mm / self.tall))[:, None], dtype=np.float64)

    @cached_property
    def rough(self) -> "Grid":
        """The grid of half as many rows and columns on which slow things are drawn, or this one if it is rough."""
        if self.mm >= FINEST or self.width % 2 or self.height % 2:
            return self
        return Grid(self.width // 2, self.height // 2, self.mm * 2, self.wide, self.tall)

    def stretched(self, wide: float, tall: float) -> "Grid":
        return Grid(self.width, self.height, self.mm, wide, tall)

    def fit(self, image: Map) -> Map:
        """Return `image`, drawn on this grid or on its rough one, in the size of this grid."""
        if image.shape == (self.height, self.width):
            return image
        return _double(_double(image).T).T

    def zeros(self) -> Map:
        return np.zeros((self.height, self.width))

    def pixel(self, x: float, y: float) -> tuple[float, float]:
        """Return the film's (column, row) of a point in mm."""
        return x * self.wide / self.mm + self.width / 2, y * self.tall / self.mm

    def blur(self, image: Map, sigma: float) -> Map:
        """Return `image` under a Gaussian of `sigma` mm, the edges repeated."""
        pixels = sigma / self.mm
        if pixels < 0.2:
            return image
        if pixels <= 2.2:
            return _short(_short(image, pixels).T, pixels).T
        return _long(image, pixels)


def _short(image: Map, pixels: float) -> Map:
    """Return `image` blurred down its columns by a Gaussian of a few `pixels`."""
    reach = int(np.ceil(3.2 * pixels))
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / pixels) ** 2)
    weights /= weights.sum()
    padded = np.pad(image, ((reach, reach), (0, 0)), mode="edge")
    total = weights[reach] * image
    for at in range(reach):
        total += weights[at] * (padded[at : at + len(image)] + padded[2 * reach - at : 2 * reach - at + len(image)])
    return np.asarray(total)


def _long(image: Map, pixels: float) -> Map:
    """Return `image` blurred by a Gaussian of many `pixels`: means of small squares first, where it does not matter."""
    times = max(1, int(pixels / 4))
    high, wide = image.shape
    small = np.pad(image, ((0, -high % times), (0, -wide % times)), mode="edge")
    small = small.reshape(small.shape[0] // times, times, small.shape[1] // times, times).mean(axis=(1, 3))
    sigma = np.sqrt(max(pixels**2 - (times**2 - 1) / 12, 0.01)) / times
    pad = int(4 * sigma) + 3
    rows, columns = (_handy(n + 2 * pad) for n in small.shape)
    framed = np.pad(small, ((pad, rows - small.shape[0] - pad), (pad, columns - small.shape[1] - pad)), mode="edge")
    down, across = np.fft.fftfreq(rows)[:, None], np.fft.rfftfreq(columns)[None, :]
    gain = np.exp(-2 * (np.pi * sigma) ** 2 * (down**2 + across**2))
    soft = np.fft.irfft2(np.fft.rfft2(framed) * gain, s=framed.shape)
    if times == 1:
        return np.asarray(soft[pad : pad + high, pad : pad + wide])
    return _between(
        _between(soft, (np.arange(high) + 0.5) / times - 0.5 + pad).T, (np.arange(wide) + 0.5) / times - 0.5 + pad
    ).T


def _between(image: Map, at: Map) -> Map:
    """Return the rows of `image` at the fractional places `at`, by cubics through four rows."""
    base = np.floor(at).astype(int)
    t = (at - base)[:, None]
    weights = (
        ((-0.5 * t + 1.0) * t - 0.5) * t,
        ((1.5 * t - 2.5) * t) * t + 1.0,
        ((-1.5 * t + 2.0) * t + 0.5) * t,
        ((0.5 * t - 0.5) * t) * t,
    )
    total = np.zeros((len(at), image.shape[1]))
    for step, weight in enumerate(weights):
        total += weight * image[np.clip(base + step - 1, 0, len(image) - 1)]
    return total


def _double(image: Map) -> Map:
    return _between(image, (np.arange(2 * len(image)) + 0.5) / 2 - 0.5)


def _handy(length: int) -> int:
    """Return the least number from `length` on that has no prime factor above 5: quick to transform."""
    while True:
        rest = length
        for factor in (2, 3, 5):
            while rest % factor == 0:
                rest //= factor
        if rest == 1:
            return length
        length += 1


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


def rise(value: Map, start: Map | float, end: Map | float) -> Map:
    """Return 0 up to `start`, 1 from `end`, and a smooth step between."""
    u = np.clip((value - start) / (end - start), 0, 1)
    return np.asarray(u * u * (3 - 2 * u))


def lens(u: Map, power: float = 2.0) -> Map:
    """Return the height of a superellipse at `u` half-widths from its middle: 1 in the middle, 0 from the edge on."""
    return np.asarray(np.clip(1 - np.abs(u) ** power, 0, None) ** (1 / power))


def mound(grid: Grid, middle: tuple[float, float], half: tuple[float, float], power: float = 2.0) -> Map:
    """Return 1 in the `middle` (x, y in mm) of an ellipse of `half`-axes, falling like a ball's thickness to 0."""
    return lens(np.minimum(np.hypot((grid.x - middle[0]) / half[0], (grid.y - middle[1]) / half[1]), 1), power)
