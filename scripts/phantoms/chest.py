"""One person's healthy chest from the front, put together from its parts."""

from dataclasses import dataclass

import numpy as np

from phantoms import mediastinum, skeleton, thorax, vessels
from phantoms.build import SLIM, Build
from phantoms.grid import Grid, Map, rise

@dataclass(frozen=True)
class Anatomy:
    """One person's healthy chest, in maps of mm; `bare` is 0 where no vessel is to shine through the heart, else 1."""

    grid: Grid
    seed: int
    body: Map
    lungs: Map
    gas: Map
    vessels: Map
    bone: skeleton.Bone
    bare: Map


def _stream(seed: int, part: int) -> np.random.Generator:
    """Return the random numbers of one part, so that no part's change disturbs another's."""
    return np.random.default_rng([seed, part])


def anatomy(grid: Grid, seed: int, build: Build = SLIM) -> Anatomy:
    """Return the chest that `seed` and `build` give: its bones, vessels and soft tissues."""
    between = mediastinum.solid(grid, build)
    trunk = thorax.trunk(grid, between, build)
    lungs = grid.blur(trunk.lungs, 0.4)
    hila = mediastinum.hila(grid) * rise(lungs, 10, 60)
    return Anatomy(
        grid=grid,
        seed=seed,
        body=trunk.body * _uneven(grid, _stream(seed, 4)),
        lungs=np.clip(lungs - hila, 0, None),
        gas=trunk.gas,
        vessels=vessels.vessels(grid, lungs, _stream(seed, 1)),
        bone=skeleton.skeleton(grid, _stream(seed, 0)),
        bare=1 - rise(between, 8, 40) if build.bare else np.ones_like(between),
    )


def _uneven(grid: Grid, rng: np.random.Generator) -> Map:
    """Return a map near 1: muscle, fat and gland are never quite even."""
    total = np.ones((grid.height, grid.width))
    for size, share in ((3, 0.006), (9, 0.012), (24, 0.015)):
        field = grid.blur(rng.standard_normal(total.shape), size)
        total += field / field.std() * share
    return total
