"""The picture pane: where one looks, by keys and by the tutor's finger."""

import io
import random
from dataclasses import replace

import pytest
from PIL import Image
from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from miliary_chat.case.model import Case
from miliary_chat.dialogue.script import Script
from miliary_chat.picture.calliper import Calliper
from miliary_chat.picture.caption import windowed
from miliary_chat.picture.overlay import OUTLINE
from miliary_chat.picture.picture import Picture, Region
from miliary_chat.picture.values import hounsfield
from miliary_chat.picture.window import ON_CT
from miliary_chat.tui.film import Film, load_film
from miliary_chat.tui.viewer.graphics import HALF, WORDS, Graphics
from miliary_chat.tui.viewer.keys import VIEWER_KEYS
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

    def __init__(
        self, film: Film, other: Film | None = None, *, graphics: Graphics = HALF, may_tell: bool = True
    ) -> None:
        super().__init__()
        self.pane = PicturePane(graphics=graphics)
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
    """The box that is really seen after these keys, rounded."""
    await pilot.press(*keys)
    view = pilot.app.pane.seen
    return tuple(round(side, 1) for side in view.box)


async def test_a_film_is_drawn_in_its_greys_with_its_caption_and_its_places(case: Case) -> None:
    app = Room(load_film(case, "film", png(60)))
    async with app.run_test(size=(60, 30)) as pilot:
        await pilot.pause()
        assert {60, 251} <= shades(app.pane)
        assert "whole film · 2.2 mm a pixel · too coarse for small nodules" in told(app.pane)
        assert "1 right apex   2 right base" in told(app.pane)


async def test_keys_go_to_places_and_back(case: Case) -> None:
    async with Room(load_film(case, "film", png(60))).run_test(size=(60, 30)) as pilot:
        apex = await look(pilot, "1")
        assert apex[:2] == (0, 0)
        assert all(40 < side < 60 for side in apex[2:]), "the place, a margin, and what the pane's shape adds"
        base = await look(pilot, "z")
        assert base[2:] == (100, 120)
        assert base[0] < 60
        assert base[1] < 80
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
        assert {195, 4} <= shades(app.pane)
        assert "inverted" in told(app.pane)


async def test_a_key_goes_through_the_windows_and_ends_with_the_films_own(case: Case) -> None:
    app = Room(load_film(case, "film", png(60)))
    async with app.run_test(size=(60, 30)) as pilot:
        before = await look(pilot, "plus")
        own = shades(app.pane)
        seen = []
        for _ in range(3):
            assert await look(pilot, "w") == before, "where one looks stays"
            seen.append(windowed(app.pane.look.film.picture, app.pane.look.view))
        assert seen == ["lung window", "soft tissue window", "bone window"]
        await pilot.press("w")
        assert app.pane.look.view.window == app.pane.look.film.picture.window
        assert shades(app.pane) == own


@pytest.mark.parametrize(
    ("keys", "told_"),
    [
        (["shift+up"], "level 89, width 255"),
        (["shift+right"] * 2, "level 128, width 184"),
        (["shift+right", "shift+right", "shift+left"], "level 128, width 212"),
        (["shift+right"] * 30, "level 128, width 16"),
        (["shift+left"] * 5, "a pixel"),
        (["J", "L", "H", "K"], "level"),
    ],
)
async def test_narrow_steps_of_brightness_and_contrast_by_keys(case: Case, keys: list[str], told_: str) -> None:
    app = Room(load_film(case, "film", png(60)))
    async with app.run_test(size=(100, 30)) as pilot:
        app.pane.styles.width = 100
        await pilot.press(*keys)
        await pilot.pause()
        assert told_ in told(app.pane)


async def test_the_film_to_compare_with_is_shown_at_the_same_place_and_goes_when_one_leaves(case: Case) -> None:
    app = Room(load_film(case, "film", png(60)), load_film(case, "normal", png(120)))
    async with app.run_test(size=(60, 30)) as pilot:
        there = await look(pilot, "2")
        assert await look(pilot, "c") == there
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
        assert (await look(pilot, "c", "2"))[2:] == (100, 120)
        assert app.pane.look.place == "base"
        assert app.pane.look.shown.id == "normal"


async def test_a_place_is_shown_close_enough_for_single_nodules_and_moving_starts_from_there(case: Case) -> None:
    film = load_film(case, "film", png(60))
    lung = tuple(replace(region, window="lung") for region in film.regions)
    wide = replace(film, picture=replace(film.picture, mm_per_pixel=2.0), regions=lung)
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
    long = replace(film, full=" ".join(f"word{number}" for number in range(200)), neutral=None)
    app = Room(long)
    async with app.run_test(size=(60, 30)) as pilot:
        assert "word199" not in told(app.pane)
        await pilot.press(*["down"] * 20)
        assert "word199" in told(app.pane)
        await pilot.press(*["up"] * 20)
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
    ("data", "why"), [(None, "film.png is missing"), (b"GIF89a", "is a GIF, not a PNG"), (b"", "empty")]
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
    app = Room(load_film(case, "film", png(60)), graphics=WORDS)
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


