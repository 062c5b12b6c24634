"""A view becomes pixels and cells: right size, right place, averaged, and the words under it."""

import pytest
from hypothesis import given, strategies as st
from PIL import Image, ImageStat

from miliary_chat.picture.caption import ScaleBar, caption, magnification, mm_per_cell, place, scale_bar
from miliary_chat.picture.picture import Picture, Region
from miliary_chat.picture.render import halfblocks, render
from miliary_chat.picture.view import View, look_at, whole
from miliary_chat.picture.window import Window

FILM = Picture(Image.new("L", (1024, 1200), 180), 0.34)
MID = Region("right-mid-zone", "right mid zone", (175, 450, 365, 640), "lung")


@given(st.integers(1, 120), st.integers(1, 60), st.integers(1, 90), st.integers(1, 90))
def test_a_rendering_has_exactly_the_pixels_of_its_cells(cols: int, rows: int, width: int, height: int) -> None:
    picture = Picture(Image.new("L", (width, height), 99))
    assert render(picture, whole(picture), cols, rows).size == (cols, 2 * rows)


@pytest.mark.parametrize(
    ("size", "cells", "filled"),
    [
        ((100, 100), (80, 40), (0, 0, 80, 80)),
        ((100, 50), (80, 40), (0, 20, 80, 60)),
        ((50, 100), (80, 40), (20, 0, 60, 80)),
        ((100, 100), (160, 40), (40, 0, 120, 80)),
    ],
)
def test_the_aspect_is_kept_between_black_borders(
    size: tuple[int, int], cells: tuple[int, int], filled: tuple[int, int, int, int]
) -> None:
    picture = Picture(Image.new("L", size, 255))
    assert render(picture, whole(picture), *cells).getbbox() == filled


def test_every_pixel_is_the_mean_of_the_area_it_covers() -> None:
    checks = Image.new("L", (160, 160))
    checks.putdata([255 * ((x + y) % 2) for y in range(160) for x in range(160)])
    picture = Picture(checks)
    low, high = render(picture, whole(picture), 40, 20).getextrema()
    assert 126 <= low <= high <= 129


def test_no_single_bright_pixel_is_ever_lost_between_samples() -> None:
    for at in range(0, 97, 7):
        dark = Image.new("L", (97, 97))
        dark.putpixel((at, at), 255)
        picture = Picture(dark)
        assert render(picture, whole(picture), 20, 10).getextrema()[1] > 0


def test_the_mean_of_a_picture_survives_resampling() -> None:
    picture = Picture(Image.effect_noise((640, 640), 80))
    drawn = render(picture, whole(picture), 80, 40)
    assert ImageStat.Stat(drawn).mean[0] == pytest.approx(ImageStat.Stat(picture.image).mean[0], abs=0.6)


def test_a_window_and_inversion_are_applied_to_the_view_but_not_to_the_borders() -> None:
    view = View((0, 0, 1024, 1200), Window(100, 200), invert=True)
    drawn = render(FILM, view, 80, 40)
    assert drawn.getpixel((40, 40)) == 255 - 204
    assert drawn.getpixel((0, 0)) == 0


def test_the_same_view_gives_the_same_pixels_every_time() -> None:
    picture = Picture(Image.radial_gradient("L"))
    view = View((10.5, 20.25, 90.75, 100.5))
    assert render(picture, view, 80, 40).tobytes() == render(picture, view, 80, 40).tobytes()


@pytest.mark.parametrize(("cols", "rows"), [(0, 10), (10, 0), (-1, 5)])
def test_no_cells_is_a_mistake_of_the_caller(cols: int, rows: int) -> None:
    with pytest.raises(ValueError, match="at least one cell"):
        render(FILM, whole(FILM), cols, rows)


def test_a_cell_holds_the_upper_and_the_lower_pixel() -> None:
    image = Image.new("L", (2, 4))
    image.putdata([1, 2, 3, 4, 5, 6, 7, 8])
    assert halfblocks(image) == [
        [((1, 1, 1), (3, 3, 3)), ((2, 2, 2), (4, 4, 4))],
        [((5, 5, 5), (7, 7, 7)), ((6, 6, 6), (8, 8, 8))],
    ]


def test_colour_stays_colour_in_its_cells() -> None:
    picture = Picture(Image.new("RGB", (8, 8), (200, 30, 10)))
    assert halfblocks(render(picture, whole(picture), 4, 2))[0][0] == ((200, 30, 10), (200, 30, 10))


def test_an_odd_number_of_rows_makes_no_cells() -> None:
    with pytest.raises(ValueError, match="even number"):
        halfblocks(Image.new("L", (4, 3)))


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (whole(FILM), "whole film · 5.1 mm a pixel"),
        (look_at(FILM, MID), "right mid zone · 6x · 0.8 mm a pixel"),
        (View((0, 0, 512, 600)), "detail · 2.0x · 2.6 mm a pixel"),
        (View((0, 0, 16, 16)), "detail · 75x · 0.07 mm a pixel"),
        (View(FILM.box, invert=True), "whole film · 5.1 mm a pixel · inverted"),
    ],
)
def test_the_caption_says_where_and_how_large(view: View, words: str) -> None:
    assert caption(FILM, view, 80, 40, [MID]) == words


def test_without_a_known_scale_nothing_is_said_about_millimetres() -> None:
    unknown = Picture(FILM.image)
    assert caption(unknown, whole(unknown), 80, 40) == "whole film"
    assert mm_per_cell(unknown, whole(unknown), 80, 40) is None
    assert scale_bar(unknown, whole(unknown), 80, 40) is None


def test_of_two_regions_the_smaller_one_names_the_place() -> None:
    lung = Region("right-lung", "right lung", (100, 200, 420, 900))
    assert place(FILM, look_at(FILM, MID), [lung, MID]) == "right mid zone"


@pytest.mark.parametrize(
    ("view", "bar"),
    [(whole(FILM), ScaleBar(100, 20)), (look_at(FILM, MID), ScaleBar(20, 25)), (View((0, 0, 16, 16)), ScaleBar(1, 15))],
)
def test_the_scale_bar_is_the_longest_round_one_within_a_third(view: View, bar: ScaleBar) -> None:
    assert scale_bar(FILM, view, 80, 40) == bar


def test_magnification_counts_from_the_whole_picture() -> None:
    assert magnification(FILM, View((0, 0, 256, 300)), 80, 40) == pytest.approx(4)
