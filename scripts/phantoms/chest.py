"""One person's healthy chest from the front, put together from its parts."""

from dataclasses import dataclass

import numpy as np

from phantoms import mediastinum, skeleton, thorax, vessels
from phantoms.build import SLIM, Build
from phantoms.grid import Grid, Map, rise

MM = 0.18
"""Millimetres a pixel of a film 2048 pixels wide of the usual person."""


@dataclass(frozen=True)
class Anatomy:
    """One person's healthy chest, in maps of mm; `bare` is 0 where no vessel is to shine through the heart, else 1.

    `drawn` is the film's grid in the coordinates of the usual person, in which anatomy's constants are written;
    `heart` is the heart alone.
    """

    grid: Grid
    seed: int
    body: Map
    lungs: Map
    gas: Map
    vessels: Map
    bone: skeleton.Bone
    bare: Map
    drawn: Grid
    heart: Map
    build: Build


def _stream(seed: int, part: int) -> np.random.Generator:
    """Return the random numbers of one part, so that no part's change disturbs another's."""
    return np.random.default_rng([seed, part])


def frame(build: Build = SLIM, width: int = 2048) -> Grid:
    """Return the film that a radiographer would frame round `build`, `width` pixels wide: 2048 x 2304, 1024 x 1152."""
    mm = round(MM * max(build.wide, build.tall), 4)
    return Grid(width, width * 9 // 8, mm * 2048 / width)


def anatomy(grid: Grid, seed: int, build: Build = SLIM) -> Anatomy:
    """Return the chest that `seed` and `build` give: its bones, vessels and soft tissues."""
    drawn = grid.stretched(build.wide, build.tall)
    rough = drawn.rough
    between = mediastinum.middle(rough, build)
    trunk = thorax.trunk(rough, between.front, between.back, build)
    lungs = rough.blur(trunk.lungs, 0.35)
    hila = mediastinum.hila(rough) * rise(lungs, 10, 60)
    bone = skeleton.skeleton(rough, _stream(seed, 0), build)
    body = drawn.fit(rough.blur(trunk.body, 0.5)) * _uneven(grid, _stream(seed, 4))
    return Anatomy(
        grid=grid,
        seed=seed,
        body=body,
        lungs=drawn.fit(np.clip(lungs - hila, 0, None)),
        gas=drawn.fit(trunk.gas),
        vessels=drawn.fit(vessels.vessels(rough, lungs, _stream(seed, 1))),
        bone=skeleton.Bone(drawn.fit(bone.cortex), drawn.fit(bone.spongy)),
        bare=drawn.fit(1 - rise(between.front, 8, 40)) if build.bare else np.ones_like(body),
        drawn=drawn,
        heart=drawn.fit(between.heart),
        build=build,
    )


def _uneven(grid: Grid, rng: np.random.Generator) -> Map:
    """Return a map near 1: muscle, fat and gland are never quite even."""
    total = np.ones((grid.height, grid.width))
    for size, share in ((3, 0.006), (9, 0.012), (24, 0.015)):
        field = grid.blur(rng.standard_normal(total.shape), size)
        total += field / field.std() * share
    return total