def stack(case: Case, slices: int = 5) -> Film:
    """A stack of slices, each of its own grey, 2 mm a pixel."""
    film = load_film(case, "film", png(60))
    slices_ = [Image.new("L", (100, 120), 40 * number) for number in range(1, slices + 1)]
    node = Region("node", "a node", (40, 40, 60, 60), frame=3)
    return replace(film, picture=Picture.of(slices_, 2.0), regions=(node,))


async def test_keys_and_the_wheel_go_through_the_slices_of_a_stack_and_stop_at_its_ends(case: Case) -> None:
    app = Room(stack(case))
    async with app.run_test(size=(60, 30)) as pilot:
        await pilot.pause()
        assert "slice 1 of 5" in told(app.pane)
        await pilot.press("full_stop", "pagedown")
        assert (app.pane.seen.frame, 120 in shades(app.pane)) == (2, True)
        app.pane.post_message(wheel(events.MouseScrollDown))
        await pilot.pause()
        assert app.pane.seen.frame == 3
        await pilot.press(*["full_stop"] * 9)
        assert "slice 5 of 5" in told(app.pane)
        await pilot.press(*["comma"] * 9)
        assert app.pane.seen.frame == 0
        await pilot.press("1")
        assert app.pane.seen.frame == 3, "a place of a stack is on its own slice"
        await pilot.press("full_stop", "0")
        assert app.pane.seen.frame == 4, "the whole slice: one does not lose one's way in the stack"


def wheel(kind: type[events.MouseEvent], x: int = 30, y: int = 10, **keys: bool) -> events.MouseEvent:
    """A turn of the wheel over a cell of the pane."""
    held = {"shift": False, "meta": False, "ctrl": False} | keys
    return kind(None, x, y, 0, 0, 0, **held)


@pytest.mark.parametrize(("x", "y"), [(10, 5), (30, 12), (50, 20)])
async def test_the_wheel_zooms_about_the_point_under_it(case: Case, x: int, y: int) -> None:
    app = Room(load_film(case, "film", png(60)))
    async with app.run_test(size=(60, 30)) as pilot:
        await pilot.press("plus", "plus")
        before = app.pane.point_at(x, y)
        app.pane.post_message(wheel(events.MouseScrollUp, x, y))
        await pilot.pause()
        assert app.pane.point_at(x, y) == pytest.approx(before, abs=1.5)
        assert app.pane.seen.box[2] - app.pane.seen.box[0] < 60


async def test_dragging_changes_contrast_and_brightness_and_dragging_with_the_right_button_moves(case: Case) -> None:
    app = Room(load_film(case, "film", png(60)))
    async with app.run_test(size=(60, 30)) as pilot:
        await pilot.press("plus", "plus")
        window, box = app.pane.look.view.window, app.pane.seen.box
        await pilot.mouse_down(app.pane, offset=(20, 10))
        await pilot.hover(app.pane, offset=(30, 10))
        await pilot.mouse_up(app.pane, offset=(30, 10))
        await pilot.hover(app.pane, offset=(40, 15))
        narrower = app.pane.look.view.window
        assert narrower.width < window.width
        assert narrower.level == window.level
        assert app.pane.seen.box == box
        app.pane.post_message(button(events.MouseDown, 20, 10))
        app.pane.post_message(button(events.MouseMove, 10, 10))
        app.pane.post_message(button(events.MouseUp, 10, 10))
        await pilot.pause()
        assert app.pane.look.view.window == narrower
        assert app.pane.seen.box[0] > box[0]


def button(kind: type[events.MouseEvent], x: int, y: int) -> events.MouseEvent:
    """The right button over a cell of the pane."""
    return kind(None, x, y, 0, 0, 3, False, False, False)


async def test_the_name_of_a_place_can_be_clicked(case: Case) -> None:
    app = Room(load_film(case, "film", png(60)))
    async with app.run_test(size=(60, 30)) as pilot:
        await pilot.pause()
        row = next(y for y in range(30) if "right base" in app.pane.render_line(y).text)
        column = app.pane.render_line(row).text.index("right base") + 3
        await pilot.click(app.pane, offset=(column, row))
        assert app.pane.look.place == "base"


