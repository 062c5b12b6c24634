"""The picture pane: where one looks, by keys and by the tutor's finger."""

import io
from dataclasses import replace

import pytest
from PIL import Image
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from miliary_chat.case.model import Case
from miliary_chat.dialogue.script import Script
from miliary_chat.tui.film import Film, load_film
from miliary_chat.tui.viewer.pane import PicturePane


def png(grey: int) -> bytes:
    """A film of one grey, 100 by 120 pixels, with a bright spot at the top left."""
    image = Image.new("L", (100, 120), grey)
    image.paste(250, (0, 0, 20, 20))
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


@pytest.fixture
def case(script: Script) -> Case:
    """The small case."""
    return next(iter(script.cases.values()))


class Room(App[None]):
    """One pane, 60 by 30."""

    CSS = "PicturePane { width: 60; height: 30; }"

    def __init__(self, film: Film, other: Film | None = None, *, cells: bool = True, may_tell: bool = True) -> None:
        super().__init__()
        self.pane = PicturePane(cells=cells)
        self._films, self._may_tell = (film, other), may_tell

    def compose(self) -> ComposeResult:
        """The pane."""
        yield self.pane

    def on_mount(self) -> None:
        """Put the film up."""
        self.pane.show(*self._films, may_tell=self._may_tell)
        self.pane.focus()


def told(pane: PicturePane) -> str:
    """Everything on the pane that is not a half-block."""
    lines = [pane.render_line(y).text for y in range(pane.size.height)]
    return "\n".join(line for line in lines if "▀" not in line)


def shades(pane: PicturePane) -> set[int]:
    """The greys of the half-blocks."""
    segments = [segment for y in range(pane.size.height) for segment in pane.render_line(y) if "▀" in segment.text]
    return {style.color.triplet.red for segment in segments if (style := segment.style) and style.color}


async def look(pilot: Pilot[None], *keys: str) -> tuple[float, float, float, float]:
    """The box that is looked at after these keys, rounded."""
    await pilot.press(*keys)
    view = pilot.app.pane.look.view
    return tuple(round(side, 1) for side in view.box)


async def test_a_film_is_drawn_in_its_greys_with_its_caption_and_its_places(case: Case) -> None:
    app = Room(load_film(case, "film", png(60)))
    async with app.run_test(size=(60, 30)) as pilot:
        await pilot.pause()
        assert {60, 250} <= shades(app.pane)
        assert "whole film · 2.1 mm a pixel" in told(app.pane)
        assert "1 right apex   2 right base" in told(app.pane)


async def test_keys_go_to_places_and_back(case: Case) -> None:
    async with Room(load_film(case, "film", png(60))).run_test(size=(60, 30)) as pilot:
        assert await look(pilot, "1") == (0, 0, 40, 40)
        assert await look(pilot, "z") == (60, 80, 100, 120)
        assert await look(pilot, "z") == (0, 0, 100, 120)
        assert await look(pilot, "2", "0") == (0, 0, 100, 120)
        assert await look(pilot, "9") == (0, 0, 100, 120)


async def test_keys_zoom_and_pan_and_never_leave_the_film(case: Case) -> None:
    async with Room(load_film(case, "film", png(60))).run_test(size=(60, 30)) as pilot:
        near = await look(pilot, "plus")
        assert near[2] - near[0] < 100
        right = await look(pilot, "right")
        assert right[0] > near[0]
        assert (await look(pilot, *["left"] * 20))[0] == 0
        assert await look(pilot, *["minus"] * 5) == (0, 0, 100, 120)


async def test_inverting_makes_black_of_white(case: Case) -> None:
    app = Room(load_film(case, "film", png(60)))
    async with app.run_test(size=(60, 30)) as pilot:
        await pilot.press("i")
        assert {195, 5} <= shades(app.pane)
        assert "inverted" in told(app.pane)


async def test_the_lungs_get_more_contrast_where_one_looks_and_the_film_its_own_again(case: Case) -> None:
    app = Room(load_film(case, "film", png(60)))
    async with app.run_test(size=(60, 30)) as pilot:
        before = await look(pilot, "plus")
        own = shades(app.pane)
        assert await look(pilot, "w") == before, "where one looks stays"
        assert app.pane.look.view.window != app.pane.look.film.picture.window
        await pilot.press("w")
        assert app.pane.look.view.window == app.pane.look.film.picture.window
        assert shades(app.pane) == own


async def test_the_film_to_compare_with_is_shown_at_the_same_place_and_goes_when_one_leaves(case: Case) -> None:
    app = Room(load_film(case, "film", png(60)), load_film(case, "normal", png(120)))
    async with app.run_test(size=(60, 30)) as pilot:
        assert await look(pilot, "2", "c") == (60, 80, 100, 120)
        assert 120 in shades(app.pane)
        assert "A normal film" in told(app.pane)
        app.pane.settle()
        assert app.pane.look.shown.id == "film"


