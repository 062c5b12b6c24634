"""The spine: bodies with their end plates, pedicles, transverse and spinous processes."""

import numpy as np

from phantoms.grid import Grid, Map, lens, rise, trace
from phantoms.splat import hollow

MIDDLES = (2, 20, 38, 57.5, 78, 99.5, 121.5, 144, 167.5, 191.5, 216, 241.5, 268, 296, 326, 357, 389, 421)
"""The height of the middle of each body, from the sixth of the neck down to the fourth of the loins."""

SEVENTH_OF_NECK = 1


def spine(grid: Grid, rng: np.random.Generator, cortex: Map, spongy: Map) -> None:
    """Draw the spine into `cortex` and `spongy`."""
    for level, middle in enumerate(MIDDLES):
        below = MIDDLES[level + 1] if level + 1 < len(MIDDLES) else middle + 33
        gap = float(np.interp(level, [0, 3, 9, 17], [3.6, 3.2, 4.2, 7.5]))
        half = float(np.interp(level, [0, 2, 5, 8, 13, 17], [13.0, 15.5, 14.0, 14.5, 18.5, 22.0]))
        _vertebra(grid, (middle, (below - middle) - gap, half), rng.normal(0, 1, 5), level, cortex, spongy)


def _vertebra(grid: Grid, size: tuple[float, float, float], jitter: Map, level: int, cortex: Map, spongy: Map) -> None:
    middle, tall, half = size
    cx = 1.4 * np.sin(middle / 105.0) + 0.3 * jitter[0]
    rows = np.flatnonzero(np.abs(grid.y[:, 0] - middle) < 1.3 * tall)
    if len(rows):
        strip = slice(int(rows[0]), int(rows[-1]) + 1)
        hard, soft = _body(grid.x - cx, grid.y[strip] - middle, tall, half, level, jitter)
        cortex[strip] += hard
        spongy[strip] += soft
    for side in (-1, 1):
        _wing(grid, (cx, middle, side), (half, tall), level, jitter, cortex, spongy)


def _body(x: Map, y: Map, tall: float, half: float, level: int, jitter: Map) -> tuple[Map, Map]:
    """Return compact and spongy bone of a body with its pedicles and spinous process; x and y are from its middle."""
    y = y - 0.012 * jitter[1] * x + 0.0035 * x**2
    waist = half * (0.88 + 0.12 * (2 * y / tall) ** 2)
    solid = (1 - rise(np.abs(x), waist - 2.2, waist + 0.8)) * (1 - rise(np.abs(y), tall / 2 - 1.2, tall / 2 + 0.9))
    spongy = 10 * solid * lens(np.minimum(np.abs(x) / (waist + 1), 1), 2.4)
    inner = 1 - rise(np.abs(x), waist - 4, waist)
    cortex = 1.7 * np.exp(-(((np.abs(y) - tall / 2 + 0.9) / 0.9) ** 2)) * inner
    flat = 1 - rise(np.abs(y), tall / 2 - 3, tall / 2)
    cortex += 1.2 * np.exp(-(((np.abs(x) - waist + 0.9) / 0.9) ** 2)) * flat
    for side in (-1, 1):
        pedicle = np.hypot((x - side * half * 0.66) / 2.7, (y + tall * 0.14) / (tall * 0.22))
        cortex += 1.9 * np.exp(-(((pedicle - 0.9) / 0.26) ** 2))
    drop = tall * (0.25 if level <= SEVENTH_OF_NECK else 0.62)
    process = np.hypot((x - 0.5 * jitter[4]) / 2.5, (y - drop) / 6.5)
    cortex += 2.0 * np.exp(-(((process - 0.85) / 0.27) ** 2)) * (1 + 0.4 * rise(y - drop, 0, 6))
    return cortex, spongy


def _wing(
    grid: Grid,
    at: tuple[float, float, int],
    size: tuple[float, float],
    level: int,
    jitter: Map,
    cortex: Map,
    spongy: Map,
) -> None:
    """Draw a transverse process: short in the neck, long and rising in the chest, slender in the loins."""
    (cx, middle, side), (half, tall) = at, size
    reach = half + float(np.interp(level, [0, 2, 5, 12, 14, 17], [7, 13, 15, 9, 14, 16]))
    up = 0.05 if level < 2 else 0.24
    tips = [(half * 0.7, 0.10, 0.0), (half + 4, up, 0.4 * jitter[2]), (reach, up + 0.06, 0.6 * jitter[3])]
    path = trace([(cx + side * a, middle - tall * b + float(c), -60.0) for a, b, c in tips])
    share = np.linspace(0, 1, len(path))
    girth = 3.0 + 1.0 * rise(share, 0.5, 0.9)
    hollow(grid, path, (girth, girth, girth * 0.28), 0.55 * (1 - rise(share, 0.88, 1)), cortex, spongy)
