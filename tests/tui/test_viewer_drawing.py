"""What a look comes to on the cells: sides, legend, pixels for terminals that draw them, and the copy for outside."""

import io
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st
from PIL import Image, ImageChops
from textual.app import App, ComposeResult

from miliary_chat.picture.overlay import LINE, OUTLINE
from miliary_chat.picture.picture import Picture, Region
from miliary_chat.picture.view import whole
from miliary_chat.tui.film import Film, film_of
from miliary_chat.tui.viewer import outside, pixels
from miliary_chat.tui.viewer.drawing import HALF, draw
from miliary_chat.tui.viewer.graphics import Graphics
from miliary_chat.tui.viewer.look import Look
from miliary_chat.tui.viewer.pane import PicturePane
from miliary_chat.tui.viewer.strips import strips

BASE = Region("base", "right base", (120, 200, 180, 280), "lung")
GREY = Image.radial_gradient("L").resize((300, 360))


def film(image: Image.Image = GREY, mm: float | None = 1.0) -> Film:
    """A film with one place."""
    return replace(film_of(Picture.of(image, mm), "film.png"), regions=(BASE,))


OTHER = replace(film(Image.linear_gradient("L").resize((300, 360))), id="normal", caption="A normal film")


@given(
    st.integers(8, 200), st.integers(1, 90), st.booleans(), st.booleans(), st.sampled_from([HALF, (9, 18), (10, 20)])
)
def test_a_drawing_fills_its_pane_exactly(
    width: int, height: int, beside: bool, at_place: bool, cell: tuple[int, int]
) -> None:
    look = Look.at(film(), "base" if at_place else None, OTHER)
    drawing = draw(look.stand_beside() if beside else look, width, height, cell)
    assert drawing is not None
    assert drawing.rows + len(drawing.lines) == height
    for side, image in zip(drawing.sides, drawing.images, strict=True):
        assert image.size == (side.columns * cell[0], drawing.rows * cell[1])
        assert side.column + side.columns <= width


@given(st.floats(0, 119), st.floats(0, 30))
def test_a_cell_belongs_to_the_picture_it_lies_on_and_to_no_other(column: float, row: float) -> None:
    drawing = draw(Look.at(film(), None, OTHER).stand_beside(), 120, 40)
    assert drawing is not None
    side = drawing.side_at(int(column))
    assert (drawing.point_at(column, row) is None) == (side is None or row >= drawing.rows)


@pytest.mark.parametrize(
    "steps",
    [
        [],
        [lambda look: look.flip(look.view)],
        [lambda look: look.zoomed(look.view, 2.0)],
        [lambda look: look.to_place(BASE)],
        [lambda look: look.measure(look.view).set_point()],
    ],
)
def test_flipping_moves_no_pixel_of_the_picture(steps: list[Callable[[Look], Look]]) -> None:
    bare = replace(OTHER, picture=replace(OTHER.picture, mm_per_pixel=None))  # whose legend is shorter
    look = Look.at(film(), None, bare)
    for step in steps:
        assert look.view is not None
        look = step(look)
    before, after = draw(look, 60, 30), draw(look.flip(look.view), 60, 30)
    assert before is not None
    assert after is not None
    assert before.rows == after.rows
    assert before.sides[0].raster == after.sides[0].raster


def test_an_odd_number_of_rows_makes_no_cells() -> None:
    with pytest.raises(ValueError, match="even number"):
        strips(Image.new("L", (4, 3)))


def test_a_cell_holds_the_upper_and_the_lower_pixel() -> None:
    image = Image.new("RGB", (2, 2))
    image.putdata([(1, 2, 3), (1, 2, 3), (4, 5, 6), (200, 5, 6)])
    (line,) = strips(image)
    assert [(seg.text, tuple(seg.style.color.triplet), tuple(seg.style.bgcolor.triplet)) for seg in line] == [
        ("▀", (1, 2, 3), (4, 5, 6)),
        ("▀", (1, 2, 3), (200, 5, 6)),
    ]


def test_equal_neighbours_share_a_segment() -> None:
    (line,) = strips(Image.new("L", (50, 2), 7))
    assert [seg.text for seg in line] == ["▀" * 50]


def colours(image: Image.Image) -> set[tuple[int, int, int]]:
    """All colours of an image."""
    return {colour for _, colour in image.getcolors(1 << 24) or []}


