"""The patterns of the synthetic chest film: what their truth tells can be seen, and nothing else is changed."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("numpy", reason="the films are made with NumPy, which playing does not need")

import numpy as np
from PIL import Image

from phantoms import truth as truths
from phantoms.chest import Anatomy, anatomy, frame
from phantoms.findings import (
    LEFT,
    RIGHT,
    Cannonballs,
    Consolidation,
    Effusion,
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
from phantoms.gallery import PATTERNS, SEED
from phantoms.landmarks import find
from phantoms.scene import Finding, box
from phantoms.taking import Film, take

pytestmark = pytest.mark.long

WIDTH = 400
MARGIN_MM = 16.0
"""How far from a finding the film may change a little: scatter and processing reach that far."""

SIDES = {"right": RIGHT, "left": LEFT}

Shown = Callable[[str], tuple[Anatomy, Film, Any]]


@pytest.fixture(scope="module")
def people() -> dict[Any, Anatomy]:
    return {}


@pytest.fixture(scope="module")
def person(people: dict[Any, Anatomy]) -> Anatomy:
    return who(people, "normal")


@pytest.fixture(scope="module")
def shown(people: dict[Any, Anatomy]) -> Shown:
    """Give, for a pattern's name, its person, its film, and by how many grey levels that differs from its twin."""

    @cache
    def twin(build: Any) -> Any:
        return grey(take(people[build]))

    @cache
    def show(name: str) -> tuple[Anatomy, Film, Any]:
        person = who(people, name)
        film = take(person, PATTERNS[name].findings)
        return person, film, grey(film) - twin(PATTERNS[name].build)

    return show


def who(people: dict[Any, Anatomy], name: str) -> Anatomy:
    """Return the person of a pattern of the gallery, drawn once for all tests."""
    build = PATTERNS[name].build
    if build not in people:
        people[build] = anatomy(frame(build, WIDTH), SEED, build)
    return people[build]


def grey(film: Film) -> Any:
    return np.asarray(film.image, dtype=float)


def columns_and_rows(film: Film) -> tuple[Any, Any]:
    column, row = film.grid.pixel(film.spots[:, 0], film.spots[:, 1])  # type: ignore[arg-type]
    return np.asarray(column).astype(int), np.asarray(row).astype(int)


def heights(person: Anatomy, film: Film) -> Any:
    """Return how far down its lung each nodule lies: 0 at the apex, 1 at the dome."""
    marks = find(person.grid, person.lungs, person.vessels, person.dome)
    x, y = film.spots[:, 0], film.spots[:, 1]
    return np.where(x < 0, marks.share(y, RIGHT), marks.share(y, LEFT))


def test_the_same_seed_gives_the_same_film_within_a_grey_level() -> None:
    build = PATTERNS["sarcoidosis"].build
    films = [take(anatomy(frame(build, 256), 7, build), PATTERNS["sarcoidosis"].findings) for _ in range(2)]
    assert np.abs(grey(films[0]) - grey(films[1])).max() <= 1
    assert (films[0].spots == films[1].spots).all()


def test_another_finding_does_not_move_the_nodules(person: Anatomy) -> None:
    alone, beside = take(person, (Miliary(300),)), take(person, (Goitre(), Miliary(300)))
    assert (alone.spots == beside.spots).all()


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_changes_the_film_where_truth_says_and_nowhere_else(name: str, shown: Shown) -> None:
    _, film, difference = shown(name)
    near = np.zeros(difference.shape, dtype=bool)
    margin = round(MARGIN_MM / film.grid.mm)
    for found in film.found:
        left, top, right, bottom = box(found.area) or (0, 0, 0, 0)
        near[max(0, top - margin) : bottom + margin, max(0, left - margin) : right + margin] = True
    if PATTERNS[name].findings:
        assert np.abs(difference[near]).max() > 12
    beyond = np.abs(difference[~near])
    assert beyond.size == 0 or (beyond.max() <= 8 and beyond.mean() < 0.6)


