"""What the shipped pictures show, case by case: the person, what is wrong, how large the picture is.

It stands here and nowhere in the names of the pictures.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from phantoms.build import Build, man, woman
from phantoms.film import Exposure
from phantoms.findings import (
    LEFT,
    RIGHT,
    Cannonballs,
    Effusion,
    Finding,
    Goitre,
    Miliary,
    Nodes,
    Perilymphatic,
    Pneumothorax,
    Silicosis,
    Sizes,
)
from phantoms.hrct.stack import Pattern
from phantoms.taking import HEALTHY

FLAGSHIP = "wedding-photograph"

FILM, EXAM = Exposure(quanta=120_000, step=2), Exposure(quanta=160_000, step=2)
"""Half the grey levels, and for an exam less noise: such a film is to be small."""

WHOLE, PACK, SMALL = 2048, 1536, 1024
"""Pixels of width: the flagship's films, those of the other cases, those for exams."""


@dataclass(frozen=True)
class Recipe:
    """One film: the person and what is wrong."""

    seed: int
    build: Build
    findings: tuple[Finding, ...] = HEALTHY


@dataclass(frozen=True)
class Ct:
    """One stack: the pattern in the lung of `seed`, and how many slices."""

    pattern: Pattern
    seed: int = 5
    slices: int = 13


@dataclass(frozen=True)
class Pictures:
    """The pictures of a case by their names, the films `width` pixels wide.

    `told` says that what is true of them may lie beside them: in an exam it may not.
    """

    films: Mapping[str, Recipe]
    stacks: Mapping[str, Ct] = field(default_factory=dict)
    width: int = PACK
    exposure: Exposure = FILM
    told: bool = True


def _both(seed: int, build: Build, *findings: Finding) -> Mapping[str, Recipe]:
    """A film and the same person's normal one."""
    return {"film": Recipe(seed, build, findings), "normal": Recipe(seed, build)}


def _case(films: Mapping[str, Recipe], pattern: Pattern, seed: int) -> Pictures:
    return Pictures(films, {"hrct": Ct(pattern, seed, 9)})


def _exam(films: Mapping[str, Recipe]) -> Pictures:
    return Pictures(films, width=SMALL, exposure=EXAM, told=False)


_UNEQUAL = Sizes(1.0, 2.8, 7.0, 3)
_ALIKE = Sizes(1.5, 2.0, 2.5, 12)
_FINE = Sizes(1.0, 1.6, 2.2, 8)

PICTURES: Mapping[str, Pictures] = {
    FLAGSHIP: Pictures(
        _both(28, woman(), Miliary(4400), Goitre()),
        {"hrct": Ct(Pattern.MILIARY), "hrct-normal": Ct(Pattern.NORMAL)},
        WHOLE,
    ),
    "cold-choir": _case(_both(301, man(age=64, fat=0.4), Miliary(3800, _ALIKE, basal=1.2)), Pattern.MILIARY, 7),
    "sore-eyes": _case(_both(302, woman(age=34), Nodes(size=0.9), Perilymphatic()), Pattern.PERILYMPHATIC, 8),
    "garden-gate": _case(_both(303, woman(age=57, fat=0.8), Silicosis(eggshells=True)), Pattern.SILICOSIS, 9),
    "spring-cleaning": _case(_both(304, man(age=47, fat=0.8), Miliary(2600)), Pattern.MILIARY, 10),
    "new-knee": _case(
        _both(305, woman(age=66, fat=1.0), Miliary(1300, _UNEQUAL, basal=3.0, kind="nodules of unequal size")),
        Pattern.METASTASES,
        11,
    ),
    "two-flights": _case(
        _both(
            306, man(age=44), Miliary(1700, _UNEQUAL, basal=2.0, kind="nodules of unequal size"), Effusion(RIGHT, 10)
        ),
        Pattern.METASTASES,
        12,
    ),
    "three-months-on": _case(
        _both(307, woman(age=26), Miliary(2200, Sizes(1.0, 2.5, 6.0, 3), basal=2.0)), Pattern.METASTASES, 13
    ),
    "long-winter": _case(_both(308, woman(age=52), Miliary(3200, _FINE, basal=0.8)), Pattern.CENTRILOBULAR, 14),
    "second-opinion": Pictures(
        {"film": Recipe(309, man(age=22, gas=0.9)), "earlier": Recipe(309, man(age=18, gas=1.2))}
    ),
    "look-alikes": Pictures(
        {},
        {
            "ct-random-even": Ct(Pattern.MILIARY, 21, 3),
            "ct-random-unequal": Ct(Pattern.METASTASES, 22, 3),
            "ct-perilymphatic": Ct(Pattern.PERILYMPHATIC, 23, 3),
            "ct-dust": Ct(Pattern.SILICOSIS, 24, 3),
            "ct-centrilobular": Ct(Pattern.CENTRILOBULAR, 25, 3),
            "ct-normal": Ct(Pattern.NORMAL, 26, 3),
        },
        told=False,
    ),
    "chest-films": _exam(
        {
            "film-a": Recipe(101, man(heart=1.04, gas=0.9)),
            "film-b": Recipe(102, woman(breasts=0.9, gas=0.85), (Miliary(3900),)),
            "film-c": Recipe(103, man(heart=1.02), (Effusion(RIGHT, 62),)),
            "film-d": Recipe(104, woman(breasts=0.8, gas=0.8), (Cannonballs(8, 15, 35),)),
            "film-e": Recipe(105, man(heart=0.93), (Pneumothorax(RIGHT, 32),)),
        }
    ),
    "film-round": _exam(
        {
            "film-01": Recipe(201, man(heart=1.05, gas=0.75)),
            "film-02": Recipe(202, man(gas=1.1), (Miliary(2400),)),
            "film-03": Recipe(203, woman(breasts=0.7), (Effusion(LEFT, 10),)),
            "film-04": Recipe(204, woman(breasts=0.6, heart=0.95)),
            "film-05": Recipe(205, woman(breasts=1.1, heart=1.38, gas=0.8)),
            "film-06": Recipe(206, woman(breasts=1.15, gas=1.1)),
            "film-07": Recipe(207, woman(breasts=0.8, gas=0.9), (Miliary(1300, basal=3.0),)),
            "film-08": Recipe(208, man(heart=0.94)),
            "film-09": Recipe(209, woman(breasts=0.9, heart=1.06, gas=0.9)),
            "film-10": Recipe(210, man(heart=0.95, gas=0.8), (Pneumothorax(LEFT, 34),)),
            "film-11": Recipe(211, man(heart=1.03), (Cannonballs(5, 20, 40),)),
            "film-12": Recipe(212, man(heart=1.02, gas=1.15)),
            "film-13": Recipe(213, woman(breasts=0.9, heart=1.02), (Miliary(4200),)),
        }
    ),
}
"""The pictures of every case that has some, and of the table of look-alikes."""
