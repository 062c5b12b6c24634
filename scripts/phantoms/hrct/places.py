"""The places of a stack that teach: boxes in pixels, a slice, a window, so that a tutor can point."""

from typing import Any

import numpy as np

from phantoms.hrct.field import Field, Points
from phantoms.hrct.lung import Lung
from phantoms.hrct.lungs import LLL, LUL, RLL, depths_at

SIDE = 66.0
"""Side in mm of the box round a place."""

FIXED = {
    "right-major-fissure": ("right major fissure", (-92, 26), SIDE, "lung"),
    "minor-fissure": ("minor fissure", (-92, -20), SIDE, "lung"),
    "left-major-fissure": ("left major fissure", (92, 30), SIDE, "lung"),
    "right-front": ("right lung, front", (-70, -48), SIDE, "lung"),
    "left-front": ("left lung, front", (70, -48), SIDE, "lung"),
    "right-subpleural": ("right lower lobe under the pleura", (-80, 58), SIDE, "lung"),
    "left-subpleural": ("left lower lobe under the pleura", (84, 58), SIDE, "lung"),
    "right-hilum": ("right hilum and its bundles", (-56, 0), SIDE, "lung"),
    "left-hilum": ("left hilum and its bundles", (62, 0), SIDE, "lung"),
    "mediastinum": ("mediastinum", (0, -6), 110.0, "soft"),
}
"""Label, middle (x, y in mm), side of the box in mm, window."""


def regions(lung: Lung, nodules: list[tuple[Points, float]]) -> dict[str, Any]:
    """Return the regions by their names; with `nodules` (place, diameter in mm) also the place where most are seen."""
    middle = (lung.field.frames + 1) // 2
    found = {
        name: _region(lung.field, label, at, side, window, middle) for name, (label, at, side, window) in FIXED.items()
    }
    found |= _arteries(lung)
    if nodules:
        found["telling-place"] = _fullest(lung.field, nodules)
    return found


def _region(
    field: Field, label: str, at: tuple[float, float], side: float, window: str, frame: int
) -> dict[str, str | int | list[int]]:
    half = side / 2
    box = [
        int(np.clip(round(field.column(v)), 0, field.size))
        for v in (at[0] - half, at[1] - half, at[0] + half, at[1] + half)
    ]
    return {"label": label, "box": box, "slice": frame, "window": window}


def _arteries(lung: Lung) -> dict[str, Any]:
    """Return boxes round two lobules under the pleura, one on each side, whose artery lies best within a slice."""
    depths = depths_at(lung.seeds)
    found = {}
    for name, lobes, label in (
        ("right-centrilobular-artery", (RLL,), "a centrilobular artery, right lower lobe"),
        ("left-centrilobular-artery", (LLL, LUL), "a centrilobular artery, left lung"),
    ):
        outer = np.isin(depths.lobe, lobes) & (depths.pleura < 9) & (np.abs(lung.seeds[:, 0]) > 60)
        mine = lung.seeds[outer & (np.abs(lung.seeds[:, 2]) < lung.field.top - 0.5)]
        if len(mine):
            best = mine[int(np.argmax([_seen(lung, seed) for seed in mine]))]
            frame = round(lung.field.slice_of(float(best[2])))
            found[name] = _region(lung.field, label, (float(best[0]), float(best[1])), 30.0, "lung", frame)
    return found


def _seen(lung: Lung, seed: Points) -> float:
    """Return how many mm of the lobule's artery the slice nearest its end shows."""
    arteries = lung.trees.arteries
    level = float(lung.field.z[round(lung.field.slice_of(float(seed[2]))) - 1])
    near = (arteries.served == 1) & (np.linalg.norm(arteries.end - seed, axis=1) < 12)
    low, high = (np.abs(ends[near, 2] - level) for ends in (arteries.start, arteries.end))
    length = np.linalg.norm(arteries.end[near] - arteries.start[near], axis=1)
    return float(length[np.maximum(low, high) < 0.9].sum())


def _fullest(field: Field, nodules: list[tuple[Points, float]]) -> dict[str, Any]:
    """Return the box and slice that most nodules cross."""
    at, size = np.array([n[0] for n in nodules]), np.array([n[1] for n in nodules])
    best, chosen = -1.0, ((0.0, 0.0), 1)
    for frame, z in enumerate(field.z.tolist(), start=1):
        cut = at[np.abs(at[:, 2] - z) < size / 2]
        for x in range(-100, 101, 8):
            for y in range(-56, 65, 8):
                seen = float((np.abs(cut[:, :2] - (x, y)) < SIDE / 2).all(axis=1).sum())
                if seen > best:
                    best, chosen = seen, ((float(x), float(y)), frame)
    return _region(field, "where the nodules are seen best", chosen[0], SIDE, "lung", chosen[1])
