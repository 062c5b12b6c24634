"""Bones of the chest wall: ribs with their cortices, clavicles, and all bones put together."""

from dataclasses import dataclass

import numpy as np

from phantoms.build import Build
from phantoms.grid import Grid, Knots, Map, rise, smooth, trace
from phantoms.shoulder import shoulder
from phantoms.spine import spine
from phantoms.splat import hollow, sweep
from phantoms.thorax import DEPTH, cavity_width


@dataclass(frozen=True)
class Rib:
    """One pair: `start` is the head's height in mm, `drop` the fall to its front end, `front` the end's x."""

    start: float
    drop: float
    front: float


RIBS = (
    Rib(31, 50, 31), Rib(47, 68, 40), Rib(66, 84, 50), Rib(87, 98, 58), Rib(109, 108, 66), Rib(132, 114, 76),
    Rib(155, 116, 88), Rib(179, 110, 101), Rib(204, 96, 112), Rib(229, 78, 122),
)  # fmt: skip

FALL: Knots = [
    (0, 0), (0.06, -0.028), (0.13, -0.022), (0.22, 0.03), (0.34, 0.135), (0.48, 0.34), (0.62, 0.58), (0.78, 0.83),
    (0.9, 0.95), (1, 1.0),
]  # fmt: skip
"""How much of its drop a rib has fallen by the share of its length: a rise behind, a steep side, a slope in front."""

STEEP: Knots = [(0, 0), (0.08, -0.02), (0.2, 0.02), (0.36, 0.2), (0.52, 0.46), (0.68, 0.7), (0.84, 0.88), (1, 1.0)]
"""The same for the first two, which lie flatter and are seen more from above."""

WIDEST: Knots = [(1, 62), (2, 88), (3, 106), (4, 150)]
"""No rib reaches farther from the midline than this, by its number."""


@dataclass(frozen=True)
class Bone:
    """Thickness maps in mm: compact bone, and spongy bone."""

    cortex: Map
    spongy: Map


def skeleton(grid: Grid, rng: np.random.Generator, build: Build) -> Bone:
    """Return all bones of the film; `rng` gives the small differences between left and right."""
    cortex, spongy = grid.zeros(), grid.zeros()
    far, near = (grid.zeros(), grid.zeros()), (grid.zeros(), grid.zeros())
    for number, rib in enumerate(RIBS, 1):
        for side in (-1, 1):
            jitter = rng.normal(0, 1, 5)
            path = _course(rib, number, side, jitter, build.slope)
            _rib(grid, number, side, path, float(jitter[4]), cortex, spongy)
    for side in (-1, 1):
        _floating(grid, side, cortex, spongy)
        _clavicle(grid, side, rng, cortex, spongy)
        shoulder(grid, side, *far)
    spine(grid, rng, *near)
    _cartilage(grid, rng, build.age, cortex, spongy)
    cortex[:], spongy[:] = grid.blur(cortex, 0.25), grid.blur(spongy, 0.25)
    cortex += grid.blur(far[0], 0.9) + grid.blur(near[0], 0.5)
    spongy += grid.blur(far[1], 0.9) + grid.blur(near[1], 0.9)
    return Bone(cortex, spongy)


def _course(rib: Rib, number: int, side: int, jitter: Map, slope: float) -> Map:
    """Return a rib's path from its head to where its cartilage begins."""
    theta = np.linspace(0, np.pi, 900)
    bend = 1.0 if number == 1 else 1 / 1.2
    across, along = np.sin(theta) ** bend, -np.sign(np.cos(theta)) * np.abs(np.cos(theta)) ** bend
    reach = min(float(cavity_width(np.array([rib.start + rib.drop * 0.45]), side)[0]) + 3, _widest(number))
    depth = float(smooth(np.array([rib.start + rib.drop * 0.5]), DEPTH)[0]) / 2 + 4
    first = float(np.interp(17 / reach, across[:450], theta[:450]))
    last = float(np.interp(-min(0.97, (rib.front + 1.5 * jitter[0]) / reach), -across[450:], theta[450:]))
    theta = np.linspace(first, last, 850)
    across, along = np.sin(theta) ** bend, -np.sign(np.cos(theta)) * np.abs(np.cos(theta)) ** bend
    length = np.concatenate([[0], np.cumsum(np.hypot(np.diff(across * reach), np.diff(along * depth)))])
    share = length / length[-1]
    wobble = 0.9 * np.sin(theta * 2.3 + jitter[1]) + 0.5 * np.sin(theta * 5.1 + jitter[2])
    y = rib.start + (rib.drop * slope + 2.4 * jitter[3]) * smooth(share, FALL if number > 2 else STEEP) + wobble
    wide = np.minimum(cavity_width(y, side) + 3.0, _widest(number))
    return np.stack([side * wide * across, y, along * depth], axis=1)


def _widest(number: int) -> float:
    return float(smooth(np.array([float(number)]), WIDEST)[0])


