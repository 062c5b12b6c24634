"""A normal synthetic chest is normal: what a registrar checks on a film holds on the maps that it is made from."""

import io
from typing import Any

import pytest

np = pytest.importorskip("numpy", reason="the films are made with NumPy, which playing does not need")

from phantoms.build import Build, man, woman  # noqa: E402
from phantoms.chest import Anatomy, anatomy, frame  # noqa: E402
from phantoms.film import Exposure, Tissue, attenuation, develop, expose, label, marks  # noqa: E402
from phantoms.grid import Grid, Map  # noqa: E402
from phantoms.mediastinum import airway  # noqa: E402
from phantoms.zones import heart_share  # noqa: E402

pytestmark = pytest.mark.long

WIDTH, SMALLER = 256, 128
PEOPLE = [("man", man(), 1), ("woman", woman(), 2), ("large old man", man(age=70, heart=1.05, wide=1.04), 3)]
LUNG_ZONES = [f"{side}-{part}-zone" for side in ("right", "left") for part in ("upper", "mid", "lower")]


@pytest.fixture(scope="module", params=PEOPLE, ids=[name for name, _, _ in PEOPLE])
def person(request: pytest.FixtureRequest) -> Anatomy:
    _, build, seed = request.param
    return anatomy(frame(build, WIDTH), seed, build)


def film_of(person: Anatomy, exposure: Exposure, nodules: Map | None = None) -> Map:
    """Return the grey levels of a person's film, healthy but for the mm of `nodules`."""
    grid, none = person.grid, person.grid.zeros()
    tissue = Tissue(
        body=person.body,
        lungs=person.lungs,
        air=airway(person.drawn, 0.0) + person.gas,
        vessels=person.vessels,
        nodules=none if nodules is None else nodules,
        cortex=person.bone.cortex,
        spongy=person.bone.spongy,
        masses=none,
        free=none,
    )
    return develop(
        grid, expose(grid, attenuation(tissue), np.random.default_rng(person.seed), exposure.quanta), exposure
    )


def on_side(person: Anatomy, side: int) -> Any:
    return person.grid.x * side > 0


def test_the_heart_is_less_than_half_as_wide_as_the_chest_and_not_tiny(person: Anatomy) -> None:
    assert 0.40 < heart_share(person.grid, person.heart, person.lungs) < 0.5


def test_two_thirds_of_the_heart_lie_left_of_the_midline(person: Anatomy) -> None:
    across = np.flatnonzero((person.heart > 2).any(axis=0))
    right, left = -person.grid.x[0][across[0]], person.grid.x[0][across[-1]]
    assert 0.6 < left / (left + right) < 0.75


def test_the_lungs_span_about_three_quarters_of_the_film_and_all_of_them_is_on_it(person: Anatomy) -> None:
    across = np.flatnonzero((person.lungs > 2).any(axis=0))
    assert 0.70 < (across[-1] - across[0]) / person.grid.width < 0.83
    down = np.flatnonzero((person.lungs > 2).any(axis=1)) / person.grid.height
    assert 0.05 < down[0] < 0.15
    assert 0.75 < down[-1] < 0.92


def test_the_right_dome_stands_higher_than_the_left(person: Anatomy) -> None:
    right, left = (person.dome[0][on_side(person, side)[0]].min() for side in (-1, 1))
    assert 10 <= left - right <= 27


def test_the_left_hilum_stands_higher_than_the_right(person: Anatomy) -> None:
    def height(side: int) -> float:
        near = on_side(person, side) & (np.abs(person.drawn.x) > 30) & (np.abs(person.drawn.x) < 60)
        thick = np.where(near & (person.drawn.y < 190), person.vessels, 0) ** 2
        return float((thick * person.grid.y).sum() / thick.sum())

    assert 4 < height(-1) - height(1) < 20


