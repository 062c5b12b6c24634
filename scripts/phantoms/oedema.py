"""Fluid in the lung's seams: septal lines, cuffed bronchi, wide upper vessels, haze, and fluid in the fissure."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from phantoms.grid import Map, rise
from phantoms.landmarks import RIGHT, SIDES, Landmarks
from phantoms.scene import Found, Scene


@dataclass(frozen=True)
class Oedema:
    """Interstitial oedema: `lines` Kerley B lines a side, cuffs; `haze` from 0 to 1 is how far the hila are veiled."""

    lines: int = 11
    haze: float = 0.7
    diversion: float = 0.6
    stage: ClassVar[int] = 3

    def lay(self, scene: Scene) -> None:
        """Widen the upper vessels, veil hila and bases, and draw lines, cuffs and the fissure."""
        grid, marks, rng = scene.grid, scene.marks, scene.rng("oedema")
        down = np.where(grid.x < 0, marks.share(grid.y, RIGHT), marks.share(grid.y, 1))
        upper = 1 - rise(down, 0.3, 0.62)
        soft = grid.blur(scene.vessels, 0.9)
        scene.vessels = scene.vessels + self.diversion * upper * (0.5 * scene.vessels + 1.1 * soft)
        lower = rise(down, 0.45, 0.8) * self.haze
        scene.vessels = scene.vessels * (1 - 0.5 * lower) + 0.5 * lower * grid.blur(scene.vessels, 2.2)
        scene.lungs = scene.lungs * (1 - self._veil(scene, marks, down))
        lines = sum((self._septa(scene, marks, side, rng) for side in SIDES), start=grid.zeros())
        drawn = lines + self._cuffs(scene, marks, rng) + self._fissure(scene, marks)
        scene.lumps = scene.lumps + drawn
        septa = Found("septal lines", "both", "lower", lines > 0.8, {"lines": 2 * self.lines}, filled=False)
        veiled = scene.lungs > 20
        scene.found += [septa, Found("interstitial oedema", "both", "all", veiled, {"haze": self.haze}, filled=False)]

    def _veil(self, scene: Scene, marks: Landmarks, down: Map) -> Map:
        """Return what share of the lung's air the haze takes: round the hila, and a little at the bases."""
        grid, total = scene.grid, scene.grid.zeros()
        for side in SIDES:
            x, y = marks.hilum[side]
            near = np.hypot((grid.x - x - side * 6) / 42, (grid.y - y - 6) / 56)
            total += 0.3 * np.exp(-(near**2)) * rise(grid.x * side, -4, 12)
        return np.asarray(self.haze * (total + 0.12 * rise(down, 0.5, 1)))

    def _septa(self, scene: Scene, marks: Landmarks, side: int, rng: np.random.Generator) -> Map:
        """Return the mm of short level lines that reach the pleura above the costophrenic angle."""
        grid, total = scene.grid, scene.grid.zeros()
        _, low = marks.angle[side]
        heights = np.linspace(low - 34, low - 100, self.lines) + rng.uniform(-2.4, 2.4, self.lines)
        for y in heights:
            row = int(grid.pixel(0, float(y))[1])
            wall = float(marks.wall[side][row, 0])
            length, tilt, bow = rng.uniform(11, 21), rng.uniform(-0.14, 0.14), rng.uniform(-0.6, 0.6)
            inward = wall - 1.0 - grid.x * side
            off = grid.y - y - tilt * inward - bow * np.sin(np.clip(inward / length, 0, 1) * np.pi)
            along = rise(inward, -0.5, 0.8) * (1 - rise(inward, length - 3, length))
            total += rng.uniform(8, 13) * np.exp(-((off / 0.48) ** 2)) * along
        return np.asarray(total)

    def _cuffs(self, scene: Scene, marks: Landmarks, rng: np.random.Generator) -> Map:
        """Return the mm of thick-walled rings, bronchi seen end on near the hila."""
        grid, total = scene.grid, scene.grid.zeros()
        for side in SIDES:
            x, y = marks.hilum[side]
            for out, down in ((15, -24), (23, 2), (16, 22), (30, -14)):
                cx, cy = x + side * (out + rng.normal(0, 2)), y + down + rng.normal(0, 3)
                radius, wall = rng.uniform(2.6, 3.6), rng.uniform(0.8, 1.1)
                far = np.hypot(grid.x - cx, (grid.y - cy) * rng.uniform(0.9, 1.1))
                total += 3.6 * np.exp(-(((far - radius) / wall) ** 2)) - 0.4 * (far < radius - wall)
        return np.asarray(total)

    def _fissure(self, scene: Scene, marks: Landmarks) -> Map:
        """Return the mm of the thickened horizontal fissure."""
        grid = scene.grid
        inner, wall = marks.inner[RIGHT] + 18, marks.wall[RIGHT]
        out = np.clip((-grid.x - inner) / np.maximum(wall - inner, 5), 0, 1)
        y = marks.hilum[RIGHT][1] + 4 + 5 * np.sin(out * np.pi * 0.8) - 3 * out
        ends = rise(-grid.x, 38, 50) * (1 - rise(-grid.x - wall, -4, 0))
        return np.asarray(3.2 * np.exp(-(((grid.y - y) / 0.7) ** 2)) * ends)