def _rib(grid: Grid, number: int, side: int, path: Map, jitter: float, cortex: Map, spongy: Map) -> None:
    share = np.linspace(0, 1, len(path))
    front = rise(share, 0.42, 0.72)
    tall = 5.0 + 0.25 * jitter + 1.5 * rise(share, 0.6, 1) - 1.5 * (1 - rise(share, 0.02, 0.16))
    tall = tall * (1.02 if number > 1 else 1.15)
    deep = 3.7 - 1.0 * front
    pace = np.gradient(path, axis=0)
    facing = np.hypot(pace[:, 0], pace[:, 1]) / np.linalg.norm(pace, axis=1)
    fade = (
        (1 - (0.50 if number > 1 else 0.2) * front) * (1 - rise(share, 0.955, 1)) * (0.3 + 0.7 * rise(share, 0, 0.06))
    )
    facing = np.maximum(facing, 0.75) if number == 1 else facing
    fade = fade * (0.05 + 0.95 * facing) * (0.25 + 0.75 * rise(facing, 0.2, 0.9))
    if number == 1:
        fade = fade * 0.8
    marrow = grid.zeros()
    hollow(grid, path, (tall, deep, 1.25 - 0.45 * front), fade, cortex, marrow)
    spongy += 0.85 * marrow
    across = np.stack([-pace[:, 1], pace[:, 0], np.zeros(len(pace))], axis=1) * side
    across /= np.linalg.norm(across, axis=1, keepdims=True)
    seen = fade * rise(facing, 0.35, 0.8) * (1 - 0.35 * front)
    for lower, dense in ((-1, 0.5), (1, 0.36)):  # the lower edge is hollowed by its groove
        edge = path + lower * across * (tall - 0.75)[:, None]
        sweep(grid, edge, 0.85, 1.6, dense * seen, into=cortex)


def _floating(grid: Grid, side: int, cortex: Map, spongy: Map) -> None:
    for start, points in (
        (255, [(17, 0), (40, 1), (70, 11), (100, 28), (122, 49)]),
        (283, [(17, 0), (36, 4), (60, 17), (82, 36)]),
    ):
        path = trace([(side * a, start + b + 2.0 * (side > 0), -60.0) for a, b in points])
        tall = np.full(len(path), 4.4)
        share = np.linspace(0, 1, len(path))
        weight = 0.75 * (1 - rise(share, 0.75, 1)) * (0.4 + 0.6 * rise(share, 0, 0.1))
        hollow(grid, path, (tall, tall * 0.7, tall * 0.2), weight, cortex, spongy)


def _clavicle(grid: Grid, side: int, rng: np.random.Generator, cortex: Map, spongy: Map) -> None:
    """Draw a clavicle: a thick inner end, an S to the shoulder, dense at both edges."""
    low, bow = (2.4 if side > 0 else 0.0), 1.0 + 0.2 * float(rng.normal())
    line = [(12, 84.5), (20, 82.5), (32, 79.5), (48, 75.5), (66, 70.5), (84, 63.5), (102, 57.5), (120, 53.5), (136, 52),
            (150, 52), (160, 53)]  # fmt: skip
    lift = float(np.clip(rng.normal(0, 2.0), -3.5, 3.5)) / 150  # shoulders do not hang level
    path = trace([(side * a, b + low + lift * (a - 12) + bow * 1.2 * np.sin((a - 14) / 23.0), 40.0) for a, b in line])
    share = np.linspace(0, 1, len(path))
    tall = 5.0 + 3.6 * (1 - rise(share, 0.02, 0.17)) + 2.0 * rise(share, 0.72, 1)
    tall = tall * np.sqrt(np.clip(1 - (1 - np.minimum(share / 0.035, 1)) ** 2, 0.05, 1))
    deep = 4.6 - 1.2 * rise(share, 0.6, 1)
    weight = 1.5 * (0.75 + 0.25 * rise(share, 0.0, 0.10)) * (1 - rise(share, 0.95, 1))
    hollow(grid, path, (tall, deep, 0.9 + 0.45 * rise(share, 0.05, 0.2)), weight, cortex, spongy)


def _cartilage(grid: Grid, rng: np.random.Generator, age: float, cortex: Map, spongy: Map) -> None:
    """Draw what age turns to bone in the cartilages of the first ribs: a few ragged flakes."""
    amount = np.clip((age - 30) / 40, 0, 1)
    for side in (-1, 1):
        for _ in range(int(9 * amount)):
            x, y = side * rng.uniform(19, 33), rng.uniform(80, 94)
            path = trace([(x, y, 50.0), (x + rng.uniform(-4, 4), y + rng.uniform(1, 4), 50.0)])
            girth = np.full(len(path), rng.uniform(0.7, 1.5))
            hollow(grid, path, (girth, girth, girth * 0.4), np.ones(len(path)), cortex, spongy)
