"""How people differ: what of a healthy chest varies from one to the next, beside what the seed gives."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Build:
    """One person's build, each number a factor on the slim young woman that the parts draw.

    `bare` leaves out the vessels that would shine through the heart.
    """

    breasts: float = 1.0
    heart: float = 1.0
    gas: float = 1.0
    bare: bool = False


SLIM = Build()
