"""Make the shipped films: `python scripts/make_films.py [--into FOLDER] [CASE ...]`, all cases without a name.

Needs NumPy and Pillow (`pip install miliary-chat[pictures]`). Every run gives the same pictures within a grey level.
What each film shows stands here and nowhere in the films' names.
"""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from phantoms.build import Build, man, woman
from phantoms.chest import HEALTHY, Anatomy, Film, Findings, anatomy, frame, take
from phantoms.film import Exposure
from phantoms.mediastinum import thyroid

PATIENT = woman()
SEED = 28
MILIARY = Findings(nodules=4400, thyroid=True)
FLAGSHIP = "wedding-photograph"
CASES = Path(__file__).resolve().parent.parent / "cases"

REGIONS = ("right-upper-zone", "right-mid-zone", "left-mid-zone", "right-base", "left-base", "hila", "thoracic-inlet")
"""The zones of a chest that the first case points to."""

FILM, EXAM, WIDTH = Exposure(quanta=120_000, step=2), Exposure(quanta=160_000, step=2), 1024
"""Half the grey levels, and for an exam less noise and half the pixels: such a film is to be small."""


@dataclass(frozen=True)
class Recipe:
    """One film for an exam: the person and what is wrong."""

    seed: int
    build: Build
    findings: Findings = HEALTHY


def _man(heart: float = 1.0, gas: float = 1.0) -> Build:
    return man(heart=heart, gas=gas)


def _woman(breasts: float = 1.0, heart: float = 1.0, gas: float = 1.0) -> Build:
    return woman(breasts=breasts, heart=heart, gas=gas)


RIGHT, LEFT = -1, 1

EXAMS: dict[str, dict[str, Recipe]] = {
    "chest-films": {
        "film-a": Recipe(101, _man(heart=1.04, gas=0.9)),
        "film-b": Recipe(102, _woman(0.9, gas=0.85), Findings(nodules=3900)),
        "film-c": Recipe(103, _man(heart=1.02), Findings(fluid=(RIGHT, 215))),
        "film-d": Recipe(104, _woman(0.8, gas=0.8), Findings(masses=8)),
        "film-e": Recipe(105, _man(heart=0.93), Findings(air=(RIGHT, 42))),
    },
    "film-round": {
        "film-01": Recipe(201, _man(heart=1.05, gas=0.75)),
        "film-02": Recipe(202, _man(gas=1.1), Findings(nodules=2400)),
        "film-03": Recipe(203, _woman(0.7), Findings(fluid=(LEFT, 272))),
        "film-04": Recipe(204, _woman(0.6, heart=0.95)),
        "film-05": Recipe(205, _woman(1.1, heart=1.38, gas=0.8)),
        "film-06": Recipe(206, _woman(1.15, gas=1.1)),
        "film-07": Recipe(207, _woman(0.8, gas=0.9), Findings(nodules=1300)),
        "film-08": Recipe(208, _man(heart=0.94)),
        "film-09": Recipe(209, _woman(0.9, heart=1.06, gas=0.9)),
        "film-10": Recipe(210, _man(heart=0.95, gas=0.8), Findings(air=(LEFT, 46))),
        "film-11": Recipe(211, _man(heart=1.03), Findings(masses=5)),
        "film-12": Recipe(212, _man(heart=1.02, gas=1.15)),
        "film-13": Recipe(213, _woman(0.9, heart=1.02), Findings(nodules=4200)),
    },
}
"""What each film of the exams' cases shows."""


def truth(person: Anatomy, film: Film) -> dict[str, Any]:
    """Return what is true of the miliary film: spacing, regions, the thyroid mass, and every nodule."""
    found = [(*film.grid.pixel(x, y), d) for x, y, d in film.nodules.tolist()]
    zones = {key: person.zones[key] for key in REGIONS}
    mass = np.argwhere(thyroid(person.drawn) > 1.0)
    (top, left), (bottom, right) = mass.min(axis=0).tolist(), mass.max(axis=0).tolist()
    return {
        "synthetic": True,
        "seed": SEED,
        "size": [film.grid.width, film.grid.height],
        "mm_per_pixel": film.grid.mm,
        "regions": {
            key: {"label": zone.label, "box": zone.pixels(film.grid), "window": zone.window}
            for key, zone in zones.items()
        },
        "thyroid_mass": {
            "box": [left, top, right + 1, bottom + 1],
            "side": "right",
            "trachea_shift_mm": MILIARY.trachea_shift,
        },
        "nodules": {"count": len(found), "columns": ["x", "y", "diameter_mm"]},
        "nodule_list": [[round(x, 1), round(y, 1), round(d, 2)] for x, y, d in sorted(found)],
    }


def flagship(folder: Path) -> None:
    """Write the two films of the first case, and what is true of them, into `folder`."""
    person = anatomy(frame(PATIENT), SEED, PATIENT)
    film = take(person, MILIARY, FILM)
    film.image.save(folder / "film.png", optimize=True)
    (folder / "truth.json").write_text(json.dumps(truth(person, film), separators=(",", ":")) + "\n", encoding="utf-8")
    take(person, HEALTHY, FILM).image.save(folder / "normal.png", optimize=True)


def exam(folder: Path, films: dict[str, Recipe]) -> None:
    """Write the `films` of a case for exams into `folder`."""
    for name, made in films.items():
        person = anatomy(frame(made.build, WIDTH), made.seed, made.build)
        take(person, made.findings, EXAM).image.save(folder / f"{name}.png", optimize=True)


def main() -> None:
    """Make the films of the cases that are named, or of all."""
    known = (FLAGSHIP, *EXAMS)
    parser = argparse.ArgumentParser(description="Make the shipped films.")
    parser.add_argument("cases", nargs="*", metavar="CASE", help=f"of {', '.join(known)}")
    parser.add_argument("--into", type=Path, default=CASES, help="the folder that holds the cases' folders")
    asked = parser.parse_args()
    if unknown := sorted(set(asked.cases) - set(known)):
        parser.error(f"there are no films for {', '.join(unknown)}; there are for {', '.join(known)}")
    for case in asked.cases or known:
        folder = asked.into / case
        folder.mkdir(parents=True, exist_ok=True)
        flagship(folder) if case == FLAGSHIP else exam(folder, EXAMS[case])


if __name__ == "__main__":
    main()