def test_the_windpipe_runs_down_the_midline_and_divides_into_a_steep_right_and_a_flat_left_bronchus(
    person: Anatomy,
) -> None:
    air, grid = airway(person.drawn, 0.0), person.drawn

    def middle(row: int, side: Any = True) -> float:
        levels = np.where(side, air[row], 0)
        return float((levels * grid.x[0]).sum() / levels.sum())

    for height in (30, 60, 90, 120):
        assert abs(middle(int(grid.pixel(0, height)[1]))) < 6
    low = int(grid.pixel(0, 158)[1])
    assert -middle(low, grid.x[0] < -4) + 4 < middle(low, grid.x[0] > -4) + 8


@pytest.mark.parametrize("side", [-1, 1])
def test_the_costophrenic_angles_are_sharp(side: int, person: Anatomy) -> None:
    """A ray that meets 25 mm of lung is dark on the film; less lies behind the dome, where the film is white."""
    dark = (person.lungs > 25) & on_side(person, side)
    tip = np.flatnonzero(dark.any(axis=1))[-1]
    above = dark[tip - round(24 / person.grid.mm)][::-side]
    first = int(np.argmax(above))
    width = int(np.argmin(above[first:])) * person.grid.mm
    assert np.degrees(np.arctan2(width, 24)) < 50
    assert np.abs(person.grid.x[0][np.flatnonzero(dark[tip])]).mean() > 0.9 * person.wall(side)[tip, 0]


def test_left_and_right_are_no_mirror_images(person: Anatomy) -> None:
    for part in (person.lungs, person.bone.cortex, person.vessels):
        assert np.abs(part - part[:, ::-1]).mean() > 0.15 * part.mean()


def test_no_vessel_reaches_the_outer_centimetre_of_the_lung(person: Anatomy) -> None:
    rim = np.zeros_like(person.lungs, dtype=bool)
    for side in (-1, 1):
        rim |= on_side(person, side) & (person.wall(side) - np.abs(person.grid.x) < 8)
    middle = (person.grid.y > 110) & (person.grid.y < 260)
    assert person.vessels[rim & middle].mean() < 0.05
    assert person.vessels[~rim & middle & (person.lungs > 60)].mean() > 0.5


@pytest.mark.parametrize("key", LUNG_ZONES)
def test_a_lung_zone_is_as_large_as_a_terminal_shows_well_and_lies_in_its_lung(key: str, person: Anatomy) -> None:
    left, top, right, bottom = person.zones[key].box
    assert 60 <= right - left <= 90
    assert 60 <= bottom - top <= 90
    assert (left + right < 0) == key.startswith("right")
    c0, r0, c1, r1 = person.zones[key].pixels(person.grid)
    assert (person.lungs[r0:r1, c0:c1] > 30).mean() > 0.7


def test_every_zone_lies_on_the_film_and_has_a_label_and_a_window(person: Anatomy) -> None:
    assert {"hila", "thoracic-inlet", "carina", "heart", "right-costophrenic-angle", "left-apex"} < set(person.zones)
    for zone in person.zones.values():
        left, top, right, bottom = zone.pixels(person.grid)
        assert 0 <= left < right <= person.grid.width
        assert 0 <= top < bottom <= person.grid.height
        assert zone.label
        assert zone.window in {"lung", "film", "soft"}


@pytest.mark.parametrize(("name", "side"), [("right", -1), ("left", 1)])
def test_the_costophrenic_angle_lies_in_the_middle_of_its_zone_and_the_dome_in_its_base(
    name: str, side: int, person: Anatomy
) -> None:
    left, top, right, bottom = person.zones[f"{name}-costophrenic-angle"].box
    dark = (person.lungs > 20) & (person.grid.x * side > 90)
    low = np.flatnonzero(dark.any(axis=1))[-1]
    assert top + 15 < person.grid.y[low, 0] < bottom
    assert left < person.grid.x[0][np.flatnonzero(dark[low])].mean() < right
    assert abs(person.zones[f"{name}-base"].box[3] - person.dome[0][on_side(person, side)[0]].min()) < 25


def test_upper_mid_and_lower_zones_follow_each_other_down_the_lung(person: Anatomy) -> None:
    for side in ("right", "left"):
        tops = [person.zones[f"{side}-{part}-zone"].box[1] for part in ("upper", "mid", "lower")]
        assert tops == sorted(tops)
        assert tops[1] - tops[0] > 50


