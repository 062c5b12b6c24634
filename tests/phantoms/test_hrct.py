"""The HRCT phantoms: what their truth says is what the slices show, and each pattern keeps its textbook's rule."""

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path
from statistics import fmean, median
from typing import Any

import pytest
from PIL import Image

np = pytest.importorskip("numpy", reason="the slices are made with NumPy, which playing does not need")

from phantoms.hrct.field import Field  # noqa: E402
from phantoms.hrct.lobules import cells  # noqa: E402
from phantoms.hrct.lung import lung  # noqa: E402
from phantoms.hrct.lungs import depths_at  # noqa: E402
from phantoms.hrct.stack import Pattern, Stack, make, write  # noqa: E402

pytestmark = pytest.mark.long

COARSE = Field(size=320, mm=1.0, frames=4)
SEED = 5
NODULAR = [
    Pattern.MILIARY,
    Pattern.METASTASES,
    Pattern.PERILYMPHATIC,
    Pattern.CENTRILOBULAR,
    Pattern.TREE_IN_BUD,
    Pattern.SILICOSIS,
]


@pytest.fixture(scope="module")
def stacks() -> dict[Pattern, Stack]:
    return {pattern: make(pattern, SEED, COARSE) for pattern in Pattern}


def hu(stack: Stack) -> Any:
    """Return the stack in HU: slices, rows, columns."""
    return np.stack([np.asarray(frame, dtype=float) for frame in stack.frames]) * 8 - 1024


def middles(stack: Stack) -> Any:
    """Return the nodules' places in mm: rows of x, y, z."""
    rows = [
        ((x - COARSE.size / 2) * COARSE.mm, (y - COARSE.size / 2) * COARSE.mm, (2.5 - at) * COARSE.slice_mm)
        for x, y, at, _, _ in stack.truth["nodules"]
    ]
    return np.array(rows)


def within(stack: Stack) -> Any:
    """Return which nodules' heights are known: one that reaches in from beyond is told at the first or last slice."""
    return np.array([1 < row[2] < COARSE.frames for row in stack.truth["nodules"]])


def edges_from_surface(stack: Stack) -> Any:
    """Return how many mm lie between the edge of each nodule of known height and the nearest of pleura and fissure."""
    radii = np.array([row[3] / 2 for row in stack.truth["nodules"]])
    return (depths_at(middles(stack)).surface - radii)[within(stack)]


def relations(stack: Stack) -> Counter[str]:
    return Counter(row[4] for row in stack.truth["nodules"])


def test_the_same_seed_gives_the_same_stack_again(stacks: dict[Pattern, Stack]) -> None:
    lung.cache_clear()
    again = make(Pattern.PERILYMPHATIC, SEED, COARSE)
    assert np.abs(hu(again) - hu(stacks[Pattern.PERILYMPHATIC])).max() <= 8
    assert again.truth == stacks[Pattern.PERILYMPHATIC].truth


def test_another_seed_gives_another_lung(stacks: dict[Pattern, Stack]) -> None:
    """Other lobules make other septa and vessels: the lung differs, the person's frame is the same."""
    changed = np.abs(hu(make(Pattern.NORMAL, SEED + 1, COARSE)) - hu(stacks[Pattern.NORMAL])) > 150
    pleura = lung(SEED, COARSE).pleura
    assert changed[pleura > 3].mean() > 0.05
    assert changed[pleura < -60].mean() < 0.01


def test_a_slice_is_8_bit_grey_and_its_hounsfield_units_are_those_of_air_lung_blood_and_bone(
    stacks: dict[Pattern, Stack],
) -> None:
    normal = stacks[Pattern.NORMAL]
    assert {(frame.mode, frame.size) for frame in normal.frames} == {("L", (320, 320))}
    values = hu(normal)
    depth = lung(SEED, COARSE).pleura
    assert abs(values[:, 300:, :40].mean() + 1000) < 4
    assert -880 < np.median(values[depth > 5]) < -800
    aorta = values[:, 160 + 28 : 160 + 38, 160 + 23 : 160 + 33]
    assert 30 < aorta.mean() < 65
    assert values[:, 160 + 31 : 160 + 33, 150:170].mean() > 120


