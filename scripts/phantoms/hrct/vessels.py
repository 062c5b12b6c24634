"""The lungs' arteries, bronchi and veins: one root to each segment, grown to every lobule and septum."""

from dataclasses import dataclass

import numpy as np

from phantoms.hrct.field import Field, Points
from phantoms.hrct.lobules import SPAN, anywhere, cells, scatter_apart
from phantoms.hrct.lungs import LLL, LUL, RLL, RML, RUL, depths_at
from phantoms.hrct.paint import Sheets
from phantoms.hrct.tree import Root, Tubes, grow, within_lobules

ARTERIES: tuple[tuple[Root, tuple[float, float, float]], ...] = (
    (Root(RUL, ((-37, -16, 4, 4.4), (-47, -24, 3, 3.1))), (-72, -55, 4)),
    (Root(RUL, ((-37, -14, 7, 4.4), (-48, -10, 9, 3.0))), (-90, -10, 10)),
    (Root(RUL, ((-36, -14, 12, 5.0), (-45, -10, 19, 3.4))), (-70, -20, 34)),
    (Root(RML, ((-40, -6, -5, 4.0), (-52, -10, -8, 2.9))), (-100, -20, -10)),
    (Root(RML, ((-38, -8, -10, 4.0), (-48, -18, -16, 3.0))), (-70, -45, -26)),
    (Root(RLL, ((-40, 4, -4, 4.4), (-49, 16, -3, 3.2))), (-60, 55, 9)),
    (Root(RLL, ((-40, 4, -7, 4.4), (-53, 13, -9, 3.1))), (-95, 40, -6)),
    (Root(RLL, ((-38, 0, 2, 7.0), (-44, 6, -8, 6.0), (-47, 11, -17, 4.6))), (-75, 45, -34)),
    (Root(LUL, ((44, -20, 1, 4.6), (54, -28, -1, 3.2))), (75, -52, 1)),
    (Root(LUL, ((44, -10, 9, 5.2), (54, -10, 12, 3.4))), (90, -5, 16)),
    (Root(LUL, ((44, -14, 12, 4.6), (52, -19, 18, 3.2))), (70, -30, 34)),
    (Root(LUL, ((46, -4, -4, 4.4), (58, -12, -5, 3.1))), (95, -22, -8)),
    (Root(LUL, ((45, -4, -8, 4.4), (55, -16, -14, 3.1))), (75, -45, -26)),
    (Root(LLL, ((45, 6, 5, 4.6), (50, 20, 8, 3.2))), (62, 60, 14)),
    (Root(LLL, ((45, 6, -6, 4.6), (56, 18, -9, 3.2))), (100, 45, -4)),
    (Root(LLL, ((44, 4, 0, 7.4), (48, 9, -10, 6.0), (51, 14, -18, 4.6))), (85, 40, -34)),
)
"""The roots of the arteries, and the place in mm about which each one's lobules lie."""

VEINS: tuple[tuple[Root, tuple[float, float, float]], ...] = (
    (Root(RUL, ((-36, -20, 0, 4.8), (-46, -29, 0, 3.2))), (-60, -60, 2)),
    (Root(RUL, ((-36, -20, 4, 4.6), (-46, -19, 6, 3.1))), (-90, -25, 14)),
    (Root(RML, ((-34, -16, -10, 5.0), (-46, -20, -12, 3.3))), (-80, -40, -14)),
    (Root(RLL, ((-32, 12, -10, 4.4), (-42, 22, -6, 3.0))), (-60, 60, 4)),
    (Root(RLL, ((-28, 12, -20, 6.0), (-46, 18, -19, 4.0))), (-90, 40, -16)),
    (Root(LUL, ((40, -22, -1, 4.8), (49, -31, 0, 3.3))), (60, -60, 4)),
    (Root(LUL, ((44, -21, 2, 4.8), (56, -23, 4, 3.2))), (95, -25, 6)),
    (Root(LLL, ((34, 14, -11, 4.4), (46, 23, -7, 3.0))), (60, 62, 4)),
    (Root(LLL, ((28, 12, -20, 6.0), (49, 18, -19, 4.0))), (95, 45, -16)),
)

BESIDE = np.array([0.45, -0.75, 0.48])
"""Where a bronchus lies as seen from its artery; x counts towards the midline."""

LEAST_BRONCHUS = 0.92
"""Radius in mm of the artery below which its bronchus's wall is too thin to show."""


@dataclass(frozen=True)
class Bundle:
    """All trees of both lungs."""

    arteries: Tubes
    bronchi: Tubes
    veins: Tubes