async def test_callipers_measure_in_millimetres_by_keys_alone(case: Case) -> None:
    film = replace(load_film(case, "film", png(60)), regions=())
    app = Room(film)
    async with app.run_test(size=(60, 30)) as pilot:
        await pilot.press("m")
        assert "space sets the first point" in told(app.pane)
        await pilot.press("space", *["shift+right"] * 30)
        assert "30.0 mm" in told(app.pane)
        await pilot.press("space", "shift+right")
        assert "30.0 mm" in told(app.pane), "what was measured stays while the cross goes on"
        await pilot.press("space", *["shift+down"] * 4, *["shift+right"] * 3)
        assert "5.0 mm" in told(app.pane)
        await pilot.press("right")
        assert app.pane.look.calliper is not None
        await pilot.press("m")
        assert app.pane.look.calliper is None
        assert "mm a pixel" in told(app.pane)


async def test_without_a_known_scale_callipers_tell_pixels_and_say_so(case: Case) -> None:
    film = load_film(case, "film", png(60))
    app = Room(replace(film, picture=replace(film.picture, mm_per_pixel=None)))
    async with app.run_test(size=(60, 30)) as pilot:
        await pilot.press("m", "enter", *["shift+right"] * 12, "enter")
        assert "12 pixels (scale unknown)" in told(app.pane)


async def test_escape_puts_the_callipers_away_before_it_leaves(case: Case) -> None:
    app = Room(load_film(case, "film", png(60)))
    async with app.run_test(size=(60, 30)) as pilot:
        await pilot.press("m", "escape")
        assert app.pane.look.calliper is None
        assert app.pane.has_focus


async def test_on_a_ct_the_cross_tells_hounsfield_units(case: Case) -> None:
    film = stack(case)
    ct = replace(film, picture=replace(film.picture, values=hounsfield(-1024, 8), window=ON_CT["lung"]))
    app = Room(ct)
    async with app.run_test(size=(60, 30)) as pilot:
        await pilot.press("m")
        assert "-704 HU" in told(app.pane)
        await pilot.press("m", "w")
        assert windowed(ct.picture, app.pane.look.view) == "soft tissue window"


async def test_two_films_stand_beside_each_other_and_move_together(case: Case) -> None:
    app = Room(load_film(case, "film", png(60)), load_film(case, "normal", png(120)))
    async with app.run_test(size=(60, 30)) as pilot:
        await pilot.press("b")
        await pilot.pause()
        row = app.pane.render_line(10)
        greys = [{style.color.triplet.red for seg in part if (style := seg.style) and style.color and "▀" in seg.text}
                 for part in (row.crop(0, 29), row.crop(31, 60))]  # fmt: skip
        assert greys == [{60}, {120}]
        assert "A normal film" in told(app.pane)
        await pilot.press("plus")
        left, right = app.pane.drawing.sides
        assert left.view == right.view
        await pilot.press("b")
        assert len(app.pane.drawing.sides) == 1


async def test_a_place_that_is_pointed_at_is_outlined_and_says_how_much_it_is_enlarged(case: Case) -> None:
    app = Room(load_film(case, "film", png(60)))
    async with app.run_test(size=(60, 30)) as pilot:
        app.pane.point("base")
        await pilot.pause()
        assert outlined(app.pane)
        assert "right base · shown at" in told(app.pane)
        await pilot.press("minus")
        await pilot.pause()
        assert not outlined(app.pane)


def outlined(pane: PicturePane) -> bool:
    """Whether the colour of an outline is on the pane."""
    styles = [segment.style for y in range(pane.size.height) for segment in pane.render_line(y) if "▀" in segment.text]
    colours = {colour.triplet for style in styles if style for colour in (style.color, style.bgcolor) if colour}
    return OUTLINE in colours


async def test_a_measurement_does_not_depend_on_how_close_one_is(case: Case) -> None:
    film = load_film(case, "film", png(60))
    at = Calliper((10.0, 10.0)).set().put(film.picture, (40.0, 50.0)).set()
    lengths = set()
    app = Room(film)
    async with app.run_test(size=(60, 30)) as pilot:
        for _ in range(4):
            app.pane.take(replace(app.pane.look, calliper=at), may_tell=True)
            await pilot.press("plus")
            lengths.add(next(part for part in told(app.pane).split() if part == "50.0"))
    assert lengths == {"50.0"}


@pytest.mark.parametrize("kind", ["two films", "stack", "words"])
async def test_every_key_of_the_viewer_can_be_pressed_in_any_order(case: Case, kind: str) -> None:
    films = {
        "two films": (load_film(case, "film", png(60)), load_film(case, "normal", png(120))),
        "stack": (stack(case), None),
        "words": (load_film(case, "film", b""), None),
    }
    actions = [key.action for key in VIEWER_KEYS if key.action != "open"]
    app = Room(*films[kind])
    async with app.run_test(size=(60, 30)):
        for action in random.Random(kind).sample(actions * 6, len(actions) * 6):
            await app.run_action(action, app.pane)
            assert all(app.pane.render_line(y).cell_length == 60 for y in range(30))
        assert app.pane.look.film == films[kind][0]
