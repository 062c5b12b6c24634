"""A view becomes pixels and cells: right size, right place, averaged, and the words under it."""

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st
from PIL import Image, ImageStat

from miliary_chat.picture.caption import ScaleBar, caption, is_coarse, magnification, mm_per_pixel, place, scale_bar
from miliary_chat.picture.picture import Picture, Region
from miliary_chat.picture.render import Raster, render
from miliary_chat.picture.values import hounsfield
from miliary_chat.picture.view import View, look_at, whole
from miliary_chat.picture.window import Window

FILM = Picture.of(Image.new("L", (1024, 1200), 180), 0.34)
MID = Region("right-mid-zone", "right mid zone", (175, 450, 365, 640), "lung")


@given(st.integers(1, 120), st.integers(1, 120), st.integers(1, 90), st.integers(1, 90))
def test_a_rendering_has_exactly_the_pixels_it_is_given(across: int, down: int, width: int, height: int) -> None:
    picture = Picture.of(Image.new("L", (width, height), 99))
    assert render(picture, whole(picture), across, down).size == (across, down)


@pytest.mark.parametrize(
    ("size", "pixels", "filled"),
    [
        ((100, 100), (80, 80), (0, 0, 80, 80)),
        ((100, 50), (80, 80), (0, 20, 80, 60)),
        ((50, 100), (80, 80), (20, 0, 60, 80)),
        ((100, 100), (160, 80), (40, 0, 120, 80)),
    ],
)
def test_the_aspect_is_kept_between_black_borders(
    size: tuple[int, int], pixels: tuple[int, int], filled: tuple[int, int, int, int]
) -> None:
    picture = Picture.of(Image.new("L", size, 255))
    assert render(picture, whole(picture), *pixels).getbbox() == filled


def test_every_pixel_is_the_mean_of_the_area_it_covers() -> None:
    checks = Image.new("L", (160, 160))
    checks.putdata([255 * ((x + y) % 2) for y in range(160) for x in range(160)])
    picture = Picture.of(checks)
    low, high = render(picture, whole(picture), 40, 40).getextrema()
    assert 126 <= low <= high <= 129


def test_no_single_bright_pixel_is_ever_lost_between_samples() -> None:
    for at in range(0, 97, 7):
        dark = Image.new("L", (97, 97))
        dark.putpixel((at, at), 255)
        picture = Picture.of(dark)
        assert render(picture, whole(picture), 20, 20).getextrema()[1] > 0


def test_the_mean_of_a_picture_survives_resampling() -> None:
    noise = Image.effect_noise((640, 640), 80)
    picture = Picture.of(noise)
    drawn = render(picture, whole(picture), 80, 80)
    assert ImageStat.Stat(drawn).mean[0] == pytest.approx(ImageStat.Stat(noise).mean[0], abs=0.6)


def test_a_window_and_inversion_are_applied_to_the_view_but_not_to_the_borders() -> None:
    view = View((0, 0, 1024, 1200), Window(100, 200), invert=True)
    drawn = render(FILM, view, 80, 80)
    assert drawn.getpixel((40, 40)) == 255 - 204
    assert drawn.getpixel((0, 0)) == 0


def test_the_same_view_gives_the_same_pixels_every_time() -> None:
    picture = Picture.of(Image.radial_gradient("L"))
    view = View((10.5, 20.25, 90.75, 100.5), picture.window)
    assert render(picture, view, 80, 80).tobytes() == render(picture, view, 80, 80).tobytes()


@pytest.mark.parametrize(("width", "height"), [(0, 10), (10, 0), (-1, 5)])
def test_no_pixel_is_a_mistake_of_the_caller(width: int, height: int) -> None:
    with pytest.raises(ValueError, match="at least one pixel"):
        render(FILM, whole(FILM), width, height)


def test_a_window_is_laid_over_means_that_kept_their_fractions() -> None:
    """Two levels apart, mixed one to three: a mean of whole levels would be black or white in a narrow window."""
    mixed = Image.new("L", (160, 160))
    mixed.putdata([100 + 2 * ((x % 2) * (y % 2)) for y in range(160) for x in range(160)])
    picture = Picture.of(mixed)
    drawn = render(picture, View(picture.box, Window(100, 116)), 20, 20)
    assert drawn.getextrema() == (8, 8)