def test_the_dependent_lung_is_a_little_denser(stacks: dict[Pattern, Stack]) -> None:
    values, depth = hu(stacks[Pattern.NORMAL]), lung(SEED, COARSE).pleura
    front, back = (np.median(values[:, rows][depth[:, rows] > 5]) for rows in (slice(90, 130), slice(200, 240)))
    assert 15 < back - front < 70


def test_left_and_right_differ(stacks: dict[Pattern, Stack]) -> None:
    values = hu(stacks[Pattern.NORMAL])
    differing = np.abs(values - values[:, :, ::-1]) > 200
    assert differing.mean() > 0.04


def test_a_fissure_shows_as_a_line_brighter_than_the_lung_beside_it(stacks: dict[Pattern, Stack]) -> None:
    values, healthy = hu(stacks[Pattern.NORMAL]), lung(SEED, COARSE)
    inner = healthy.pleura > 8
    line = values[inner & (healthy.fissure < 0.4)]
    beside = values[inner & (healthy.fissure > 3) & (healthy.fissure < 4.5)]
    assert np.median(line) - np.median(beside) > 120


def test_no_vessel_reaches_the_pleura(stacks: dict[Pattern, Stack]) -> None:
    trees, reach = lung(SEED, COARSE).trees, COARSE.top
    for tubes in (trees.arteries, trees.veins, trees.bronchi):
        ends = tubes.end[(np.abs(tubes.end[:, 2]) < reach) & (np.abs(tubes.end[:, 0]) > 60)]
        assert depths_at(ends).pleura.min() > 2


def test_each_lobule_under_the_pleura_has_an_artery_that_ends_five_to_ten_millimetres_from_it() -> None:
    healthy = lung(SEED, COARSE)
    depths = depths_at(healthy.seeds)
    outer = healthy.seeds[(depths.pleura < 10) & (np.abs(healthy.seeds[:, 0]) > 60)]
    ends = healthy.trees.arteries.end[healthy.trees.arteries.served == 1]
    nearest = np.array([np.linalg.norm(ends - seed, axis=1).min() for seed in outer])
    assert len(outer) > 100
    assert (nearest < 0.01).mean() > 0.9
    assert depths_at(outer).pleura.min() > 5


def test_a_vessel_goes_on_in_the_next_slice(stacks: dict[Pattern, Stack]) -> None:
    """Dense spots deep in the normal lung lie over dense spots of the slice below far more often than by chance."""
    values, healthy = hu(stacks[Pattern.NORMAL]), lung(SEED, COARSE)
    deep = np.minimum(healthy.pleura, healthy.fissure) > 8
    dense = (values > -450) & deep
    going_on, chance = [], []
    for i, j in pairwise(range(COARSE.frames)):
        wide = np.maximum.reduce([np.roll(dense[j], (a, b), (0, 1)) for a in (-1, 0, 1) for b in (-1, 0, 1)])
        going_on.append(wide[dense[i]].mean())
        chance.append(wide[deep[i]].mean())
    assert fmean(going_on) > 0.7
    assert fmean(going_on) > 3.5 * fmean(chance)