@pytest.mark.parametrize("name", [name for name, pattern in PATTERNS.items() if pattern.findings])
def test_an_area_of_the_mask_is_brighter_than_in_the_normal_twin_unless_it_is_free_air(name: str, shown: Shown) -> None:
    _, film, difference = shown(name)
    shifted = any(found.kind == "mediastinal shift" for found in film.found)
    for found in film.found:
        if not found.filled:
            continue
        inside = difference[found.area]
        assert found.area.sum() * film.grid.mm**2 > 40, found.kind
        assert (film.mask | ~found.area).all()
        if found.kind == "pneumothorax":
            assert np.median(inside) < -2 or shifted
        else:
            assert np.median(inside) > 4, found.kind


@pytest.mark.parametrize("name", ["miliary", "miliary-unequal", "silicosis", "perilymphatic"])
def test_a_nodule_is_brighter_than_the_lung_round_it(name: str, shown: Shown) -> None:
    person, film, difference = shown(name)
    columns, rows = columns_and_rows(film)
    deep = person.lungs[rows, columns] > 80
    at = difference[rows, columns][deep]
    assert at.mean() > difference[person.lungs > 80].mean() + 3
    assert (at > 2).mean() > 0.8


def test_miliary_nodules_are_as_many_as_asked_and_one_to_three_millimetres_across(person: Anatomy) -> None:
    film = take(person, (Miliary(900),))
    assert len(film.spots) == 900
    assert 1.0 <= film.spots[:, 2].min() < 1.4
    assert 2.6 < film.spots[:, 2].max() <= 3.0


def test_a_basal_gradient_brings_the_nodules_down(person: Anatomy) -> None:
    middles = [np.median(heights(person, take(person, (Miliary(900, basal=basal),)))) for basal in (0.5, 1.0, 2.0, 6.0)]
    assert middles == sorted(middles)
    assert middles[-1] - middles[0] > 0.15


def test_nodules_that_are_alike_differ_less_in_size(person: Anatomy) -> None:
    spread = [
        take(person, (Miliary(500, Sizes(1.0, 2.0, 3.0, alike)),)).spots[:, 2].std() for alike in (2.0, 6.0, 30.0)
    ]
    assert spread[0] > 1.5 * spread[1] > 2 * spread[2]


def test_miliary_nodules_are_not_on_a_grid(person: Anatomy) -> None:
    """A grid has no near neighbours and even numbers in equal squares; chance has neither."""
    film = take(person, (Miliary(3000, basal=1.0),))
    x, y = film.spots[:, 0], film.spots[:, 1]
    mid = (np.abs(np.abs(x) - 85) < 35) & (np.abs(y - 190) < 50)
    counts = np.histogram2d(np.abs(x[mid]) + 200 * (x[mid] > 0), y[mid], bins=(20, 10))[0]
    counts = counts[counts.sum(axis=1) > 0]
    assert counts.var() > 0.35 * counts.mean()


def test_silicosis_is_upper_and_its_nodules_are_larger(person: Anatomy) -> None:
    film = take(person, (Silicosis(count=300),))
    assert (heights(person, film) < 0.5).mean() > 0.7
    assert film.spots[:, 2].min() >= 3.0
    assert film.spots[:, 2].max() <= 8.0


def test_fibrosis_adds_a_large_opacity_to_each_side_above_the_hilum(person: Anatomy) -> None:
    film = take(person, (Silicosis(count=50, fibrosis=True),))
    hila = find(person.grid, person.lungs, person.vessels, person.dome).hilum
    large = [found for found in film.found if found.kind == "progressive massive fibrosis"]
    assert {found.side for found in large} == {"right", "left"}
    for found in large:
        rows = np.flatnonzero(found.area.any(axis=1)) * film.grid.mm
        assert rows.mean() < hila[SIDES[found.side]][1]
        assert 25 < np.ptp(rows) < 90


def test_perilymphatic_nodules_keep_to_vessels_and_spare_the_bases(person: Anatomy) -> None:
    film = take(person, (Perilymphatic(500),))
    assert (heights(person, film) > 0.85).mean() < 0.1
    columns, rows = columns_and_rows(film)
    vessels = person.grid.blur(person.vessels, 1.0)
    assert np.median(vessels[rows, columns]) > 2 * np.median(vessels[person.lungs > 80])


