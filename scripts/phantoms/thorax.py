"""The trunk: body outline, breasts, chest cavity, diaphragms and the air in the stomach."""

from dataclasses import dataclass

import numpy as np

from phantoms.build import Build
from phantoms.grid import Grid, Knots, Map, lens, mound, rise, smooth

CAVITY: dict[int, Knots] = {
    -1: [(34, 40), (38, 52), (44, 64), (52, 74), (62, 83.5), (78, 95), (100, 106.5), (130, 118.5), (170, 129.5),
         (210, 136), (250, 139.5), (290, 141), (330, 140.5), (360, 139), (415, 134)],
    1: [(35, 39), (39, 51), (45, 63), (53, 73), (63, 82.5), (79, 93.5), (101, 105), (130, 116.5), (170, 127.5),
        (210, 134.5), (250, 138.5), (290, 140.5), (330, 140), (360, 138), (415, 133)],
}  # fmt: skip
"""Half-width of the rib cage's inside by height, on the film's left (-1) and right (1)."""

DEPTH: Knots = [(34, 42), (50, 72), (70, 98), (90, 117), (120, 137), (160, 153), (210, 163), (260, 167), (330, 165),
                (415, 158)]  # fmt: skip
"""Depth of the cavity, front to back."""

APEX = {-1: (37.0, 46.0), 1: (39.5, 44.0)}
"""The height of each lung's top, and how far it lies from the midline."""

DOMES: dict[int, Knots] = {
    -1: [(-10, 302), (5, 297), (22, 290), (40, 283.5), (57, 279.8), (72, 279.2), (88, 282.6), (102, 290), (114, 300.5),
         (124, 312.5), (131.5, 325), (137, 338), (141.5, 353)],
    1: [(-10, 304), (10, 301), (30, 299), (50, 297), (67, 296.2), (83, 298), (97, 303), (109, 311), (119, 321),
        (127.5, 332.5), (134.5, 345), (140.5, 359)],
}  # fmt: skip
"""The height of each hemidiaphragm's top by the distance from the midline."""

# fmt: off
FLANK: Knots = [
    (0, 58), (12, 62), (24, 78), (33, 108), (41, 138), (50, 158), (60, 166), (80, 167), (120, 165), (180, 161),
    (240, 160), (300, 158), (350, 154), (385, 152), (415, 154),
]
"""Half-width of the trunk without the arms: the chest wall, the waist."""

SHELL: Knots = [
    (0, 128), (30, 136), (50, 146), (80, 170), (110, 189), (160, 203), (220, 209), (300, 212), (415, 208),
]
"""Depth of the trunk, front to back."""
# fmt: on


@dataclass(frozen=True)
class Trunk:
    """Thickness maps in mm: all soft tissue if there were no air, the lungs' air spaces, and the stomach's air."""

    body: Map
    lungs: Map
    gas: Map


def cavity_width(y: Map, side: int) -> Map:
    return smooth(y, CAVITY[side])


def cavity(grid: Grid) -> Map:
    """Return the mm of chest cavity on each ray, with nothing in it."""
    x, y = grid.x, grid.y
    left = x > 0
    width = np.where(left, cavity_width(y, 1), cavity_width(y, -1))
    off = np.abs(x) - np.where(left, APEX[1][1], APEX[-1][1])
    top = np.where(left, APEX[1][0], APEX[-1][0]) + np.where(
        off < 0, np.minimum(13.0 * (off / 19) ** 2, 20.0), 6.0 * (off / 24) ** 2
    )
    return np.asarray(smooth(y, DEPTH) * lens(x / width, 2.3) * np.sqrt(np.clip((y - top) / 34, 0, 1)))


def dome(grid: Grid, build: Build) -> Map:
    """Return the height of each hemidiaphragm's top by column; the right one is higher."""
    lift = build.dome + build.lean * np.where(grid.x < 0, 0.5, -0.5) * rise(np.abs(grid.x), 0, 30)
    lift = lift * (1 - rise(np.abs(grid.x), 96, 138))  # the angles stay where the ribs hold them
    share = rise(grid.x, -14, 14)
    uneven = 0.9 * np.sin(grid.x / 13.0 + 0.6) * np.exp(-((grid.x / 95) ** 2))
    return (1 - share) * smooth(-grid.x, DOMES[-1]) + share * smooth(grid.x, DOMES[1]) + uneven - lift


def trunk(grid: Grid, front: Map, back: Map, build: Build) -> Trunk:
    """Return the trunk round a mediastinum: mm of solid tissue in the `front` and in the `back` of the cavity."""
    room, top = cavity(grid), dome(grid, build)
    belly_front, belly_back = _below(grid.y, top, room)
    full = np.maximum(belly_front, np.minimum(front, room)) + np.maximum(belly_back, np.minimum(back, room))
    lungs = np.clip(room - full, 0, None)
    body = _body(grid, room, build) + build.breasts * _breasts(grid) + build.muscle * _muscles(grid)
    return Trunk(np.asarray(body), lungs, _gas(grid, top, build.gas))


