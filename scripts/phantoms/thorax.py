"""The trunk: body outline, breasts, chest cavity, diaphragms and the air in the stomach."""

from dataclasses import dataclass

import numpy as np

from phantoms.build import Build
from phantoms.grid import Grid, Knots, Map, lens, rise, smooth

CAVITY: dict[int, Knots] = {
    -1: [(54, 0), (56, 30), (60, 42), (66, 52), (76, 64), (90, 77), (110, 91.5), (140, 106), (180, 118.5), (220, 124.5),
         (255, 128), (290, 130), (320, 129), (350, 127), (408, 124)],
    1: [(55, 0), (57, 31), (61, 42), (67, 52), (77, 63.5), (91, 76), (110, 89.5), (140, 103.5), (180, 116), (220, 122),
        (255, 126.5), (290, 129), (320, 128.5), (350, 126), (408, 123)],
}  # fmt: skip
"""Half-width of the rib cage's inside by height, on the film's left (-1) and right (1)."""

DEPTH: Knots = [(54, 30), (70, 62), (90, 92), (120, 122), (160, 146), (210, 164), (260, 170), (330, 170), (408, 164)]
"""Depth of the cavity, front to back."""

# fmt: off
BODY: Knots = [
    (0, 56), (18, 55), (30, 58), (39, 70), (45, 92), (50, 118), (56, 142), (66, 164), (80, 182), (110, 196), (140, 192),
    (158, 180), (172, 167), (186, 156.5), (205, 150), (240, 148), (290, 149), (330, 150), (408, 155),
]
# fmt: on
"""Half-width of the skin: neck, shoulder, arm."""

FLANK: Knots = [
    (0, 57),
    (30, 62),
    (50, 100),
    (80, 140),
    (120, 149),
    (180, 149),
    (230, 147),
    (290, 142),
    (345, 135),
    (375, 134),
    (408, 137),
]
"""Half-width of the trunk without the arms: the chest wall, the waist, the hip's beginning."""


@dataclass(frozen=True)
class Trunk:
    """Thickness maps in mm: all soft tissue if there were no air, the lungs' air spaces, and the stomach's air."""

    body: Map
    lungs: Map
    gas: Map


def cavity_width(y: Map, side: int) -> Map:
    return smooth(y, CAVITY[side])


def trunk(grid: Grid, mediastinum: Map, build: Build) -> Trunk:
    """Return the trunk round a `mediastinum` (mm of solid tissue inside the cavity)."""
    x, y = grid.x, grid.y
    side = np.where(x < 0, -1, 1)
    width = np.where(side < 0, cavity_width(y, -1), cavity_width(y, 1))
    edge = (width - np.abs(x)) / np.maximum(width, 1)
    depth = smooth(y, DEPTH)
    apex = 56.5 + np.where(side < 0, 0.0, 1.5) + ((np.abs(x) - 42) / 27) ** 2 * 13
    cavity = depth * lens(1 - np.clip(edge, 0, 1), 2.3) * np.sqrt(np.clip((y - apex) / 30, 0, 1))
    dome = _dome(grid)
    below = _below(y, dome, cavity)
    lungs = np.clip(cavity - np.maximum(below, mediastinum) - 0.2 * np.minimum(below, mediastinum), 0, None)
    return Trunk(_body(grid, cavity, build.breasts), lungs, _gas(grid, dome, build.gas))


def _dome(grid: Grid) -> Map:
    """Return the height of each hemidiaphragm's top by column; the right one is higher."""
    x = grid.x
    right = smooth(-x, [(-10, 296), (5, 291), (22, 284.5), (42, 278.5), (60, 276), (78, 278.5), (94, 286), (107, 297),
                        (117, 309.5), (123.5, 322), (127.5, 334), (131, 350)])  # fmt: skip
    left = smooth(x, [(-10, 297), (10, 293.5), (30, 290), (50, 287.5), (70, 287), (84, 289.5), (97, 295.5), (108, 304),
                      (116.5, 314.5), (122.5, 326), (126.5, 338), (130, 353)])  # fmt: skip
    share = rise(x, -14, 14)
    return (1 - share) * right + share * left + 0.8 * np.sin(x / 11.0) * np.exp(-((x / 90) ** 2))


