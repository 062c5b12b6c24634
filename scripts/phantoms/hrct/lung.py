"""The healthy lung: one seed makes one person, whatever nodules are put in later."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from phantoms.hrct.field import Field, Map, Points, blur, inside, mix
from phantoms.hrct.lobules import centres, slice_cells
from phantoms.hrct.lungs import Depths, slice_depths
from phantoms.hrct.mediastinum import BLOOD, airways, great_vessels
from phantoms.hrct.vessels import Bundle, bundles, paint
from phantoms.hrct.wall import chest_wall, trabeculae

PARENCHYMA, DEPENDENT, MEMBRANE, PLEURA = -872, 0.30, 0.46, 0.45
"""HU of the lung in front; HU more for each mm to the back; mm of a fissure's two layers; mm of the pleura."""

SEPTUM, SEPTUM_REACH = 0.17, 16.0
"""Thickness in mm of a septum; how far from pleura or fissure (mm) septa still show."""


@dataclass(frozen=True)
class Lung:
    """The stack without nodules and noise in HU, and what is needed to know what lies where.

    Per voxel: `pleura` (mm below it, negative outside the lungs), `fissure` and `septum` (mm to the nearest),
    `strength` (0 to 1: how well that septum shows), `tissue` (the share that is lung).
    """

    field: Field
    hu: Map
    pleura: Map
    fissure: Map
    septum: Map
    strength: Map
    tissue: Map
    seeds: Points
    trees: Bundle


@lru_cache(maxsize=2)
def lung(seed: int, field: Field) -> Lung:
    """Return the lung of `seed`; the same seed gives the same lung in any field."""
    rng = np.random.default_rng(seed)
    seeds = centres(rng)
    trees = bundles(seeds, rng)
    grain = trabeculae(field, rng)
    blood = np.maximum(paint(field, trees.arteries).slices(), paint(field, trees.veins).slices())
    walls, lumens = paint(field, trees.bronchi).slices(), paint(field, trees.bronchi, 0.66).slices()
    strength = rng.random((len(seeds), 7)).astype(np.float32)
    shape = (field.frames, field.size, field.size)
    hu, pleura, fissure, septum, shown = (np.zeros(shape, dtype=np.float32) for _ in range(5))
    for i, z in enumerate(field.z.tolist()):
        depths = slice_depths(field, z)
        pleura[i], fissure[i] = depths.pleura, depths.fissure
        hu[i] = chest_wall(field, z, grain)
        great_vessels(hu[i], field, z)
        air, septum[i], shown[i] = _parenchyma(field, z, depths, seeds, strength)
        mix(air, blood[i], BLOOD)
        mix(hu[i], inside(-depths.pleura), air)
        airways(hu[i], field, z)
        in_lung = inside(-depths.pleura - 1.0)
        mix(hu[i], walls[i] * in_lung, 10)
        mix(hu[i], lumens[i] * in_lung, -960)
    return Lung(field, hu, pleura, fissure, septum, shown, inside(-pleura), seeds, trees)


def _parenchyma(field: Field, z: float, depths: Depths, seeds: Points, strength: Map) -> tuple[Map, Map, Map]:
    """Return the HU of aerated lung with fissures, septa and pleura, mm to the nearest septum, how strong that is."""
    air = np.broadcast_to(PARENCHYMA + DEPENDENT * (field.y + 80), depths.pleura.shape).astype(np.float32)
    septum = np.full(depths.pleura.shape, 99, dtype=np.float32)
    at, found = slice_cells(field, seeds, z, depths.pleura > -1)
    septum.flat[at] = found.across
    pair = strength[np.maximum(found.own, found.next), np.minimum(found.own, found.next) % 7]
    lobule = np.zeros_like(septum)
    lobule.flat[at] = strength[found.own, 0] - 0.5
    air += 16 * lobule
    shown = np.zeros_like(septum)
    shown.flat[at] = pair
    near = np.clip((SEPTUM_REACH - depths.surface) / 8, 0, 1)
    for thick, away, share in (
        (SEPTUM, septum, np.clip(1.7 * shown - 0.7, 0, 1) * near),
        (MEMBRANE, depths.fissure, None),
    ):
        line = _line(thick, away)
        mix(air, line if share is None else line * share, 0)
    mix(air, _line(PLEURA, np.maximum(depths.pleura, 0)), 0)
    return air, septum, shown


def _line(thick: float, away: Map) -> Map:
    """Return the share of a sheet `thick` mm at a distance: spread by the point spread and by the slice."""
    wide = np.float32(0.46)
    return np.asarray(thick / (wide * 2.5066) * np.exp(-(away**2) / (2 * wide**2)), dtype=np.float32)


def noise(field: Field, seed: int, deviation: float) -> Map:
    """Return a sharp kernel's noise in HU: fine-grained, without slow waves."""
    rng = np.random.default_rng([seed, 7])
    raw = rng.standard_normal((field.frames, field.size, field.size)).astype(np.float32)
    for i in range(field.frames):
        fine = blur(raw[i], 0.36 / field.mm)
        raw[i] = fine - 0.8 * blur(fine, 1.3 / field.mm)
    return raw * np.float32(deviation / raw.std())