def test_colour_stays_colour() -> None:
    picture = Picture.of(Image.new("RGB", (8, 8), (200, 30, 10)))
    assert render(picture, whole(picture), 4, 4).getpixel((0, 0)) == (200, 30, 10)
    assert render(picture, View(picture.box, picture.window, invert=True), 4, 4).getpixel((0, 0)) == (55, 225, 245)


@given(
    st.tuples(st.floats(0, 400), st.floats(0, 400), st.floats(20, 600), st.floats(20, 600)),
    st.integers(4, 200),
    st.integers(4, 200),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_a_point_of_the_screen_is_the_point_of_the_picture_that_is_drawn_there(
    box: tuple[float, float, float, float], width: int, height: int, across: float, down: float
) -> None:
    x, y, wide, high = box
    raster = Raster.of(View((x, y, x + wide, y + high), FILM.window), width, height)
    there = (x + across * wide, y + down * high)
    assert raster.to_picture(raster.to_screen(there)) == pytest.approx(there, abs=1e-6)


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (whole(FILM), "whole film · 5.1 mm a pixel"),
        (look_at(FILM, MID), "right mid zone · shown at 6x · 0.8 mm a pixel · lung window"),
        (View((0, 0, 512, 600), FILM.window), "detail · shown at 2.0x · 2.6 mm a pixel"),
        (View((0, 0, 16, 16), FILM.window), "detail · shown at 75x · 0.07 mm a pixel"),
        (View(FILM.box, FILM.window, invert=True), "whole film · 5.1 mm a pixel · inverted"),
    ],
)
def test_the_caption_says_where_and_how_large(view: View, words: str) -> None:
    assert caption(FILM, view, Raster.of(view, 80, 80), [MID]) == words


def test_without_a_known_scale_nothing_is_said_about_millimetres() -> None:
    unknown = replace(FILM, mm_per_pixel=None)
    raster = Raster.of(whole(unknown), 80, 80)
    assert caption(unknown, whole(unknown), raster) == "whole film"
    assert mm_per_pixel(unknown, raster) is None
    assert scale_bar(unknown, raster, 80) is None
    assert not is_coarse(unknown, raster)


@pytest.mark.parametrize(("view", "coarse"), [(whole(FILM), True), (look_at(FILM, MID), False)])
def test_it_is_known_where_small_nodules_run_together(view: View, coarse: bool) -> None:
    assert is_coarse(FILM, Raster.of(view, 80, 80)) is coarse


@pytest.mark.parametrize(
    ("window", "words"),
    [
        (Window(0, 255), ""),
        (Window(40, 215, "soft"), " · soft tissue window"),
        (Window(50, 150), " · level 100, width 100"),
    ],
)
def test_the_caption_names_the_window_unless_it_is_the_films_own(window: Window, words: str) -> None:
    view = View(FILM.box, window)
    assert caption(FILM, view, Raster.of(view, 80, 80)) == f"whole film · 5.1 mm a pixel{words}"


def test_a_slice_of_a_ct_says_which_it_is_and_its_units() -> None:
    stack = replace(Picture.of([Image.new("L", (512, 512))] * 12, 0.7), values=hounsfield(-1024, 8))
    view = View(stack.box, Window(-1000, 200), frame=4)
    words = "whole slice · 4.5 mm a pixel · slice 5 of 12 · level -400, width 1200 HU"
    assert caption(stack, view, Raster.of(view, 80, 80)) == words


def test_of_two_regions_the_smaller_one_names_the_place() -> None:
    lung = Region("right-lung", "right lung", (100, 200, 420, 900))
    assert place(FILM, look_at(FILM, MID), [lung, MID]) == "right mid zone"


@pytest.mark.parametrize(
    ("view", "bar"),
    [
        (whole(FILM), ScaleBar(100, 20)),
        (look_at(FILM, MID), ScaleBar(20, 25)),
        (View((0, 0, 16, 16), FILM.window), ScaleBar(1, 15)),
    ],
)
def test_the_scale_bar_is_the_longest_round_one_within_a_third(view: View, bar: ScaleBar) -> None:
    assert scale_bar(FILM, Raster.of(view, 80, 80), 80) == bar


def test_magnification_counts_from_the_whole_picture() -> None:
    assert magnification(FILM, Raster.of(View((0, 0, 256, 300), FILM.window), 80, 80)) == pytest.approx(4)
