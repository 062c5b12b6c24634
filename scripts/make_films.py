"""Make the shipped pictures: `python scripts/make_films.py [--into FOLDER] [CASE ...]`, all cases without a name.

With `--places` the cases' files get spacing and places from what is true of the films. `--gallery FOLDER` makes one
film and one CT of every pattern instead, named after it, for makers to look at (`--width PIXELS` of the films). Needs
NumPy and Pillow (`pip install miliary-chat[pictures]`). Every run gives the same pictures within a grey level. What
each of them shows stands in `phantoms/recipes.py`. Beside NAME.png may lie NAME.truth.json, and NAME.mask.png for what
is an area.
"""

import argparse
import json
from pathlib import Path

from phantoms import into_case, truth
from phantoms.build import Build
from phantoms.chest import Anatomy, anatomy, frame
from phantoms.gallery import PATTERNS, SEED as GALLERY_SEED
from phantoms.hrct.field import Field
from phantoms.hrct.gallery import gallery as ct_gallery
from phantoms.hrct.stack import make as stack, write
from phantoms.recipes import PICTURES, Pictures
from phantoms.taking import take

CASES = Path(__file__).resolve().parent.parent / "cases"


def make(folder: Path, pictures: Pictures, *, told: bool) -> None:
    """Write the pictures of a case into `folder`, and what is true of them if `told`."""
    folder.mkdir(parents=True, exist_ok=True)
    people: dict[tuple[int, Build], Anatomy] = {}
    for name, recipe in pictures.films.items():
        who = recipe.seed, recipe.build
        if who not in people:
            people[who] = anatomy(frame(recipe.build, pictures.width), recipe.seed, recipe.build)
        film = take(people[who], recipe.findings, pictures.exposure)
        film.image.save(folder / f"{name}.png", optimize=True)
        if told:
            truth.write(folder, name, people[who], recipe.findings, film)
    for name, ct in pictures.stacks.items():
        write(stack(ct.pattern, ct.seed, Field(frames=ct.slices)), folder / f"{name}.png", told=told)


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
    for case in asked.names or PICTURES:
        pictures, folder = PICTURES[case], asked.into / case
        keep = pictures.told or asked.truth
        make(folder, pictures, told=keep or asked.places)
        if asked.places and (folder / "case.yaml").exists():
            _place(folder, keep=keep)


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
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"cases: {', '.join(PICTURES)}; or patterns")
    parser.add_argument("--into", type=Path, default=CASES, help="the folder that holds the cases' folders")
    parser.add_argument("--places", action="store_true", help="write spacing and places into the cases' files")
    parser.add_argument("--truth", action="store_true", help="tell what is true of the films for exams, too")
    parser.add_argument("--gallery", type=Path, metavar="FOLDER", help="make one film of every pattern into FOLDER")
    parser.add_argument("--width", type=int, default=1024, help="the gallery's films are this many pixels wide")
    asked = parser.parse_args()
    known = tuple(PATTERNS) if asked.gallery else tuple(PICTURES)
    if unknown := sorted(set(asked.names) - set(known)):
        parser.error(f"there are no films for {', '.join(unknown)}; there are for {', '.join(known)}")
    if asked.width < 256:
        parser.error(f"a film {asked.width} pixels wide shows nothing; 256 is the least")
    return asked


if __name__ == "__main__":
    main()
