"""Make the shipped films: `python scripts/make_films.py [FOLDER]` writes film.png, normal.png and truth.json.

Needs NumPy and Pillow (`pip install miliary-chat[pictures]`). Every run gives the same pictures within a grey level.
"""

import json
import sys
from pathlib import Path
from typing import Any

from phantoms.chest import Film, Findings, anatomy, take
from phantoms.grid import Grid

GRID = Grid(width=1024, height=1200, mm=0.34)
SEED = 28
MILIARY = Findings(nodules=4400, thyroid=True)
HOME = Path(__file__).resolve().parent.parent / "cases" / "wedding-photograph"

REGIONS: dict[str, tuple[str, tuple[int, int, int, int], str]] = {
    "right-upper-zone": ("right upper zone", (222, 255, 402, 435), "lung"),
    "right-mid-zone": ("right mid zone", (175, 450, 365, 640), "lung"),
    "left-mid-zone": ("left mid zone", (660, 450, 850, 640), "lung"),
    "right-base": ("right base", (150, 640, 350, 840), "lung"),
    "left-base": ("left base", (690, 780, 905, 995), "lung"),
    "hila": ("hila", (365, 395, 680, 655), "film"),
    "thoracic-inlet": ("thoracic inlet", (395, 40, 645, 290), "soft"),
}
"""Label, box (left, top, right, bottom in pixels) and window of the places that a tutor may point to."""


def truth(film: Film) -> dict[str, Any]:
    """Return what is true of the miliary film: spacing, regions, the thyroid mass, and every nodule."""
    found = [(*film.grid.pixel(x, y), d) for x, y, d in film.nodules.tolist()]
    return {
        "synthetic": True,
        "seed": SEED,
        "size": [film.grid.width, film.grid.height],
        "mm_per_pixel": film.grid.mm,
        "regions": {key: {"label": name, "box": box, "window": w} for key, (name, box, w) in REGIONS.items()},
        "thyroid_mass": {"box": [386, 62, 514, 222], "side": "right", "trachea_shift_mm": MILIARY.trachea_shift},
        "nodules": {"count": len(found), "columns": ["x", "y", "diameter_mm"]},
        "nodule_list": [[round(x, 1), round(y, 1), round(d, 2)] for x, y, d in sorted(found)],
    }


def main(folder: Path) -> None:
    """Write the two films and what is true of them into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    person = anatomy(GRID, SEED)
    film = take(person, MILIARY)
    film.image.save(folder / "film.png", optimize=True)
    (folder / "truth.json").write_text(json.dumps(truth(film), separators=(",", ":")) + "\n", encoding="utf-8")
    take(person, Findings()).image.save(folder / "normal.png", optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HOME)
