"""Moving about on a picture: pure, clamped, and always back to the whole."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, strategies as st
from PIL import Image

from miliary_chat.picture.picture import Picture, Region
from miliary_chat.picture.problem import PictureError
from miliary_chat.picture.values import GREYS, hounsfield
from miliary_chat.picture.view import SMALLEST, View, fill, look_at, moved_to, pan, scrolled, whole, zoom
from miliary_chat.picture.window import NAMES, NARROWEST, ON_CT, ON_FILM, Window, shifted
from miliary_chat.picture.windowing import preset

PICTURE = Picture.of(Image.new("L", (1000, 1200)), 0.34)

moves = st.lists(
    st.one_of(
        st.tuples(st.just("zoom"), st.floats(0.1, 10), st.floats(0, 1), st.floats(0, 1)),
        st.tuples(st.just("pan"), st.floats(-3, 3), st.floats(-3, 3), st.just(0.0)),
        st.tuples(st.just("fill"), st.integers(1, 300), st.integers(1, 100), st.just(0)),
    ),
    max_size=12,
)


def moved(view: View, steps: list[tuple[str, float, float, float]]) -> View:
    for kind, a, b, c in steps:
        match kind:
            case "zoom":
                view = zoom(PICTURE, view, a, (b, c))
            case "pan":
                view = pan(PICTURE, view, a, b)
            case _:
                view = fill(PICTURE, view, int(a), int(b))
    return view


@given(moves)
def test_no_way_of_moving_leaves_the_picture(steps: list[tuple[str, float, float, float]]) -> None:
    x0, y0, x1, y1 = moved(whole(PICTURE), steps).box
    assert 0 <= x0 < x1 <= 1000 + 1e-6
    assert 0 <= y0 < y1 <= 1200 + 1e-6


@given(moves)
def test_zooming_far_out_comes_back_to_the_whole_from_anywhere(steps: list[tuple[str, float, float, float]]) -> None:
    assert zoom(PICTURE, moved(whole(PICTURE), steps), 1e-6).box == PICTURE.box


@given(st.floats(1, 8), st.floats(0.2, 0.8), st.floats(0.2, 0.8))
def test_the_point_under_the_cursor_keeps_its_place_when_zooming_in(factor: float, fx: float, fy: float) -> None:
    view = zoom(PICTURE, whole(PICTURE), factor, (fx, fy))
    x0, y0, x1, y1 = view.box
    assert math.isclose(x0 + fx * (x1 - x0), fx * 1000, abs_tol=1e-6)
    assert math.isclose(y0 + fy * (y1 - y0), fy * 1200, abs_tol=1e-6)


def test_zooming_in_stops_at_a_handful_of_pixels() -> None:
    x0, y0, x1, y1 = zoom(PICTURE, whole(PICTURE), 1e9).box
    assert min(x1 - x0, y1 - y0) == pytest.approx(SMALLEST)


def test_panning_against_the_edge_stays_there() -> None:
    corner = pan(PICTURE, zoom(PICTURE, whole(PICTURE), 4), 99, 99)
    assert corner.box == (750, 900, 1000, 1200)
    assert pan(PICTURE, corner, 0.5, 0.5) == corner


def test_moving_keeps_window_and_inversion() -> None:
    view = View(PICTURE.box, ON_FILM["bone"], invert=True)
    there = moved(view, [("zoom", 4, 0.3, 0.3), ("pan", 0.5, 0, 0)])
    assert (there.window, there.invert) == (ON_FILM["bone"], True)


@pytest.mark.parametrize(
    ("box", "seen"),
    [
        ((100, 200, 300, 400), (100, 200, 300, 400)),
        ((900, 1100, 1100, 1300), (800, 1000, 1000, 1200)),
        ((-50, -50, 50, 50), (0, 0, 100, 100)),
        ((0, 0, 5000, 5000), (0, 0, 1000, 1200)),
        ((5000, 5000, 5100, 5100), (900, 1100, 1000, 1200)),
    ],
)
def test_a_region_that_leaves_the_picture_is_shown_as_far_as_it_goes(
    box: tuple[float, float, float, float], seen: tuple[float, float, float, float]
) -> None:
    assert look_at(PICTURE, Region("r", "a region", box)).box == seen


def test_a_region_without_any_lung_is_shown_in_the_whole_lung_window() -> None:
    assert look_at(PICTURE, Region("r", "a region", (0, 0, 50, 50), "lung")).window == ON_FILM["lung"]


def test_filling_a_wide_pane_shows_the_neighbourhood_and_loses_nothing() -> None:
    assert fill(PICTURE, View((400, 500, 600, 700), PICTURE.window), 80, 40).box == (300, 500, 700, 700)


def test_an_unknown_window_names_those_there_are() -> None:
    with pytest.raises(PictureError, match="film, lung, soft, bone"):
        preset(PICTURE, "liver")


@pytest.mark.parametrize(("low", "high"), [(10, 10), (20, 10), (0, math.inf), (math.nan, 10)])
def test_a_window_that_shows_nothing_is_refused(low: float, high: float) -> None:
    with pytest.raises(PictureError):
        Window(low, high)


@given(st.sampled_from(sorted(ON_FILM)), st.integers(-400, 400), st.integers(-400, 400))
def test_a_shifted_window_is_always_one_that_can_be_shown(name: str, level: int, width: int) -> None:
    window = shifted(ON_FILM[name], GREYS.range, level=level, width=width)
    assert GREYS.range.low <= window.level <= GREYS.range.high
    assert NARROWEST * GREYS.range.width <= window.width <= GREYS.range.width


@pytest.mark.parametrize(
    ("value", "grey"), [(-2000, 0), (-1350, 0), (-600, 128), (150, 255), (1000, 255), (-870, 82), (40, 236)]
)
def test_a_ct_is_shown_in_hounsfield_units(value: float, grey: int) -> None:
    values = hounsfield(-1024, 8)
    factor, offset = values.to_grey(ON_CT["lung"])
    sample = (value - values.black) / values.step
    assert min(255, max(0, round(factor * sample + offset))) == grey


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"film"}))
def test_a_film_of_more_bits_has_the_same_windows_in_its_own_range(name: str) -> None:
    dark = replace(PICTURE, window=Window(10, 61))
    window, usual = preset(dark, name), preset(PICTURE, name)
    assert window.low == pytest.approx(10 + usual.low / 5)
    assert window.width == pytest.approx(usual.width / 5)


def test_a_region_of_a_stack_is_on_its_own_slice_and_one_without_stays_where_one_is() -> None:
    stack = Picture.of([Image.new("L", (50, 50), level) for level in (10, 20, 30)])
    assert look_at(stack, Region("r", "a region", (0, 0, 9, 9), frame=2), 0).frame == 2
    assert look_at(stack, Region("r", "a region", (0, 0, 9, 9)), 1).frame == 1
    assert look_at(stack, Region("r", "a region", (0, 0, 9, 9), frame=9)).frame == 2


@given(st.integers(-50, 50))
def test_scrolling_ends_at_the_first_and_the_last_slice(frame: int) -> None:
    stack = Picture.of([Image.new("L", (5, 5))] * 4)
    assert scrolled(stack, frame) == min(max(frame, 0), 3)


@given(st.floats(0, 1000), st.floats(0, 1200))
def test_the_view_follows_a_point_and_no_further(x: float, y: float) -> None:
    view = View((400, 400, 600, 700), PICTURE.window)
    x0, y0, x1, y1 = moved_to(PICTURE, view, (x, y)).box
    assert (x1 - x0, y1 - y0) == pytest.approx((200, 300))
    assert x0 - 1e-6 <= x <= x1 + 1e-6
    assert y0 - 1e-6 <= y <= y1 + 1e-6
    if 400 <= x <= 600 and 400 <= y <= 700:
        assert (x0, y0) == (400, 400)
