"""Bronchovascular trees: from a lobe's hilum they divide and taper until each lobule has its own branch."""

from dataclasses import dataclass, field

import numpy as np

from phantoms.hrct.field import Points

TWIG, MURRAY, STEP = 0.60, 1 / 2.35, 2.4
"""Radius in mm of a lobule's artery; how radius grows with the number of lobules served; mm of a straight piece."""

ACINUS = 0.33
"""Radius in mm of the finest branch that is drawn within a lobule."""


@dataclass(frozen=True)
class Root:
    """Where a tree starts: places in mm with radius, of which the last is where it first divides."""

    lobe: int
    trunk: tuple[tuple[float, float, float, float], ...]


@dataclass(frozen=True)
class Tubes:
    """Straight tapering pieces: `start` and `end` (rows of x, y, z), radius at each, lobules served, lobe."""

    start: Points
    end: Points
    radius: Points
    served: Points
    lobe: Points

    def __len__(self) -> int:
        return len(self.start)

    def pick(self, which: Points) -> "Tubes":
        return Tubes(self.start[which], self.end[which], self.radius[which], self.served[which], self.lobe[which])

    @staticmethod
    def join(parts: "list[Tubes]") -> "Tubes":
        columns = ("start", "end", "radius", "served", "lobe")
        return Tubes(*(np.concatenate([getattr(part, name) for part in parts]) for name in columns))


@dataclass
class _Growth:
    """A tree while it grows: its pieces, as rows of start, end, two radii, ends served, lobe."""

    lobe: int
    rng: np.random.Generator
    twig: float = TWIG
    rows: list[tuple[Points, Points, float, float, int, int]] = field(default_factory=list)

    def lay(self, path: Points, first: float, last: float, served: int) -> None:
        radii = np.linspace(first, last, len(path))
        for i in range(len(path) - 1):
            self.rows.append((path[i], path[i + 1], float(radii[i]), float(radii[i + 1]), served, self.lobe))

    def divide(self, start: Points, heading: Points, radius: float, seeds: Points) -> None:
        """Grow one branch from `start` towards the middle of `seeds`, then one for each half of them."""
        served = len(seeds)
        middle = seeds.mean(axis=0)
        end = seeds[0] if served == 1 else start + (0.36 + 0.12 * self.rng.random()) * (middle - start)
        own = min(radius, self.twig * served**MURRAY)
        path = bend(start, end, heading, self.rng)
        self.lay(path, own, own * (0.80 if served == 1 else 0.93), served)
        if served == 1:
            return
        onward = path[-1] - path[-2]
        onward = onward / max(float(np.linalg.norm(onward)), 1e-6)
        for half in _halves(seeds, middle, onward, self.rng):
            self.divide(end, onward, own * 0.97, half)

    def tubes(self) -> Tubes:
        start, end = np.array([r[0] for r in self.rows]), np.array([r[1] for r in self.rows])
        rest = np.array([r[2:] for r in self.rows])
        return Tubes(start, end, rest[:, :2], rest[:, 2], rest[:, 3])


def bend(start: Points, end: Points, heading: Points, rng: np.random.Generator) -> Points:
    """Return a curve from `start`, leaving in part by `heading`, to `end`, with a slight wave."""
    way = end - start
    length = max(float(np.linalg.norm(way)), 1e-6)
    count = max(2, int(np.ceil(length / STEP)) + 1)
    u = np.linspace(0, 1, count)[:, None]
    leave = (0.55 * heading + 0.45 * way / length) * length
    arrive = way * 1.1 + rng.standard_normal(3) * length * 0.16
    a, b, c = u * (1 - u) ** 2, u * u * (3 - 2 * u), u * u * (u - 1)
    curve = start + b * way + a * leave + c * arrive
    curve[-1] = end
    return curve


def _ease(start: Points, end: Points, arrive: Points) -> Points:
    """Return a curve from `start` to `end` that comes in along `arrive`."""
    length = float(np.linalg.norm(end - start))
    u = np.linspace(0, 1, max(3, int(length / STEP) + 2))[:, None]
    ahead = arrive / np.linalg.norm(arrive) * length
    curve = start + u * u * (3 - 2 * u) * (end - start) + u * (1 - u) ** 2 * (end - start) + u * u * (u - 1) * ahead
    curve[-1] = end
    return curve


def _halves(seeds: Points, middle: Points, onward: Points, rng: np.random.Generator) -> tuple[Points, Points]:
    """Split `seeds` by the plane through `middle` and along `onward` that parts them most widely."""
    side = np.cross(onward, (0.31, 0.53, 0.79))
    side = side / np.linalg.norm(side)
    other = np.cross(onward, side)
    turns = np.arange(8) * np.pi / 8 + rng.random() * 0.3
    normals = np.cos(turns)[:, None] * side + np.sin(turns)[:, None] * other
    across = ((seeds - middle)[:, None, :] * normals[None]).sum(axis=2)
    best = across[:, int(np.argmax(across.var(axis=0)))]
    order = np.argsort(best, kind="stable")
    cut = int(np.clip((best < 0.35 * best.std() * rng.standard_normal()).sum(), 1, len(seeds) - 1))
    return seeds[order[:cut]], seeds[order[cut:]]


def grow(root: Root, seeds: Points, rng: np.random.Generator) -> Tubes:
    """Return the tree of one root that ends in `seeds`."""
    growth = _Growth(root.lobe, rng)
    trunk = np.array(root.trunk)
    heading = trunk[-1, :3] - trunk[-2, :3]
    heading = heading / np.linalg.norm(heading)
    onward = seeds.mean(axis=0) - trunk[-1, :3]
    heading = heading + onward / np.linalg.norm(onward)
    heading = heading / np.linalg.norm(heading)
    for i in range(len(trunk) - 1):
        last = i == len(trunk) - 2
        path = _ease(trunk[i, :3], trunk[i + 1, :3], heading if last else trunk[i + 2, :3] - trunk[i, :3])
        growth.lay(path, float(trunk[i, 3]), float(trunk[i + 1, 3]), len(seeds))
    growth.divide(trunk[-1, :3], heading, float(trunk[-1, 3]), seeds)
    return growth.tubes()


def within_lobules(arteries: Tubes, lobules: list[Points], starts: Points, rng: np.random.Generator) -> Tubes:
    """Return the fine branches from each lobule's artery (its last piece ends in `starts`) to the places in it.

    They count as serving no lobule, and so are told from the artery.
    """
    growth = _Growth(0, rng, ACINUS)
    last = {tuple(end): i for i, end in enumerate(arteries.end.tolist()) if arteries.served[i] == 1}
    for start, places in zip(starts, lobules, strict=True):
        if len(places):
            i = last[tuple(start.tolist())]
            heading = arteries.end[i] - arteries.start[i]
            growth.lobe = int(arteries.lobe[i])
            growth.divide(start, heading / max(float(np.linalg.norm(heading)), 1e-6), TWIG * 0.95, places)
    fine = growth.tubes()
    return Tubes(fine.start, fine.end, fine.radius, np.zeros(len(fine)), fine.lobe)
