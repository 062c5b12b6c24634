"""A PA chest, put together from its parts, with what is true of it."""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from phantoms import film, mediastinum, nodules, pleura, skeleton, thorax, vessels
from phantoms.build import SLIM, Build, varied
from phantoms.grid import Grid, Map, rise
from phantoms.zones import Zone, zones

MM = 0.18
"""Millimetres a pixel of a film 2048 pixels wide of the usual person."""


@dataclass(frozen=True)
class Findings:
    """What is wrong with a chest: miliary nodules and large masses by number, a thyroid mass, fluid, free air.

    `fluid` and `air` are a side (-1 the patient's right, 1 the left) with mm: where fluid stands, how wide air is.
    """

    nodules: int = 0
    thyroid: bool = False
    masses: int = 0
    fluid: tuple[int, float] | None = None
    air: tuple[int, float] | None = None

    @property
    def trachea_shift(self) -> float:
        """How far in mm the trachea is pushed to the film's right at the thoracic inlet."""
        return 7.0 if self.thyroid else 0.0


HEALTHY = Findings()


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


@dataclass(frozen=True)
class Film:
    """A developed film and its nodules (rows of x mm, y mm, diameter mm)."""

    image: Image.Image
    grid: Grid
    nodules: Map


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


def take(person: Anatomy, findings: Findings, exposure: film.Exposure = film.PLAIN) -> Film:
    """Return the film of `person` with `findings`; the noise, too, is the same whatever the findings."""
    grid, seed = person.grid, person.seed
    lungs, vessel, free, edge = person.lungs, person.vessels, grid.zeros(), grid.zeros()
    if findings.air:
        left = pleura.collapse(grid, lungs, vessel, *findings.air)
        lungs, vessel, free, edge = left.lungs, left.vessels, left.free, left.edge
    if findings.fluid:
        lungs = lungs * pleura.dry(grid, *findings.fluid)
    spots = np.zeros((0, 3))
    if findings.nodules:
        spots = nodules.scatter(grid, lungs, findings.nodules, _stream(seed, 2))
    masses = _masses(person, findings.masses)
    tissue = film.Tissue(
        body=grid.blur(person.body + (mediastinum.thyroid(person.drawn) if findings.thyroid else 0.0), 0.6),
        lungs=lungs,
        air=mediastinum.airway(person.drawn, findings.trachea_shift) + person.gas,
        vessels=vessel * person.bare * (1 - 0.7 * np.minimum(masses / 18, 1)),
        nodules=nodules.thickness(grid, spots),
        cortex=person.bone.cortex,
        spongy=person.bone.spongy,
        masses=masses + edge,
        free=free,
    )
    signal = film.expose(grid, film.attenuation(tissue), _stream(seed, 3), exposure.quanta)
    return Film(film.label(film.develop(grid, signal, exposure), film.marks(grid)), grid, spots)


def _masses(person: Anatomy, count: int) -> Map:
    """Return the mm of `count` large masses on each ray."""
    rng = _stream(person.seed, 5)
    return nodules.balls(person.grid, nodules.masses(person.grid, person.lungs, count, rng), rng)


def _uneven(grid: Grid, rng: np.random.Generator) -> Map:
    """Return a map near 1: muscle, fat and gland are never quite even."""
    total = np.ones((grid.height, grid.width))
    for size, share in ((3, 0.006), (9, 0.012), (24, 0.015)):
        field = grid.blur(rng.standard_normal(total.shape), size)
        total += field / field.std() * share
    return total
