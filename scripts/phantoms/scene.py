"""A chest while findings are composed onto it: its maps, and what has been found true of them so far."""

from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from phantoms import landmarks
from phantoms.chest import Anatomy
from phantoms.grid import Grid, Map
from phantoms.landmarks import Landmarks

Area = npt.NDArray[np.bool_]

SEEN = 3.0
"""The mm of tissue from which on an area counts as changed."""


@dataclass(frozen=True)
class Found:
    """One thing that is true of a film: its kind, side and zone, its outline as a map of yes and no, its measures."""

    kind: str
    side: str
    zone: str
    area: Area
    measures: dict[str, Any] = field(default_factory=dict)
    filled: bool = True
    """Whether the area is changed throughout (and belongs in the mask), not only sprinkled."""


@dataclass
class Scene:
    """The maps of a person's chest in mm, changed by one finding after the other.

    `soft` is what lies before or behind the lungs, `dots` are small nodules, `lumps` larger things and lines, `calcium`
    compact bone, `free` air outside the lungs that is darker than lung; `spots` are rows of x, y and diameter.
    """

    person: Anatomy
    lungs: Map
    vessels: Map
    air: Map
    soft: Map
    dots: Map
    lumps: Map
    calcium: Map
    free: Map
    spots: Map
    found: list[Found] = field(default_factory=list)

    @property
    def grid(self) -> Grid:
        return self.person.grid

    @property
    def marks(self) -> Landmarks:
        """The landmarks of the chest as it is now: a lung that has shrunk has other edges."""
        return landmarks.find(self.grid, self.lungs, self.vessels, self.person.dome)

    def rng(self, part: str) -> np.random.Generator:
        """Return the random numbers of one finding, so that no other finding disturbs them."""
        return np.random.default_rng([self.person.seed, *part.encode()])

    def add_spots(self, spots: Map) -> None:
        self.spots = np.concatenate([self.spots, spots])


class Finding(Protocol):
    """What can be wrong with a chest. `stage` is when it is laid: 0 shifts, 1 volumes, 2 filling, 3 vessels, 4 dots,
    5 lumps."""

    @property
    def stage(self) -> int: ...

    def lay(self, scene: Scene) -> None:
        """Change the maps of `scene`, and add what is then true to `scene.found`."""


def begin(person: Anatomy, air: Map) -> Scene:
    """Return the healthy chest of `person`, whose windpipe holds `air` mm, ready for findings."""
    zeros = person.grid.zeros
    return Scene(
        person=person,
        lungs=person.lungs,
        vessels=person.vessels,
        air=air,
        soft=zeros(),
        dots=zeros(),
        lumps=zeros(),
        calcium=zeros(),
        free=zeros(),
        spots=np.zeros((0, 3)),
    )


def box(area: Area) -> tuple[int, int, int, int] | None:
    """Return the pixels (left, top, right, bottom) round all of `area` that is true, or None for an empty one."""
    rows, columns = np.flatnonzero(area.any(axis=1)), np.flatnonzero(area.any(axis=0))
    if len(rows) == 0:
        return None
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1
