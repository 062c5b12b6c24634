"""Silicosis: nodules of dust in the upper zones, how they run together, and nodes with a shell of chalk."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from phantoms.grid import Map, rise
from phantoms.landmarks import LEFT, RIGHT, SIDES, Landmarks, name
from phantoms.lumps import ball, cluster, shell
from phantoms.nodules import Sizes, aired, scatter, sprinkled
from phantoms.scene import SEEN, Found, Scene
from phantoms.warp import moved

DRAWN_UP = 24.0
"""The mm by which fibrosis of the upper lobes lifts the hila."""

WAVES = (0.10, 0.09, 0.07, 0.05)
"""How uneven the outline of a large opacity is, in parts of its width, from long waves to short ones."""


GRAINS = Sizes(3.0, 4.4, 8.0, 4.0)


@dataclass(frozen=True)
class Silicosis:
    """`count` nodules of 3 to 8 mm, mostly upper and behind; `fibrosis` where they have run together; `eggshells`."""

    count: int = 520
    sizes: Sizes = GRAINS
    fibrosis: bool = False
    eggshells: bool = False
    stage: ClassVar[int] = 0

    def lay(self, scene: Scene) -> None:
        """Lay retraction first, then the large opacities, the nodules around them, the nodes."""
        grid, rng = scene.grid, scene.rng("silicosis")
        if self.fibrosis:
            _lift(scene, scene.marks)
        marks = scene.marks
        large = grid.zeros()
        if self.fibrosis:
            for side in SIDES:
                one = _massive(scene, marks, side, rng)
                large = np.maximum(large, one)
                scene.found.append(Found("progressive massive fibrosis", name(side), "upper", one > SEEN))
            scene.lumps = scene.lumps + large
        down = np.where(grid.x < 0, marks.share(grid.y, RIGHT), marks.share(grid.y, LEFT))
        upper = rise(down, 0.02, 0.16) * (0.04 + 0.96 * (1 - rise(down, 0.3, 0.74)))
        near = rise(grid.blur(large, 6), 0.5, 4)
        if self.eggshells:
            near = np.maximum(near, 0.85 * _hilar(scene, marks))
        chance = aired(scene.lungs, 24) * upper * (1 - near)
        sprinkled(scene, "silicotic nodules", "upper", scatter(grid, chance, self.count, self.sizes, 1.0, rng))
        if self.eggshells:
            _eggshells(scene, marks, rng)


def _lift(scene: Scene, marks: Landmarks) -> None:
    """Pull hila and vessels up and out, as shrinking upper lobes do."""
    grid = scene.grid
    for side in SIDES:
        x, y = marks.hilum[side]
        pull = np.exp(-(((grid.y - y + 8) / 52) ** 2)) * rise(grid.x * side, 14, 34)
        pull = pull * (1 - rise(np.abs(grid.x), marks.wall[side] - 40, marks.wall[side]))
        beside = 1 - rise(np.abs(grid.x), abs(x) + 25, abs(x) + 55)
        vessels = moved(grid, scene.vessels, 0.0, -DRAWN_UP * pull)
        area = np.abs(vessels - scene.vessels) > 1
        scene.lungs, scene.vessels = moved(grid, scene.lungs, 0.0, -DRAWN_UP * 0.8 * pull * beside), vessels
        scene.found.append(Found("raised hilum", name(side), "hilum", area, {"mm": DRAWN_UP}, filled=False))


def _massive(scene: Scene, marks: Landmarks, side: int, rng: np.random.Generator) -> Map:
    """Return the mm of a large opacity: a sausage along the ribs, its outer edge smooth, its inner one frayed."""
    grid = scene.grid
    x, y = marks.hilum[side]
    height = y - rng.uniform(38, 46)
    row = int(grid.pixel(0, height)[1])
    middle = side * (abs(x) + 0.36 * (float(marks.wall[side][row, 0]) - abs(x)))
    long, wide = rng.uniform(30, 36), rng.uniform(15, 18)
    # Along the ribs' inner surface: u outwards, v down, the upper end nearer to the midline.
    u, v = (grid.x - middle) * side - 0.34 * (grid.y - height), grid.y - height + 0.2 * (grid.x - middle) * side
    u = u + 7 * (v / long) ** 2
    phase = rng.uniform(0, 6.3, 4)
    frayed = 1 - rise(u, -wide, 0.6 * wide)
    waves = sum(
        a * np.sin((u * np.cos(p) + v * np.sin(p)) / s + 3 * p)
        for a, s, p in zip(WAVES, (9, 6, 4, 2.6), phase, strict=True)
    )
    far = np.hypot(u / wide, v / long) ** 1.0 + (0.35 + 0.65 * frayed) * waves
    body = 46 * np.clip((1 - far) * 3, 0, 1) ** 0.7
    soft = grid.blur(body, 1.5)
    body = body + (soft - body) * (0.15 + 0.85 * frayed)
    for x, y, diameter in scatter(grid, (far > 0.55) * (far < 0.93) * 1.0, 13, Sizes(7, 13, 24, 3), 0.3, rng).tolist():
        body = np.maximum(body, 26 * (ball(grid, (x, y, diameter), rng, 0.1) / diameter) ** 0.8)
    return np.asarray(grid.blur(body, 0.9) + _strands(scene, marks, side, (middle, height), rng))


def _strands(scene: Scene, marks: Landmarks, side: int, start: tuple[float, float], rng: np.random.Generator) -> Map:
    """Return the mm of the scars that run from a large opacity to the hilum and to the pleura."""
    grid, total = scene.grid, scene.grid.zeros()
    x, y = marks.hilum[side]
    ends = [(x + rng.normal(0, 5), y - DRAWN_UP + rng.normal(0, 5)) for _ in range(4)]
    ends += [(start[0] + side * rng.uniform(22, 42), start[1] + rng.uniform(-34, 20)) for _ in range(3)]
    for ex, ey in ends:
        sx, sy = start[0] + rng.normal(0, 5), start[1] + rng.uniform(-8, 16)
        length = float(np.hypot(ex - sx, ey - sy))
        ux, uy = (ex - sx) / length, (ey - sy) / length
        along = (grid.x - sx) * ux + (grid.y - sy) * uy
        across = -(grid.x - sx) * uy + (grid.y - sy) * ux + 2.0 * np.sin(along / length * np.pi) * rng.choice((-1, 1))
        total += 3.2 * np.exp(-((across / 0.8) ** 2)) * rise(along, 0, 8) * (1 - rise(along, 0.75 * length, length))
    return np.asarray(total)


def _hilar(scene: Scene, marks: Landmarks) -> Map:
    """Return 1 at the hila, falling to 0 over 3 cm."""
    grid, total = scene.grid, scene.grid.zeros()
    for x, y in marks.hilum.values():
        total += np.exp(-((np.hypot((grid.x - x) / 20, (grid.y - y) / 30)) ** 4))
    return np.asarray(np.clip(total, 0, 1))


def _eggshells(scene: Scene, marks: Landmarks, rng: np.random.Generator) -> None:
    """Lay enlarged hilar nodes whose rims are calcified, unlike any other node."""
    grid = scene.grid
    for side in SIDES:
        x, y = marks.hilum[side]
        rim, soft = grid.zeros(), grid.zeros()
        for dx, dy in ((-6, -15), (3, -7), (-5, 2), (4, 5), (-1, 13), (7, -18)):
            at = (x + side * (dx + rng.normal(0, 1.5)), y + dy + rng.normal(0, 2), rng.uniform(6.5, 10.5))
            rim += shell(grid, at, 1.2, rng)
            soft = np.maximum(soft, cluster(grid, [at], rng))
        scene.calcium = scene.calcium + 1.5 * grid.blur(rim, 0.2)
        scene.lumps = scene.lumps + 0.7 * soft
        scene.found.append(Found("eggshell nodes", name(side), "hilum", soft > SEEN, {"count": 6}))
