"""What lies between lung and chest wall: fluid with its meniscus, and free air with the lung's edge inside it."""

from dataclasses import dataclass

import numpy as np

from phantoms.grid import Grid, Knots, Map, lens, rise, smooth
from phantoms.thorax import cavity_width

RIM: Knots = [(54, 1.0), (100, 1.0), (160, 0.72), (230, 0.5), (330, 0.4)]
"""How wide the free air is by height, to its width at the top: upright, most of it rises."""

CROWDED = 0.03
"""The mm of soft tissue that each mm of a lung gains when it shrinks."""


@dataclass(frozen=True)
class Collapsed:
    """A lung with free air round it: what is left of lung and vessels, the air, and what the lung gains, in mm."""

    lungs: Map
    vessels: Map
    free: Map
    edge: Map


def dry(grid: Grid, side: int, level: float) -> Map:
    """Return what share of the lung on each ray is not behind fluid that stands at `level` mm, 1 for all.

    `side` is -1 for the patient's right (the film's left) and 1 for the left. Fluid climbs along the chest wall.
    """
    beside = np.clip(cavity_width(grid.y, side) - np.abs(grid.x), 0, None)
    inner = np.clip(np.abs(grid.x) - 30, 0, None)
    surface = level - 52 * np.exp(-beside / 15) - 14 * np.exp(-inner / 9)
    wet = rise(grid.y - surface, -3, 44) ** 0.8 * rise(grid.x * side, -10, 14)
    return np.asarray(1 - grid.blur(wet, 1.2))


def collapse(grid: Grid, lungs: Map, vessels: Map, side: int, gap: float) -> Collapsed:
    """Return the lung of `side` drawn in by up to `gap` mm of free air: its vessels crowd, and its edge is a line."""
    half = cavity_width(grid.y, side)
    shut = np.maximum(half - gap * smooth(grid.y, RIM), 4.0)
    on_side = grid.x * side > 0
    out = np.abs(grid.x) * half / shut
    drawn = np.where(on_side, _across(grid, vessels, out * side), vessels)
    inside = np.abs(grid.x) / shut
    share = np.where(on_side, lens(np.minimum(inside, 1), 3.2), 1.0)
    rim = np.exp(-(((np.abs(grid.x) - shut + 0.8) / 0.7) ** 2)) * on_side * (lungs > 12) * 9.0
    kept = lungs * share
    return Collapsed(kept, drawn * (share > 0), lungs - kept, grid.blur(rim, 0.2) + CROWDED * kept * on_side)


def _across(grid: Grid, image: Map, x: Map) -> Map:
    """Return `image` sampled, row by row, at the heights of its own rows and at `x` mm."""
    at = grid.x[0]
    return np.stack([np.interp(x[row], at, image[row]) for row in range(grid.height)])
