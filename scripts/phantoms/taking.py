"""Taking the film: findings are composed onto a person, and what they give is exposed and developed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from phantoms import film, mediastinum
from phantoms.chest import Anatomy
from phantoms.grid import Grid, Map
from phantoms.scene import Area, Finding, Found, Scene, begin

HEALTHY: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Film:
    """A developed film, what was found on it, its round things (rows of x mm, y mm, diameter mm), and its mask."""

    image: Image.Image
    grid: Grid
    found: tuple[Found, ...]
    spots: Map
    mask: Area


def compose(person: Anatomy, findings: Sequence[Finding]) -> Scene:
    """Return the chest of `person` with all `findings`, in the order in which one bears on the next."""
    scene = begin(person, mediastinum.airway(person.drawn, 0.0))
    for finding in sorted(findings, key=lambda finding: finding.stage):
        finding.lay(scene)
    return scene


def take(person: Anatomy, findings: Sequence[Finding] = HEALTHY, exposure: film.Exposure = film.PLAIN) -> Film:
    """Return the film of `person` with `findings`; the noise, too, is the same whatever the findings."""
    scene, grid = compose(person, findings), person.grid
    signal = film.expose(
        grid, film.attenuation(_tissue(scene)), np.random.default_rng([person.seed, 3]), exposure.quanta
    )
    mask = np.zeros((grid.height, grid.width), dtype=bool)
    for found in scene.found:
        mask |= found.area & found.filled
    return Film(
        film.label(film.develop(grid, signal, exposure), film.marks(grid)), grid, tuple(scene.found), scene.spots, mask
    )


def _tissue(scene: Scene) -> film.Tissue:
    """Return what the rays of `scene` meet."""
    person, grid = scene.person, scene.grid
    return film.Tissue(
        body=grid.blur(person.body + scene.soft, 0.6),
        lungs=scene.lungs,
        air=scene.air + person.gas,
        vessels=scene.vessels * person.bare * (1 - 0.7 * np.minimum(scene.lumps / 18, 1)),
        nodules=scene.dots,
        cortex=person.bone.cortex + scene.calcium,
        spongy=person.bone.spongy,
        masses=scene.lumps,
        free=scene.free,
    )
