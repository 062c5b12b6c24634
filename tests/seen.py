"""What the viewer is to show of the shipped pictures: golden pictures, made by `python tests/seen.py` and looked at."""

from collections.abc import Callable
from pathlib import Path

from PIL import Image

from miliary_chat.case.loaded import load_case
from miliary_chat.tui.film import load_film, picture_bytes
from miliary_chat.tui.viewer.drawing import draw
from miliary_chat.tui.viewer.look import Look

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT / "tests" / "picture" / "golden"
PANE = (80, 42)

Step = Callable[[Look], Look]

SEEN: dict[str, tuple[str, str | None, list[Step]]] = {
    "film-whole": ("film", None, []),
    "film-right-mid-zone": ("film", "right-mid-zone", []),
    "film-left-base": ("film", "left-base", []),
    "film-inlet": ("film", "thoracic-inlet", []),
    "film-inverted": ("film", None, [Look.inverted]),
    "film-flipped": ("film", "right-mid-zone", [lambda look: look.flip(look.view)]),
    "film-beside": ("film", "right-base", [Look.stand_beside]),
    "film-measured": (
        "film",
        "thoracic-inlet",
        [
            lambda look: look.measure(look.view).cross_to(look.view, (850.0, 100.0)).set_point(),
            lambda look: look.cross_to(look.view, (1100.0, 300.0)).set_point(),
        ],
    ),
    "ct-whole": ("hrct", None, [lambda look: look.scrolled(look.view, 6)]),
    "ct-fissure": ("hrct", "ct-right-fissure", []),
    "ct-mediastinum": ("hrct", "ct-mediastinum", []),
    "ct-last-slice": ("hrct", "ct-left-fissure", [lambda look: look.scrolled(look.view, 99)]),
}
"""The picture, the place, and what is done then."""


def seen(name: str) -> Image.Image:
    """What the viewer shows in half-blocks, a pixel for each half."""
    image, place, steps = SEEN[name]
    case = load_case(ROOT / "cases" / "wedding-photograph")
    both = (image, case.case.images[image].compare or image)
    film, other = (load_film(case.case, id_, picture_bytes(case, id_)) for id_ in both)
    look = Look.at(film, place, other)
    for step in steps:
        look = step(look)
    drawing = draw(look, *PANE)
    assert drawing is not None
    sheet = Image.new("RGB", (PANE[0], 2 * drawing.rows))
    for side, picture in zip(drawing.sides, drawing.images, strict=True):
        sheet.paste(picture, (side.column, 0))
    return sheet


if __name__ == "__main__":
    for each in SEEN:
        seen(each).save(GOLDEN / f"{each}.png", optimize=True)