def test_nodes_of_sarcoidosis_are_bilateral_and_right_paratracheal(person: Anatomy) -> None:
    found = take(person, (Nodes(),)).found
    assert [(f.kind, f.side) for f in found] == [
        ("hilar nodes", "right"), ("hilar nodes", "left"), ("paratracheal nodes", "right"),
    ]  # fmt: skip
    one = take(person, (Nodes(sides=(LEFT,), paratracheal=False),)).found
    assert [(f.kind, f.side) for f in one] == [("hilar nodes", "left")]


@pytest.mark.parametrize(
    ("finding", "side"),
    [
        (Effusion(RIGHT, 60), RIGHT),
        (Effusion(LEFT, 20), LEFT),
        (Pneumothorax(RIGHT, 30), RIGHT),
        (Pneumothorax(LEFT, 30), LEFT),
        (Consolidation("right-upper"), RIGHT),
        (Consolidation("left-lower"), LEFT),
        (Mass(LEFT), LEFT),
        (Mass(RIGHT), RIGHT),
        (Goitre(RIGHT), RIGHT),
        (Goitre(LEFT), LEFT),
    ],
)
def test_a_finding_lies_on_its_side(finding: Finding, side: int, person: Anatomy) -> None:
    film = take(person, (finding,))
    columns = np.flatnonzero(film.mask.any(axis=0))
    x = film.grid.x[0, np.flatnonzero(film.mask)[:] % film.grid.width]
    assert len(columns) > 0
    assert (x * side > 0).mean() > 0.9


def test_more_fluid_stands_higher_and_covers_the_angle(person: Anatomy) -> None:
    tops, sizes = [], []
    marks = find(person.grid, person.lungs, person.vessels, person.dome)
    for height in (-15, 20, 60, 120):
        film = take(person, (Effusion(LEFT, height),))
        tops.append(int(np.flatnonzero(film.mask.any(axis=1))[0]))
        sizes.append(int(film.mask.sum()))
        column, row = (int(v) for v in film.grid.pixel(marks.angle[LEFT][0] - 4, marks.angle[LEFT][1] - 8))
        assert film.mask[row, column]
    assert tops == sorted(tops, reverse=True)
    assert sizes == sorted(sizes)


def test_fluid_climbs_along_the_chest_wall(shown: Shown) -> None:
    """The meniscus: its edge is higher beside the wall than in the middle of the lung."""
    person, film, difference = shown("effusion")
    marks = find(person.grid, person.lungs, person.vessels, person.dome)
    row = int(film.grid.pixel(0, marks.top[RIGHT] - 60)[1])
    wall, inner = float(marks.wall[RIGHT][row, 0]), float(marks.inner[RIGHT][row, 0])

    def top(out: float) -> int:
        column = int(film.grid.pixel(-(inner + out * (wall - inner)), 0)[0])
        return int(np.flatnonzero(difference[:, column - 1 : column + 2].mean(axis=1) > 25)[0])

    assert (top(0.5) - top(0.95)) * film.grid.mm > 12


def test_a_wider_pneumothorax_leaves_less_lung_and_no_vessels_outside_it(person: Anatomy) -> None:
    sizes = []
    for gap in (15, 30, 60):
        film = take(person, (Pneumothorax(RIGHT, gap),))
        sizes.append(int(film.mask.sum()))
    assert sizes == sorted(sizes)
    film = take(person, (Pneumothorax(RIGHT, 30),))
    without = take(replace(person, vessels=person.vessels * 1e-3), (Pneumothorax(RIGHT, 30),))
    assert np.abs(grey(film) - grey(without))[film.mask].mean() < 1


def test_tension_pushes_the_heart_to_the_other_side(person: Anatomy) -> None:
    found = take(person, (Pneumothorax(LEFT, 70, tension=True),)).found
    assert (found[0].kind, found[0].side) == ("mediastinal shift", "right")


