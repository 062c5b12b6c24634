"""What is true of the shipped pictures can be seen where the tutor points, and where it cannot the viewer says so."""

import json
from dataclasses import replace
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageStat

from miliary_chat.case.loaded import Loaded, load_case
from miliary_chat.picture.caption import FINE_MM, is_coarse, mm_per_pixel
from miliary_chat.picture.render import Raster, render
from miliary_chat.picture.view import View
from miliary_chat.tui.film import Film, load_film, picture_bytes
from miliary_chat.tui.viewer.drawing import draw
from miliary_chat.tui.viewer.look import Look

CASE = Path(__file__).resolve().parents[2] / "cases" / "wedding-photograph"
PANES = [(80, 18), (60, 26), (120, 35), (160, 45)]
"""Columns and rows of the picture in windows of 80x24, beside the talk, 120x40 and 160x50."""

LUNG = ["right-upper-zone", "right-mid-zone", "left-mid-zone", "right-base", "left-base"]
CT = ["ct-right-fissure", "ct-left-fissure", "ct-right-pleura"]


@pytest.fixture(scope="module")
def case() -> Loaded:
    return load_case(CASE)


@pytest.fixture(scope="module")
def films(case: Loaded) -> dict[str, Film]:
    return {id_: load_film(case.case, id_, picture_bytes(case, id_)) for id_ in case.case.images}


def truth(name: str) -> Any:
    return json.loads((CASE / f"{name}.truth.json").read_text("utf-8"))


def excess(drawn: Image.Image, twin: Image.Image, middles: list[tuple[float, float]]) -> float:
    """How much brighter a picture is than its normal twin in the middle of nodules, beyond what it is everywhere."""
    difference = ImageChops.subtract(drawn, twin)
    levels = [float(difference.getpixel((int(x), int(y)))) for x, y in middles]
    return fmean(levels) - ImageStat.Stat(difference).mean[0]


def kept(films: dict[str, Film], names: tuple[str, str], place: str, pane: tuple[int, int]) -> tuple[float, float]:
    """The nodules' contrast as the tutor shows a place, and in the original's own pixels; both in the same window."""
    film, twin = (films[name] for name in names)
    assert film.picture is not None
    assert twin.picture is not None
    view = Look.at(film, place).framed(pane[0], 2 * pane[1])
    assert view is not None
    x0, y0, x1, y1 = (round(side) for side in view.box)
    inside = [
        (one[0], one[1])
        for one in truth(names[0])["nodules"]
        if x0 + 12 < one[0] < x1 - 12
        and y0 + 12 < one[1] < y1 - 12
        and (len(one) == 3 or abs(one[2] - 1 - view.frame) < 0.5)
    ]
    assert len(inside) >= 5
    raster = Raster.of(view, pane[0], 2 * pane[1])
    wide = replace(view, window=film.picture.window)  # no nodule is cut off at white
    cells = excess(*(render(one.picture, wide, *pane_pixels(pane)) for one in (film, twin) if one.picture),
                   [raster.to_screen(at) for at in inside])  # fmt: skip
    whole = View((x0, y0, x1, y1), film.picture.window, frame=view.frame)
    original = excess(*(render(one.picture, whole, x1 - x0, y1 - y0) for one in (film, twin) if one.picture),
                      [(x - x0, y - y0) for x, y in inside])  # fmt: skip
    return cells, original


def pane_pixels(pane: tuple[int, int]) -> tuple[int, int]:
    """Half-blocks across and down."""
    return pane[0], 2 * pane[1]


@pytest.mark.parametrize("pane", PANES)
@pytest.mark.parametrize("place", LUNG)
def test_nodules_keep_four_fifths_of_their_contrast_where_the_tutor_points(
    films: dict[str, Film], place: str, pane: tuple[int, int]
) -> None:
    cells, original = kept(films, ("film", "normal"), place, pane)
    assert original > 5
    assert cells / original >= 0.8


@pytest.mark.parametrize("pane", PANES)
@pytest.mark.parametrize("place", CT)
def test_nodules_of_the_ct_keep_it_too(films: dict[str, Film], place: str, pane: tuple[int, int]) -> None:
    cells, original = kept(films, ("hrct", "hrct-normal"), place, pane)
    assert original > 5
    assert cells / original >= 0.8


@pytest.mark.parametrize("pane", PANES)
@pytest.mark.parametrize("name", ["film", "hrct"])
def test_on_the_whole_picture_they_run_together_and_the_legend_says_so(
    films: dict[str, Film], name: str, pane: tuple[int, int]
) -> None:
    look = Look.at(films[name])
    view = look.framed(*pane_pixels(pane))
    assert view is not None
    assert is_coarse(films[name].picture, Raster.of(view, *pane_pixels(pane)))
    drawing = draw(look, *pane)
    assert drawing is not None
    assert "too coarse for small nodules" in " ".join(line.plain for line in drawing.lines)


@pytest.mark.parametrize("pane", PANES)
@pytest.mark.parametrize(("name", "place"), [*(("film", place) for place in LUNG), *(("hrct", place) for place in CT)])
def test_a_lung_place_is_shown_at_pixels_that_single_nodules_need(
    films: dict[str, Film], name: str, place: str, pane: tuple[int, int]
) -> None:
    look = Look.at(films[name], place)
    view = look.framed(*pane_pixels(pane))
    assert view is not None
    assert (mm_per_pixel(films[name].picture, Raster.of(view, *pane_pixels(pane))) or 9) <= FINE_MM * 1.01


@pytest.mark.parametrize("name", ["film", "normal", "hrct", "hrct-normal"])
def test_spacing_and_places_of_the_case_are_those_of_the_truth(case: Loaded, name: str) -> None:
    image, told = case.case.images[name], truth(name)
    assert float(image.mm_per_pixel) == pytest.approx(told["mm_per_pixel"], rel=1e-3)
    by_label = {region["label"]: region for region in told["regions"].values()}
    for region in image.regions.values():
        meant = by_label[region.label]
        assert list(region.box) == [round(side) for side in meant["box"]]
        assert region.slice == meant.get("slice")


@pytest.mark.parametrize("name", ["film", "hrct"])
def test_two_pictures_to_compare_are_in_register_outside_what_is_wrong(films: dict[str, Film], name: str) -> None:
    look = Look.at(films[name], None, films[films[name].compare or ""])
    assert look.in_register
    assert films[name].picture.mm_per_pixel == look.other.picture.mm_per_pixel
