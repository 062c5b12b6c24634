"""Nodules of each pattern: where in the lung they lie, how big and how sharp they are."""

from dataclasses import dataclass, field

import numpy as np

from phantoms.hrct.field import SHARP, Points
from phantoms.hrct.lobules import anywhere, cells, scatter_apart
from phantoms.hrct.lung import Lung
from phantoms.hrct.lungs import depths_at
from phantoms.hrct.relation import bundle_tubes, gaps

SOLID, GLASS, CALCIUM = 35.0, -380.0, 420.0
"""HU of a solid nodule, of the middle of a ground-glass one, of calcium in a node."""

BEYOND = 3.0
"""Nodules are laid this many mm beyond the stack's faces: those that reach in show."""


@dataclass(frozen=True)
class Ball:
    """One nodule or a lump of one: place and diameter in mm, HU, softness of its edge (standard deviation in mm)."""

    at: Points
    diameter: float
    hu: float = SOLID
    soft: float = SHARP
    counted: bool = True


@dataclass(frozen=True)
class Rod:
    """A piece of filled airway, or a vessel that feeds a nodule: two places and two radii in mm."""

    start: Points
    end: Points
    first: float
    last: float


@dataclass
class Lesions:
    """All that a pattern adds to the healthy lung."""

    balls: list[Ball] = field(default_factory=list)
    rods: list[Rod] = field(default_factory=list)
    nodes: list[Ball] = field(default_factory=list)
    thick: list[tuple[Points, float]] = field(default_factory=list)


def _span(lung: Lung) -> float:
    return lung.field.top + BEYOND


def _volume(lung: Lung) -> float:
    """Return the cubic mm of lung that nodules are laid in."""
    share = float((lung.pleura > 0).mean()) * (lung.field.size * lung.field.mm) ** 2
    return share * 2 * _span(lung)


def random_equal(lung: Lung, rng: np.random.Generator, density: float = 0.0062) -> Lesions:
    """Return miliary nodules, all about 2 mm and sharp, in every place alike: `density` to a cubic mm."""
    places = anywhere(0.038, _span(lung), rng)
    places = places[depths_at(places).pleura > 0.35]
    kept = scatter_apart(places, 2.6, np.empty((0, 3)))
    kept = kept[: round(density * _volume(lung))]
    sizes = np.clip(rng.normal(2.05, 0.22, len(kept)), 1.5, 2.7)
    return Lesions([Ball(at, float(size)) for at, size in zip(kept, sizes, strict=True)])


def random_unequal(lung: Lung, rng: np.random.Generator, density: float = 0.00085) -> Lesions:
    """Return round sharp nodules of 1.5 to 10 mm, in every place alike; vessels lead to some of the larger."""
    places = anywhere(0.015, _span(lung), rng)
    depths = depths_at(places)
    places = places[depths.pleura > 0.8]
    sizes = np.sort(np.clip(1.4 + rng.lognormal(0.75, 0.72, round(density * _volume(lung))), 1.5, 10))[::-1]
    kept = np.empty((0, 3))
    balls: list[Ball] = []
    rods: list[Rod] = []
    feeders = bundle_tubes(lung, 0.45)
    middles = (feeders.start + feeders.end) / 2
    for at in places:
        if len(balls) == len(sizes):
            break
        size = float(sizes[len(balls)])
        reach = [(size + ball.diameter) / 2 + 0.6 for ball in balls]
        if len(balls) and (np.linalg.norm(kept - at, axis=1) < reach).any():
            continue
        kept = np.concatenate([kept, at[None]])
        balls.append(Ball(at, size))
        away = np.linalg.norm(middles - at, axis=1)
        nearest = int(np.argmin(away))
        if size > 2.6 and away[nearest] < size / 2 + 7 and rng.random() < 0.6:
            radius = float(feeders.radius[nearest].min())
            rods.append(Rod(middles[nearest], at, max(0.4, 0.9 * radius), 0.42))
    return Lesions(balls, rods)


# Of each patch: its middle in mm and its reach; sarcoid is patchy and not the same on both sides.
SARCOID = ((-62, -22, 3, 26), (-58, 14, -2, 30), (-112, 4, 0, 17), (-92, 62, 4, 22), (-58, 58, -4, 16),
           (-98, -38, 5, 16), (62, -4, 1, 26), (66, 34, -2, 26), (96, -30, 4, 20), (112, 30, 3, 15),
           (58, 66, 2, 17))  # fmt: skip

SARCOID_NODES = ((-45, 0, 0, 19), (-42, -14, 3, 15), (-37, 12, -7, 14), (-4, 12, -2, 17), (4, 10, -3, 15),
                 (52, -2, 1, 18), (49, 9, -5, 15), (47, -14, 5, 13), (-16, -16, 7, 11))  # fmt: skip


