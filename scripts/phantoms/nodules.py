"""Miliary nodules: where they lie, how big they are, what they add to each ray."""

import numpy as np

from phantoms.grid import Grid, Map


def scatter(grid: Grid, lungs: Map, count: int, rng: np.random.Generator) -> Map:
    """Return `count` nodules as rows of (x mm, y mm, diameter mm), at random in the lung volume, denser at the bases.

    Diameters run from 1.0 to 3.0 mm, most near 2. On the film few overlap: each is to be seen as a dot of its own.
    """
    rows = np.arange(grid.height)[:, None] / grid.height
    chance = (np.clip(lungs - 12, 0, None) ** 1.4 * (0.7 + 0.9 * rows)).ravel()
    chance = np.where(lungs.ravel() > 18, chance, 0)
    ladder = np.cumsum(chance)
    kept: list[tuple[float, float, float]] = []
    near: dict[tuple[int, int], list[tuple[float, float, float]]] = {}
    while len(kept) < count:
        index = int(np.searchsorted(ladder, rng.random() * ladder[-1]))
        row, column = divmod(index, grid.width)
        x = float(grid.x[0, column]) + (rng.random() - 0.5) * grid.mm
        y = float(grid.y[row, 0]) + (rng.random() - 0.5) * grid.mm
        diameter = 1.0 + 2.0 * float(rng.beta(2.5, 2.9))
        cell = (int(x // 3), int(y // 3))
        around = [n for i in (-1, 0, 1) for j in (-1, 0, 1) for n in near.get((cell[0] + i, cell[1] + j), ())]
        gap = 1.25 * rng.random() ** 0.3
        if any(np.hypot(x - a, y - b) < gap * (diameter + d) / 2 for a, b, d in around):
            continue
        kept.append((x, y, diameter))
        near.setdefault(cell, []).append(kept[-1])
    return np.array(kept)


def thickness(grid: Grid, nodules: Map, fine: int = 5) -> Map:
    """Return the mm of nodule on each ray: spheres seen from the front, each pixel the mean of `fine` squared rays."""
    total = grid.zeros()
    reach = int(2.0 / grid.mm) + 2
    offsets = ((np.arange((2 * reach + 1) * fine) + 0.5) / fine - reach) * grid.mm
    for x, y, diameter in nodules:
        column, row = (int(v) for v in grid.pixel(x, y))
        dx = offsets + column * grid.mm - grid.width / 2 * grid.mm - x
        dy = offsets + row * grid.mm - y
        squared = (diameter / 2) ** 2 - dx[None, :] ** 2 - dy[:, None] ** 2
        ball = 2 * np.sqrt(np.clip(squared, 0, None))
        side = 2 * reach + 1
        mean = ball.reshape(side, fine, side, fine).mean(axis=(1, 3))
        top, left = row - reach, column - reach
        if top >= 0 and left >= 0 and top + side <= grid.height and left + side <= grid.width:
            total[top : top + side, left : left + side] += mean
    return total


def masses(grid: Grid, lungs: Map, count: int, rng: np.random.Generator) -> Map:
    """Return `count` round masses of 15 to 40 mm as rows of (x mm, y mm, diameter mm), apart and within the lungs."""
    kept: list[tuple[float, float, float]] = []
    sizes = sorted(rng.uniform(15, 40, count).tolist(), reverse=True)
    while len(kept) < count:
        diameter = sizes[len(kept)]
        x, y = rng.choice((-1, 1)) * rng.uniform(50, 112), rng.uniform(90, 300)
        reach = [(x + a * diameter * 0.6, y + b * diameter * 0.6) for a in (-1, 0, 1) for b in (-1, 0, 1)]
        cells = [tuple(int(v) for v in grid.pixel(a, b)) for a, b in reach]
        room = min(
            float(lungs[min(row, grid.height - 1), min(max(column, 0), grid.width - 1)]) for column, row in cells
        )
        if room > 55 and all(np.hypot(x - a, y - b) > (diameter + d) * 0.62 for a, b, d in kept):
            kept.append((x, y, diameter))
    return np.array(kept)


def balls(grid: Grid, found: Map, rng: np.random.Generator) -> Map:
    """Return the mm of mass on each ray: balls whose outline is a little uneven, as grown things are."""
    total = grid.zeros()
    for x, y, diameter in found:
        turn, phase = np.arctan2(grid.y - y, grid.x - x), rng.uniform(0, 6.3, 2)
        uneven = 1 + 0.035 * np.sin(3 * turn + phase[0]) + 0.02 * np.sin(5 * turn + phase[1])
        squared = (diameter / 2 * uneven) ** 2 - (grid.x - x) ** 2 - (grid.y - y) ** 2
        total += 2 * np.sqrt(np.clip(squared, 0, None))
    return grid.blur(total, 0.5)
