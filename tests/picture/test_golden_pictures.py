"""The golden pictures: what the viewer shows of the shipped pictures stays what was looked at and found right."""

import pytest
from PIL import Image, ImageChops, ImageStat

from seen import GOLDEN, SEEN, seen

MEAN, MOST = 1.0, 24.0
"""Grey levels by which a picture may differ on the whole, and anywhere: other releases of Pillow round otherwise."""


@pytest.mark.parametrize("name", SEEN)
def test_a_picture_is_shown_as_it_was(name: str) -> None:
    now = seen(name)
    with Image.open(GOLDEN / f"{name}.png") as golden:
        assert now.size == golden.size
        difference = ImageChops.difference(now, golden.convert("RGB"))
    assert max(ImageStat.Stat(difference).mean) <= MEAN
    assert max(high for _, high in difference.getextrema()) <= MOST


def test_a_change_of_window_place_or_slice_would_be_noticed() -> None:
    """The tolerance is narrower than what it has to tell apart."""
    shown = {name: seen(name) for name in ("film-right-mid-zone", "film-flipped", "ct-fissure", "ct-last-slice")}
    for one, two in (("film-right-mid-zone", "film-flipped"), ("ct-fissure", "ct-last-slice")):
        both = [shown[name].resize((80, 80)) for name in (one, two)]
        assert max(ImageStat.Stat(ImageChops.difference(*both)).mean) > 4 * MEAN


def test_no_golden_picture_is_left_that_nothing_is_compared_with() -> None:
    assert {file.stem for file in GOLDEN.glob("*.png")} == set(SEEN)
