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
    Consolidation,
    Effusion,
    Finding,
    Goitre,
    Mass,
    Miliary,
    Nodes,
    Oedema,
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
    "new-job": _case(_both(302, woman(age=34), Nodes(size=0.9), Perilymphatic()), Pattern.PERILYMPHATIC, 8),
    "garden-gate": _case(_both(303, woman(age=57, fat=0.8), Silicosis(eggshells=True)), Pattern.SILICOSIS, 9),
    "librarian": _case(_both(304, man(age=47, fat=0.8), Miliary(2600)), Pattern.MILIARY, 10),
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
    "viewing-box": _exam(
        {
            "film-a": Recipe(401, woman(age=52, fat=0.9, breasts=0.8), (Consolidation("left-lower"),)),
            "film-b": Recipe(402, man(age=79, fat=0.8, heart=1.06, gas=0.8)),
            "film-c": Recipe(403, man(age=29, fat=0.4), (Pneumothorax(RIGHT, 60, tension=True),)),
            "film-d": Recipe(404, man(age=38, wide=1.03, muscle=1.2), (Nodes(),)),
            "film-e": Recipe(405, man(age=21, fat=0.2, wide=0.95, tall=1.04, heart=0.9, muscle=0.7)),
            "film-f": Recipe(406, woman(age=61, fat=0.8, breasts=1.0), (Effusion(RIGHT, -4),)),
            "film-g": Recipe(407, man(age=58, fat=0.7), (Silicosis(eggshells=True),)),
            "film-h": Recipe(
                408,
                woman(age=76, breasts=0.7, heart=1.22),
                (Oedema(), Effusion(RIGHT, -26), Effusion(LEFT, -32)),
            ),
            "film-i": Recipe(409, woman(age=63, breasts=0.7), (Mass(RIGHT, 22, 0.15, 0.42, spiculated=True),)),
            "film-j": Recipe(410, woman(age=44, fat=0.9, breasts=1.3)),
            "film-k": Recipe(411, woman(age=33, breasts=0.6), (Consolidation("right-middle"),)),
            "film-l": Recipe(412, man(age=69, fat=0.3, heart=1.05), (Cannonballs(9, 12, 34),)),
            "film-m": Recipe(413, woman(age=27, fat=0.35, breasts=0.6, tall=0.97), (Pneumothorax(LEFT, 16),)),
            "film-n": Recipe(415, man(age=41, fat=0.9, muscle=1.3, heart=1.03, dome=9)),
            "film-o": Recipe(414, woman(age=59, breasts=0.9), (Nodes(sides=(LEFT,), paratracheal=False, size=1.15),)),
        }
    ),
}
"""The pictures of every case that has some, and of the table of look-alikes."""
