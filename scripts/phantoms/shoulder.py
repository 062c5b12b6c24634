"""The shoulder girdle beside the lungs: blade with its spine, acromion, coracoid and socket; the upper arm."""

from collections.abc import Sequence

import numpy as np

from phantoms.grid import Grid, Knots, Map, rise, smooth, trace
from phantoms.splat import hollow

LATERAL: Knots = [(155, 96), (152, 107), (150, 120), (147.5, 136), (145, 152), (142.5, 168), (141, 179), (138.5, 186)]
MEDIAL: Knots = [
    (138.5, 186), (135, 182), (132, 168), (129.5, 150), (126, 130), (121.5, 110), (118.5, 93), (119.5, 78), (123, 67),
]  # fmt: skip
UPPER: Knots = [(123, 67), (131, 70), (140, 75), (147, 79)]
SPINE: Knots = [(120, 97), (128, 90), (139, 80), (150, 68), (160, 58), (169, 52.5), (176, 54)]
CORACOID: Knots = [(150, 86), (146, 79), (144, 72), (147, 66), (152, 66)]
ARM: Knots = [(171, 60), (172, 68), (174, 82), (177, 98), (182, 114), (192, 138), (210, 174)]
"""Lines of the bones as points (distance from the midline, height)."""


def shoulder(grid: Grid, side: int, cortex: Map, spongy: Map) -> None:
    """Draw one shoulder into `cortex` and `spongy`, turned off the lung as the rolled shoulders of a PA film are."""
    dx, dy = (0.0, 0.0) if side < 0 else (1.5, 3.0)

    def at(points: Sequence[tuple[float, float]]) -> Map:
        return trace([(side * (a + dx), b + dy, -70.0) for a, b in points])

    for points, thick, density in (
        (LATERAL, 2.9, 1.0), (MEDIAL, 1.2, 1.3), (UPPER, 1.2, 0.7), (SPINE, 3.0, 0.55), (CORACOID, 3.4, 0.45),
    ):  # fmt: skip
        path = at(points)
        share = np.linspace(0, 1, len(path))
        full = thick * (1 + 0.2 * np.sin(5 * share + side) - 0.3 * rise(share, 0.6, 1))
        ends = 0.3 + 0.7 * rise(share, 0, 0.12) * (1 - 0.7 * rise(share, 0.88, 1))
        hollow(grid, path, (full, full, full * 0.3), 1.7 * density * ends, cortex, spongy)
    blade = np.concatenate([at(LATERAL), at(MEDIAL), at(UPPER)])[:, :2]
    cortex += grid.blur(_inside(grid, blade) * 2.0, 0.8)
    _arm(grid, at(ARM)[::3], cortex, spongy)
    socket = np.hypot((grid.x - side * (154.5 + dx)) / 4.5, (grid.y - 85 - dy) / 15)
    cortex += 2.4 * np.exp(-(((socket - 1) / 0.2) ** 2))


def _arm(grid: Grid, shaft: Map, cortex: Map, spongy: Map) -> None:
    low = shaft[:, 1] - shaft[0, 1]
    girth = smooth(low, [(0, 2), (4, 12), (10, 17.5), (19, 21), (27, 20), (34, 15.8), (43, 12.8), (125, 11.5)])
    wall = smooth(low, [(8, 0.9), (30, 1.3), (60, 3.0), (120, 4.2)])
    hollow(grid, shaft, (girth, girth, wall), np.full(len(shaft), 0.9), cortex, spongy)


def _inside(grid: Grid, outline: Map) -> Map:
    """Return 1 inside the closed `outline` (rows of x, y in mm), by counting crossings along each row."""
    x, y = outline[:, 0], outline[:, 1]
    x2, y2 = np.roll(x, -1), np.roll(y, -1)
    mask = np.zeros((grid.height, grid.width), dtype=bool)
    for row, height in enumerate(grid.y[:, 0]):
        crossing = (y <= height) != (y2 <= height)
        for at in x[crossing] + (height - y[crossing]) / (y2 - y)[crossing] * (x2 - x)[crossing]:
            mask[row] ^= grid.x[0] > at
    return mask.astype(float)
