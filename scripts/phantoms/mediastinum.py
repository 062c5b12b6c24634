"""Between the lungs: heart, great vessels, airway, thyroid."""

import numpy as np

from phantoms.build import Build
from phantoms.grid import Grid, Knots, Map, lens, rise, smooth, trace
from phantoms.splat import sweep

# fmt: off
RIGHT_BORDER: Knots = [
    (0, -30), (45, -29), (62, -24), (80, -22.5), (105, -23), (130, -24.5), (155, -25.5), (180, -27), (196, -31.5),
    (215, -36), (235, -38.5), (252, -38), (270, -35), (286, -30), (300, -24), (340, -20),
]
LEFT_BORDER: Knots = [
    (0, 30), (45, 29), (62, 25), (80, 24), (98, 25.5), (107, 29.5), (114, 33.5), (121, 35), (128, 33.6), (135, 29.8),
    (142, 28), (150, 30), (160, 34), (172, 38.5), (190, 44.5), (208, 52.5), (225, 60.5), (242, 69), (256, 75),
    (268, 78), (280, 78.5), (292, 75), (306, 62), (340, 40),
]
"""The silhouette's edges by height: vena cava and atrium; knob, pulmonary trunk, appendage and ventricle."""

THICK: Knots = [(0, 100), (40, 92), (60, 66), (80, 82), (110, 100), (150, 108), (200, 116), (250, 120), (340, 120)]
AORTA: Knots = [(110, 20), (130, 18), (200, 15), (290, 8), (340, 4)]

HILA = (
    (-35, 174, -0.22, 12, 27, 27), (38, 165, 0.25, 12, 25, 27), (-30, 200, -0.1, 10, 18, 9), (44, 190, 0.2, 10, 18, 9),
)
"""Middle (x, y), lean, half-axes and thickness of the soft densities that make the hila."""

TRACHEA: Knots = [
    (1.0, -12), (0.5, 8), (0.3, 22), (0, 36), (-0.3, 48), (-0.6, 60), (-1.2, 72), (-2, 86), (-3.2, 102), (-4, 116),
    (-3.6, 128), (-3, 137),
]
BRONCHI: tuple[tuple[list[tuple[float, float, float]], float, float], ...] = (
    ([(-3, 131, 0), (-9, 141, 0), (-19, 153, 3), (-27, 163, 6), (-33, 178, 10), (-37, 195, 16)], 7.0, 4.4),
    ([(-3, 131, 0), (5, 143, 0), (18, 152, 4), (31, 160, 8), (41, 170, 13), (47, 184, 19)], 6.4, 3.8),
    ([(-21, 154, 3), (-30, 152, 2), (-39, 145, 0)], 4.0, 2.6),
    ([(34, 161, 8), (44, 157, 2), (50, 148, -4)], 3.8, 2.4),
)
"""Path in space, first and last radius: the main bronchi (the right steeper and wider), the upper-lobe bronchi."""
# fmt: on


def solid(grid: Grid, build: Build) -> Map:
    """Return the mm of heart and great vessels inside the cavity."""
    x, y = grid.x, grid.y
    wide = 1 + (build.heart - 1) * rise(y, 140, 195)
    left, right = smooth(y, LEFT_BORDER) * wide, smooth(y, RIGHT_BORDER) * wide
    heart = smooth(y, THICK) * lens((x - (left + right) / 2) / ((left - right) / 2), 2.1)
    column = smooth(y, [(54, 30), (90, 52), (150, 58), (330, 56)]) * lens(x / 22, 2.2)
    aorta = 24 * lens((x - smooth(y, AORTA)) / 12.5) * (y > 112)
    knob = 34 * lens(np.minimum(np.hypot((x - 20) / 15.5, (y - 120) / 15), 1))
    return grid.blur(np.maximum(heart, column) + 0.8 * aorta + 0.5 * knob, 0.9)


def hila(grid: Grid) -> Map:
    """Return the mm of fat, small nodes and crossing vessels that make each hilum a density, not a bundle of rods."""
    total = grid.zeros()
    for cx, cy, lean, rx, ry, thick in HILA:
        dx, dy = grid.x - cx - lean * (grid.y - cy), grid.y - cy
        total += thick * np.exp(-((dx / rx) ** 2) - (dy / ry) ** 2)
    return total


def airway(grid: Grid, shift: float) -> Map:
    """Return the mm of air in trachea and main bronchi; `shift` mm is how far the inlet is pushed."""
    pushed = [(x + shift * float(np.exp(-(((y - 56) / 22) ** 2))), y, 0.0) for x, y in TRACHEA]
    trachea = trace(pushed)
    calibre: Knots = [(-10, 6.5), (14, 6.8), (24, 5.2), (34, 7.6), (56, 7.9 - 0.16 * shift), (80, 8.2), (137, 8.4)]
    air = sweep(grid, trachea, radius := smooth(trachea[:, 1], calibre), radius)
    for points, first, last in BRONCHI:
        path = trace(points)
        girth = np.linspace(first, last, len(path))
        fading = 1 - rise(np.linspace(0, 1, len(path)), 0.7, 1)
        air = np.maximum(air, sweep(grid, path, girth, girth, fading))
    return grid.blur(air, 0.45)


def thyroid(grid: Grid) -> Map:
    """Return the mm that a mass of the right lobe adds at the thoracic inlet."""
    x, y = grid.x, grid.y
    lump = 19 * lens(np.minimum(np.hypot((x + 21 + 0.1 * (y - 48)) / 21, (y - 48) / 27), 1))
    lobule = 6 * lens(np.minimum(np.hypot((x + 31) / 13, (y - 60) / 13), 1))
    return grid.blur(lump + lobule, 1.2)
