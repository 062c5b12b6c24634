"""The lungs' vessels: trees that divide, taper and fill the lung."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from phantoms.grid import Grid, Map, rise, trace
from phantoms.splat import sweep, sweep_all

Piece = tuple[Map, Map]
"""A stretch of vessel: its path (rows of x, y, z in mm) and the radius in mm at each row."""


@dataclass(frozen=True)
class Root:
    """A lobar vessel: the trunk it comes by (x, y, z, radius in mm), and the heights (mm) its lobe spans."""

    trunk: tuple[tuple[float, float, float, float], ...]
    top: float
    bottom: float
    twigs: int


# fmt: off
ROOTS = (
    # Right: upper-lobe artery, interlobar artery to the lower lobe, a middle branch, then the veins.
    Root(((-20, 156, 5, 6.8), (-32, 145, 3, 4.8), (-40, 133, 0, 3.6)), 44, 170, 250),
    Root(((-18, 157, 6, 8.4), (-33, 161, 8, 7.9), (-43, 173, 10, 7.2), (-49, 190, 14, 6.3), (-54, 208, 18, 5.2),
          (-58, 224, 20, 4.2)), 176, 338, 520),
    Root(((-44, 178, -2, 4.0), (-56, 187, -8, 3.0)), 150, 275, 170),
    Root(((-20, 192, 10, 5.6), (-33, 173, -6, 4.4), (-43, 154, -12, 3.2)), 48, 200, 150),
    Root(((-16, 212, 22, 6.4), (-34, 214, 24, 5.0), (-50, 222, 26, 3.9)), 198, 332, 210),
    # Left: the artery arches over the bronchus and stands higher than the right.
    Root(((28, 147, 4, 7.4), (40, 140, 2, 5.0), (48, 129, -2, 3.6)), 46, 164, 250),
    Root(((22, 151, 6, 9.0), (37, 145, 8, 8.6), (49, 150, 14, 7.6), (55, 165, 18, 6.6), (59, 184, 22, 5.4),
          (63, 204, 24, 4.3)), 168, 344, 500),
    Root(((48, 166, -2, 4.0), (60, 175, -10, 3.0)), 145, 275, 170),
    Root(((24, 180, 10, 5.2), (40, 166, -6, 4.2), (50, 149, -12, 3.0)), 50, 200, 150),
    Root(((18, 206, 22, 6.2), (42, 208, 24, 4.8), (60, 217, 26, 3.8)), 195, 340, 190),
)
# fmt: on

RINGS = ((-45, 150, 2.7), (51, 139, 2.6))
"""Bronchi seen end on (x, y, radius in mm), each with its artery beside it: the only round things in a healthy lung."""

TWIG, POWER = 0.40, 2.35
"""The radius in mm of the last vessels that are drawn, and how fast vessels grow wider by the twigs that they feed."""

STEP = 1.5
"""The mm from one node of a tree to the next."""

EDGE = 13.0
"""Vessels end about this many mm before the chest wall."""


def vessels(grid: Grid, lungs: Map, rng: np.random.Generator) -> Map:
    """Return the mm of blood in hila and lungs; twigs end where `lungs` (mm of lung) grows thin."""
    total = grid.zeros()
    pieces: list[Piece] = []
    room = _room(grid, lungs)
    for root in ROOTS:
        path = trace([tuple(p) for p in root.trunk])
        fade = rise(np.arange(len(path), dtype=np.float64) * 0.3, 0, 16)
        side = -1 if root.trunk[0][0] < 0 else 1
        tree = _tree(path, _leaves(grid, room, root, side, rng), rng)
        pieces.extend(tree.pieces())
        ends = rise(np.linspace(0, 1, len(path)), 0.3, 1)
        girth = path[:, 3] * (1 - ends) + np.minimum(path[:, 3], tree.girth(tree.trunk - 1)) * ends
        sweep(grid, path[:, :3], girth, girth, fade, into=total)
    for low, high in ((0.0, 0.7), (0.7, 1.4), (1.4, 3.0), (3.0, 99.0)):
        sweep_all(grid, [piece for piece in pieces if low <= piece[1][0] < high], total)
    return total + _rings(grid) + _fissure(grid, lungs, rng)


def _room(grid: Grid, lungs: Map) -> Map:
    """Return the mm of lung on each ray, less what lies within EDGE of the chest wall or the heart."""
    open_ = (lungs > 40).astype(float)
    return np.asarray(lungs * rise(grid.blur(open_, EDGE / 2.2), 0.72, 0.96))


def _leaves(grid: Grid, room: Map, root: Root, side: int, rng: np.random.Generator) -> Map:
    """Return where the twigs of `root` end: spread over its lobe, denser below, none near the wall."""
    found: list[tuple[float, float, float]] = []
    while len(found) < root.twigs:
        x, y = side * rng.uniform(24, 138), rng.uniform(root.top, root.bottom)
        column, row = (int(v) for v in grid.pixel(x, y))
        here = room[min(row, grid.height - 1), min(max(column, 0), grid.width - 1)]
        chance = here / 170 * (0.5 + 0.5 * (y - root.top) / (root.bottom - root.top))
        if here > 30 and rng.random() < chance:
            found.append((x, y, rng.uniform(-0.15, 0.15) * here))
    return np.array(found)


class _Tree:
    """A tree of vessels under growth: nodes about STEP mm apart, each with its parent and the course of its vessel."""

    def __init__(self, trunk: Map, twigs: int) -> None:
        path = trunk[:: max(1, int(STEP / 0.3)), :3]
        self.count = self.trunk = len(path)
        self.nodes, self.courses = np.zeros((self.count + 110 * twigs, 3)), np.zeros((self.count + 110 * twigs, 3))
        self.along = np.zeros(len(self.nodes))
        self.parents = np.zeros(len(self.nodes), dtype=np.intp)
        self.nodes[: self.count] = path
        self.courses[: self.count] = _unit(np.gradient(path, axis=0))
        self.along[: self.count] = np.arange(self.count) * STEP
        self.parents[1 : self.count] = np.arange(self.count - 1)
        self.twigs: list[range] = []

    def join(self, leaf: Map) -> None:
        """Let a branch grow to `leaf` from where a vessel that already runs that way is near."""
        way = leaf - self.nodes[: self.count]
        far = np.linalg.norm(way, axis=1) + 1e-6
        ahead = (way * self.courses[: self.count]).sum(axis=1) / far
        cost = far * (1 + 1.2 * (1 - ahead)) + 0.5 * self.along[: self.count] + 60 * (ahead < 0.35)
        cost[: self.trunk // 3] += 12
        start = int(np.argmin(np.round(cost, 6)))
        steps = max(2, round(float(far[start]) / STEP))
        u = np.linspace(0, 1, steps + 1)[1:, None]
        bend = self.nodes[start] + self.courses[start] * float(far[start]) * 0.36
        path = (1 - u) ** 2 * self.nodes[start] + 2 * u * (1 - u) * bend + u**2 * leaf
        new = range(self.count, self.count + steps)
        self.nodes[new[0] : new[-1] + 1] = path
        self.courses[new[0] : new[-1] + 1] = _unit(np.diff(np.vstack([self.nodes[start], path]), axis=0))
        self.along[new[0] : new[-1] + 1] = self.along[start] + float(far[start]) * u[:, 0]
        self.parents[new[0] : new[-1] + 1] = [start, *new[:-1]]
        self.count += steps
        self.twigs.append(new)

    def fed(self) -> Map:
        """Return by node how many twigs it feeds."""
        count = np.zeros(self.count)
        for twig in self.twigs:
            count[twig[-1]] += 1
        for index in range(self.count - 1, 0, -1):
            count[self.parents[index]] += count[index]
        return count

    def girth(self, node: int) -> float:
        return float(TWIG * self.fed()[node] ** (1 / POWER))

    def pieces(self) -> Iterator[Piece]:
        """Yield every branch with its radii: the whole's power is the parts' powers together."""
        count = self.fed()
        for twig in self.twigs:
            nodes = [self.parents[twig[0]], *twig]
            fed = count[nodes]
            fed[0], fed[-1] = fed[1], 0.35
            fine, at = np.linspace(0, len(nodes) - 1, 5 * (len(nodes) - 1) + 1), np.arange(len(nodes))
            course = np.stack([np.interp(fine, at, column) for column in self.nodes[nodes].T], axis=1)
            yield course, np.interp(fine, at, TWIG * fed ** (1 / POWER))


def _unit(ways: Map) -> Map:
    return np.asarray(ways / (np.linalg.norm(ways, axis=-1, keepdims=True) + 1e-9))


def _tree(path: Map, leaves: Map, rng: np.random.Generator) -> _Tree:
    """Return the tree that leaves the trunk `path`: a few far branches first, then ever more between them."""
    tree = _Tree(path, len(leaves))
    far = np.linalg.norm(leaves - path[-1, :3], axis=1)
    first = np.argsort(-far, kind="stable")[: len(leaves) // 3][rng.permutation(len(leaves) // 3)[:9]]
    rest = [index for index in rng.permutation(len(leaves)) if index not in set(first.tolist())]
    for index in [*first.tolist(), *rest]:
        tree.join(leaves[index])
    return tree


def _fissure(grid: Grid, lungs: Map, rng: np.random.Generator) -> Map:
    """Return the mm of the right lung's small fissure, a hair line that runs level from the hilum; not all show it."""
    lift, bow, shown = rng.uniform(-6, 6), rng.uniform(2, 6), rng.random() < 0.7
    line = 184 + lift - bow * np.sin(np.clip((-grid.x - 40) / 88, 0, 1) * np.pi)
    reach = rise(-grid.x, 44, 62) * (1 - rise(-grid.x, 112, 126)) * (0.6 + 0.4 * np.sin(grid.x / 11))
    return np.asarray(shown * 2.4 * reach * np.exp(-(((grid.y - line) / 0.42) ** 2)) * rise(lungs, 40, 90))


def _rings(grid: Grid) -> Map:
    """Return the walls of the bronchi that are seen end on, and the arteries that go with them."""
    total = grid.zeros()
    for x, y, radius in RINGS:
        wall = np.hypot(grid.x - x, grid.y - y) - radius
        total += 4.5 * np.exp(-((wall / 0.6) ** 2))
        beside = np.hypot(grid.x - x - 1.7 * radius * np.sign(x), grid.y - y + 0.9 * radius)
        total += 6.0 * np.clip(1 - (beside / (radius * 0.95)) ** 2, 0, None) ** 0.5
    return total
