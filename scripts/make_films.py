"""Make the shipped pictures: `python scripts/make_films.py [--into FOLDER] [CASE ...]`, all cases without a name.

With `--places` their cases' files get spacing and places from what is true of the films. `--gallery FOLDER` makes one
film and one CT of every pattern instead, named after it, for makers to look at (`--width PIXELS` of the films). Needs
NumPy and Pillow (`pip install miliary-chat[pictures]`). Every run gives the same pictures within a grey level. What
each film shows stands here and nowhere in the films' names. Beside NAME.png may lie NAME.truth.json, and NAME.mask.png
for what is an area.
"""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

from phantoms import into_case, truth
from phantoms.build import Build, man, woman
from phantoms.chest import anatomy, frame
from phantoms.film import Exposure
from phantoms.findings import LEFT, RIGHT, Cannonballs, Effusion, Finding, Goitre, Miliary, Pneumothorax
from phantoms.gallery import PATTERNS, SEED as GALLERY_SEED
from phantoms.hrct.gallery import gallery as ct_gallery
from phantoms.hrct.stack import Pattern, make, write
from phantoms.taking import HEALTHY, take

PATIENT = woman()
SEED = 28
MILIARY: tuple[Finding, ...] = (Miliary(4400), Goitre())
FLAGSHIP = "wedding-photograph"
CT = {"hrct": Pattern.MILIARY, "hrct-normal": Pattern.NORMAL}
CASES = Path(__file__).resolve().parent.parent / "cases"

FILM, EXAM, WIDTH = Exposure(quanta=120_000, step=2), Exposure(quanta=160_000, step=2), 1024
"""Half the grey levels, and for an exam less noise and half the pixels: such a film is to be small."""


@dataclass(frozen=True)
class Recipe:
    """One film for an exam: the person and what is wrong."""

    seed: int
    build: Build
    findings: tuple[Finding, ...] = HEALTHY


def _man(heart: float = 1.0, gas: float = 1.0) -> Build:
    return man(heart=heart, gas=gas)


def _woman(breasts: float = 1.0, heart: float = 1.0, gas: float = 1.0) -> Build:
    return woman(breasts=breasts, heart=heart, gas=gas)


EXAMS: dict[str, dict[str, Recipe]] = {
    "chest-films": {
        "film-a": Recipe(101, _man(heart=1.04, gas=0.9)),
        "film-b": Recipe(102, _woman(0.9, gas=0.85), (Miliary(3900),)),
        "film-c": Recipe(103, _man(heart=1.02), (Effusion(RIGHT, 62),)),
        "film-d": Recipe(104, _woman(0.8, gas=0.8), (Cannonballs(8, 15, 35),)),
        "film-e": Recipe(105, _man(heart=0.93), (Pneumothorax(RIGHT, 32),)),
    },
    "film-round": {
        "film-01": Recipe(201, _man(heart=1.05, gas=0.75)),
        "film-02": Recipe(202, _man(gas=1.1), (Miliary(2400),)),
        "film-03": Recipe(203, _woman(0.7), (Effusion(LEFT, 10),)),
        "film-04": Recipe(204, _woman(0.6, heart=0.95)),
        "film-05": Recipe(205, _woman(1.1, heart=1.38, gas=0.8)),
        "film-06": Recipe(206, _woman(1.15, gas=1.1)),
        "film-07": Recipe(207, _woman(0.8, gas=0.9), (Miliary(1300, basal=3.0),)),
        "film-08": Recipe(208, _man(heart=0.94)),
        "film-09": Recipe(209, _woman(0.9, heart=1.06, gas=0.9)),
        "film-10": Recipe(210, _man(heart=0.95, gas=0.8), (Pneumothorax(LEFT, 34),)),
        "film-11": Recipe(211, _man(heart=1.03), (Cannonballs(5, 20, 40),)),
        "film-12": Recipe(212, _man(heart=1.02, gas=1.15)),
        "film-13": Recipe(213, _woman(0.9, heart=1.02), (Miliary(4200),)),
    },
}
"""What each film of the exams' cases shows."""


