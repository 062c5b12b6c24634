"""Where a place lies within the lung's make-up: at pleura, fissure, septum, bundle, a lobule's core, or between."""

from enum import StrEnum

import numpy as np

from phantoms.hrct.field import Points
from phantoms.hrct.lobules import cells
from phantoms.hrct.lung import Lung
from phantoms.hrct.lungs import depths_at
from phantoms.hrct.tree import Tubes


class Relation(StrEnum):
    """What a nodule touches."""

    PLEURA = "pleura"
    FISSURE = "fissure"
    SEPTUM = "septum"
    BUNDLE = "bundle"
    CENTRILOBULAR = "centrilobular"
    BETWEEN = "between"


TOUCH, CORE = 0.6, 3.0
"""Nearer than this (mm from edge to edge) a nodule touches; a lobule's core is so many mm about its artery's end."""

LEAST_BUNDLE = 0.7
"""Radius in mm from which an artery or vein counts as a bundle."""


def gaps(tubes: Tubes, points: Points, at_once: int = 96) -> Points:
    """Return the mm from each of `points` to the nearest outer face of `tubes` (negative within)."""
    way = tubes.end - tubes.start
    length = np.maximum((way**2).sum(axis=1), 1e-9)
    found = np.empty(len(points))
    for first in range(0, len(points), at_once):
        here = points[first : first + at_once]
        u = sum(here[:, axis, None] * way[:, axis] for axis in range(3)) - (tubes.start * way).sum(axis=1)
        u = np.clip(u / length, 0, 1)
        squared = np.zeros_like(u)
        for axis in range(3):
            squared += (here[:, axis, None] - tubes.start[:, axis] - u * way[:, axis]) ** 2
        radius = tubes.radius[:, 0] + u * (tubes.radius[:, 1] - tubes.radius[:, 0])
        found[first : first + at_once] = (np.sqrt(squared) - radius).min(axis=1)
    return found


def bundle_tubes(lung: Lung, least: float = LEAST_BUNDLE) -> Tubes:
    """Return the arteries, bronchi and veins near the stack whose radius is at least `least` mm."""
    reach = lung.field.top + 4
    parts = []
    for tubes in (lung.trees.arteries, lung.trees.bronchi, lung.trees.veins):
        near = (np.abs(tubes.start[:, 2]) < reach) | (np.abs(tubes.end[:, 2]) < reach)
        parts.append(tubes.pick(near & (tubes.radius.max(axis=1) >= least)))
    return Tubes.join(parts)


def relations(lung: Lung, points: Points, radii: Points) -> list[Relation]:
    """Return what each ball at `points` with `radii` (mm) touches; pleura goes before fissure, bundle, septum."""
    depths, found = depths_at(points), cells(lung.seeds, points)
    bundle = gaps(bundle_tubes(lung), points)
    core = np.sqrt(((points - lung.seeds[found.own]) ** 2).sum(axis=1))
    tests = (
        (Relation.PLEURA, depths.pleura - radii),
        (Relation.FISSURE, depths.fissure - radii),
        (Relation.BUNDLE, bundle - radii),
        (Relation.SEPTUM, found.septum - radii),
        (Relation.CENTRILOBULAR, core - CORE + TOUCH),
    )
    table = np.stack([away < TOUCH for _, away in tests], axis=1)
    names = [name for name, _ in tests]
    return [names[int(np.argmax(row))] if row.any() else Relation.BETWEEN for row in table]