Patches = tuple[tuple[float, float, float, float], ...]


def _shifted(patches: Patches, rng: np.random.Generator) -> Patches:
    """Return `patches` a few mm from where they are: no two people are alike."""
    return tuple((x + rng.normal(0, 4), y + rng.normal(0, 4), z + rng.normal(0, 1), r) for x, y, z, r in patches)


def _weight(points: Points, patches: Patches, flat: float = 0.6) -> Points:
    """Return how strongly each of `points` lies in `patches`: 1 in a middle, falling off; heights count less."""
    best = np.zeros(len(points))
    for x, y, z, reach in patches:
        u = ((points - (x, y, z)) * (1, 1, flat)) ** 2
        best = np.maximum(best, np.exp(-0.5 * (np.sqrt(u.sum(axis=1)) / (0.62 * reach)) ** 3))
    return best


def perilymphatic(lung: Lung, rng: np.random.Generator) -> Lesions:
    """Return sarcoid: uneven nodules in clusters along fissures, pleura, bundles and septa, and enlarged nodes."""
    places = anywhere(0.22, _span(lung), rng)
    depths, found = depths_at(places), cells(lung.seeds, places)
    pick = rng.random(len(places))
    patches = _shifted(SARCOID, rng)
    weight = 0.05 + _weight(places, patches)
    lining = (depths.pleura > 0.5) & (depths.pleura < 1.5)
    on_fissure = (depths.pleura > 0.8) & (depths.fissure < 0.7)
    on_septum = (found.septum < 0.45) & (depths.surface < 15) & (depths.surface > 1)
    clump = 0.25 + 1.5 * (np.sin(places[:, 0] / 3.1 + 2 * np.sin(places[:, 2] / 4)) + np.sin(places[:, 1] / 2.7) > 0.2)
    chance = np.where(on_fissure, 0.9 * clump, np.where(lining, 1.1 * clump, np.where(on_septum, 0.13, 0)))
    surface = places[pick < chance * weight]
    bundle = _along_bundles(lung, rng)
    bundle = bundle[rng.random(len(bundle)) < 0.02 + _weight(bundle, patches)]
    everything = np.concatenate([surface, bundle])
    kept = scatter_apart(everything[rng.permutation(len(everything))], 1.7, np.empty((0, 3)))
    balls = []
    for at in kept:
        size = float(np.clip(rng.normal(2.5, 0.6), 1.5, 4.2))
        balls.append(Ball(at, size))
        for _ in range(int(rng.integers(0, 4))):
            lump = at + rng.standard_normal(3) * size * 0.34
            balls.append(Ball(lump, size * float(rng.uniform(0.5, 0.8)), counted=False))
    return Lesions(balls, nodes=_nodes(SARCOID_NODES, rng))


def _nodes(places: Patches, rng: np.random.Generator) -> list[Ball]:
    nodes = []
    for x, y, z, size in places:
        for _ in range(3):
            at = np.array((x, y, z)) + rng.standard_normal(3) * (0.16 * size, 0.14 * size, 0.2 * size)
            nodes.append(Ball(at, size * float(rng.uniform(0.75, 1.0)), 42.0, counted=False))
    return nodes


PER_MM = 1.1
"""How many nodules might lie on each mm of a bundle, before the patches thin them out."""


def _along_bundles(lung: Lung, rng: np.random.Generator) -> Points:
    """Return places at random on the outer faces of bundles, the same number to a mm of length."""
    tubes = bundle_tubes(lung, 0.6)
    length = np.linalg.norm(tubes.end - tubes.start, axis=1)
    which = np.searchsorted(np.cumsum(length), rng.random(round(PER_MM * length.sum())) * length.sum())
    u = rng.random((len(which), 1))
    way = tubes.end[which] - tubes.start[which]
    off = rng.standard_normal((len(which), 3))
    off -= way * (off * way).sum(axis=1, keepdims=True) / np.maximum((way**2).sum(axis=1, keepdims=True), 1e-9)
    off /= np.linalg.norm(off, axis=1, keepdims=True)
    places = tubes.start[which] + u * way + off * (tubes.radius[which].mean(axis=1, keepdims=True) + 0.3)
    return np.asarray(places[depths_at(places).pleura > 1.0])


def centrilobular(lung: Lung, rng: np.random.Generator) -> Lesions:
    """Return soft ground-glass nodules, evenly spaced, about the lobules' arteries: none near pleura or fissure."""
    places = np.concatenate([lung.seeds, anywhere(0.12, _span(lung), rng)])
    places = places[np.abs(places[:, 2]) < _span(lung)]
    depths, found = depths_at(places), cells(lung.seeds, places)
    places = places[(depths.surface > 6.9) & (found.septum > 2.5)]
    places = places[gaps(bundle_tubes(lung, 1.2), places) > 2.0]
    kept = scatter_apart(places, 6.0, np.empty((0, 3)))
    sizes = np.clip(rng.normal(4.5, 0.35, len(kept)), 3.6, 5.0)
    return Lesions([Ball(at, float(size), GLASS, 0.85) for at, size in zip(kept, sizes, strict=True)])


