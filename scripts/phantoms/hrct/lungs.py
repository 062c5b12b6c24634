"""The two lungs: their outline at each height, the fissures, the lobes, how deep a place lies."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from phantoms.hrct.field import Field, Map, Points, closed, distance, over

RIGHT, LEFT = -1, 1

RUL, RML, RLL, LUL, LLL = range(5)
LOBES = ("right upper lobe", "middle lobe", "right lower lobe", "left upper lobe", "left lower lobe")

# x, y in mm at height 0, and how far each knot moves for every mm towards the head.
RIGHT_OUTLINE = (
    (-5, -73, 0.02, 0), (-22, -79, 0.0, 0.03), (-46, -80, 0, 0.08), (-72, -71, 0.03, 0.09), (-95, -53, 0.05, 0.08),
    (-113, -28, 0.08, 0.04), (-123, 2, 0.09, 0), (-124, 28, 0.09, -0.02), (-117, 50, 0.07, -0.05),
    (-101, 69, 0.05, -0.07), (-79, 81, 0.02, -0.08), (-56, 84, 0, -0.08), (-38, 79, 0, -0.06), (-27, 68, 0, -0.02),
    (-21, 54, 0, 0), (-18, 42, 0, 0), (-13, 33, 0, 0), (-6, 27, -0.08, 0), (-4, 20, -0.16, 0.05),
    (-12, 14, -0.1, 0.1), (-24, 13, 0, 0.1), (-35, 9, 0.15, 0.1), (-42, -1, 0.25, 0), (-42, -12, 0.2, 0),
    (-37, -22, 0.1, 0), (-34, -31, 0, 0), (-33, -41, 0.1, 0), (-28, -52, 0.15, 0), (-17, -62, 0.1, 0),
    (-8, -67, 0.05, 0),
)  # fmt: skip

LEFT_OUTLINE = (
    (3, -72, 0.02, 0), (17, -78, 0.0, 0.03), (40, -80, 0, 0.08), (66, -73, -0.03, 0.09), (90, -57, -0.05, 0.08),
    (110, -32, -0.08, 0.04), (121, -3, -0.09, 0), (124, 23, -0.09, -0.02), (119, 46, -0.07, -0.05),
    (105, 66, -0.05, -0.07), (83, 80, -0.02, -0.08), (60, 85, 0, -0.08), (42, 81, 0, -0.06), (31, 71, 0, -0.02),
    (26, 60, 0, 0), (29, 51, 0, 0), (37, 45, 0, 0), (41, 37, 0, 0.0), (40, 28, 0, 0), (35, 20, 0, 0.1),
    (38, 15, 0, 0.2), (47, 11, -0.15, 0.1), (51, 1, -0.2, 0.0), (47, -9, -0.1, 0), (45, -20, 0, 0), (41, -31, 0.1, 0),
    (39, -43, 0.1, 0), (32, -55, 0.05, 0), (19, -63, 0.0, 0), (8, -67, 0, 0),
)  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """A fissure as y = level + bow and lean along x, moving `climb` mm to the back for every mm towards the head."""

    level: float
    lean: float
    bow: float
    middle: float
    climb: float

    def gap(self, x: Map, y: Map, z: Map) -> Map:
        """Return the distance in mm from the sheet: negative in front, positive behind."""
        u = (x - self.middle) / 40
        wave = 1.6 * np.sin(x / 17.0 + 0.6) + 0.8 * np.sin(x / 7.3 + z / 9)
        slope = (self.lean + 2 * self.bow * u + 1.6 * 40 / 17 * np.cos(x / 17.0 + 0.6)) / 40
        surface = self.level + self.lean * u + self.bow * u * u + wave + self.climb * z
        return np.asarray((y - surface) / np.sqrt(1 + slope**2 + self.climb**2))


MAJOR = {
    RIGHT: Sheet(level=20, lean=-10, bow=-4.0, middle=-84, climb=0.75),
    LEFT: Sheet(level=26, lean=13, bow=-5.0, middle=86, climb=0.85),
}


def minor(x: Map, y: Map, z: Map) -> Map:
    """Return the distance in mm from the right lung's minor fissure, a dome: positive above, in the upper lobe."""
    u, v = (x + 113 - 0.16 * y) / 46, (y - 6) / 54
    dome = 15 - 17 * (u * u + v * v) + 1.6 * np.sin(x / 8.0 + y / 19.0) + 1.1 * np.cos(y / 6.5 - x / 23)
    steep = np.sqrt(1 + (34 * u / 46) ** 2 + (34 * v / 54) ** 2)
    return (z - dome) / steep


