"""The shipped films: what is true of them can be seen in the cells, and the script gives them again."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageStat

from miliary_chat.case.loaded import load_case
from miliary_chat.picture.decode import read
from miliary_chat.picture.picture import Box, Picture, Region
from miliary_chat.picture.render import Raster, render
from miliary_chat.picture.view import look_at
from miliary_chat.picture.window import ON_FILM
from miliary_chat.picture.windowing import shaded

ROOT = Path(__file__).resolve().parents[2]
CASE = ROOT / "cases" / "wedding-photograph"
LUNG_REGIONS = ["right-upper-zone", "right-mid-zone", "left-mid-zone", "right-base", "left-base"]
SIZE = (80, 80)


@pytest.fixture(scope="module")
def truth() -> Any:
    return json.loads((CASE / "film.truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def film(truth: Any) -> Picture:
    return read(CASE / "film.png", mm_per_pixel=truth["mm_per_pixel"])


@pytest.fixture(scope="module")
def normal(truth: Any) -> Picture:
    return read(CASE / "normal.png", mm_per_pixel=truth["mm_per_pixel"])


def mass(truth: Any) -> Any:
    return next(entry for entry in truth["findings"] if entry["kind"] == "thyroid mass")


def deep(picture: Picture) -> Image.Image:
    """The first frame as 8-bit greys."""
    return shaded(picture.frames[0], picture, picture.window)


def region(truth: Any, key: str) -> Region:
    entry = truth["regions"][key]
    return Region(key, entry["label"], tuple(entry["box"]), "film")


def inside(truth: Any, box: Box, margin: float = 12) -> list[tuple[float, float, float]]:
    x0, y0, x1, y1 = box
    return [
        (x, y, mm) for x, y, mm in truth["nodules"] if x0 + margin <= x < x1 - margin and y0 + margin <= y < y1 - margin
    ]


def excess(difference: Image.Image, middles: list[tuple[float, float]]) -> float:
    """Return how much brighter the pixels at `middles` are than their `difference` image on the whole."""
    levels = [float(difference.getpixel((int(x), int(y)))) for x, y in middles]
    return fmean(levels) - ImageStat.Stat(difference).mean[0]


def test_the_films_are_small_grey_and_of_the_size_that_the_truth_tells(truth: Any, film: Picture) -> None:
    for name in ("film.png", "normal.png"):
        with Image.open(CASE / name) as image:
            assert (image.mode, list(image.size)) == ("L", truth["size"])
        assert (CASE / name).stat().st_size < 1_500_000
    assert (CASE / "film.truth.json").stat().st_size < 200_000


def test_there_are_thousands_of_nodules_of_one_to_three_millimetres_in_both_lungs(truth: Any) -> None:
    nodules = truth["nodules"]
    assert 3000 <= len(nodules) <= 6000
    assert all(1.0 <= mm <= 3.0 for _, _, mm in nodules)
    left_share = sum(x > truth["size"][0] / 2 for x, _, _ in nodules) / len(nodules)
    assert 0.4 < left_share < 0.6


def test_nodules_lie_a_little_closer_at_the_bases(truth: Any) -> None:
    """Counted per pixel of the region's inner part, because the regions differ in size and the base holds some wall."""

    def density(key: str) -> float:
        x0, y0, x1, y1 = truth["regions"][key]["box"]
        margin = 0.2 * (x1 - x0)
        return len(inside(truth, (x0, y0, x1, y1), margin)) / ((x1 - x0 - 2 * margin) * (y1 - y0 - 2 * margin))

    assert density("right-base") > density("right-mid-zone") > density("right-upper-zone")


@pytest.mark.parametrize("key", LUNG_REGIONS)
def test_a_lung_region_is_sixty_to_ninety_millimetres_across_and_full_of_nodules(key: str, truth: Any) -> None:
    x0, y0, x1, y1 = truth["regions"][key]["box"]
    for side in (x1 - x0, y1 - y0):
        assert 60 <= side * truth["mm_per_pixel"] <= 90
    assert len(inside(truth, (x0, y0, x1, y1))) >= 60


@pytest.mark.parametrize("key", LUNG_REGIONS)
def test_nodules_keep_most_of_their_contrast_in_the_cells_of_their_region(
    key: str, truth: Any, film: Picture, normal: Picture
) -> None:
    """The twin without nodules takes away ribs and vessels: what is left is what the nodules add, there and here."""
    place = region(truth, key)
    view = look_at(film, place)
    x0, y0, *_ = view.box
    nodules = inside(truth, view.box)
    box = tuple(round(edge) for edge in view.box)
    original = ImageChops.subtract(deep(film), deep(normal)).crop(box)
    in_cells = ImageChops.subtract(render(film, view, *SIZE), render(normal, view, *SIZE))
    raster = Raster.of(view, *SIZE)
    at_original = excess(original, [(x - x0, y - y0) for x, y, _ in nodules])
    at_cells = excess(in_cells, [raster.to_screen((x, y)) for x, y, _ in nodules])
    assert at_original > 5
    assert at_cells / at_original > 0.6


