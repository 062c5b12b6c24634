"""Round things of soft tissue: single balls and clusters, eggshells, and where in the lungs there is room for them."""

import numpy as np

from phantoms.grid import Grid, Map

FULL = 1.3
"""Balls are drawn this much thicker than they are, and flatter, so that each looks solid on a film of 8 bits."""

Ball = tuple[float, float, float]
"""Middle x, y and diameter, in mm."""


def ball(grid: Grid, at: Ball, rng: np.random.Generator, lobes: float = 0.035) -> Map:
    """Return the mm of a ball whose outline is uneven by about `lobes` of its radius, as grown things are."""
    x, y, diameter = at
    phase, total = rng.uniform(0, 6.3, 3), grid.zeros()
    rows, columns = window(grid, x, y, diameter * 0.75)
    dx, dy = grid.x[:, columns] - x, grid.y[rows] - y
    turn = np.arctan2(dy, dx)
    uneven = 1 + lobes * (
        0.6 * np.sin(2 * turn + phase[0]) + np.sin(3 * turn + phase[1]) + 0.5 * np.sin(5 * turn + phase[2])
    )
    far = (dx**2 + dy**2) / (diameter / 2 * uneven) ** 2
    total[rows, columns] = FULL * diameter * np.clip(1 - far, 0, None) ** 0.4
    return total


def window(grid: Grid, x: float, y: float, reach: float) -> tuple[slice, slice]:
    """Return the rows and columns within `reach` mm of a point."""
    column, row = grid.pixel(x, y)
    steps = int(reach / grid.mm) + 2
    top, left = max(0, int(row) - steps), max(0, int(column) - steps)
    return slice(top, max(0, int(row) + steps)), slice(left, max(0, int(column) + steps))


def cluster(grid: Grid, balls: list[Ball], rng: np.random.Generator, lobes: float = 0.05) -> Map:
    """Return the mm of `balls` that have grown together: lobulated outside, without seams inside."""
    total = grid.zeros()
    for at in balls:
        total += ball(grid, at, rng, lobes) ** 3
    return grid.blur(np.cbrt(total), 0.4)


def shell(grid: Grid, at: Ball, wall: float, rng: np.random.Generator) -> Map:
    """Return the mm of a ball's outermost `wall` mm, broken here and there."""
    x, y, diameter = at
    phase = rng.uniform(0, 6.3, 3)
    turn = np.arctan2(grid.y - y, grid.x - x)
    uneven = 1 + 0.10 * np.sin(2 * turn + phase[2]) + 0.06 * np.sin(3 * turn + phase[0])
    squared = ((grid.x - x) ** 2 + (grid.y - y) ** 2) / uneven**2
    outer = 2 * np.sqrt(np.clip((diameter / 2) ** 2 - squared, 0, None))
    inner = 2 * np.sqrt(np.clip((diameter / 2 - wall) ** 2 - squared, 0, None))
    whole = 0.65 + 0.35 * np.sin(2 * turn + phase[0]) + 0.3 * np.sin(5 * turn + phase[1])
    return np.asarray((outer - inner) * np.clip(whole, 0.15, 1))


def spikes(grid: Grid, at: Ball, count: int, rng: np.random.Generator) -> Map:
    """Return the mm of strands that run out from a ball into the lung, wide at their root and fine at their end."""
    x, y, diameter = at
    turn, far = np.arctan2(grid.y - y, grid.x - x), np.hypot(grid.x - x, grid.y - y)
    total = grid.zeros()
    for angle in np.sort(rng.uniform(0, 2 * np.pi, count)):
        length = rng.uniform(0.2, 0.55) * diameter
        bent = turn - angle - rng.uniform(-0.25, 0.25) * (far / diameter - 0.4)
        beside = np.abs(np.angle(np.exp(1j * bent))) * far
        fade = np.clip(1 - (far - 0.42 * diameter) / length, 0, 1) * (far > 0.3 * diameter)
        total = np.maximum(total, 18 * fade**0.8 * np.exp(-((beside / (0.3 + 0.07 * diameter * fade**2)) ** 2)))
    return total


def room(grid: Grid, lungs: Map, at: Ball) -> float:
    """Return the least mm of lung on the rays through a ball's middle and edge."""
    x, y, diameter = at
    least = np.inf
    for a in (-0.5, 0, 0.5):
        for b in (-0.5, 0, 0.5):
            column, row = (int(v) for v in grid.pixel(x + a * diameter, y + b * diameter))
            if not (0 <= row < grid.height and 0 <= column < grid.width):
                return 0.0
            least = min(least, float(lungs[row, column]))
    return least
