"""Secondary lobules: cells round their centres, the septa between them."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from phantoms.hrct.field import Field, Map, Points
from phantoms.hrct.lungs import depths_at, lobes_at

Indices = npt.NDArray[np.integer[Any]]

SPAN = 42.0
"""Lobules are laid out this many mm above and below the middle: beyond the stack, so that trees reach it from there."""

EDGE_LAYER, SPACING = (6.2, 8.2), (10.6, 11.6)
"""Depth in mm of the outer layer of lobule centres; the least mm between two centres there and deeper in the lung."""


FAR = 1e4
"""Squared mm by which a lobule of another lobe is counted as farther away."""


def scatter_apart(candidates: Points, gap: float, taken: Points, at_once: int = 256) -> Points:
    """Return `taken` and those `candidates`, in their order, that lie at least `gap` mm from all kept before."""
    kept = np.empty((len(taken) + len(candidates), 3))
    kept[: len(taken)] = taken
    count = len(taken)
    for first in range(0, len(candidates), at_once):
        chunk, before = candidates[first : first + at_once], count
        if before:
            squared = sum((chunk[:, axis, None] - kept[None, :before, axis]) ** 2 for axis in range(3))
            chunk = chunk[np.min(squared, axis=1) >= gap * gap]
        for point in chunk:
            if count == before or ((kept[before:count] - point) ** 2).sum(axis=1).min() >= gap * gap:
                kept[count] = point
                count += 1
    return kept[:count]


BOX = (260.0, 182.0)
"""Width and depth in mm of the box that holds both lungs."""


def anywhere(density: float, span: float, rng: np.random.Generator) -> Points:
    """Return places at random in the lungs' box, `density` to a cubic mm, up to `span` mm from the middle in height."""
    count = round(density * BOX[0] * BOX[1] * 2 * span)
    return rng.uniform((-130, -90, -span), (130, 92, span), (count, 3))


def centres(rng: np.random.Generator) -> Points:
    """Return the lobules' centres: first those that line pleura and fissures, then those of the inner lung."""
    places = anywhere(0.012, SPAN, rng)
    depth = depths_at(places).surface
    outer = places[(depth > EDGE_LAYER[0]) & (depth < EDGE_LAYER[1])]
    inner = places[depth > EDGE_LAYER[1] + 3]
    return scatter_apart(inner, SPACING[1], scatter_apart(outer, SPACING[0], np.empty((0, 3))))


@dataclass(frozen=True)
class Cells:
    """Of each place: which lobule it lies in, which is next, mm to the septum between them, and that in the slice."""

    own: Indices
    next: Indices
    septum: Map
    across: Map


def cells(seeds: Points, places: Points, bins: float = 16.0) -> Cells:
    """Return the cells of `places` (rows of x, y, z): no lobule reaches over a fissure."""
    place_lobes, seed_lobes = lobes_at(places), lobes_at(seeds)
    key = np.floor(places / bins).astype(np.int64)
    flat = (key[:, 0] + 64) * 16384 + (key[:, 1] + 64) * 128 + key[:, 2] + 64
    order = np.argsort(flat, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(flat[order]) > 0, True])
    own, second = np.zeros(len(places), dtype=np.int32), np.zeros(len(places), dtype=np.int32)
    septum, across = (np.full(len(places), 99.0, dtype=np.float32) for _ in range(2))
    for start, end in pairwise(starts.tolist()):
        here = order[start:end]
        middle = (key[here[0]] + 0.5) * bins
        near = np.argsort(((seeds - middle) ** 2).sum(axis=1), kind="stable")[:26]
        squared = ((places[here][:, None, :] - seeds[near][None]) ** 2).sum(axis=2)
        squared += FAR * (place_lobes[here][:, None] != seed_lobes[near][None])
        pair = np.argpartition(squared, 1, axis=1)[:, :2]
        rows = np.arange(len(here))
        one, two = squared[rows, pair[:, 0]], squared[rows, pair[:, 1]]
        swap = one > two
        first, other = np.where(swap, pair[:, 1], pair[:, 0]), np.where(swap, pair[:, 0], pair[:, 1])
        way = seeds[near[first]] - seeds[near[other]]
        septum[here] = np.abs(two - one) / (2 * np.maximum(np.linalg.norm(way, axis=1), 1e-6))
        across[here] = np.abs(two - one) / (2 * np.maximum(np.linalg.norm(way[:, :2], axis=1), 1e-6))
        own[here], second[here] = near[first], near[other]
    return Cells(own, second, septum, across)


def slice_cells(field: Field, seeds: Points, z: float, lung: npt.NDArray[np.bool_]) -> tuple[Indices, Cells]:
    """Return the flat indices of the slice's pixels where `lung` is true, and their cells; septa wave a little."""
    rows, columns = np.nonzero(lung)
    x, y = field.x[0, columns].astype(np.float64), field.y[rows, 0].astype(np.float64)
    wave_x, wave_y = 0.7 * np.sin(y / 4.1 + x / 9), 0.7 * np.sin(x / 3.7 + y / 11)
    places = np.stack([x + wave_x, y + wave_y, np.full_like(x, z)], axis=1)
    return rows * field.size + columns, cells(seeds, places)