def _below(y: Map, top: Map, room: Map) -> tuple[Map, Map]:
    """Return the mm of abdomen before and behind the dome's top: a bowl whose back reaches lower than its front."""
    deep = np.clip(y - top, 0, None)
    return np.minimum(np.sqrt(deep * 240), room * 0.42), np.minimum(np.sqrt(deep * 165), room * 0.58)


def _body(grid: Grid, room: Map, build: Build) -> Map:
    x, y = grid.x, grid.y
    sway = np.where(x > 0, 1.6 * np.sin(y / 37.0), 0.0)
    padding = 9 * (build.fat - 0.5) * rise(y, 90, 200)
    flank = smooth(y, FLANK) + sway + padding
    torso = (smooth(y, SHELL) + 15 * (build.fat - 0.5)) * _round(x / flank, 1.95 + 1.45 * rise(y, 70, 160))
    body = np.maximum(torso, (76 + 14 * build.muscle) * _arms(grid, sway))
    return np.asarray(np.maximum(body, room + 20 * (room > 0)))


def _round(u: Map, power: Map) -> Map:
    """Return what lens does, with a power of its own for each row."""
    return np.asarray(np.clip(1 - np.abs(u) ** power, 0, None) ** (1 / power))


def _arms(grid: Grid, sway: Map) -> Map:
    """Return 1 down the middle of each upper arm, which hangs a little off the side, and 0 outside it."""
    (x0, y0), (x1, y1), radius = (150.0, 84.0), (226.0, 192.0), 43.0
    across, down = np.abs(grid.x) - x0 - sway, grid.y - y0
    share = np.clip((across * (x1 - x0) + down * (y1 - y0)) / ((x1 - x0) ** 2 + (y1 - y0) ** 2), 0, 1)
    off = np.hypot(across - share * (x1 - x0), down - share * (y1 - y0)) / radius
    return lens(np.minimum(off, 1), 2.2) * rise(np.abs(grid.x), 104, 140)


def _breasts(grid: Grid) -> Map:
    """Return two breasts, unequal: full below and to the side, fading above and towards the middle."""
    total = grid.zeros()
    for cx, cy, rx, ry, thick in ((-88, 268, 65, 50, 52), (91, 271, 64, 50, 50)):
        tilt = 0.16 * np.sign(cx)
        dx = (grid.x - cx) + tilt * (grid.y - cy)
        dy = (grid.y - cy) - 0.10 * np.abs(grid.x) + 0.10 * abs(cx)
        r = np.hypot(dx / rx, dy / np.where(dy < 0, ry * 2.0, ry))
        upper = np.exp(-((np.minimum(dy, 0) / (ry * 1.1)) ** 2))
        medial = rise(dx * np.sign(cx), -rx, 0.3 * rx)
        total += thick * (1 - np.minimum(r, 1) ** 2) ** 0.7 * upper * medial
    return total


def _muscles(grid: Grid) -> Map:
    """Return the pectoral muscles, thick towards the armpit: their lower edge crosses the upper lung to the axilla."""
    x, y = grid.x, grid.y
    total = grid.zeros()
    for sign, shift in ((-1, 0.0), (1, 4.0)):
        out = x * sign
        edge = y - (172 + shift - 0.30 * (out - 60) + 0.0022 * (out - 60) ** 2)  # mm below the muscle's lower edge
        bulk = rise(out, 34, 128) * (1 - rise(edge, -34, 2)) * rise(y, 66, 118)
        total += 12 * bulk * (1 - 0.6 * rise(out, 140, 176))
    return total


def _gas(grid: Grid, top: Map, size: float) -> Map:
    """Return the gastric bubble under the left dome with its fluid level, and a little gas in the colon beside it."""
    x, y = grid.x, grid.y
    level = 305 + 16 * size
    folds = 1 + 0.12 * np.sin(x / 3.3 + 0.9 * np.sin(y / 4.0)) * rise(y, level - 14, level - 3)
    bubble = 42 * mound(grid, (58, level + 3), (29 * size, 22 * size), 2.3) * folds
    bubble *= rise(y - top, 5, 13) * (1 - rise(y, level - 0.9, level + 0.9))
    colon = grid.zeros()
    for cx, cy, r in ((113, 352, 9), (106, 364, 8), (99, 378, 10), (118, 368, 7), (107, 391, 9)):
        colon += 0.55 * r * mound(grid, (cx, cy), (1.25 * r, r), 1.3)
    return np.asarray(grid.blur(bubble, 0.9) + grid.blur(colon, 2.0))
