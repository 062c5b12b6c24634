"""Where things lie in one person's chest, found in the maps and not known beforehand."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from phantoms.grid import Grid, Map

RIGHT, LEFT = -1, 1
"""The patient's sides as signs of x: the right is on the film's left."""

SIDES = (RIGHT, LEFT)

AIRED = 5.0
"""The mm of lung from which on a ray counts as passing through lung."""


def name(side: int) -> str:
    return "right" if side == RIGHT else "left"


@dataclass(frozen=True)
class Landmarks:
    """Places in mm by side.

    `wall` and `inner` are the lung's outer and inner edges as distances from the midline, one for each row of the film;
    `dome` is the height of the diaphragm for each column; `apex` and `top` the heights of the lung's tip and of its
    dome; `hilum` and `angle` (x, y) the root of the lung and the costophrenic angle.
    """

    wall: dict[int, Map]
    inner: dict[int, Map]
    dome: Map
    apex: dict[int, float]
    top: dict[int, float]
    hilum: dict[int, tuple[float, float]]
    angle: dict[int, tuple[float, float]]

    def share(self, y: Map, side: int) -> Map:
        """Return how far down the lung of `side` each height is: 0 at its apex, 1 at its dome."""
        return np.asarray((y - self.apex[side]) / (self.top[side] - self.apex[side]))

    @property
    def carina(self) -> float:
        """The height of the trachea's end in mm: a little above both hila."""
        return sum(y for _, y in self.hilum.values()) / 2 - 34


def find(grid: Grid, lungs: Map, vessels: Map, dome: Map) -> Landmarks:
    """Return the landmarks of a chest from `lungs` and `vessels` (mm on each ray) and its `dome` (mm, by column)."""
    wall = {side: _wall(grid, lungs, side) for side in SIDES}
    apex = {side: _apex(grid, lungs, side) for side in SIDES}
    top = {side: _top(grid, dome, side) for side in SIDES}
    return Landmarks(
        wall=wall,
        inner={side: _inner(grid, lungs, side, top[side] - 8) for side in SIDES},
        dome=dome,
        apex=apex,
        top=top,
        hilum={side: _hilum(grid, vessels, side, apex[side], top[side]) for side in SIDES},
        angle={side: _angle(grid, lungs, side) for side in SIDES},
    )


def outward(grid: Grid, image: Map, side: int) -> tuple[Map, Map]:
    """Return the half of `image` on `side`, its columns from the midline outwards, and their distances in mm."""
    chosen = grid.x[0] * side > 0
    half, far = image[:, chosen], np.abs(grid.x[0][chosen])
    return (half, far) if side == LEFT else (half[:, ::-1], far[::-1])


def _wall(grid: Grid, lungs: Map, side: int) -> Map:
    half, far = outward(grid, lungs, side)
    aired = half > AIRED
    edge = far[half.shape[1] - 1 - np.argmax(aired[:, ::-1], axis=1)]
    return _even(grid, edge, np.asarray(aired.any(axis=1), dtype=bool))


def _inner(grid: Grid, lungs: Map, side: int, low: float) -> Map:
    """Return where, going inwards from the row's thickest lung, less than half of that is left; held below `low` mm."""
    half, far = outward(grid, lungs, side)
    most, at = half.max(axis=1), np.argmax(half, axis=1)
    thin = (half < 0.55 * most[:, None]) & (np.arange(half.shape[1])[None, :] < at[:, None])
    last = half.shape[1] - 1 - np.argmax(thin[:, ::-1], axis=1)
    edge = np.where(thin.any(axis=1), far[last], far[0])
    known = np.asarray((most > AIRED) & (grid.y[:, 0] < low), dtype=bool)
    return _even(grid, edge, known)


def _even(grid: Grid, edge: Map, known: npt.NDArray[np.bool_]) -> Map:
    """Return `edge` as a column, carried on from the nearest row that is `known`, and smoothed over a few mm."""
    rows = np.arange(grid.height)
    whole = np.interp(rows, rows[known], edge[known])
    reach = max(1, round(3 / grid.mm))
    padded = np.pad(whole, reach, mode="edge")
    kernel = np.ones(2 * reach + 1) / (2 * reach + 1)
    return np.asarray(np.convolve(padded, kernel, mode="valid")[:, None])


def _apex(grid: Grid, lungs: Map, side: int) -> float:
    half, _ = outward(grid, lungs, side)
    return float(grid.y[int(np.argmax((half > 3 * AIRED).any(axis=1))), 0])


def _top(grid: Grid, dome: Map, side: int) -> float:
    """Return the height of the dome's top: of the diaphragm between heart and wall."""
    far = np.abs(grid.x)
    between = (grid.x * side > 0) & (far > 40) & (far < 105)
    return float(np.quantile(dome[between], 0.2))


def _hilum(grid: Grid, vessels: Map, side: int, apex: float, top: float) -> tuple[float, float]:
    """Return the middle of the densest bundle of vessels, in the middle third of the lung."""
    near = np.exp(-(((np.abs(grid.x) - 42) / 16) ** 2) - (((grid.y - apex) / (top - apex) - 0.5) / 0.12) ** 2)
    weight = grid.blur(vessels, 5) ** 2 * near * (grid.x * side > 0)
    total = float(weight.sum())
    return float((weight * grid.x).sum() / total), float((weight * grid.y).sum() / total)


def _angle(grid: Grid, lungs: Map, side: int) -> tuple[float, float]:
    """Return the lowest point of the outer lung."""
    half, far = outward(grid, lungs, side)
    outer = (half > AIRED) & (far > 0.8 * far[(half > AIRED).any(axis=0)].max())[None, :]
    row = grid.height - 1 - int(np.argmax(outer.any(axis=1)[::-1]))
    return side * float(far[outer[row]].mean()), float(grid.y[row, 0])
