"""Large things that grow: cannonball metastases, a solitary mass, a goitre that pushes the windpipe."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from phantoms.grid import Map, rise
from phantoms.landmarks import RIGHT, Landmarks, name
from phantoms.lumps import Ball, ball, cluster, room, spikes
from phantoms.scene import SEEN, Found, Scene
from phantoms.warp import moved

CLEAR, COVERED = 66.0, 34.0
"""The mm of lung on a ray that runs through lung alone, and on one that meets the heart or the dome, too."""


def _zone(marks: Landmarks, at: Ball) -> str:
    down = float(marks.share(np.array(at[1]), -1 if at[0] < 0 else 1))
    return "upper" if down < 0.36 else "mid" if down < 0.68 else "lower"


def _grown(scene: Scene, kind: str, marks: Landmarks, at: Ball, thick: Map, **measures: object) -> None:
    """Lay one mass, and tell of it."""
    scene.lumps = scene.lumps + thick
    scene.add_spots(np.array([at]))
    side = name(-1 if at[0] < 0 else 1)
    area = thick > min(SEEN, 0.4 * at[2])
    scene.found.append(Found(kind, side, _zone(marks, at), area, {"mm": round(at[2], 1), **measures}))


@dataclass(frozen=True)
class Cannonballs:
    """`count` round sharp metastases between `least` and `most` mm, unequal, more at the bases."""

    count: int = 8
    least: float = 10.0
    most: float = 38.0
    stage: ClassVar[int] = 5

    def lay(self, scene: Scene) -> None:
        """Lay the largest first, each where there is lung round it."""
        grid, marks, rng = scene.grid, scene.marks, scene.rng("cannonballs")
        sizes = (
            np.exp(np.linspace(np.log(self.most), np.log(self.least), self.count)) if self.count > 1 else [self.most]
        )
        kept: list[Ball] = []
        for diameter in sizes:
            at = self._place(scene, marks, float(diameter) * rng.uniform(0.93, 1.0), kept, rng)
            kept.append(at)
            _grown(scene, "metastasis", marks, at, grid.blur(ball(grid, at, rng, 0.02), 0.3))

    def _place(
        self, scene: Scene, marks: Landmarks, diameter: float, kept: list[Ball], rng: np.random.Generator
    ) -> Ball:
        """Return a place with lung all round, or one over heart or dome if there is none left."""
        excess = 2 * sum(x < 0 for x, _, _ in kept) - len(kept)
        for attempt in range(6000):
            side = int(rng.choice((-1, 1))) if abs(excess) < 2 else int(np.sign(excess))
            y = marks.apex[side] + float(rng.beta(2.6, 1.5)) * (marks.top[side] - marks.apex[side])
            row = int(scene.grid.pixel(0, y)[1])
            x = side * rng.uniform(float(marks.inner[side][row, 0]), float(marks.wall[side][row, 0]))
            apart = all(np.hypot(x - a, y - b) > (diameter + d) * 0.56 + 4 for a, b, d in kept)
            if apart and room(scene.grid, scene.lungs, (x, y, diameter)) > (CLEAR if attempt < 3000 else COVERED):
                return float(x), y, diameter
        raise ValueError(f"there is no room for {self.count} masses of up to {self.most} mm in these lungs")


@dataclass(frozen=True)
class Mass:
    """One round thing of `mm` on `side`: `down` from apex (0) to dome (1), `out` from hilum (0) to wall (1)."""

    side: int = RIGHT
    mm: float = 28.0
    down: float = 0.28
    out: float = 0.5
    spiculated: bool = False
    stage: ClassVar[int] = 5

    def lay(self, scene: Scene) -> None:
        """Lay it with a smooth or a spiky edge."""
        grid, marks, rng = scene.grid, scene.marks, scene.rng("mass")
        y = marks.apex[self.side] + self.down * (marks.top[self.side] - marks.apex[self.side])
        row = int(grid.pixel(0, y)[1])
        inner, wall = float(marks.inner[self.side][row, 0]) + 12, float(marks.wall[self.side][row, 0])
        at = (self.side * (inner + self.out * (wall - inner)), y, self.mm)
        thick = grid.blur(ball(grid, at, rng, 0.07 if self.spiculated else 0.03), 0.8 if self.spiculated else 0.4)
        if self.spiculated:
            thick = np.cbrt(thick**3 + spikes(grid, at, 24, rng) ** 3)
        kind = "mass" if self.mm > 30 else "nodule"
        _grown(scene, kind, marks, at, thick, spiculated=self.spiculated)


@dataclass(frozen=True)
class Goitre:
    """A mass of one lobe of the thyroid on `side`, which pushes the windpipe to the other by `push` mm at the inlet."""

    side: int = RIGHT
    push: float = 7.0
    stage: ClassVar[int] = 0

    def lay(self, scene: Scene) -> None:
        """Lay the lobe above and behind the collar bone, and bend the windpipe round it."""
        grid, marks, rng = scene.grid, scene.marks, scene.rng("goitre")
        y, s = marks.apex[self.side] - 6, self.side
        big = 30 + 1.8 * self.push
        parts: list[Ball] = [
            (s * 21, y, big),
            (s * 19, y - 14, 0.72 * big),
            (s * 24, y + 10, 0.72 * big),
            (s * 18, y + 14, 0.6 * big),
        ]
        thick = grid.blur(cluster(grid, parts, rng, 0.03), 0.9) * 0.5
        scene.soft = scene.soft + thick
        bend = np.exp(-(((grid.y - y - 8) / 22) ** 2)) * (1 - rise(np.abs(grid.x), 22, 60))
        pushed = moved(grid, scene.air, -s * self.push * bend)
        area = np.abs(pushed - scene.air) > 1
        scene.air = pushed
        scene.found.append(Found("thyroid mass", name(s), "thoracic inlet", thick > SEEN))
        measures = {"mm": self.push}
        scene.found.append(Found("shifted trachea", name(-s), "thoracic inlet", area, measures, filled=False))
