"""One person's healthy chest from the front, put together from its parts."""

from dataclasses import dataclass

import numpy as np

from phantoms import mediastinum, skeleton, thorax, vessels
from phantoms.build import SLIM, Build, varied
from phantoms.grid import Grid, Map, rise
from phantoms.zones import Zone, zones

MM = 0.18
"""Millimetres a pixel of a film 2048 pixels wide of the usual person."""


@dataclass(frozen=True)
class Anatomy:
    """One person's healthy chest, in maps of mm; `bare` is 0 where no vessel is to shine through the heart, else 1.

    `drawn` is the film's grid in the coordinates of the usual person, in which anatomy's constants are written;
    `heart` is the heart alone, `dome` by column the height in mm of the diaphragm's top, `build` the person as varied;
    `zones` are the places that may be pointed to, by id.
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
    zones: dict[str, Zone]
    dome: Map
    build: Build

    def wall(self, side: int) -> Map:
        """Return by row how far in mm the rib cage's inside lies from the midline; side -1 is the patient's right."""
        return thorax.cavity_width(self.drawn.y, side) * self.drawn.wide


def _stream(seed: int, part: int) -> np.random.Generator:
    """Return the random numbers of one part, so that no part's change disturbs another's."""
    return np.random.default_rng([seed, part])


def frame(build: Build = SLIM, width: int = 2048) -> Grid:
    """Return the film that a radiographer would frame round `build`, `width` pixels wide: 2048 x 2304, 1024 x 1152."""
    mm = round(MM * max(build.wide, build.tall), 4)
    return Grid(width, width * 9 // 8, mm * 2048 / width)


def anatomy(grid: Grid, seed: int, build: Build = SLIM) -> Anatomy:
    """Return the chest that `seed` and `build` give: its bones, vessels and soft tissues."""
    build = varied(build, _stream(seed, 6))
    drawn = grid.stretched(build.wide, build.tall)
    rough = drawn.rough
    between = mediastinum.middle(rough, build)
    trunk = thorax.trunk(rough, between.front, between.back, build)
    lungs = rough.blur(trunk.lungs, 0.35)
    hila = mediastinum.hila(rough) * rise(lungs, 10, 60)
    bone = skeleton.skeleton(rough, _stream(seed, 0), build)
    body = drawn.fit(rough.blur(trunk.body, 0.5)) * _uneven(grid, _stream(seed, 4))
    aerated, heart = drawn.fit(np.clip(lungs - hila, 0, None)), drawn.fit(between.heart)
    return Anatomy(
        grid=grid,
        seed=seed,
        body=body,
        lungs=aerated,
        gas=drawn.fit(trunk.gas),
        vessels=drawn.fit(vessels.vessels(rough, lungs, _stream(seed, 1))),
        bone=skeleton.Bone(drawn.fit(bone.cortex), drawn.fit(bone.spongy)),
        bare=drawn.fit(1 - rise(between.front, 8, 40)) if build.bare else np.ones_like(body),
        drawn=drawn,
        heart=heart,
        zones=zones(grid, drawn, aerated, heart),
        dome=thorax.dome(drawn, build) * drawn.tall,
        build=build,
    )


def _uneven(grid: Grid, rng: np.random.Generator) -> Map:
    """Return a map near 1: muscle, fat and gland are never quite even."""
    total = np.ones((grid.height, grid.width))
    for size, share in ((3, 0.006), (9, 0.012), (24, 0.015)):
        field = grid.blur(rng.standard_normal(total.shape), size)
        total += field / field.std() * share
    return total
