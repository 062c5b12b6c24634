"""Crops: large enough, in the region's window, within the picture, and nothing but pixels."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from miliary_chat.picture.crop import LONGEST, MARGIN, SHORTEST, crop
from miliary_chat.picture.picture import Picture, Region


def pixels(png: bytes) -> Image.Image:
    """The crop as an image."""
    return Image.open(io.BytesIO(png))


@pytest.mark.parametrize(
    ("size", "box", "shown"),
    [
        ((1000, 1200), (400, 400, 600, 600), (SHORTEST, SHORTEST)),  # enlarged
        ((1000, 1200), (0, 0, 500, 500), (700, 700)),  # as it is, with its margin
        ((3000, 2000), None, (LONGEST, 667)),  # reduced
        ((100, 120), None, (SHORTEST, 576)),
        ((4000, 10), None, (LONGEST, 2)),  # a strip: no side gets too long
    ],
)
def test_a_crop_can_be_read_and_is_not_too_large(
    size: tuple[int, int], box: tuple[int, int, int, int] | None, shown: tuple[int, int]
) -> None:
    region = Region("place", "a place", box) if box else None
    cut = crop(Picture.of(Image.new("L", size), 0.5), region)
    assert pixels(cut.png).size == shown


def test_a_region_keeps_its_surroundings_and_tells_how_wide_it_is() -> None:
    picture = Picture.of(Image.new("L", (1000, 1000)), 0.5)
    assert crop(picture, Region("place", "a place", (400, 400, 600, 600))).mm_wide == round(200 * MARGIN * 0.5)
    assert crop(picture).mm_wide == 500
    assert crop(replace(picture, mm_per_pixel=None)).mm_wide is None


def test_a_region_beyond_the_edge_is_cut_to_what_is_there() -> None:
    cut = crop(Picture.of(Image.new("RGB", (100, 100), "red"), 1.0), Region("place", "a place", (50, 50, 900, 900)))
    assert cut.mm_wide == 100
    assert pixels(cut.png).getpixel((0, 0)) == (255, 0, 0)


def test_a_crop_is_shown_in_the_window_of_its_region() -> None:
    film = Picture.of(Image.new("L", (100, 100), 40))
    assert pixels(crop(film, Region("place", "a place", (0, 0, 50, 50), "soft")).png).getpixel((0, 0)) == 0
    assert pixels(crop(film).png).getpixel((0, 0)) == 40


def test_the_same_crop_has_the_same_bytes_and_no_header_beyond_its_pixels() -> None:
    film = Picture.of(Image.effect_noise((300, 300), 60).convert("L"))
    assert crop(film).png == crop(film).png
    assert pixels(crop(film).png).info == {}
