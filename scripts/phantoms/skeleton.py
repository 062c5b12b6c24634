"""Bones: ribs with their cortices, clavicles, shoulder blades, spine, upper arms."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from phantoms.grid import Grid, Map, lens, rise, smooth, trace
from phantoms.splat import sweep
from phantoms.thorax import DEPTH, cavity_width


@dataclass(frozen=True)
class Rib:
    """One pair: `start` is the head's height in mm, `drop` the fall to its front end, `front` the end's x."""

    start: float
    drop: float
    front: float
    arch: float


RIBS = (
    Rib(68, 30, 33, 4), Rib(84, 50, 46, 7), Rib(105, 66, 55, 7), Rib(128, 78, 63, 6), Rib(151, 88, 70, 5),
    Rib(174, 95, 79, 4), Rib(198, 101, 90, 3.5), Rib(223, 99, 103, 3), Rib(248, 91, 114, 2.5), Rib(273, 77, 121, 2),
)  # fmt: skip


@dataclass(frozen=True)
class Bone:
    """Thickness maps in mm: compact bone, and spongy bone."""

    cortex: Map
    spongy: Map


def skeleton(grid: Grid, rng: np.random.Generator) -> Bone:
    """Return all bones of the film; `rng` gives the small differences between left and right."""
    cortex, spongy = grid.zeros(), grid.zeros()
    far, near = (grid.zeros(), grid.zeros()), (grid.zeros(), grid.zeros())
    for number, rib in enumerate(RIBS, 1):
        for side in (-1, 1):
            _rib(grid, rib, number, side, rng, cortex, spongy)
    for side in (-1, 1):
        _floating(grid, side, cortex, spongy)
        _clavicle(grid, side, cortex, spongy)
        _shoulder(grid, side, *far)
    _spine(grid, rng, *near)
    cortex += grid.blur(far[0], 0.9) + grid.blur(near[0], 0.5)
    spongy += grid.blur(far[1], 0.9) + grid.blur(near[1], 0.9)
    return Bone(cortex, spongy)


def _hollow(grid: Grid, path: Map, tall: Map, deep: Map, wall: Map, weight: Map, cortex: Map, spongy: Map) -> None:
    outer = sweep(grid, path, tall, deep, weight)
    inner = sweep(grid, path, np.maximum(tall - wall, 0.2), np.maximum(deep - wall, 0.2), weight)
    cortex += np.clip(outer - inner, 0, None)
    spongy += inner


def _rib(grid: Grid, rib: Rib, number: int, side: int, rng: np.random.Generator, cortex: Map, spongy: Map) -> None:
    jitter = rng.normal(0, 1, 4)
    reach = float(cavity_width(np.array([rib.start + rib.drop * 0.5]), side)[0]) + 3.0
    reach = reach if number > 1 else 61.0
    first, last = np.arcsin((15 / reach) ** 1.2), np.pi - np.arcsin(min(0.985, rib.front / reach) ** 1.2)
    theta = np.linspace(first, last, 1100)
    turn = (1 - np.cos(theta)) / 2
    wobble = 1.1 * np.sin(theta * 2.3 + jitter[0]) + 0.6 * np.sin(theta * 5.1 + jitter[1])
    y = (
        rib.start
        + (rib.drop + 2.2 * jitter[2]) * turn**1.12
        - rib.arch * np.sin(np.minimum(theta * 2.6, np.pi))
        + wobble
    )
    width = cavity_width(y, side) + 3.0 if number > 1 else np.full_like(y, reach)
    x = side * width * np.sin(theta) ** (1 / 1.2)
    depth = smooth(y, DEPTH) / 2 + 4
    z = np.sign(-np.cos(theta)) * -depth * np.abs(np.cos(theta)) ** (1 / 1.2)
    path = np.stack([x, y, z], axis=1)
    front = rise(theta, 1.5, last)
    tall = (5.4 + 0.25 * jitter[3] + 1.5 * rise(theta, 2.3, last) - 1.2 * (1 - rise(theta, 0, 0.5))) * (
        0.88 if number == 1 else 1
    )
    deep = 3.9 - 1.3 * front
    fade = (
        (1 - 0.62 * front)
        * (1 - rise(theta, last - 0.10, last))
        * (0.15 + 0.85 * rise(theta, first - 0.05, first + 0.22))
    )
    pace = np.gradient(path, axis=0)
    facing = np.hypot(pace[:, 0], pace[:, 1]) / np.linalg.norm(pace, axis=1)
    fade = fade * (0.12 + 0.88 * facing) * (0.45 + 0.55 * rise(facing, 0.15, 0.8))
    _hollow(grid, path, tall, deep, 1.0 - 0.35 * front, fade, cortex, spongy)


def _floating(grid: Grid, side: int, cortex: Map, spongy: Map) -> None:
    for start, points in (
        (298, [(17, 0), (45, 4), (75, 14), (101, 30), (119, 48)]),
        (322, [(17, 0), (38, 6), (62, 19), (80, 33)]),
    ):
        path = trace([(side * a, start + b, -60.0) for a, b in points])
        tall = np.full(len(path), 4.6)
        weight = 0.55 * (1 - rise(np.linspace(0, 1, len(path)), 0.55, 1))
        _hollow(grid, path, tall, tall * 0.7, tall * 0.2, weight, cortex, spongy)


def _clavicle(grid: Grid, side: int, cortex: Map, spongy: Map) -> None:
    low = 2.0 if side > 0 else 0.0
    points = [(13, 93), (22, 89.5), (38, 86), (58, 81), (80, 73.5), (102, 65.0), (122, 59.5), (140, 58), (152, 59.5)]
    path = trace([(side * a, b + low, 40.0) for a, b in points])
    u = np.linspace(0, 1, len(path))
    tall = 5.2 + 3.0 * (1 - rise(u, 0, 0.2)) + 1.3 * rise(u, 0.75, 1)
    weight = (0.55 + 0.45 * rise(u, 0.0, 0.12)) * (1 - rise(u, 0.9, 1))
    _hollow(grid, path, tall, tall * 0.8, np.full_like(u, 1.25), weight, cortex, spongy)


def _shoulder(grid: Grid, side: int, cortex: Map, spongy: Map) -> None:
    """Draw blade, spine of the scapula, acromion, glenoid and the head of the humerus, turned off the lung."""
    dx, dy = (0.0, 0.0) if side < 0 else (2.5, 3.0)

    def at(points: Sequence[tuple[float, float]], z: float = -70.0) -> Map:
        return trace([(side * (a + dx), b + dy, z) for a, b in points])

    lateral = [
        (143, 96),
        (139.5, 106),
        (136, 117),
        (133.5, 131),
        (130, 147),
        (125, 164),
        (121.5, 178),
        (119, 189),
        (115, 194),
    ]
    medial = [(115, 194), (110.5, 188), (107, 168), (105.5, 150), (103, 130), (101, 110), (103, 90), (110, 77)]
    upper = [(110, 77), (121, 79), (131, 83), (140, 86)]
    spine = [(103, 104), (113, 99), (125, 91), (136, 80), (147, 70), (157, 64), (163, 66)]
    coracoid = [(138, 88), (135, 82), (134, 76), (137, 70)]
    for points, thick, density in (
        (lateral, 2.5, 0.62),
        (medial, 1.2, 0.7),
        (upper, 1.3, 0.7),
        (spine, 2.9, 0.6),
        (coracoid, 3.2, 0.35),
    ):
        path = at(points)
        u = np.linspace(0, 1, len(path))
        full = thick * (1 + 0.25 * np.sin(5 * u + side) - 0.35 * rise(u, 0.5, 1))
        ends = rise(u, 0, 0.12) * (1 - 0.7 * rise(u, 0.85, 1))
        _hollow(grid, path, full, full, full * 0.3, density * ends, cortex, spongy)
    blade = np.concatenate([at(lateral), at(medial), at(upper)])[:, :2]
    cortex += grid.blur(_inside(grid, blade) * 1.5, 0.8)
    shaft = at([(165, 65), (165, 74), (165, 88), (166, 104), (168, 122), (171, 150), (176, 185)])
    girth = smooth(
        shaft[:, 1], [(65, 2), (69, 11), (75, 16.5), (84, 20), (96, 19.5), (110, 13.5), (130, 11.5), (190, 11)]
    )
    wall = smooth(shaft[:, 1], [(74, 0.8), (100, 1.2), (130, 3.0), (190, 4.2)])
    _hollow(grid, shaft, girth, girth, wall, np.full(len(shaft), 0.5), cortex, spongy)
    glenoid = np.hypot((grid.x - side * (144.5 + dx)) / 4.5, (grid.y - 91 - dy) / 14)
    cortex += 1.8 * np.exp(-(((glenoid - 1) / 0.22) ** 2))


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


def _spine(grid: Grid, rng: np.random.Generator, cortex: Map, spongy: Map) -> None:
    top = -4.0
    for level in range(19):
        tall = float(np.interp(level, [0, 3, 8, 14, 18], [13.0, 15.5, 18.4, 21.5, 24.0]))
        gap = float(np.interp(level, [0, 4, 10, 18], [4.0, 3.2, 4.2, 7.0]))
        half = float(np.interp(level, [0, 3, 5, 8, 14, 18], [12.5, 14.5, 14.0, 14.0, 17.0, 20.0]))
        _vertebra(grid, (top + tall / 2, tall, half), rng.normal(0, 1, 5), level, cortex, spongy)
        top += tall + gap


def _vertebra(grid: Grid, size: tuple[float, float, float], jitter: Map, level: int, cortex: Map, spongy: Map) -> None:
    middle, tall, half = size
    cx = 1.6 * np.sin(middle / 95.0) + 0.3 * jitter[0]
    x, y = grid.x - cx, grid.y - middle - 0.012 * jitter[1] * grid.x
    waist = half * (0.90 + 0.10 * (2 * y / tall) ** 2)
    body = (1 - rise(np.abs(x), waist - 1.2, waist + 0.6)) * (1 - rise(np.abs(y), tall / 2 - 0.8, tall / 2 + 0.6))
    spongy += 10 * body * lens(np.minimum(np.abs(x) / (waist + 1), 1), 3)
    cortex += 0.7 * np.exp(-(((np.abs(y) - tall / 2 + 0.9) / 0.9) ** 2)) * (1 - rise(np.abs(x), waist - 2.5, waist))
    cortex += 0.7 * np.exp(-(((np.abs(x) - waist + 0.9) / 0.9) ** 2)) * (1 - rise(np.abs(y), tall / 2 - 2, tall / 2))
    for side in (-1, 1):
        pedicle = np.hypot((x - side * half * 0.68) / 3.0, (y + tall * 0.14) / (tall * 0.26))
        cortex += 1.3 * np.exp(-(((pedicle - 0.9) / 0.24) ** 2))
        reach = half + (11 if level > 6 else 6)
        tips = [(half * 0.7, 0.10, 0.0), (half + 4, 0.13, 0.4 * jitter[2]), (reach, 0.16, 0.6 * jitter[3])]
        wing = trace([(cx + side * a, middle - tall * b + float(c), -60.0) for a, b, c in tips])
        girth = np.full(len(wing), 3.4)
        _hollow(
            grid,
            wing,
            girth,
            girth,
            girth * 0.3,
            0.6 * (1 - rise(np.linspace(0, 1, len(wing)), 0.7, 1)),
            cortex,
            spongy,
        )
    process = np.hypot((x - 0.5 * jitter[4]) / 3.0, (y - tall * 0.55) / 7.0)
    cortex += 1.3 * np.exp(-(((process - 0.85) / 0.25) ** 2))
