"""What one step in the viewer costs, from the key to the lines that the screen is given: zoom, windows, slices."""

import random
from collections.abc import Iterator
from typing import Final

from PIL import Image

from benchmarks.figures import Spread, timed
from benchmarks.result import Result, aimed
from miliary_chat.picture.picture import Picture
from miliary_chat.picture.view import View
from miliary_chat.tui.film import film_of
from miliary_chat.tui.viewer.drawing import Drawing, draw
from miliary_chat.tui.viewer.look import Look
from miliary_chat.tui.viewer.strips import strips

SIDE: Final = 2048
COLUMNS: Final = 160
ROWS: Final = 80
AIM_MS: Final = 60.0


def film() -> Picture:
    """A picture of 2048 by 2048 pixels with fine noise over broad shades, as a film has: the hardest for cells."""
    noise = Image.effect_noise((SIDE, SIDE), 40)
    shades = Image.radial_gradient("L").resize((SIDE, SIDE))
    return Picture.of(Image.blend(noise, shades, 0.6), 0.17)


def measure(rounds: int) -> Iterator[Result]:
    """Steps in a seeded order, beside what Pillow alone takes to resize the whole picture to the same pixels."""
    picture = film()
    look = Look.at(film_of(picture, "film"))
    assert look.view is not None
    chance = random.Random(6)
    looks = []
    for _ in range(20 * rounds):
        look = _stepped(look, look.view or View(picture.box, picture.window), chance)
        looks.append(look)
    spread = Spread.of(timed(_lines, looks))
    told = f"p50 {spread.p50:.1f} ms, p99 {spread.p99:.1f} ms"
    figures = {"p50_ms": spread.p50, "p99_ms": spread.p99}
    what = f"zoom or window, {COLUMNS}x{ROWS} half-cells of {SIDE}x{SIDE}"
    yield aimed(f"{what}, p99", told, spread.p99, AIM_MS, " ms", figures)
    size = (COLUMNS, 2 * ROWS)
    alone = Spread.of(timed(lambda _: picture.frames[0].resize(size, Image.Resampling.BOX), range(5 * rounds)))
    yield Result("  Pillow alone, whole picture", f"p50 {alone.p50:.1f} ms", figures={"p50_ms": alone.p50})


def _stepped(look: Look, seen: View, chance: random.Random) -> Look:
    """One key: closer and away, over the film, windows, inversion, back to the whole."""
    match chance.randrange(8):
        case 0 | 1:
            return look.zoomed(seen, 1.6)
        case 2:
            return look.zoomed(seen, 1 / 1.6)
        case 3:
            return look.panned(seen, chance.choice((-0.25, 0.25)), chance.choice((-0.25, 0.25)))
        case 4:
            return look.next_window(seen)
        case 5:
            return look.shifted(level=chance.uniform(-0.2, 0.2), width=chance.uniform(-0.2, 0.2))
        case 6:
            return look.inverted()
        case _:
            return look.reset()


def _lines(look: Look) -> None:
    drawing: Drawing | None = draw(look, COLUMNS, ROWS)
    assert drawing is not None
    for image in drawing.images:
        strips(image)
