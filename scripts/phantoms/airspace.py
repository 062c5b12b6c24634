"""Consolidation: a lobe whose air spaces are full, but whose bronchi are not."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from phantoms.grid import Grid, Map, rise, trace
from phantoms.landmarks import LEFT, RIGHT, Landmarks, name
from phantoms.scene import SEEN, Found, Scene
from phantoms.splat import sweep


@dataclass(frozen=True)
class Lobe:
    """One lobe from the front: `share` of each ray's lung that is its, at its top and bottom; where it lies.

    `top` and `bottom` are heights in parts of the lung from apex (0) to dome (1); a `sharp` top or bottom is a fissure.
    `reach` is how far it goes from the mediastinum to the wall. A lobe `before` the heart takes its border away.
    """

    side: int
    zone: str
    top: float
    bottom: float
    share: tuple[float, float]
    reach: float = 1.3
    sharp_top: bool = False
    sharp_bottom: bool = False
    before: bool = False
    aim: tuple[float, float] = (0.6, 0.7)


LOBES = {
    "right-upper": Lobe(RIGHT, "upper", -0.3, 0.5, (0.9, 0.82), sharp_bottom=True, aim=(0.6, 0.2)),
    "right-middle": Lobe(RIGHT, "mid and lower", 0.5, 1.25, (0.5, 0.66), 0.66, True, before=True, aim=(0.4, 0.85)),
    "right-lower": Lobe(RIGHT, "lower", 0.56, 1.6, (0.5, 0.97), aim=(0.6, 0.95)),
    "left-upper": Lobe(LEFT, "upper and mid", -0.3, 0.66, (0.95, 0.5), before=True, aim=(0.6, 0.25)),
    "lingula": Lobe(LEFT, "mid and lower", 0.55, 1.25, (0.45, 0.66), 0.74, before=True, aim=(0.62, 0.85)),
    "left-lower": Lobe(LEFT, "lower", 0.58, 1.6, (0.5, 0.97), aim=(0.6, 0.95)),
}


@dataclass(frozen=True)
class Consolidation:
    """One lobe (a key of LOBES) filled; `dense` is how much of it, from 0 to 1."""

    lobe: str = "right-upper"
    dense: float = 0.95
    stage: ClassVar[int] = 2

    def lay(self, scene: Scene) -> None:
        """Fill the lobe's air spaces, leave its bronchi open, and let what lies beside it lose its outline."""
        lobe, marks, grid = LOBES[self.lobe], scene.marks, scene.grid
        rng = scene.rng(f"consolidation {self.lobe}")
        full = self.dense * _filled(scene, marks, lobe, rng)
        lost = scene.lungs * full
        if lobe.before:
            beyond = np.clip(scene.lungs - _level(scene, marks, lobe), 0, None)
            lost = lost + (beyond - lost) * rise(full, 0.0, 0.9 * max(lobe.share))
        tubes = _bronchogram(scene, marks, lobe, rng)
        scene.vessels = scene.vessels * (1 - rise(full, 0.1, 0.5))
        scene.lungs = scene.lungs - lost
        scene.air = scene.air + tubes * rise(lost, 20, 60)
        area = grid.blur(lost, 1) > 2 * SEEN
        scene.found.append(Found("consolidation", name(lobe.side), lobe.zone, area, {"lobe": self.lobe}))


def _filled(scene: Scene, marks: Landmarks, lobe: Lobe, rng: np.random.Generator) -> Map:
    """Return what share of each ray's lung is full: sharp at fissures, fluffy where lobule borders on lobule."""
    grid = scene.grid
    down = marks.share(grid.y, lobe.side)
    inner, wall = marks.inner[lobe.side], marks.wall[lobe.side]
    out = np.clip((grid.x * lobe.side - inner) / np.maximum(wall - inner, 5), -0.4, 1.5)
    fluff = _texture(grid, rng, 11) * 0.015 + _texture(grid, rng, 3.0) * 0.022
    bow = 0.02 * np.sin(np.clip(out, 0, 1) * np.pi) + 0.02 * np.clip(out, 0, 1)
    fissure = 1.0 / (marks.top[lobe.side] - marks.apex[lobe.side])
    # A fissure is met edge on only for a part of its way: sharp, but not ruled.
    top = (
        rise(down - bow - lobe.top, -fissure, fissure) if lobe.sharp_top else rise(down + fluff - lobe.top, -0.16, 0.3)
    )
    low = lobe.bottom + bow
    bottom = rise(low - down, -fissure, fissure) if lobe.sharp_bottom else rise(low - down + fluff, -0.1, 0.26)
    side = 1 - rise(out + 1.5 * fluff, lobe.reach - 0.45, lobe.reach + 0.1)
    middle = rise(grid.x * lobe.side, 0, 14)
    span = np.clip((down - max(lobe.top, 0)) / (min(lobe.bottom, 1.1) - max(lobe.top, 0)), 0, 1)
    share = lobe.share[0] + (lobe.share[1] - lobe.share[0]) * span
    patchy = np.clip(
        0.9 + 0.04 * _texture(grid, rng, 2.5) + 0.035 * _texture(grid, rng, 6) + 0.03 * _texture(grid, rng, 18), 0, 1
    )
    return np.asarray(np.clip(top * bottom * side * middle * share * patchy, 0, 1))