BUDDING = ((-92, 50, 1, 26), (-60, 64, -2, 18), (-98, -8, -3, 20), (-72, -58, 2, 13), (92, 56, -2, 24),
           (92, -32, 0, 22), (58, 56, 3, 13))  # fmt: skip


def tree_in_bud(lung: Lung, rng: np.random.Generator) -> Lesions:
    """Return filled bronchioles that fork and end in buds, in some lobules of a few patches; bronchial walls thick."""
    patches = _shifted(BUDDING, rng)
    lesions = Lesions(thick=[(np.array(p[:3], dtype=float), p[3] * 1.3) for p in patches])
    places = anywhere(0.028, lung.field.top + 1, rng)
    depths, found = depths_at(places), cells(lung.seeds, places)
    weight = _weight(places, patches, 0.2)
    good = (depths.surface > 8) & (found.septum > 1.6) & (rng.random(len(places)) < weight * 2.0)
    places = places[good]
    places = places[gaps(bundle_tubes(lung, 1.0), places) > 2.0]
    for at in scatter_apart(places, 6.8, np.empty((0, 3))):
        _twig(lung, at, lesions, rng)
    return lesions


FLAT = np.array([1.0, 1.0, 0.2])
"""A twig lies mostly in the slice: those that stand upright show as dots only and teach nothing."""

CLEAR = 4.2
"""The least mm from any edge of a bud to pleura or fissure."""


def _twig(lung: Lung, at: Points, lesions: Lesions, rng: np.random.Generator) -> None:
    """Lay one budding twig whose fork is at `at`, if it has room."""
    hilum = np.array((np.sign(at[0]) * 44.0, 0.0, at[2]))
    onward = (at - hilum) * FLAT
    onward = onward / np.linalg.norm(onward)
    onward = onward + rng.standard_normal(3) * FLAT * 0.35
    onward = onward / np.linalg.norm(onward)
    rods = [Rod(at - onward * float(rng.uniform(3.5, 6.0)), at, 0.66, 0.92)]
    balls = []
    tips = [(at, onward)]
    for length, spread in ((float(rng.uniform(3.0, 4.2)), 0.75), (float(rng.uniform(2.2, 3.0)), 0.9)):
        grown = []
        for start, heading in tips:
            across = np.array((-heading[1], heading[0], rng.normal(0, 0.25)))
            for side in (-1, 1):
                way = heading + side * spread * across * float(rng.uniform(0.6, 1.2))
                way = way / np.linalg.norm(way)
                end = start + way * length * float(rng.uniform(0.8, 1.2))
                if len(tips) == 1 or rng.random() < 0.5:
                    rods.append(Rod(start, end, 0.88, 0.75))
                    grown.append((end, way))
        balls += [Ball(end, float(rng.uniform(2.1, 2.8))) for end, _ in grown]
        tips = grown
    corners = np.array([ball.at for ball in balls] + [rods[0].start])
    if depths_at(corners).surface.min() - 1.4 > CLEAR:
        lesions.rods += rods
        lesions.balls += balls


def silicosis(lung: Lung, rng: np.random.Generator) -> Lesions:
    """Return sharp nodules about lobules' cores and under the pleura, most at the back, and calcified nodes."""
    places = anywhere(0.057, _span(lung), rng)
    depths, found = depths_at(places), cells(lung.seeds, places)
    back = np.clip((places[:, 1] + 25) / 75, 0.03, 1) ** 1.5
    core = np.linalg.norm(places - lung.seeds[found.own], axis=1) < 4.5
    lining = (depths.pleura > 0.8) & (depths.pleura < 2.0)
    chance = np.where(core, 0.9, np.where(lining, 0.7, 0.06)) * back
    places = places[(depths.pleura > 0.8) & (rng.random(len(places)) < chance)]
    kept = scatter_apart(places, 4.0, np.empty((0, 3)))
    sizes = np.clip(rng.normal(3.2, 0.7, len(kept)), 1.8, 5.0)
    balls = [Ball(at, float(size), 80.0) for at, size in zip(kept, sizes, strict=True)]
    nodes = _nodes(((-46, 2, 0, 12), (-36, 12, -4, 11), (-3, 12, 0, 12), (51, 1, 0, 12), (46, 10, -5, 10)), rng)[::3]
    shells = [Ball(n.at, n.diameter, CALCIUM, counted=False) for n in nodes]
    hearts = [Ball(n.at, n.diameter - 3.2, 60.0, counted=False) for n in nodes]
    return Lesions(balls, nodes=[*shells, *hearts])