def outline(side: int, z: float, step: int = 8) -> Points:
    """Return the lung's closed curve in mm at height `z`."""
    curve = closed(RIGHT_OUTLINE if side == RIGHT else LEFT_OUTLINE, step)
    reach = 14 * np.tanh(z / 14)
    bend = curve[:, :2] + curve[:, 2:] * reach
    turn = np.arctan2(bend[:, 0], -bend[:, 1])
    ripple = 0.9 * np.sin(14 * turn + 0.16 * z) + 0.5 * np.sin(23 * turn + 1.0)
    outer = np.clip((np.hypot(bend[:, 0] / 126, bend[:, 1] / 84) - 0.85) / 0.12, 0, 1)
    return np.asarray(bend * (1 + (ripple * outer / 100))[:, None])


@dataclass(frozen=True)
class Depths:
    """Of each place: signed mm below the pleura of its lung (negative outside), mm to the nearest fissure, its lobe."""

    pleura: Map
    fissure: Map
    lobe: Map

    @property
    def surface(self) -> Map:
        """The mm to the nearest of pleura and fissure."""
        return np.minimum(self.pleura, self.fissure)


def lobes_at(points: Points) -> Map:
    """Return the lobe that each place (rows of x, y, z) lies in, or would if it lay in a lung."""
    return _depths(points[:, 0], points[:, 1], points[:, 2], points[:, 0]).lobe


def _depths(x: Map, y: Map, z: Map, pleura: Map) -> Depths:
    right = x < 0
    gap = np.where(right, MAJOR[RIGHT].gap(x, y, z), MAJOR[LEFT].gap(x, y, z))
    over_minor = minor(x, y, z)
    front = np.where(right, np.where(over_minor > 0, RUL, RML), LUL)
    lobe = np.where(gap > 0, np.where(right, RLL, LLL), front)
    fissure = np.abs(gap)
    fissure = np.where(right & (gap < 0), np.minimum(fissure, np.abs(over_minor)), fissure)
    return Depths(pleura.astype(np.float32), fissure.astype(np.float32), lobe.astype(np.int8))


def slice_depths(field: Field, z: float) -> Depths:
    """Return the depths over one slice."""
    pleura = np.maximum(-over(field, outline(RIGHT, z)), -over(field, outline(LEFT, z)))
    x, y = np.broadcast_arrays(field.x, field.y)
    return _depths(x, y, np.full_like(x, z), pleura)


TABLE, LEVEL, EDGE = 2.0, 4.0, (138.0, 98.0, 48.0)
"""Steps in mm, across and in height, of the table that single places are looked up in; its reach to either side."""


@lru_cache(maxsize=1)
def _table() -> Map:
    """Return mm below the pleura on a coarse lattice (x, y, height)."""
    x, y, z = (np.arange(-edge, edge + 0.1, step) for edge, step in zip(EDGE, (TABLE, TABLE, LEVEL), strict=True))
    column, row = x.astype(np.float32)[:, None], y.astype(np.float32)[None, :]
    levels = [
        np.maximum(*(-distance(outline(side, float(height), 4), column, row) for side in (RIGHT, LEFT))) for height in z
    ]
    return np.stack(levels, axis=2)


def depths_at(points: Points) -> Depths:
    """Return the depths of single places (rows of x, y, z), to within a fifth of a millimetre."""
    table = _table()
    where = (points + EDGE) / (TABLE, TABLE, LEVEL)
    low = np.clip(np.floor(where), 0, np.array(table.shape) - 2).astype(int)
    share = np.clip(where - low, 0, 1)
    pleura = np.zeros(len(points))
    for corner in np.ndindex(2, 2, 2):
        weight = np.prod(np.where(corner, share, 1 - share), axis=1)
        pleura += weight * table[tuple((low + corner).T)]
    return _depths(points[:, 0], points[:, 1], points[:, 2], pleura)