class TestPixels:
    """For terminals that draw pixels, all pictures are one."""

    def test_a_film_alone_stays_grey(self) -> None:
        drawing = draw(Look.at(film()), 40, 20, (10, 20))
        assert drawing is not None
        sheet = pixels.joined(drawing, 40)
        assert (sheet.mode, sheet.size) == ("L", (400, drawing.rows * 20))
        assert sheet.tobytes() == drawing.images[0].tobytes()

    def test_an_outline_costs_hardly_a_grey(self) -> None:
        """Sixels have 256 colours: the library's own choice of them would leave a dozen greys."""
        look = Look.at(film(), "base")
        look = look.measure(look.view).set_point()
        drawing = draw(look, 40, 20, (10, 20))
        assert drawing is not None
        sheet = pixels.joined(drawing, 40)
        assert sheet.mode == "P"
        shown, meant = sheet.convert("RGB"), drawing.images[0]
        assert OUTLINE in colours(shown)
        assert LINE not in colours(meant) or LINE in colours(shown)
        difference = ImageChops.difference(shown, meant)
        assert max(high for _, high in difference.getextrema()) <= 2
        assert len(colours(shown)) > 100

    def test_a_picture_in_colour_keeps_its_colours(self) -> None:
        photo = film(Image.new("RGB", (300, 360), (200, 90, 40)))
        drawing = draw(Look.at(photo), 40, 20, (10, 20))
        assert drawing is not None
        assert (200, 90, 40) in colours(pixels.joined(drawing, 40).convert("RGB"))

    def test_two_films_are_one_image_with_a_gap(self) -> None:
        drawing = draw(Look.at(film(), None, OTHER).stand_beside(), 41, 20, (10, 20))
        assert drawing is not None
        sheet = pixels.joined(drawing, 41)
        assert sheet.size[0] == 410
        assert sheet.crop((200, 0, 210, sheet.height)).getextrema() == (0, 0)


class Room(App[None]):
    """One pane in a terminal with sixels."""

    CSS = "PicturePane { width: 60; height: 30; }"

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.pane = PicturePane(graphics=Graphics("sixel", (10, 20)))
        self._look = look

    def compose(self) -> ComposeResult:
        """The pane."""
        yield self.pane

    def on_mount(self) -> None:
        """Put the film up."""
        self.pane.take(self._look, may_tell=True)
        self.pane.focus()


async def test_a_terminal_with_sixels_gets_the_picture_at_its_own_pixels_and_follows_every_key() -> None:
    app = Room(Look.at(film()))
    async with app.run_test(size=(60, 30)) as pilot:
        await pilot.pause()
        layer: Any = app.pane.query_one("#pixels")
        rows = app.pane.drawing.rows
        assert layer.image.size == (600, rows * 20)
        assert (layer.size.width, layer.size.height) == (60, rows)
        first = layer.image.tobytes()
        await pilot.press("plus")
        await pilot.pause()
        assert layer.image.tobytes() != first
        assert "▀" not in app.pane.render_line(3).text
        await pilot.press("d")
        await pilot.pause()
        assert not layer.display
        await pilot.press("d")
        await pilot.pause()
        assert layer.display


class TestOutside:
    """The system's own viewer gets a copy of all pixels."""

    @pytest.fixture
    def told(self, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
        """What was started instead of a viewer."""
        started: list[list[str]] = []

        class Viewer:
            def __init__(self, command: list[str], **_: object) -> None:
                started.append(command)

            def wait(self, _: float) -> int:
                return 0

        monkeypatch.setattr(outside.subprocess, "Popen", Viewer)
        monkeypatch.setattr(outside.shutil, "which", lambda name: f"/usr/bin/{name}")
        monkeypatch.setenv("DISPLAY", ":0")
        return started

    @pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED: Windows opens a file without a command")
    async def test_the_whole_picture_is_handed_over_in_the_window_that_it_is_seen_with(
        self, told: list[list[str]]
    ) -> None:
        app = Room(Look.at(film()))
        app.pane.graphics = Graphics()
        async with app.run_test(size=(60, 30)) as pilot:
            await pilot.press("plus", "i", "o")
            await app.workers.wait_for_complete()
            await pilot.pause()
            (_, file), *others = told
            assert not others
            with Image.open(io.BytesIO(Path(file).read_bytes())) as copy:
                assert copy.size == (300, 360)
                assert copy.getpixel((150, 180)) == 255 - GREY.getpixel((150, 180))
            assert Path(file).name.startswith("picture-")
            assert any("opening in your system's viewer" in note.message for note in app._notifications)

    async def test_without_a_desktop_one_is_told_where_the_copy_is(
        self, told: list[list[str]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("DISPLAY")
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        app = Room(Look.at(film()))
        app.pane.graphics = Graphics()
        async with app.run_test(size=(60, 30)) as pilot:
            await pilot.press("o")
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert told == []
            (note,) = app._notifications
            assert note.message.startswith("No viewer was found. It is here: ")
            assert Path(note.message.partition(": ")[2]).is_file()


def test_a_picture_of_no_case_says_what_its_file_tells() -> None:
    assert (
        film_of(Picture.of(GREY, 0.5), "x.png").full == "300 by 360 pixels; 0.5 mm a pixel: 150 by 180 mm; grey levels."
    )
    unknown = film_of(Picture.of([GREY, GREY]), "x.png").full
    assert unknown.startswith("300 by 360 pixels; 2 slices; the scale is not known")


def test_reset_puts_everything_back_but_the_slice() -> None:
    stack = replace(film(), picture=Picture.of([GREY] * 5, 1.0))
    look = Look.at(stack, "base")
    view = look.view
    assert view is not None
    moved = look.scrolled(view, 3).inverted().zoomed(view, 2).shifted(width=-0.2)
    again = moved.scrolled(view, 3).reset()
    assert again.view == whole(stack.picture, 3)
