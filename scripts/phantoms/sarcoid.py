"""Sarcoidosis and other large nodes: hilar, paratracheal; and small nodules along the lymphatics."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from phantoms.grid import rise
from phantoms.landmarks import LEFT, RIGHT, SIDES, Landmarks, name
from phantoms.lumps import Ball, cluster
from phantoms.nodules import Sizes, aired, scatter, sprinkled
from phantoms.scene import SEEN, Found, Scene

HILAR: list[Ball] = [(1, -17, 19), (9, -5, 24), (5, 10, 23), (11, 19, 17), (-4, 0, 20), (0, 24, 15)]
"""Nodes of a hilum: outwards and down from its middle, and across, in mm."""

PARATRACHEAL: list[Ball] = [(0, -40, 15), (3, -28, 20), (5, -13, 24), (3, -1, 17)]
"""Nodes on the right of the windpipe: outwards from the mediastinum's edge, down from the carina, across, in mm."""


@dataclass(frozen=True)
class Nodes:
    """Large nodes of the hila of `sides`, and of the right of the trachea if `paratracheal`; `size` is a factor."""

    sides: tuple[int, ...] = SIDES
    paratracheal: bool = True
    size: float = 1.0
    stage: ClassVar[int] = 5

    def lay(self, scene: Scene) -> None:
        """Lay each group as potatoes that have grown together."""
        marks = scene.marks
        for side in self.sides:
            x, y = marks.hilum[side]
            balls = [(x + side * (dx * self.size - 2), y + dy * self.size, d * self.size) for dx, dy, d in HILAR]
            self._group(scene, "hilar nodes", side, "hilum", balls)
        if self.paratracheal:
            self._group(scene, "paratracheal nodes", RIGHT, "mediastinum", self._beside_trachea(scene, marks))

    def _beside_trachea(self, scene: Scene, marks: Landmarks) -> list[Ball]:
        def edge(y: float) -> float:
            return float(marks.inner[RIGHT][int(scene.grid.pixel(0, y)[1]), 0])

        at = [(dx, marks.carina + dy * self.size, d * self.size) for dx, dy, d in PARATRACHEAL]
        return [(-edge(y) - dx, y, d) for dx, y, d in at]

    def _group(self, scene: Scene, kind: str, side: int, zone: str, balls: list[Ball]) -> None:
        rng = scene.rng(f"{kind} {side}")
        moved = [(x + rng.normal(0, 1.2), y + rng.normal(0, 1.5), d * rng.uniform(0.92, 1.1)) for x, y, d in balls]
        thick = cluster(scene.grid, moved, rng)
        scene.lumps = scene.lumps + thick
        sizes = [round(d) for _, _, d in moved]
        scene.found.append(Found(kind, name(side), zone, thick > SEEN, {"nodes_mm": sizes}))


GRANULOMAS = Sizes(1.5, 2.3, 4.0, 5.0)


@dataclass(frozen=True)
class Perilymphatic:
    """`count` small nodules along bronchi and vessels, in the middle and upper lung near the hila, in clumps."""

    count: int = 900
    sizes: Sizes = GRANULOMAS
    stage: ClassVar[int] = 4

    def lay(self, scene: Scene) -> None:
        """Scatter the nodules where vessels run, thickest round the hila, none at the outermost bases."""
        grid, marks, rng = scene.grid, scene.marks, scene.rng("perilymphatic")
        down = np.where(grid.x < 0, marks.share(grid.y, RIGHT), marks.share(grid.y, LEFT))
        height = rise(down, 0.05, 0.25) * (1 - rise(down, 0.62, 0.92))
        beside = grid.zeros()
        for side in SIDES:
            x, y = marks.hilum[side]
            far = np.hypot((grid.x - x - side * 14) / 46, (grid.y - y + 12) / 62)
            near = np.hypot((grid.x - x) / 17, (grid.y - y) / 30)
            beside += np.exp(-(far**3)) * (0.2 + 0.8 * rise(near, 0.8, 1.3)) * (grid.x * side > 0)
        tracks = rise(grid.blur(np.minimum(scene.vessels, 2.5), 0.9), 0.15, 1.3)
        chance = aired(scene.lungs, 30) * height * beside * (0.04 + tracks)
        spots = scatter(grid, chance, self.count, self.sizes, 0.85, rng)
        sprinkled(scene, "perilymphatic nodules", "mid and upper", spots)