def test_all_patterns_are_put_into_the_same_lung(stacks: dict[Pattern, Stack]) -> None:
    """Far from every nodule and node, each stack is its normal twin."""
    normal = hu(stacks[Pattern.NORMAL])
    shell = lung(SEED, COARSE).pleura < -12
    rows, columns = np.mgrid[: COARSE.size, : COARSE.size]
    shell &= np.hypot(rows - 160, columns - 160)[None] > 75
    for pattern in Pattern:
        assert np.abs(hu(stacks[pattern]) - normal)[shell].max() <= 8, pattern
    for pattern in NODULAR:
        near = np.zeros(normal.shape, dtype=bool)
        reach = 6 if pattern is Pattern.TREE_IN_BUD else 3  # a twig goes on from its buds
        for x, y, at, mm, _ in stacks[pattern].truth["nodules"]:
            r = int(mm / 2 + reach)
            slices = np.abs(np.arange(1, COARSE.frames + 1) - at) * COARSE.slice_mm < mm / 2 + reach
            near[slices, int(y) - r : int(y) + r + 1, int(x) - r : int(x) + r + 1] = True
        away = ~near & (lung(SEED, COARSE).pleura > 12)
        assert away.sum() > 500, pattern
        changed = np.abs(hu(stacks[pattern]) - normal)[away] > 80
        assert changed.mean() < 0.04, pattern


@pytest.mark.parametrize("pattern", NODULAR)
def test_nodules_are_brighter_than_their_surroundings_where_and_in_the_slice_that_truth_says(
    pattern: Pattern, stacks: dict[Pattern, Stack]
) -> None:
    values, pleura = hu(stacks[pattern]), lung(SEED, COARSE).pleura
    gains = []
    for x, y, at, _, _ in stacks[pattern].truth["nodules"]:
        column, row, i = int(x), int(y), min(max(round(at), 1), COARSE.frames) - 1
        around = np.s_[i, row - 7 : row + 8, column - 7 : column + 8]
        lung_around = np.median(values[around][pleura[around] > 1.5])
        if lung_around < -500:  # else it lies in a clump, or at a great vessel
            gains.append(values[i, row, column] - lung_around)
    assert len(gains) >= max(40, 0.8 * len(stacks[pattern].truth["nodules"]))
    assert median(gains) > 150
    assert fmean(gain > 50 for gain in gains) > 0.95


def test_random_nodules_lie_near_pleura_and_fissures_as_often_as_by_chance_and_some_upon_them(
    stacks: dict[Pattern, Stack],
) -> None:
    facts = stacks[Pattern.MILIARY].truth["facts"]
    assert 0.7 < facts["near"] / facts["near_by_chance"] < 1.35
    found = relations(stacks[Pattern.MILIARY])
    assert all(found[place] >= 5 for place in ("pleura", "fissure", "bundle", "between"))


def test_miliary_nodules_are_of_one_size_and_metastases_of_many(stacks: dict[Pattern, Stack]) -> None:
    def sizes(pattern: Pattern) -> list[float]:
        return [row[3] for row in stacks[pattern].truth["nodules"]]

    miliary, metastases = sizes(Pattern.MILIARY), sizes(Pattern.METASTASES)
    assert 1 <= min(miliary) <= max(miliary) <= 3
    assert max(metastases) > 4 * min(metastases)
    assert len(miliary) > 4 * len(metastases)


def test_perilymphatic_nodules_lie_at_pleura_fissures_bundles_and_septa_and_more_near_the_surface_than_by_chance(
    stacks: dict[Pattern, Stack],
) -> None:
    found, facts = relations(stacks[Pattern.PERILYMPHATIC]), stacks[Pattern.PERILYMPHATIC].truth["facts"]
    touching = sum(found[place] for place in ("pleura", "fissure", "bundle", "septum"))
    assert touching / found.total() > 0.9
    assert all(found[place] >= 10 for place in ("pleura", "fissure", "bundle"))
    assert facts["near"] > 2 * facts["near_by_chance"]


@pytest.mark.parametrize("pattern", [Pattern.CENTRILOBULAR, Pattern.TREE_IN_BUD])
def test_no_centrilobular_nodule_comes_within_four_millimetres_of_pleura_or_fissure(
    pattern: Pattern, stacks: dict[Pattern, Stack]
) -> None:
    assert len(stacks[pattern].truth["nodules"]) > 40
    assert edges_from_surface(stacks[pattern]).min() > 3.8  # the table of depths is right to within 0.2 mm


