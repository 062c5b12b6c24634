"""Solids swept along paths in space, and what they add to the path of a ray, in mm."""

from collections.abc import Sequence

import numpy as np

from phantoms.grid import Grid, Map


def sweep(
    grid: Grid, path: Map, tall: Map | float, deep: Map | float, weight: Map | float = 1.0, into: Map | None = None
) -> Map:
    """Return the thickness map in mm of an elliptical rod along `path` (rows of x, y, z in mm), added to `into`.

    `tall` and `deep` are the half-axes across the path, the first as near to the body's long axis as the path allows;
    `weight` scales the density along the path. Mass is kept: a rod seen end on is as bright as it is long.
    """
    return _rods(grid, path, np.gradient(path, axis=0), tall, deep, weight, into)


def sweep_all(grid: Grid, pieces: Sequence[tuple[Map, Map]], into: Map) -> None:
    """Add to `into` the mm of many round rods at once, each a path (rows of x, y, z in mm) and its radii."""
    if pieces:
        pace = np.concatenate([np.gradient(path, axis=0) for path, _ in pieces])
        radius = np.concatenate([radii for _, radii in pieces])
        _rods(grid, np.concatenate([path for path, _ in pieces]), pace, radius, radius, 1.0, into)


def hollow(grid: Grid, path: Map, size: tuple[Map, Map, Map], weight: Map, cortex: Map, spongy: Map) -> None:
    """Add a bone along `path` to `cortex` and `spongy`: `size` is its half-axes, tall and deep, and its wall, in mm."""
    tall, deep, wall = size
    outer = sweep(grid, path, tall, deep, weight)
    inner = sweep(grid, path, np.maximum(tall - wall, 0.2), np.maximum(deep - wall, 0.2), weight)
    cortex += np.clip(outer - inner, 0, None)
    spongy += inner


def _rods(
    grid: Grid, path: Map, pace: Map, tall: Map | float, deep: Map | float, weight: Map | float, into: Map | None
) -> Map:
    length = len(path)
    step = np.linalg.norm(pace, axis=1)
    tangent = pace / np.maximum(step, 1e-9)[:, None]
    up = np.tile(np.array([0.0, 1.0, 0.0]), (length, 1))
    up[np.abs(tangent[:, 1]) > 0.9] = (1.0, 0.0, 0.0)
    up -= (up * tangent).sum(axis=1, keepdims=True) * tangent
    up /= np.linalg.norm(up, axis=1, keepdims=True)
    side = np.cross(tangent, up)
    tall_, deep_ = np.broadcast_to(tall, length), np.broadcast_to(deep, length)
    u, v, share = _disc(float(np.max(tall_)) / grid.mm, float(np.max(deep_)) / grid.mm)
    points = path[:, None, :2] + u[None, :, None] * (tall_[:, None] * up[:, :2])[:, None, :]
    points += v[None, :, None] * (deep_[:, None] * side[:, :2])[:, None, :]
    volume = np.pi * tall_ * deep_ * step * np.broadcast_to(weight, length)
    target = grid.zeros() if into is None else into
    deposit(grid, points.reshape(-1, 2), (volume[:, None] * share[None, :]).ravel(), target)
    return target


def _disc(tall: float, deep: float) -> tuple[Map, Map, Map]:
    rows = min(max(5, int(tall * 2.05)), 121) | 1
    columns = min(max(3, int(deep * 1.6)), 61) | 1
    u = (np.arange(rows) + 0.5) / rows * 2 - 1
    v, gauss = np.polynomial.legendre.leggauss(columns)
    half = np.sqrt(1 - u**2)
    share = (half / half.sum())[:, None] * gauss[None, :] / 2
    return np.repeat(u, columns), (half[:, None] * v[None, :]).ravel(), share.ravel()


def deposit(grid: Grid, points: Map, volume: Map, into: Map) -> None:
    """Add to `into`, in mm, each `volume` (mm³) dropped at `points` (x, y in mm), shared by the four nearest pixels."""
    column = points[:, 0] * (grid.wide / grid.mm) + grid.width / 2 - 0.5
    row = points[:, 1] * (grid.tall / grid.mm) - 0.5
    inside = (row > 0) & (row < grid.height - 2) & (column > 0) & (column < grid.width - 2)
    if not inside.any():
        return
    column, row, volume = column[inside], row[inside], volume[inside] * (grid.wide * grid.tall / grid.mm**2)
    c0, r0 = np.floor(column).astype(int), np.floor(row).astype(int)
    fc, fr = column - c0, row - r0
    left, top = int(c0.min()), int(r0.min())
    wide, high = int(c0.max()) - left + 2, int(r0.max()) - top + 2
    patch = np.zeros(wide * high)
    for dr, wr in ((0, 1 - fr), (1, fr)):
        for dc, wc in ((0, 1 - fc), (1, fc)):
            index = (r0 - top + dr) * wide + c0 - left + dc
            patch += np.bincount(index, weights=volume * wr * wc, minlength=patch.size)
    into[top : top + high, left : left + wide] += patch.reshape(high, wide)
