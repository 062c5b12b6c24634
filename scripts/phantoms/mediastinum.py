"""Between the lungs: heart, great vessels, airway, thyroid."""

from dataclasses import dataclass

import numpy as np

from phantoms.build import Build
from phantoms.grid import Grid, Knots, Map, lens, mound, rise, smooth, trace
from phantoms.splat import sweep

# fmt: off
HEART_RIGHT: Knots = [
    (150, -10), (165, -19), (180, -26), (194, -32), (210, -37.5), (228, -41), (246, -41.5), (262, -39.5), (276, -35.5),
    (288, -30), (300, -25), (330, -20),
]
HEART_LEFT: Knots = [
    (150, 30), (162, 36.5), (172, 39.5), (184, 44), (198, 51), (212, 58.5), (228, 67), (243, 74.5), (257, 80.5),
    (270, 84.5), (281, 86), (291, 85), (301, 80), (312, 68), (330, 44),
]
"""The heart's edges by height: right atrium; left atrial appendage, left ventricle, apex."""

HEART_THICK: Knots = [
    (150, 30), (165, 70), (190, 100), (220, 122), (260, 128), (300, 118), (316, 84), (330, 50), (346, 0),
]

PEDICLE_RIGHT: Knots = [
    (36, -40), (48, -35), (62, -30.5), (78, -27.5), (100, -26.5), (130, -27.5), (160, -29), (185, -29), (205, -24),
]
PEDICLE_LEFT: Knots = [(36, 42), (48, 37), (62, 31), (76, 27.5), (90, 25.5), (110, 26), (140, 28), (170, 30), (205, 30)]
"""The edges of the great vessels: innominate vein and vena cava; left subclavian artery, then the arch's root."""

PEDICLE_THICK: Knots = [(36, 10), (50, 26), (70, 50), (95, 72), (130, 88), (170, 90), (205, 50)]

SPINE_THICK: Knots = [(36, 30), (60, 24), (90, 25), (150, 24), (330, 26)]

AORTA = [(21, 112, 0, 12.0), (22.5, 128, 0, 12.4), (22, 150, 0, 12.2), (20, 185, 0, 12.0), (16, 220, 0, 11.8),
         (11.5, 255, 0, 11.5), (6, 300, 0, 11), (3, 330, 0, 11)]
"""The descending aorta: x, y, z, radius."""

HILA = (
    (-36, 168, -0.20, 12, 25, 15), (40, 157, 0.24, 12, 23, 15), (-33, 196, -0.1, 10, 18, 6), (45, 186, 0.2, 10, 18, 6),
)
"""Middle (x, y), lean, half-axes and thickness of the soft densities that make the hila."""

TRACHEA = [
    (0.8, -12.0), (0.5, 8.0), (0.2, 22.0), (0.0, 36.0), (-0.3, 48.0), (-0.7, 60.0), (-1.4, 72.0), (-2.4, 86.0),
    (-3.8, 102.0), (-4.4, 114.0), (-4.2, 124.0), (-3.6, 133.0),
]
"""The windpipe's course from the neck to the carina: x, y."""

BRONCHI: tuple[tuple[list[tuple[float, float, float]], float, float], ...] = (
    ([(-3.6, 127, 0), (-9, 137, 0), (-18, 148, 3), (-27, 160, 6), (-34, 176, 10), (-38, 194, 16)], 7.2, 4.4),
    ([(-3.6, 127, 0), (4, 138, 0), (16, 147, 4), (29, 155, 8), (41, 166, 13), (48, 181, 19)], 6.6, 3.8),
    ([(-19, 150, 3), (-29, 147, 2), (-39, 139, 0)], 4.2, 2.6),
    ([(34, 158, 8), (45, 153, 2), (52, 143, -4)], 4.0, 2.4),
)
"""Path in space, first and last radius: the main bronchi (the right steeper and wider), the upper-lobe bronchi."""
# fmt: on