def test_a_lobe_before_the_heart_takes_its_border_away_and_one_behind_does_not(person: Anatomy) -> None:
    """The silhouette sign: how steeply the film brightens from lung to heart, against the normal twin."""
    marks = find(person.grid, person.lungs, person.vessels, person.dome)
    y = marks.apex[RIGHT] + 0.75 * (marks.top[RIGHT] - marks.apex[RIGHT])
    row = int(person.grid.pixel(0, y)[1])
    border = -float(marks.inner[RIGHT][row, 0])
    outside, inside = (int(person.grid.pixel(border + step, 0)[0]) for step in (-9, 7))

    def step(*findings: Finding) -> float:
        level = grey(take(person, findings))[row - 6 : row + 7].mean(axis=0)
        return float(level[inside - 3 : inside + 4].mean() - level[outside - 3 : outside + 4].mean())

    assert step(Consolidation("right-middle")) < 0.5 * step()
    assert step(Consolidation("right-lower")) > step(Consolidation("right-middle"))


def test_a_goitre_pushes_the_trachea_by_what_it_says(person: Anatomy) -> None:
    for side in (RIGHT, LEFT):
        found = {f.kind: f for f in take(person, (Goitre(side, 9.0),)).found}
        assert found["shifted trachea"].side == ("left" if side == RIGHT else "right")
        assert found["shifted trachea"].measures == {"mm": 9.0}


def test_cannonballs_are_of_the_asked_sizes_unequal_and_apart(person: Anatomy) -> None:
    film = take(person, (Cannonballs(7, 12, 36),))
    sizes = film.spots[:, 2]
    assert len(sizes) == 7
    assert 10 < sizes.min() < 14
    assert 30 < sizes.max() <= 36
    for i, (x, y, d) in enumerate(film.spots):
        for a, b, e in film.spots[i + 1 :]:
            assert np.hypot(x - a, y - b) > (d + e) / 2
    assert {-1, 1} == set(np.sign(film.spots[:, 0]))


def test_oedema_draws_the_asked_lines_near_the_wall_above_the_angle(person: Anatomy) -> None:
    film = take(person, (Oedema(lines=8),))
    lines = next(found for found in film.found if found.kind == "septal lines")
    assert lines.measures == {"lines": 16}
    rows, columns = np.nonzero(lines.area)
    wall = np.asarray(person.wall(RIGHT)).ravel()[rows]
    inwards = wall - np.abs(film.grid.x[0, columns])
    assert np.median(inwards) < 16


def test_a_large_heart_is_over_half_of_the_chest_and_a_usual_one_is_not(people: dict[Any, Anatomy]) -> None:
    told = {}
    for name in ("normal", "cardiomegaly"):
        person = who(people, name)
        told[name] = truths.truth(person, (), take(person))
    assert 0.4 < told["normal"]["cardiothoracic_ratio"] < 0.5
    assert told["cardiomegaly"]["cardiothoracic_ratio"] > 0.55
    assert told["normal"]["findings"] == []
    assert [entry["kind"] for entry in told["cardiomegaly"]["findings"]] == ["cardiomegaly"]


def test_findings_combine_and_their_truth_survives_the_disk(person: Anatomy, tmp_path: Path) -> None:
    findings = (Effusion(LEFT, 30), Miliary(200), Mass(RIGHT, 40, spiculated=True), Goitre())
    film = take(person, findings)
    truths.write(tmp_path, "x", person, findings, film)
    told = json.loads((tmp_path / "x.truth.json").read_text(encoding="utf-8"))
    assert told["synthetic"] is True
    assert (told["size"], told["mm_per_pixel"]) == ([film.grid.width, film.grid.height], film.grid.mm)
    assert [entry["pattern"] for entry in told["parameters"]] == ["Effusion", "Miliary", "Mass", "Goitre"]
    assert {entry["kind"] for entry in told["findings"]} >= {"effusion", "miliary nodules", "mass", "thyroid mass"}
    assert len(told["nodules"]) == 201
    assert all(0 <= x < film.grid.width and 0 <= y < film.grid.height for x, y, _ in told["nodules"])
    for region in told["regions"].values():
        left, top, right, bottom = region["box"]
        assert 0 <= left < right <= film.grid.width
        assert 0 <= top < bottom <= film.grid.height
    with Image.open(tmp_path / "x.mask.png") as mask:
        assert mask.mode == "1"
        assert (np.asarray(mask) == film.mask).all()


def test_a_healthy_film_has_no_mask(person: Anatomy, tmp_path: Path) -> None:
    truths.write(tmp_path, "x", person, (), take(person))
    assert [path.name for path in tmp_path.iterdir()] == ["x.truth.json"]