def bundles(seeds: Points, rng: np.random.Generator) -> Bundle:
    """Return the trees that serve the lobules with centres `seeds`."""
    arteries = _trees(ARTERIES, seeds, rng)
    veins = _trees(VEINS, _septal(seeds, rng), rng)
    large = arteries.pick(arteries.radius.min(axis=1) >= LEAST_BRONCHUS)
    fine = within_lobules(arteries, acini(seeds, rng), seeds, rng)
    return Bundle(_kept(Tubes.join([arteries, fine])), _kept(_beside(large)), _kept(veins))


LARGE, BARE = 1.5, 3.2
"""Vessels of this radius in mm and more may touch a fissure, near the hilum; no smaller one comes so near to pleura."""


def _kept(tubes: Tubes) -> Tubes:
    """Return `tubes` without pieces that stray over a fissure or up to the pleura."""
    middle = (tubes.start + tubes.end) / 2
    depths = depths_at(middle)
    home = (depths.lobe == tubes.lobe) & (depths.fissure > 1.0) & (depths.pleura > BARE)
    return tubes.pick(home | (tubes.radius.max(axis=1) > LARGE))


def _trees(roots: tuple[tuple[Root, tuple[float, float, float]], ...], ends: Points, rng: np.random.Generator) -> Tubes:
    lobes = depths_at(ends).lobe
    parts = []
    for lobe in (RUL, RML, RLL, LUL, LLL):
        mine = ends[lobes == lobe]
        own = [(root, np.array(aim)) for root, aim in roots if root.lobe == lobe]
        nearest = np.argmin([((mine - aim) ** 2).sum(axis=1) for _, aim in own], axis=0)
        parts += [grow(root, mine[nearest == i], rng) for i, (root, _) in enumerate(own) if (nearest == i).any()]
    return Tubes.join(parts)


def _septal(seeds: Points, rng: np.random.Generator) -> Points:
    """Return places in the septa, apart from each other: where veins begin."""
    places = anywhere(0.0075, SPAN, rng)
    places = places[depths_at(places).surface > 4.5]
    return scatter_apart(places[cells(seeds, places).septum < 1.2], 10.5, np.empty((0, 3)))


def acini(seeds: Points, rng: np.random.Generator) -> list[Points]:
    """Return, for each lobule, places apart from each other in it, off its septa and off pleura and fissures."""
    places = anywhere(0.04, 16.0, rng)
    places = places[depths_at(places).surface > 4.8]
    found = cells(seeds, places)
    clear = found.septum > 1.3
    places = scatter_apart(places[clear], 6.0, np.empty((0, 3)))
    own = cells(seeds, places).own
    return [places[own == i] for i in range(len(seeds))]


def _beside(arteries: Tubes) -> Tubes:
    """Return the outer walls of the bronchi that run with `arteries`."""
    way = _unit(arteries.end - arteries.start)
    follows = np.linalg.norm(arteries.start[1:] - arteries.end[:-1], axis=1) < 1e-6
    before, after = np.r_[False, follows], np.r_[follows, False]
    first = _unit(way + np.roll(way, 1, axis=0) * before[:, None])
    last = _unit(way + np.roll(way, -1, axis=0) * after[:, None])
    outer = 0.98 * arteries.radius + 0.05
    gap = 0.93 * (arteries.radius + outer)
    start = arteries.start + _aside(arteries.start, first) * gap[:, :1]
    end = arteries.end + _aside(arteries.end, last) * gap[:, 1:]
    return Tubes(start, end, outer, arteries.served, arteries.lobe)


def _aside(at: Points, way: Points) -> Points:
    """Return where a bronchus lies as seen from its artery at `at`, which runs `way`: across it."""
    toward = BESIDE * np.stack([-np.sign(at[:, 0]), np.ones(len(at)), np.ones(len(at))], axis=1)
    return _unit(toward - way * (toward * way).sum(axis=1, keepdims=True))


def _unit(ways: Points) -> Points:
    return np.asarray(ways / np.maximum(np.linalg.norm(ways, axis=1, keepdims=True), 1e-6))


def paint(field: Field, tubes: Tubes, share_of_radius: float = 1.0) -> Sheets:
    """Return the voxels' share of `tubes`, drawn with `share_of_radius` of their radius."""
    sheets = Sheets(field)
    low = np.minimum(tubes.start[:, 2], tubes.end[:, 2]) - tubes.radius.max(axis=1) - 1.5
    high = np.maximum(tubes.start[:, 2], tubes.end[:, 2]) + tubes.radius.max(axis=1) + 1.5
    for i in np.flatnonzero((low < field.top) & (high > -field.top)):
        first, last = (float(r) * share_of_radius for r in tubes.radius[i])
        sheets.tube(tubes.start[i], tubes.end[i], first, last)
    return sheets