def _below(y: Map, dome: Map, cavity: Map) -> Map:
    """Return the mm of abdomen on each ray: the dome is a bowl whose back reaches lower than its front."""
    chord = np.sqrt(np.clip(y - dome, 0, None) * 230)
    front = np.minimum(chord, cavity * 0.36)
    back = np.minimum(chord, cavity * 0.64)
    return front + back


def _body(grid: Grid, cavity: Map, breasts: float) -> Map:
    x, y = grid.x, grid.y
    half = smooth(y, BODY) + 2.5 * np.sin(y / 37.0) * (x > 0)
    shell = smooth(
        y, [(0, 150), (30, 144), (50, 124), (80, 122), (110, 150), (160, 178), (220, 192), (300, 196), (408, 192)]
    )
    flank = smooth(y, FLANK) + np.where(x > 0, 1.5 * np.sin(y / 37.0), 0.0)
    trunk_ = shell * lens(x / flank, 2.4)
    arm = 92 * lens(1 - np.clip((half - np.abs(x)) / 40, 0, 1), 2.0) * rise(y, 40, 78)
    body = np.maximum(trunk_, arm * (1 - rise(y, 150, 204)))
    return np.asarray(np.maximum(body, cavity + 20 * (cavity > 0)) + breasts * _breasts(grid) + _muscles(grid))


def _breasts(grid: Grid) -> Map:
    """Return two breasts, unequal: full below and to the side, fading above and towards the middle."""
    total = grid.zeros()
    for cx, cy, rx, ry, thick in ((-84, 264, 64, 54, 56), (86, 267, 63, 53, 53)):
        tilt = 0.12 * np.sign(cx)
        dx = (grid.x - cx) + tilt * (grid.y - cy)
        dy = (grid.y - cy) - 0.10 * np.abs(grid.x) + 0.10 * abs(cx)
        ry_ = np.where(dy < 0, ry * 1.9, ry)
        r = np.hypot(dx / rx, dy / ry_)
        upper = np.exp(-((np.minimum(dy, 0) / (ry * 1.05)) ** 2))
        medial = rise(dx * np.sign(cx), -rx, 0.35 * rx)
        total += thick * (1 - np.minimum(r, 1) ** 2) ** 0.7 * upper * medial
    return total


def _muscles(grid: Grid) -> Map:
    """Return pectoral and axillary folds: soft bands that keep the upper zones from being flat."""
    x, y = grid.x, grid.y
    total = grid.zeros()
    for sign, shift in ((-1, 0.0), (1, 3.0)):
        across = (np.abs(x) - 128 - shift + 0.32 * (y - 150)) / 26
        total += 17 * np.exp(-(across**2)) * rise(y, 84, 120) * (1 - rise(y, 178, 232)) * (x * sign > 0)
    return total


def _gas(grid: Grid, dome: Map, size: float) -> Map:
    """Return the gastric bubble with its fluid level, and a little gas in the colon beside it."""
    x, y = grid.x, grid.y
    off = np.hypot((x - 58 - 0.2 * (y - 312)) / (25 * size), (y - 313) / (19 * size))
    bubble = 46 * lens(np.minimum(off, 1)) * (1 - rise(y, 315.6, 317.4)) * (y > dome + 4)
    colon = grid.zeros()
    for cx, cy, r in ((104, 352, 11), (96, 366, 10), (88, 384, 12), (112, 372, 9), (101, 396, 10)):
        colon += 0.75 * r * lens(np.minimum(np.hypot((x - cx) / 1.25, y - cy - 0.3 * (x - cx)) / r, 1), 1.3)
    return np.asarray(bubble + grid.blur(colon, 1.5))
