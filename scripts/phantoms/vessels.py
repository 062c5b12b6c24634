"""The lungs' vessels: trees that divide, taper and fill the lung."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from phantoms.grid import Grid, Map, rise, trace
from phantoms.splat import sweep


@dataclass(frozen=True)
class Root:
    """A lobar vessel: the trunk it comes by (x, y, z, radius in mm), and the heights (mm) its lobe spans."""

    trunk: list[tuple[float, float, float, float]]
    top: float
    bottom: float
    twigs: int


TWIG = 0.36
"""Radius in mm below which a vessel no longer shows, and so no longer divides."""

ROOTS = (
    # Right: upper-lobe artery, interlobar artery to the lower lobe, a middle branch, then the veins.
    Root([(-24, 158, 5, 7.0), (-33, 151, 2, 5.4), (-41, 141, 0, 3.9)], 58, 172, 240),
    Root(
        [(-22, 161, 8, 8.0), (-36, 167, 8, 7.6), (-44, 181, 10, 7.0), (-49, 197, 14, 6.0), (-53, 212, 18, 5.0)],
        175,
        335,
        432,
    ),
    Root([(-40, 178, -2, 4.6), (-52, 186, -8, 3.4)], 150, 265, 128),
    Root([(-22, 190, 10, 5.4), (-34, 178, -6, 4.4), (-44, 163, -12, 3.2)], 62, 200, 112),
    Root([(-18, 207, 22, 6.6), (-34, 211, 24, 5.2), (-48, 219, 26, 4.2)], 195, 330, 176),
    # Left: the artery arches over the bronchus and stands higher than the right.
    Root([(28, 152, 4, 7.4), (39, 149, 2, 5.2), (47, 140, -2, 3.8)], 58, 168, 240),
    Root(
        [(24, 156, 6, 8.6), (38, 150, 8, 8.0), (49, 157, 14, 7.4), (54, 172, 18, 6.4), (57, 190, 22, 5.2)],
        170,
        340,
        400,
    ),
    Root([(46, 172, -2, 4.0), (57, 180, -10, 3.2)], 150, 265, 128),
    Root([(26, 184, 10, 5.2), (40, 172, -6, 4.2), (49, 158, -12, 3.1)], 62, 200, 112),
    Root([(20, 203, 22, 6.4), (40, 208, 24, 5.0), (56, 217, 26, 4.0)], 195, 335, 144),
)


def vessels(grid: Grid, lungs: Map, rng: np.random.Generator) -> Map:
    """Return the mm of blood in hila and lungs; twigs end where `lungs` (mm of lung) grows thin."""
    total = grid.zeros()
    for root in ROOTS:
        path = trace([tuple(p) for p in root.trunk])
        fade = rise(np.arange(len(path), dtype=np.float64) * 0.3, 0, 14)
        sweep(grid, path[:, :3], path[:, 3], path[:, 3], fade, into=total)
        side = -1 if root.trunk[0][0] < 0 else 1
        leaves = _leaves(grid, lungs, root, side, rng)
        for piece, radius in _branches(path, leaves, rng):
            sweep(grid, piece, radius, radius, into=total)
    return total


def _leaves(grid: Grid, lungs: Map, root: Root, side: int, rng: np.random.Generator) -> Map:
    start = np.array(root.trunk[-1][:2])
    found: list[tuple[float, float, float]] = []
    while len(found) < root.twigs:
        x, y = side * rng.uniform(24, 130), rng.uniform(root.top, root.bottom)
        column, row = (int(v) for v in grid.pixel(x, y))
        room = lungs[min(row, grid.height - 1), min(max(column, 0), grid.width - 1)]
        if room > 70 and rng.random() < room / 130 and np.hypot(x - start[0], y - start[1]) > 14:
            found.append((x, y, rng.uniform(-0.11, 0.11) * room))
    return np.array(found)


def _branches(path: Map, leaves: Map, rng: np.random.Generator) -> Iterator[tuple[Map, Map]]:
    """Yield every piece that leaves the trunk `path`: segments spring from its length, not only its end."""
    springs = (len(path) * np.array([0.5, 0.66, 0.83, 1.0])).astype(int) - 1
    bearing = np.arctan2(leaves[:, 1] - path[-1, 1], leaves[:, 0] - path[-1, 0])
    heading = path[-1, :3] - path[-9, :3]
    off = np.abs(np.angle(np.exp(1j * (bearing - np.arctan2(heading[1], heading[0])))))
    order = np.argsort(-off)
    groups = np.array_split(order, [len(order) // 6, len(order) // 3, int(len(order) * 0.55)])
    for spring, group in zip(springs, groups, strict=True):
        start = path[spring]
        aim = leaves[group].mean(axis=0) - start[:3]
        lean = path[spring, :3] - path[spring - 8, :3]
        heading = lean / np.linalg.norm(lean) + 0.8 * aim / np.linalg.norm(aim)
        size = float(start[3]) * (1.0 if spring == springs[-1] else 0.62)
        yield from _grow(start[:3], heading, leaves[group], size, rng)


def _grow(start: Map, heading: Map, leaves: Map, radius: float, rng: np.random.Generator) -> Iterator[tuple[Map, Map]]:
    """Yield pieces (path, radii): go part of the way to the leaves' middle, split the leaves, go on."""
    if len(leaves) == 0 or radius < 0.2:
        return
    middle = leaves.mean(axis=0)
    share = 1.0 if len(leaves) == 1 else rng.uniform(0.38, 0.58)
    end = start + (middle - start) * share + rng.normal(0, 0.06, 3) * np.linalg.norm(middle - start)
    reach = float(np.linalg.norm(end - start)) + 1e-6
    heading = heading / (np.linalg.norm(heading) + 1e-9) + 0.9 * (end - start) / reach
    heading /= np.linalg.norm(heading) + 1e-9
    u = np.linspace(0, 1, max(3, int(reach / 0.3)))[:, None]
    bend = start + heading * reach * 0.42
    piece = (1 - u) ** 2 * start + 2 * u * (1 - u) * bend + u**2 * end
    tip = radius * 0.96 if len(leaves) > 1 else radius * 0.5
    yield piece, np.linspace(radius, tip, len(piece))
    if len(leaves) == 1:
        return
    spread = leaves - middle
    axis = np.linalg.svd(spread, full_matrices=False)[2][0]
    axis = axis * np.sign(axis[np.argmax(np.abs(axis))])  # a solver may return either direction
    along = spread @ axis
    cut = np.quantile(along, rng.uniform(0.32, 0.68))
    for group in (leaves[along <= cut], leaves[along > cut]):
        child = TWIG + max(tip - TWIG, 0) * (len(group) / len(leaves)) ** (1 / 2.4)
        yield from _grow(end, piece[-1] - piece[-2], group, child, rng)