@pytest.mark.parametrize("key", LUNG_REGIONS)
def test_a_fitted_window_stretches_what_is_left_of_the_nodules(key: str, truth: Any, film: Picture) -> None:
    window = look_at(film, replace(region(truth, key), window="lung")).window
    assert 255 / (window.high - window.low) > 1.7
    assert ON_FILM["lung"].low <= window.low < window.high <= ON_FILM["lung"].high


@pytest.mark.parametrize("key", LUNG_REGIONS)
def test_the_normal_twin_shows_nothing_where_the_nodules_would_be(key: str, truth: Any, normal: Picture) -> None:
    place = region(truth, key)
    levels, film = [], deep(normal)
    for x, y, _ in inside(truth, place.box):
        spot, ring = [film.crop((int(x) - r, int(y) - r, int(x) + r + 1, int(y) + r + 1)) for r in (1, 6)]
        levels.append(ImageStat.Stat(spot).mean[0] - ImageStat.Stat(ring).mean[0])
    assert abs(fmean(levels)) < 1


def test_the_trachea_is_pushed_towards_the_patients_left_at_the_thoracic_inlet_only(
    truth: Any, film: Picture, normal: Picture
) -> None:
    def middle(picture: Picture, row: int) -> float:
        """Return the mm of the air's middle: the mean place weighed by darkness, in a strip of 34 mm."""
        middle_column, reach = picture.size[0] // 2, round(17 / truth["mm_per_pixel"])
        strip = deep(picture).crop((middle_column - reach, row - 3, middle_column + reach, row + 4))
        levels = list(strip.resize((100, 1), Image.Resampling.BOX).tobytes())
        dark = [max(0, sorted(levels)[35] - level) for level in levels]
        return sum(column * weight for column, weight in enumerate(dark)) / sum(dark) * 0.34

    inlet, arch = sum(mass(truth)["box"][1::2]) // 2, round(110 / truth["mm_per_pixel"])
    shift = middle(film, inlet) - middle(normal, inlet)
    assert 4 < shift < 10
    assert abs(middle(film, arch) - middle(normal, arch)) < 2


def test_outside_lungs_and_neck_the_two_films_are_the_same_picture(film: Picture, normal: Picture) -> None:
    width, height = film.size
    abdomen = (0, round(height * 0.87), width, round(height * 0.95))
    difference = ImageChops.difference(deep(film).crop(abdomen), deep(normal).crop(abdomen))
    assert difference.getextrema()[1] <= 3


@pytest.mark.long
def test_the_script_gives_the_shipped_films_again_within_a_grey_level(tmp_path: Path) -> None:
    pytest.importorskip("numpy", reason="the films are made with NumPy, which playing does not need")
    made = tmp_path / "wedding-photograph"
    script = str(ROOT / "scripts" / "make_films.py")
    subprocess.run([sys.executable, script, "wedding-photograph", "--into", str(tmp_path)], check=True)
    for name in ("film.png", "normal.png"):
        with Image.open(made / name) as again, Image.open(CASE / name) as shipped:
            assert ImageChops.difference(again, shipped).getextrema()[1] <= 1
    assert json.loads((made / "film.truth.json").read_text()) == json.loads((CASE / "film.truth.json").read_text())


@pytest.mark.long
def test_a_film_of_an_exam_comes_again_within_a_step_of_grey(tmp_path: Path) -> None:
    pytest.importorskip("numpy", reason="the films are made with NumPy, which playing does not need")
    from make_films import make
    from phantoms.recipes import PICTURES

    films = PICTURES["chest-films"]
    make(
        tmp_path, replace(films, films={"film-c": films.films["film-c"]}), told=True
    )  # one of many: each takes its time
    with (
        Image.open(tmp_path / "film-c.png") as again,
        Image.open(ROOT / "cases" / "chest-films" / "film-c.png") as shipped,
    ):
        assert ImageChops.difference(again, shipped).getextrema()[1] <= 2
    told = json.loads((tmp_path / "film-c.truth.json").read_text("utf-8"))
    image = load_case(ROOT / "cases" / "chest-films").case.images["film-c"]
    boxes = {region["label"]: [round(side) for side in region["box"]] for region in told["regions"].values()}
    assert float(image.mm_per_pixel or 0) == pytest.approx(told["mm_per_pixel"], rel=1e-3)
    assert all(list(region.box) == boxes[region.label] for region in image.regions.values())


def test_the_films_for_exams_are_small_and_one_cannot_be_told_from_another_by_name_size_or_header() -> None:
    cases = ("chest-films", "film-round", "viewing-box")
    films = sorted(film for case in cases for film in (ROOT / "cases" / case).glob("*.png"))
    assert len(films) == 33
    sizes = [film.stat().st_size for film in films]
    assert max(sizes) < 360_000
    assert max(sizes) < 1.25 * min(sizes)
    with Image.open(films[0]) as first:
        same = ("L", first.size, {})
    assert same[1][0] == 1024
    for film in films:
        with Image.open(film) as image:
            assert (image.mode, image.size, image.info) == same