def test_centrilobular_nodules_keep_to_the_inside_of_their_lobules(stacks: dict[Pattern, Stack]) -> None:
    places = middles(stacks[Pattern.CENTRILOBULAR])
    inner = within(stacks[Pattern.CENTRILOBULAR])
    radii = np.array([row[3] / 2 for row in stacks[Pattern.CENTRILOBULAR].truth["nodules"]])
    assert (cells(lung(SEED, COARSE).seeds, places[inner]).septum - radii[inner]).min() > -0.2


def test_centrilobular_nodules_are_evenly_spaced_and_miliary_ones_are_not(stacks: dict[Pattern, Stack]) -> None:
    def to_nearest(pattern: Pattern) -> Any:
        places = middles(stacks[pattern])[within(stacks[pattern])]
        return (np.linalg.norm(places[:, None] - places[None], axis=2) + 1e3 * np.eye(len(places))).min(axis=1)

    even, random = to_nearest(Pattern.CENTRILOBULAR), to_nearest(Pattern.MILIARY)
    assert even.min() > 5.8
    assert np.median(even) < 10  # the stack is thin: many have their nearest above or below it
    assert random.min() < 0.7 * np.median(random)


def test_tree_in_bud_is_patchy_and_centrilobular_nodules_are_in_both_lungs_everywhere(
    stacks: dict[Pattern, Stack],
) -> None:
    def empty_share(pattern: Pattern) -> float:
        """Return the share of deep lung that has no nodule within 15 mm across."""
        healthy, places = lung(SEED, COARSE), middles(stacks[pattern])
        rows, columns = np.nonzero(healthy.pleura[1] > 10)
        at = np.stack([columns - 159.5, rows - 159.5], axis=1)[::37]
        away = np.linalg.norm(at[:, None] - places[None, :, :2], axis=2).min(axis=1)
        return float((away > 15).mean())

    assert empty_share(Pattern.TREE_IN_BUD) > 0.25
    assert empty_share(Pattern.CENTRILOBULAR) < 0.05


def test_regions_lie_in_the_picture_and_the_telling_place_is_full_of_nodules(stacks: dict[Pattern, Stack]) -> None:
    for pattern in NODULAR:
        truth = stacks[pattern].truth
        for region in truth["regions"].values():
            left, top, right, bottom = region["box"]
            assert 0 <= left < right <= COARSE.size
            assert 0 <= top < bottom <= COARSE.size
            assert 1 <= region["slice"] <= COARSE.frames
        left, top, right, bottom = truth["regions"]["telling-place"]["box"]
        assert 60 <= (right - left) * COARSE.mm <= 70
        inside = sum(left <= x < right and top <= y < bottom for x, y, *_ in truth["nodules"])
        assert inside >= 8, pattern


def test_a_stack_is_one_animated_png_with_its_truth_beside_it(stacks: dict[Pattern, Stack], tmp_path: Path) -> None:
    stack = stacks[Pattern.MILIARY]
    write(stack, tmp_path / "miliary.png")
    with Image.open(tmp_path / "miliary.png") as image:
        assert (image.n_frames, image.mode) == (COARSE.frames, "L")
        for i, frame in enumerate(stack.frames):
            image.seek(i)
            assert list(image.convert("L").tobytes()) == list(frame.tobytes())
    assert json.loads((tmp_path / "miliary.truth.json").read_text(encoding="utf-8")) == stack.truth


def test_synthetic_right_and_left_are_burnt_into_every_slice(stacks: dict[Pattern, Stack]) -> None:
    for stack in stacks.values():
        for frame in stack.frames:
            marks = frame.crop((0, 0, 320, 60))
            assert marks.crop((0, 0, 90, 30)).getextrema() == (3, 190)
            assert marks.crop((0, 34, 30, 60)).getextrema()[1] == 190
            assert marks.crop((290, 34, 320, 60)).getextrema()[1] == 190
