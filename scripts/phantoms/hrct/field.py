"""The scanned volume: millimetres to voxels, smooth closed curves, distances, how sharp an edge looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

Map = npt.NDArray[np.floating[Any]]
"""HU, millimetres or a share, per voxel (slices, rows, columns) or per pixel (rows, columns)."""

Points = npt.NDArray[np.floating[Any]]
"""Rows of (x, y) or (x, y, z) in mm: x to the patient's left, y to the back, z to the head, 0 in the middle."""

SHARP = 0.36
"""Standard deviation in mm of the point spread: a high-resolution kernel."""


@dataclass(frozen=True)
class Field:
    """`frames` contiguous slices of `slice_mm`, each of `size` squared pixels of `mm`, the first nearest the head.

    The field of 333 mm is fitted to the chest, as a radiographer does: the lungs fill more cells than in one of 360.
    """

    size: int = 512
    mm: float = 0.65
    frames: int = 13
    slice_mm: float = 1.25

    @cached_property
    def x(self) -> Map:
        return (((np.arange(self.size) + 0.5 - self.size / 2) * self.mm)[None, :]).astype(np.float32)

    @cached_property
    def y(self) -> Map:
        return np.ascontiguousarray(self.x.T)

    @cached_property
    def z(self) -> Map:
        return ((((self.frames - 1) / 2) - np.arange(self.frames)) * self.slice_mm).astype(np.float32)

    @property
    def top(self) -> float:
        """The height in mm of the stack's upper face; its lower face is as far below 0."""
        return self.frames * self.slice_mm / 2

    def column(self, x: float) -> float:
        """Return the column (or, of y, the row) of a place in mm; its whole part is the pixel that holds it."""
        return x / self.mm + self.size / 2

    def slice_of(self, z: float) -> float:
        """Return the slice, from 1, whose middle lies at height `z`; between two slices a fraction."""
        return (self.frames + 1) / 2 - z / self.slice_mm


def erf(value: Map) -> Map:
    """Return the error function to within 0.001."""
    return np.tanh(1.128379 * value + 0.1009 * value**3)


def inside(distance: Map, sharp: float = SHARP) -> Map:
    """Return the share of tissue that a voxel shows at a signed `distance` in mm (negative inside) from its edge."""
    return 0.5 - 0.5 * erf(np.clip(distance / (1.41421 * sharp), -4, 4))


def mix(image: Map, share: Map, hu: float | Map) -> None:
    """Put tissue of `hu` into `image`, as much as `share` says."""
    image += share * (hu - image)


def closed(knots: Sequence[Sequence[float]], step: int = 8) -> Points:
    """Return a smooth closed curve through `knots`, `step` points to a knot; any further columns run along."""
    k = np.array(knots, dtype=np.float64)
    before, after, later = np.roll(k, 1, 0), np.roll(k, -1, 0), np.roll(k, -2, 0)
    pieces = []
    for u in np.arange(step) / step:
        pieces.append(
            0.5
            * (
                2 * k
                + (after - before) * u
                + (2 * before - 5 * k + 4 * after - later) * u**2
                + (3 * k - before - 3 * after + later) * u**3
            )
        )
    return np.stack(pieces, axis=1).reshape(-1, k.shape[1])


def distance(curve: Points, x: Map, y: Map) -> Map:
    """Return the signed distance in mm of each place from a closed `curve`, negative inside."""
    nearest = np.full(np.broadcast(x, y).shape, 1e9, dtype=np.float32)
    odd = np.zeros(nearest.shape, dtype=bool)
    for (ax, ay), (bx, by) in zip(curve[:, :2].tolist(), np.roll(curve, -1, 0)[:, :2].tolist(), strict=True):
        dx, dy = bx - ax, by - ay
        length = dx * dx + dy * dy
        if length < 1e-9:
            continue
        along = np.clip(((x - ax) * dx + (y - ay) * dy) / length, 0, 1)
        np.minimum(nearest, (x - ax - along * dx) ** 2 + (y - ay - along * dy) ** 2, out=nearest)
        if dy:
            odd ^= ((y >= ay) != (y >= by)) & (x < ax + (y - ay) / dy * dx)
    root = np.sqrt(nearest)
    return np.where(odd, -root, root)


def over(field: Field, curve: Points, coarse: int = 2) -> Map:
    """Return the signed distance from `curve` over a slice: reckoned at every `coarse`th pixel, drawn out between."""
    picks = np.arange(-coarse, field.size + coarse, coarse)
    at = ((picks + 0.5 - field.size / 2) * field.mm).astype(np.float32)
    few = distance(curve, at[None, :], at[:, None])
    where = (np.arange(field.size) + coarse) / coarse
    low = where.astype(int)
    share = (where - low).astype(np.float32)
    rows = few[low] * (1 - share)[:, None] + few[low + 1] * share[:, None]
    return np.asarray(rows[:, low] * (1 - share)[None, :] + rows[:, low + 1] * share[None, :])


def blur(image: Map, pixels: float) -> Map:
    """Return `image` (its last two axes) under a Gaussian of `pixels`, the edges wrapped round."""
    down, across = np.fft.fftfreq(image.shape[-2])[:, None], np.fft.rfftfreq(image.shape[-1])[None, :]
    gain = np.exp(-2 * (np.pi * pixels) ** 2 * (down**2 + across**2))
    return np.fft.irfft2(np.fft.rfft2(image) * gain, s=image.shape[-2:]).astype(np.float32)


def knotted(at: Map, knots: Sequence[tuple[float, float]]) -> Map:
    """Return the straight line through `knots` (first numbers rising), softened, at every value of `at`."""
    xs, ys = np.array(knots, dtype=np.float64).T
    i = np.clip(np.searchsorted(xs, at, side="right") - 1, 0, len(xs) - 2)
    u = np.clip((at - xs[i]) / (xs[i + 1] - xs[i]), 0, 1)
    return np.asarray(ys[i] + (ys[i + 1] - ys[i]) * u * u * (3 - 2 * u), dtype=np.float32)
