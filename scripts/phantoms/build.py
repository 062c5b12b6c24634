"""How people differ: what of a healthy chest varies from one to the next, beside what the seed gives."""

from dataclasses import dataclass, replace

import numpy as np


@dataclass(frozen=True)
class Build:
    """One person's build, each number a factor on the slim young adult that the parts draw.

    `wide` and `tall` stretch the whole trunk, `muscle` and `fat` thicken the soft tissue round it, `heart` widens the
    heart, `gas` is the size of the stomach's bubble. `age` in years calcifies cartilage and unfolds the aorta. `dome`
    lifts the diaphragm and `lean` the right dome over the left, in mm; `slope` tilts the ribs.
    `bare` leaves out the vessels that would shine through the heart.
    """

    breasts: float = 1.0
    heart: float = 1.0
    gas: float = 1.0
    bare: bool = False
    wide: float = 1.0
    tall: float = 1.0
    muscle: float = 0.6
    fat: float = 0.5
    age: float = 30.0
    dome: float = 0.0
    lean: float = 0.0
    slope: float = 1.0


SLIM = Build()


def man(**other: float | bool) -> Build:
    """Return a man's build; `other` gives fields of Build that differ from the usual man's."""
    return _with({"breasts": 0.0, "muscle": 1.0, "fat": 0.6}, other)


def woman(**other: float | bool) -> Build:
    """Return a woman's build; `other` gives fields of Build that differ from the usual woman's."""
    return _with({"breasts": 0.9, "wide": 0.92, "tall": 0.93, "muscle": 0.55, "fat": 0.6}, other)


def varied(build: Build, rng: np.random.Generator) -> Build:
    """Return one person of this build: nobody is as the numbers say."""
    turn = np.clip(rng.standard_normal(8), -1.8, 1.8)
    return replace(
        build,
        wide=build.wide * (1 + 0.012 * float(turn[0])),
        tall=build.tall * (1 + 0.012 * float(turn[1])),
        heart=build.heart * (1 + 0.022 * float(turn[2])),
        dome=build.dome + 3.2 * float(turn[3]),
        lean=build.lean + 2.0 * float(turn[4]),
        slope=build.slope * (1 + 0.045 * float(turn[5])),
        gas=build.gas * (1 + 0.1 * float(turn[7])),
        fat=max(0.1, build.fat + 0.12 * float(turn[6])),
    )


def _with(usual: dict[str, float | bool], other: dict[str, float | bool]) -> Build:
    fields = {**usual, **other}
    bare = bool(fields.pop("bare", False))
    return Build(bare=bare, **{name: float(value) for name, value in fields.items()})
