"""How people differ: what of a healthy chest varies from one to the next, beside what the seed gives."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Build:
    """One person's build, each number a factor on the slim young adult that the parts draw.

    `wide` and `tall` stretch the whole trunk, `muscle` and `fat` thicken the soft tissue round it, `heart` widens the
    heart, `gas` is the size of the stomach's bubble. `age` in years calcifies cartilage and unfolds the aorta.
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


SLIM = Build()


def man(**other: float | bool) -> Build:
    """Return a man's build; `other` gives fields of Build that differ from the usual man's."""
    return _with({"breasts": 0.0, "muscle": 1.0, "fat": 0.6}, other)


def woman(**other: float | bool) -> Build:
    """Return a woman's build; `other` gives fields of Build that differ from the usual woman's."""
    return _with({"breasts": 0.9, "wide": 0.92, "tall": 0.93, "muscle": 0.55, "fat": 0.6}, other)


def _with(usual: dict[str, float | bool], other: dict[str, float | bool]) -> Build:
    fields = {**usual, **other}
    bare = bool(fields.pop("bare", False))
    return Build(bare=bare, **{name: float(value) for name, value in fields.items()})
