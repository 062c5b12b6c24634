"""Small nodules: where they lie, how big they are, what they add to each ray; and the miliary pattern."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from phantoms.grid import Grid, Map
from phantoms.landmarks import SIDES
from phantoms.scene import Found, Scene

SHOWN = 2.0
"""Nodules up to these mm across get the film's full gain; a larger one needs less of it to be seen."""


LESS = 0.45
"""How fast the gain falls with a nodule's size: as its diameter to this power."""


@dataclass(frozen=True)
class Sizes:
    """How diameters spread: between `least` and `most` mm, about `usual`; the larger `alike`, the more so."""

    least: float
    usual: float
    most: float
    alike: float = 5.0

    def draw(self, rng: np.random.Generator) -> float:
        mean = (self.usual - self.least) / (self.most - self.least)
        share = rng.beta(max(self.alike * mean, 0.4), max(self.alike * (1 - mean), 0.4))
        return self.least + (self.most - self.least) * float(share)


def scatter(grid: Grid, chance: Map, count: int, sizes: Sizes, apart: float, rng: np.random.Generator) -> Map:
    """Return `count` nodules as rows of (x mm, y mm, diameter mm), at random where `chance` (0 to 1) says.

    Two middles are mostly further from each other than `apart` times their mean diameter: on a film some overlap, yet
    each is to be seen as a dot of its own.
    """
    rows, columns = np.flatnonzero(chance.any(axis=1)), np.flatnonzero(chance.any(axis=0))
    x0, x1 = float(grid.x[0, columns[0]]), float(grid.x[0, columns[-1]])
    y0, y1 = float(grid.y[rows[0], 0]), float(grid.y[rows[-1], 0])
    most = float(chance.max())
    kept: list[tuple[float, float, float]] = []
    near: dict[tuple[int, int], list[tuple[float, float, float]]] = {}
    cell = max(1.0, apart * sizes.most)
    for _ in range(400 * max(count, 1)):
        if len(kept) == count:
            break
        x, y, luck = rng.uniform(x0, x1), rng.uniform(y0, y1), rng.random() * most
        gap = apart * rng.random() ** 0.3
        column, row = (int(v) for v in grid.pixel(x, y))
        if chance[min(row, grid.height - 1), min(column, grid.width - 1)] <= luck:
            continue
        diameter = sizes.draw(rng)
        key = (int(x // cell), int(y // cell))
        around = [n for i in (-1, 0, 1) for j in (-1, 0, 1) for n in near.get((key[0] + i, key[1] + j), ())]
        if any(np.hypot(x - a, y - b) < gap * (diameter + d) / 2 for a, b, d in around):
            continue
        kept.append((x, y, diameter))
        near.setdefault(key, []).append(kept[-1])
    return np.array(kept).reshape(-1, 3)


def thickness(grid: Grid, nodules: Map, rng: np.random.Generator, fine: int = 5) -> Map:
    """Return the mm of nodule on each ray, each pixel the mean of `fine` squared rays.

    Nodules are balls that are a little long, knobbly and unequally dense, as `rng` says: none is a coin.
    """
    total = grid.zeros()
    for x, y, diameter in nodules:
        long, knobs, dense = rng.uniform(0, 0.14), rng.uniform(0.02, 0.09), rng.uniform(0.78, 1.16)
        flat = 0.42 + 0.14 * min(max((diameter - 2.5) / 2.5, 0.0), 1.0)
        lean, phase = rng.uniform(0, 2 * np.pi, 2)
        reach = int(diameter * 0.62 / grid.mm) + 2
        side = 2 * reach + 1
        column, row = (int(v) for v in grid.pixel(x, y))
        top, left = row - reach, column - reach
        if top < 0 or left < 0 or top + side > grid.height or left + side > grid.width:
            continue
        offsets = ((np.arange(side * fine) + 0.5) / fine - reach) * grid.mm
        dx = offsets + column * grid.mm - grid.width / 2 * grid.mm - x
        dy = offsets + row * grid.mm - y
        turn = np.arctan2(dy[:, None], dx[None, :])
        edge = diameter / 2 * (1 + long * np.cos(2 * turn - lean) + knobs * np.cos(3 * turn - phase))
        part = 1 - (dx[None, :] ** 2 + dy[:, None] ** 2) / edge**2
        ball = diameter * np.clip(part, 0, None) ** flat
        mean = ball.reshape(side, fine, side, fine).mean(axis=(1, 3))
        total[top : top + side, left : left + side] += mean * dense * float((SHOWN / max(diameter, SHOWN)) ** LESS)
    return total


def aired(lungs: Map, least: float = 14.0) -> Map:
    """Return how much lung each ray passes to find a nodule in, 0 to 1; none at the lung's very edge."""
    deep = np.clip(lungs - least, 0, None)
    return np.asarray((deep / max(float(deep.max()), 1)) ** 1.2)


def sprinkled(scene: Scene, kind: str, zone: str, spots: Map, **measures: object) -> None:
    """Lay `spots` on the scene, and tell of them: how many, how large, on which side."""
    grid = scene.grid
    scene.dots = scene.dots + thickness(grid, spots, scene.rng(f"shapes of {kind}"))
    scene.add_spots(spots)
    area = np.zeros((grid.height, grid.width), dtype=bool)
    for x, y, _ in spots.tolist():
        column, row = grid.pixel(x, y)
        area[min(max(int(row), 0), grid.height - 1), min(max(int(column), 0), grid.width - 1)] = True
    spread = {"count": len(spots), "mm": [round(float(q), 2) for q in np.quantile(spots[:, 2], (0, 0.5, 1))]}
    sides = {"right": int((spots[:, 0] < 0).sum()), "left": int((spots[:, 0] >= 0).sum())}
    scene.found.append(Found(kind, "both", zone, area, {**spread, "by_side": sides, **measures}, filled=False))


PINHEADS = Sizes(1.2, 2.15, 3.0, 6.0)


@dataclass(frozen=True)
class Miliary:
    """Innumerable nodules at random through both lungs, as blood brings them.

    `basal` is how many times as dense they are at the dome as at the apex. Sizes are alike in
    tuberculosis (12), unequal in metastases (3).
    """

    count: int = 4200
    sizes: Sizes = PINHEADS
    basal: float = 1.9
    kind: str = "miliary nodules"
    stage: ClassVar[int] = 4

    def lay(self, scene: Scene) -> None:
        """Scatter the nodules where there is lung."""
        grid, marks = scene.grid, scene.marks
        left, right = (np.clip(marks.share(grid.y, side), 0, 1) for side in (SIDES[1], SIDES[0]))
        down = np.where(grid.x < 0, right, left)
        chance = aired(scene.lungs, 24) * (1 + (self.basal - 1) * down)
        spots = scatter(grid, chance, self.count, self.sizes, 1.2, scene.rng(self.kind))
        sprinkled(scene, self.kind, "all", spots, basal=self.basal)
