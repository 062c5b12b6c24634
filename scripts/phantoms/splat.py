"""Solids swept along paths in space, and what they add to the path of a ray, in mm."""

import numpy as np

from phantoms.grid import Grid, Map


def sweep(
    grid: Grid, path: Map, tall: Map | float, deep: Map | float, weight: Map | float = 1.0, into: Map | None = None
) -> Map:
    """Return the thickness map in mm of an elliptical rod along `path` (rows of x, y, z in mm), added to `into`.

    `tall` and `deep` are the half-axes across the path, the first as near to the body's long axis as the path allows;
    `weight` scales the density along the path. Mass is kept: a rod seen end on is as bright as it is long.
    """
    length = len(path)
    tangent = np.gradient(path, axis=0)
    step = np.linalg.norm(tangent, axis=1)
    tangent = tangent / np.maximum(step, 1e-9)[:, None]
    up = np.tile(np.array([0.0, 1.0, 0.0]), (length, 1))
    up[np.abs(tangent[:, 1]) > 0.9] = (1.0, 0.0, 0.0)
    up -= (up * tangent).sum(axis=1, keepdims=True) * tangent
    up /= np.linalg.norm(up, axis=1, keepdims=True)
    side = np.cross(tangent, up)
    tall_, deep_ = np.broadcast_to(tall, length), np.broadcast_to(deep, length)
    u, v, share = _disc(float(np.max(tall_)) / grid.mm, float(np.max(deep_)) / grid.mm)
    across = (
        u[None, :, None] * (tall_[:, None] * up)[:, None, :] + v[None, :, None] * (deep_[:, None] * side)[:, None, :]
    )
    points = path[:, None, :] + across
    volume = np.pi * tall_ * deep_ * step * np.broadcast_to(weight, length)
    target = grid.zeros() if into is None else into
    deposit(grid, points[..., :2].reshape(-1, 2), (volume[:, None] * share[None, :]).ravel(), target)
    return target


def _disc(tall: float, deep: float) -> tuple[Map, Map, Map]:
    rows = max(5, int(tall * 2.4)) | 1
    columns = max(5, int(deep * 1.3)) | 1
    u = (np.arange(rows) + 0.5) / rows * 2 - 1
    v, gauss = np.polynomial.legendre.leggauss(columns)
    half = np.sqrt(1 - u**2)
    share = (half / half.sum())[:, None] * gauss[None, :] / 2
    return np.repeat(u, columns), (half[:, None] * v[None, :]).ravel(), share.ravel()


def deposit(grid: Grid, points: Map, volume: Map, into: Map) -> None:
    """Add to `into`, in mm, each `volume` (mm³) dropped at `points` (x, y in mm), shared by the four nearest pixels."""
    column = points[:, 0] / grid.mm + grid.width / 2 - 0.5
    row = points[:, 1] / grid.mm - 0.5
    inside = (row > 0) & (row < grid.height - 2) & (column > 0) & (column < grid.width - 2)
    if not inside.any():
        return
    column, row, volume = column[inside], row[inside], volume[inside] / grid.mm**2
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