async def test_a_film_that_is_put_up_again_while_the_other_is_looked_at_can_still_be_gone_back_to(case: Case) -> None:
    film, other = load_film(case, "film", png(60)), load_film(case, "normal", png(120))
    app = Room(film, other)
    async with app.run_test(size=(60, 30)) as pilot:
        await pilot.press("c")
        app.pane.show(film, other)
        assert app.pane.look.shown.id == "normal"
        await pilot.press("c")
        assert app.pane.look.shown.id == "film"
        await pilot.press("c")
        app.pane.show(film, other)
        app.pane.settle()
        assert app.pane.look.shown.id == "film"


async def test_the_places_of_the_film_hold_for_the_one_to_compare_with(case: Case) -> None:
    app = Room(load_film(case, "film", png(60)), load_film(case, "normal", png(120)))
    async with app.run_test(size=(60, 30)) as pilot:
        assert await look(pilot, "c", "2") == (60, 80, 100, 120)
        assert app.pane.look.shown.id == "normal"


async def test_a_place_is_shown_close_enough_for_single_nodules_and_moving_starts_from_there(case: Case) -> None:
    film = load_film(case, "film", png(60))
    wide = replace(film, picture=replace(film.picture, mm_per_pixel=2.0))
    app = Room(wide)
    async with app.run_test(size=(60, 30)) as pilot:
        await pilot.press("2")
        await pilot.pause()
        assert "0.9 mm a pixel" in told(app.pane)
        await pilot.press("minus")
        await pilot.pause()
        assert "1.4 mm a pixel" in told(app.pane)


async def test_words_that_are_longer_than_the_pane_can_be_read_to_their_end(case: Case) -> None:
    film = load_film(case, "film", None)
    long = replace(film, full=" ".join(f"word{number}" for number in range(400)), neutral=None)
    app = Room(long)
    async with app.run_test(size=(60, 30)) as pilot:
        assert "word399" not in told(app.pane)
        await pilot.press(*["down"] * 40)
        assert "word399" in told(app.pane)
        await pilot.press(*["up"] * 40)
        assert "word0 " in told(app.pane)


async def test_the_film_in_words(case: Case) -> None:
    app = Room(load_film(case, "film", png(60)))
    async with app.run_test(size=(60, 30)) as pilot:
        await pilot.press("d")
        assert "Dots everywhere." in told(app.pane)
        await pilot.press("d")
        assert "Dots everywhere." not in told(app.pane)


async def test_words_that_would_give_an_answer_away_are_not_told(case: Case) -> None:
    app = Room(load_film(case, "film", None), may_tell=False)
    async with app.run_test(size=(60, 30)) as pilot:
        await pilot.pause()
        assert "A chest from the front." in told(app.pane)
        assert "Dots" not in told(app.pane)


@pytest.mark.parametrize(
    ("data", "why"), [(None, "film.png is missing"), (b"GIF89a", "not a PNG or JPEG"), (b"", "empty")]
)
async def test_a_film_that_cannot_be_shown_says_why_and_gives_its_words(
    case: Case, data: bytes | None, why: str
) -> None:
    app = Room(load_film(case, "film", data))
    async with app.run_test(size=(60, 30)) as pilot:
        await pilot.press("z", "plus", "right", "i", "0", "c")
        assert why in told(app.pane)
        assert "Dots everywhere." in told(app.pane)


async def test_without_graphics_there_are_words(case: Case) -> None:
    app = Room(load_film(case, "film", png(60)), cells=False)
    async with app.run_test(size=(60, 30)) as pilot:
        await pilot.pause()
        assert shades(app.pane) == set()
        assert "Dots everywhere." in told(app.pane)


@pytest.mark.parametrize("size", [(1, 1), (5, 2), (12, 4), (60, 3)])
async def test_a_pane_that_is_far_too_small_does_not_fail(case: Case, size: tuple[int, int]) -> None:
    app = Room(load_film(case, "film", png(60)))
    async with app.run_test(size=size) as pilot:
        app.pane.styles.width, app.pane.styles.height = size
        await pilot.pause()
        assert app.pane.size == size
        assert all(app.pane.render_line(y).cell_length == size[0] for y in range(size[1]))


@pytest.mark.parametrize(
    ("name", "found"), [("apex", "apex"), ("Right Base", "base"), ("base", "base"), ("hilum", None)]
)
def test_a_place_is_found_by_its_id_its_label_or_a_word_of_it(case: Case, name: str, found: str | None) -> None:
    region = load_film(case, "film", png(60)).region(name)
    assert (region.id if region else None) == found