def test_the_same_seed_gives_the_same_film_and_another_seed_another_person() -> None:
    build = man()
    first, again, other = (film_of(anatomy(frame(build, SMALLER), seed, build), Exposure()) for seed in (7, 7, 8))
    assert np.abs(first - again).max() == 0
    assert np.abs(first - other).mean() > 2


@pytest.mark.parametrize(("build", "tall"), [(man(), 2304), (woman(), 2304)])
def test_a_film_has_2048_columns_and_about_a_fifth_of_a_millimetre_a_pixel(build: Build, tall: int) -> None:
    grid = frame(build)
    assert (grid.width, grid.height) == (2048, tall)
    assert 0.16 < grid.mm < 0.2


def test_a_womans_breasts_veil_the_lower_zones_and_a_man_has_none() -> None:
    flat, full = (anatomy(frame(man(), SMALLER), 5, man(breasts=size)) for size in (0.0, 1.0))
    more = full.body - flat.body
    for key in ("right-lower-zone", "left-lower-zone"):
        c0, r0, c1, r1 = flat.zones[key].pixels(flat.grid)
        assert more[r0:r1, c0:c1].mean() > 10
    c0, r0, c1, r1 = flat.zones["right-upper-zone"].pixels(flat.grid)
    assert more[r0:r1, c0:c1].mean() < 3


def test_no_rim_runs_along_a_strong_edge_when_a_film_is_developed() -> None:
    """A lung beside a heart, 1.5 apart in density: neither side may dip or swell where they meet."""
    grid = Grid(256, 64, 1.0)
    signal = np.where(grid.x < 0, 1.6, 3.1) + grid.zeros()
    grey = develop(grid, grid.blur(signal, 0.8), Exposure())[32]
    assert grey[4:120].min() > grey[4] - 4
    assert grey[136:252].max() < grey[252] + 4
    assert grey[252] - grey[4] > 80


def test_weak_detail_gains_contrast_when_a_film_is_developed() -> None:
    grid = Grid(256, 64, 1.0)
    faint, strong = (
        np.ptp(develop(grid, 2.2 + high * np.exp(-((grid.x / 2) ** 2)) + grid.zeros(), Exposure())[32])
        for high in (0.02, 0.04)
    )
    assert 1.8 < strong / faint < 2.2
    assert faint > 0.02 * 100 * 1.5


def test_a_full_film_is_a_file_of_at_most_sixteen_hundred_kilobytes() -> None:
    file = io.BytesIO()
    person, exposure = anatomy(frame(woman()), 28, woman()), Exposure(quanta=120_000, step=2)
    label(film_of(person, exposure), marks(person.grid)).save(file, "PNG", optimize=True)
    assert len(file.getvalue()) < 1_600_000


def test_a_normal_lung_shows_lines_where_a_miliary_one_shows_dots() -> None:
    """A dot is a pixel that stands out of every side of a ring round it; a line leaves the ring at two places."""
    person = anatomy(frame(man(), 768), 28, man())

    seeds = person.grid.zeros()
    rng = np.random.default_rng(1)
    rows, columns = rng.integers(0, seeds.shape[0], 9000), rng.integers(0, seeds.shape[1], 9000)
    seeds[rows, columns] = 1.0
    grains = person.grid.blur(seeds, 0.6)
    miliary = np.where(person.lungs > 20, 2.0 * grains / np.quantile(grains[rows, columns], 0.5), 0.0)

    def dots(nodules: Map | None) -> int:
        grey = film_of(person, Exposure(quanta=200_000), nodules)
        c0, r0, c1, r1 = person.zones["right-mid-zone"].pixels(person.grid)
        ring = [(i, j) for i in range(-4, 5) for j in range(-4, 5) if 3 <= np.hypot(i, j) < 4.5]
        round_it = np.max([grey[r0 + i : r1 + i, c0 + j : c1 + j] for i, j in ring], axis=0)
        return int((grey[r0:r1, c0:c1] - round_it > 5).sum())

    assert dots(None) * 6 < dots(miliary)
