"""What the numbers advise: every band at both of its ends."""

from dataclasses import replace

import pytest

from miliary_chat.exam import advice
from miliary_chat.exam.analysis import ItemStatistics

LOOK = "look at the key"


@pytest.mark.parametrize(
    ("facility", "word"),
    [
        (None, None),
        (0, f"extremely hard: {LOOK}"),
        (5.4, f"extremely hard: {LOOK}"),
        (5.5, "very hard"),
        (10, "very hard"),
        (11, "hard"),
        (20, "hard"),
        (21, "rather hard"),
        (34, "rather hard"),
        (35, "about right"),
        (65, "about right"),
        (66, "fairly easy"),
        (80, "fairly easy"),
        (81, "easy"),
        (89, "easy"),
        (90, "very easy"),
        (94, "very easy"),
        (95, "extremely easy"),
        (100, "extremely easy"),
    ],
)
def test_how_hard_an_item_is(facility: float | None, word: str | None) -> None:
    assert advice.of_facility(facility) == word


@pytest.mark.parametrize(
    ("index", "word"),
    [
        (None, None),
        (-100, f"negative: {LOOK}"),
        (-1, f"negative: {LOOK}"),
        (-0.4, "very weak"),
        (0, "very weak"),
        (19.4, "very weak"),
        (20, "weak"),
        (29, "weak"),
        (30, "adequate"),
        (49, "adequate"),
        (50, "very good"),
        (100, "very good"),
    ],
)
def test_how_well_an_item_tells_candidates_apart(index: float | None, word: str | None) -> None:
    assert advice.of_discrimination(index) == word


@pytest.mark.parametrize(
    ("alpha", "word"),
    [
        (None, None),
        (-1e12, "unsatisfactory"),
        (63, "unsatisfactory"),
        (64, "fair"),
        (74, "fair"),
        (75, "satisfactory"),
        (100, "satisfactory"),
    ],
)
def test_how_far_the_items_measure_one_thing(alpha: float | None, word: str | None) -> None:
    assert advice.of_alpha(alpha) == word


@pytest.mark.parametrize(
    ("efficiency", "doubtful"), [(None, False), (-40, True), (14.9, True), (15, False), (80, False)]
)
def test_an_item_that_discriminates_far_less_than_it_could_is_doubtful(
    efficiency: float | None, doubtful: bool
) -> None:
    item = ItemStatistics("a", 1, 0, *[None] * 9)
    assert advice.is_doubtful(replace(item, discriminative_efficiency=efficiency)) is doubtful


@pytest.mark.parametrize("bands", [advice.FACILITY, advice.DISCRIMINATION, advice.ALPHA])
def test_bands_go_down_and_the_last_takes_all_that_is_left(bands: advice.Bands) -> None:
    starts = [start for start, _ in bands]
    assert starts == sorted(set(starts), reverse=True)
    assert starts[-1] == float("-inf")
