"""What lies between lung and chest wall: fluid with its meniscus, and free air with the lung's edge inside it."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from phantoms.grid import Map, lens, rise
from phantoms.landmarks import LEFT, RIGHT, Landmarks, name
from phantoms.scene import SEEN, Found, Scene
from phantoms.warp import moved, sampled

CLIMB = 16.0
"""The mm over which the film of fluid beside the lung grows e times thinner above its level."""

CROWDED = 0.09
"""The mm of soft tissue that each mm of a lung gains for each part of its width that it loses."""


@dataclass(frozen=True)
class Effusion:
    """Free fluid on `side`, upright: `height` mm above the dome's top, below 0 only the angle is filled."""

    side: int
    height: float = 60.0
    stage: ClassVar[int] = 2

    def lay(self, scene: Scene) -> None:
        """Take the lung away that the fluid has pushed aside; very much fluid pushes the heart, too."""
        marks, grid = scene.marks, scene.grid
        push = self.side * -16 * float(rise(np.array(self.height), 90, 190))
        if push:
            shift(scene, marks, push)
            marks = scene.marks
        wet = 1 - _dry(scene, marks, self.side, marks.top[self.side] - self.height)
        lost = scene.lungs * wet
        scene.lungs = scene.lungs - lost
        tall = max(0.0, marks.angle[self.side][1] - (marks.top[self.side] - self.height) + 20)
        zone = "lower" if self.height < 40 else "lower and mid" if self.height < 110 else "all"
        measures = {"above_dome_mm": self.height, "tall_mm": round(tall)}
        scene.found.append(Found("effusion", name(self.side), zone, grid.blur(lost, 0.6) > SEEN, measures))


def _dry(scene: Scene, marks: Landmarks, side: int, level: float) -> Map:
    """Return what share of each ray's lung is still lung when fluid stands at `level` mm.

    The lung floats in the fluid: at each height it is drawn in by a film that is thin above the level and deep below.
    A ray beside the chest wall runs along that film, a ray through the middle crosses it twice: hence the meniscus.
    """
    grid = scene.grid
    wide = np.maximum(marks.wall[side] - marks.inner[side], 8.0)
    far = np.clip((grid.x * side - marks.inner[side]) / wide, 0, 1)
    above = level - grid.y
    film = 8.0 * np.exp(-np.clip(above, -60, None) / CLIMB) * (1 - rise(above, 26, 60))
    drawn = np.clip(film / wide, 0, 1)
    left = lens(np.minimum(far / np.maximum(1 - drawn, 1e-3), 1), 2.2)
    depth = np.clip(1 - film / 70, 0, 1)
    whole = lens(np.minimum(far, 1), 2.2)
    dry = np.minimum((left + 0.01) * depth / (whole + 0.01), 1)
    # Between heart and lung some fluid climbs, too, though less.
    off = grid.x * side - marks.inner[side] - 0.5 * film
    beside = rise(grid.x * side - marks.inner[side], -12, 0) * rise(film, 1.0, 9)
    dry = dry * (1 - 0.5 * (1 - rise(off, -6, 14)) * beside) * (1 - rise(-above, 12, 46))
    on_side = rise(grid.x * side, -6, 10)
    return np.asarray(1 - grid.blur(1 - dry, 1.3) * on_side)