@dataclass(frozen=True)
class Middle:
    """Thickness maps in mm: the heart alone, all that lies in the front of the mediastinum, all that lies behind."""

    heart: Map
    front: Map
    back: Map


def middle(grid: Grid, build: Build) -> Middle:
    """Return heart and great vessels in front, spine and descending aorta behind."""
    x, y = grid.x, grid.y
    heart = _heart(grid, build)
    old = np.clip((build.age - 40) / 40, 0, 1)
    left, right = smooth(y, PEDICLE_LEFT), smooth(y, PEDICLE_RIGHT)
    pedicle = smooth(y, PEDICLE_THICK) * lens((x - (left + right) / 2) / ((left - right) / 2), 2.0) * (y < 205)
    knob = 84 * mound(grid, (15 + 2 * old, 110 - 3 * old), (20 + 2.5 * old, 16.5))
    trunk = 74 * mound(grid, (16, 159), (24.5, 26))
    azygos = 9 * mound(grid, (-15, 132), (8, 6.5))
    front = sum(part**4 for part in (heart, pedicle, knob, trunk)) ** 0.25 + azygos
    column = smooth(y, SPINE_THICK) * np.clip(1 - (x / (24 + 1.5 * np.sin(y / 60))) ** 2, 0, None)
    path = trace([(a + 5 * old * np.sin((b - 112) / 70), b, c, r) for a, b, c, r in AORTA])
    aorta = sweep(grid, path[:, :3], path[:, 3], path[:, 3])
    return Middle(
        heart, grid.blur(front, 0.7), grid.blur(np.maximum(column, aorta) + 0.35 * np.minimum(column, aorta), 0.6)
    )


def _heart(grid: Grid, build: Build) -> Map:
    x, y = grid.x, grid.y
    wide = 1 + (build.heart - 1) * rise(y, 150, 205)
    low = np.asarray(y + 0.6 * build.dome * rise(y, 170, 260))  # the heart lies on the dome
    left, right = smooth(low, HEART_LEFT) * wide, smooth(low, HEART_RIGHT) * wide
    return smooth(y, HEART_THICK) * lens((x - (left + right) / 2) / ((left - right) / 2), 2.1) * rise(y, 146, 160)


def hila(grid: Grid) -> Map:
    """Return the mm of fat, small nodes and crossing vessels that make each hilum a density, not a bundle of rods."""
    total = grid.zeros()
    for cx, cy, lean, rx, ry, thick in HILA:
        dx, dy = grid.x - cx - lean * (grid.y - cy), grid.y - cy
        total += thick * np.exp(-((dx / rx) ** 2) - (dy / ry) ** 2)
    return total


def airway(grid: Grid, shift: float) -> Map:
    """Return the mm of air in trachea and main bronchi; `shift` mm is how far the inlet is pushed."""
    rough = grid.rough
    pushed = [(x + shift * float(np.exp(-(((y - 44) / 24) ** 2))), y, 0.0) for x, y in TRACHEA]
    trachea = trace(pushed)
    calibre: Knots = [(-10, 6.5), (6, 6.0), (18, 7.6), (44, 7.9 - 0.16 * shift), (80, 8.2), (137, 8.6)]
    air = sweep(rough, trachea, radius := smooth(trachea[:, 1], calibre), radius)
    for points, first, last in BRONCHI:
        path = trace(points)
        girth = np.linspace(first, last, len(path))
        fading = 1 - rise(np.linspace(0, 1, len(path)), 0.7, 1)
        air = np.maximum(air, sweep(rough, path, girth, girth, fading))
    return grid.fit(rough.blur(air, 0.4))


def thyroid(grid: Grid) -> Map:
    """Return the mm that a mass of the right lobe adds at the thoracic inlet."""
    lump = 19 * mound(grid, (-21, 36), (21, 27))
    return grid.blur(lump + 6 * mound(grid, (-30, 48), (13, 13)), 1.2)