def _level(scene: Scene, marks: Landmarks, lobe: Lobe) -> Map:
    """Return the mm of lung that stay when a lobe beside the heart is as dense as the heart: no border between them."""
    grid = scene.grid
    inner = marks.inner[lobe.side]
    behind = np.abs(grid.x * lobe.side - inner + 9) < 6
    rows = (scene.lungs * behind).sum(axis=1) / np.maximum(behind.sum(axis=1), 1)
    kept = grid.blur(np.broadcast_to(rows[:, None], scene.lungs.shape), 7)
    out = grid.x * lobe.side - inner
    return np.asarray(kept + np.clip(out, 0, None) * 0.55)


def _texture(grid: Grid, rng: np.random.Generator, mm: float) -> Map:
    """Return a random field of about 1 that changes over `mm`."""
    field = grid.blur(_noise(grid, rng, mm), mm)
    return np.asarray(field / field.std())


def _noise(grid: Grid, rng: np.random.Generator, mm: float) -> Map:
    """Return white noise drawn on squares of half `mm`, so that a finer film has the same field."""
    step = mm / 2
    small = rng.standard_normal((int(grid.height * grid.mm / step) + 2, int(grid.width * grid.mm / step) + 2))
    rows = ((np.arange(grid.height) + 0.5) * grid.mm / step).astype(int)
    columns = ((np.arange(grid.width) + 0.5) * grid.mm / step).astype(int)
    return np.asarray(small[rows[:, None], columns[None, :]])


def _bronchogram(scene: Scene, marks: Landmarks, lobe: Lobe, rng: np.random.Generator) -> Map:
    """Return the mm of air, drawn wider than it is, in the bronchi from the hilum into the lobe."""
    grid, total = scene.grid, scene.grid.zeros()
    x, y = marks.hilum[lobe.side]
    out, down = lobe.aim
    low = marks.apex[lobe.side] + down * (marks.top[lobe.side] - marks.apex[lobe.side])
    row = int(np.clip(grid.pixel(0, low)[1], 0, grid.height - 1))
    inner, wall = float(marks.inner[lobe.side][row, 0]), float(marks.wall[lobe.side][row, 0])
    aim = np.array([lobe.side * (inner + out * (wall - inner)), low])
    start = np.array([x - lobe.side * 12, y - 4])
    for path, girth in _tubes(start, aim - start, 2.3, 0, rng):
        sweep(grid, path, girth, girth, 2.3, into=total)
    return grid.blur(total, 0.3)


def _tubes(start: Map, way: Map, radius: float, depth: int, rng: np.random.Generator) -> Iterator[tuple[Map, Map]]:
    """Yield the branching bronchi: path (x, y, z) and radii."""
    share = 0.3 if depth == 0 else 0.5
    end = start + way * share * rng.uniform(0.85, 1.1)
    bend = (start + end) / 2 + np.array([-way[1], way[0]]) * rng.uniform(-0.07, 0.07)
    path = trace([(*start, 0.0), (*bend, 0.0), (*end, 0.0)], 0.5)
    yield path, np.linspace(radius, radius * 0.78, len(path))
    if depth == 5 or radius < 0.7:
        return
    for turn in (rng.uniform(0.1, 0.75), -rng.uniform(0.1, 0.75)):
        cos, sin = np.cos(turn), np.sin(turn)
        onward = np.array([way[0] * cos - way[1] * sin, way[0] * sin + way[1] * cos]) * rng.uniform(0.6, 0.92)
        yield from _tubes(end, onward, radius * 0.76, depth + 1, rng)