@dataclass(frozen=True)
class Pneumothorax:
    """Free air on `side`: `gap` mm wide down to the hilum; under `tension` it pushes heart and dome."""

    side: int
    gap: float = 30.0
    tension: bool = False
    stage: ClassVar[int] = 1

    def lay(self, scene: Scene) -> None:
        """Draw the lung in towards its root: its vessels crowd, beyond its edge there are none."""
        grid = scene.grid
        if self.tension:
            shift(scene, scene.marks, self.side * -20.0)
            flatten(scene, scene.marks, self.side, 9.0)
        marks = scene.marks
        x, y, lung, line = self._drawn_in(scene, marks)
        on_side = grid.x * self.side > 0
        lost = min(0.9, self.gap / float(np.median(marks.wall[self.side] - marks.inner[self.side])))
        vessels = np.where(
            on_side, sampled(grid, scene.vessels, x, y) * (lung > 0.02) * (1 - 0.6 * lost), scene.vessels
        )
        kept = np.where(on_side, scene.lungs * lung, scene.lungs)
        freed = scene.lungs - kept
        scene.free = scene.free + freed
        scene.lumps = scene.lumps + (line + CROWDED * lost * kept) * on_side
        scene.lungs, scene.vessels = kept, vessels
        area = (freed > 0.6 * (kept + freed)) & (freed > 2 * SEEN)
        measures = {"gap_mm": self.gap, "tension": self.tension}
        scene.found.append(Found("pneumothorax", name(self.side), "all", area, measures))
        small = Found("collapsed lung", name(self.side), "all", (kept > SEEN) & on_side, {}, filled=False)
        scene.found.append(small)

    def _drawn_in(self, scene: Scene, marks: Landmarks) -> tuple[Map, Map, Map, Map]:
        """Return where each point of the small lung was before (x, y), its share of the ray, its edge in mm."""
        grid, side = scene.grid, self.side
        root = marks.hilum[side][1]
        above = np.clip(root - grid.y, 0, None)
        fall = min(0.8, 0.75 * self.gap / max(root - marks.apex[side], 1))
        y = np.where(grid.y < root, root - above / (1 - fall * rise(above, 0, 60)), grid.y)
        at = np.interp(y[:, 0], grid.y[:, 0], marks.wall[side][:, 0])[:, None]
        inner = marks.inner[side]
        low = 1 - 0.55 * rise(grid.y, root, marks.top[side])
        wide = np.maximum(at - inner, 1.0)
        small = np.maximum(wide - self.gap * np.where(grid.y < root, 1.0, low), 0.16 * wide)
        small = np.where(y[:, :1] < marks.apex[side] - 1, 0.5, small)
        out = np.clip(grid.x * side - inner, -20, None)
        x = side * (inner + np.where(out > 0, out * wide / small, out))
        u = np.clip(out, 0, None) / small
        lung = np.asarray(lens(np.minimum(u, 1), 4.0))
        tip = rise(y[:, :1], marks.apex[side] - 1, marks.apex[side] + 7)
        edge = np.exp(-(((out - small + 0.6) / 0.55) ** 2)) * (scene.lungs > 12)
        rim = np.gradient(np.asarray(lung * tip > 0.3).astype(float), axis=0)
        crest = grid.blur(np.clip(rim, 0, None) * 2, 0.35) * (grid.y < root) * (out > 3)
        line = np.maximum(edge * tip, np.minimum(crest * 1.2, 1)) * rise(small, 8, 22) * 38
        return x, np.broadcast_to(y, x.shape), grid.blur(lung * tip, 0.3), grid.blur(line, 0.2)


def shift(scene: Scene, marks: Landmarks, mm: float) -> None:
    """Push heart, great vessels and windpipe by `mm`; the chest wall stays."""
    grid = scene.grid
    far = np.abs(grid.x)
    wall = np.maximum(np.where(grid.x < 0, marks.wall[-1], marks.wall[1]), 20)
    field = mm * (1 - rise(far / wall, 0.25, 1.0)) * rise(grid.y, marks.apex[1] - 35, marks.carina)
    pushed = moved(grid, scene.lungs, field)
    air = moved(grid, scene.air, field)
    area = (np.abs(pushed - scene.lungs) > SEEN) | (np.abs(air - scene.air) > 1)
    scene.lungs, scene.vessels, scene.air = pushed, moved(grid, scene.vessels, field), air
    to = name(LEFT if mm > 0 else RIGHT)
    scene.found.append(Found("mediastinal shift", to, "mediastinum", area, {"mm": round(abs(mm))}, filled=False))


def flatten(scene: Scene, marks: Landmarks, side: int, mm: float) -> None:
    """Push the dome of `side` down by `mm`; what is far above it stays."""
    grid = scene.grid
    over = rise(grid.y, marks.hilum[side][1] + 30, marks.top[side])
    field = (
        mm
        * over
        * rise(grid.x * side, 45, 95)
        * (1 - 0.7 * rise(grid.y, marks.angle[side][1] - 30, marks.angle[side][1]))
    )
    scene.lungs = moved(
        grid, scene.lungs, 0.0, field * (1 - rise(np.abs(grid.x), marks.wall[side] - 22, marks.wall[side]))
    )
    scene.vessels = moved(grid, scene.vessels, 0.0, field)