def flagship(folder: Path) -> None:
    """Write the two films of the first case, and what is true of them, into `folder`."""
    person = anatomy(frame(PATIENT), SEED, PATIENT)
    for name, findings in (("film", MILIARY), ("normal", HEALTHY)):
        film = take(person, findings, FILM)
        film.image.save(folder / f"{name}.png", optimize=True)
        truth.write(folder, name, person, findings, film)
    for name, pattern in CT.items():
        write(make(pattern), folder / f"{name}.png")


def exam(folder: Path, films: dict[str, Recipe], told: bool = False) -> None:
    """Write the `films` of a case for exams into `folder`; what is true of them only if `told`."""
    for name, made in films.items():
        person = anatomy(frame(made.build, WIDTH), made.seed, made.build)
        film = take(person, made.findings, EXAM)
        film.image.save(folder / f"{name}.png", optimize=True)
        if told:
            truth.write(folder, name, person, made.findings, film)


def gallery(folder: Path, width: int, only: frozenset[str] = frozenset()) -> None:
    """Write one film of every pattern, or of those in `only`, `width` pixels wide, with what is true of it."""
    folder.mkdir(parents=True, exist_ok=True)
    people = {}
    for name, pattern in PATTERNS.items():
        if only and name not in only:
            continue
        if pattern.build not in people:
            people[pattern.build] = anatomy(frame(pattern.build, width), GALLERY_SEED, pattern.build)
        film = take(people[pattern.build], pattern.findings)
        film.image.save(folder / f"{name}.png", optimize=True)
        truth.write(folder, name, people[pattern.build], pattern.findings, film)


def main() -> None:
    """Make the films of the cases that are named, or of all; or the gallery."""
    asked = _asked()
    if asked.gallery:
        gallery(asked.gallery, asked.width, frozenset(asked.names))
        if not asked.names:
            ct_gallery(asked.gallery)
        return
    for case in asked.names or (FLAGSHIP, *EXAMS):
        folder = asked.into / case
        folder.mkdir(parents=True, exist_ok=True)
        flagship(folder) if case == FLAGSHIP else exam(folder, EXAMS[case], asked.truth or asked.places)
        if asked.places:
            _place(folder, keep=case == FLAGSHIP or asked.truth)


def _place(folder: Path, *, keep: bool) -> None:
    """Bring the case in `folder` in step with its films; what is true of these stays beside them only if `keep`."""
    files = list(folder.glob("*.truth.json"))
    truths = {file.name.removesuffix(".truth.json"): json.loads(file.read_text(encoding="utf-8")) for file in files}
    into_case.place(folder / "case.yaml", truths)
    if not keep:
        for file in (*files, *folder.glob("*.mask.png")):
            file.unlink()


def _asked() -> argparse.Namespace:
    """Return what the command line asks for; ends with a sentence if it asks for what there is not."""
    parser = argparse.ArgumentParser(description="Make the shipped films, or a gallery of all patterns.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"cases: {', '.join((FLAGSHIP, *EXAMS))}; or patterns")
    parser.add_argument("--into", type=Path, default=CASES, help="the folder that holds the cases' folders")
    parser.add_argument("--places", action="store_true", help="write spacing and places into the cases' files")
    parser.add_argument("--truth", action="store_true", help="tell what is true of the films for exams, too")
    parser.add_argument("--gallery", type=Path, metavar="FOLDER", help="make one film of every pattern into FOLDER")
    parser.add_argument("--width", type=int, default=1024, help="the gallery's films are this many pixels wide")
    asked = parser.parse_args()
    known = tuple(PATTERNS) if asked.gallery else (FLAGSHIP, *EXAMS)
    if unknown := sorted(set(asked.names) - set(known)):
        parser.error(f"there are no films for {', '.join(unknown)}; there are for {', '.join(known)}")
    if asked.width < 256:
        parser.error(f"a film {asked.width} pixels wide shows nothing; 256 is the least")
    return asked


if __name__ == "__main__":
    main()
