"""What a look comes to on so many cells: one picture or two beside each other, with the legend under them."""

from dataclasses import dataclass, replace

from PIL import Image
from textual.content import Content

from miliary_chat.picture.overlay import Overlay
from miliary_chat.picture.picture import Picture
from miliary_chat.picture.render import Point, Raster, render
from miliary_chat.picture.view import View
from miliary_chat.tui.blocks import fold, toned
from miliary_chat.tui.film import Film
from miliary_chat.tui.viewer.legend import places, sight
from miliary_chat.tui.viewer.look import Look

LEAST = (8, 3)
"""Columns and rows below which a picture is no help."""

HALF = (1, 2)
"""Pixels across and down in one cell of half-blocks."""


@dataclass(frozen=True)
class Side:
    """One picture in its columns: what of it is seen, where that lies, and the pixels, overlay and all."""

    column: int
    columns: int
    view: View
    raster: Raster
    image: Image.Image


@dataclass(frozen=True)
class Drawing:
    """What stands in a pane: `sides` above, `rows` high, then `lines`; `spots` are the places in them (legend.py)."""

    sides: tuple[Side, ...]
    rows: int
    lines: tuple[Content, ...]
    spots: tuple[tuple[int, int, int, int], ...] = ()
    cell: tuple[int, int] = HALF

    coloured: bool = False
    """Whether a picture is one in colour: what is drawn over it does not count."""

    def side_at(self, column: int) -> Side | None:
        """The picture in a column."""
        return next((side for side in self.sides if side.column <= column < side.column + side.columns), None)

    def point_at(self, column: float, row: float) -> Point | None:
        """The point of the original in the middle of a cell; None where no picture is."""
        side = self.side_at(int(column))
        if side is None or not 0 <= row < self.rows:
            return None
        across, down = self.cell
        return side.raster.to_picture(((column - side.column + 0.5) * across, (row + 0.5) * down))

    def place_at(self, column: int, row: int) -> int | None:
        """The number of the place whose name stands there."""
        line = row - self.rows
        return next((n for at, start, end, n in self.spots if at == line and start <= column < end), None)


def draw(look: Look, width: int, height: int, cell: tuple[int, int] = HALF, *, titled: bool = True) -> Drawing | None:
    """Draw a look on `width` x `height` cells of `cell` pixels; None where only words can stand.

    `titled`: which of two films is up stands under it; else the screen says so.
    """
    if look.picture is None or look.view is None or look.words or width < LEAST[0] or height < 1:
        return None
    named = places(look, width)
    room = max(height - LEAST[1], 0)
    below = (Content(""), *named.lines)[:room]
    for _ in range(2):  # how many lines the legend takes is known once it is written
        rows = height - len(below)
        sides = _sides(look, width, rows, cell)
        said = _said(look, sides[0], titled=titled) if room else []
        if len(sides) > 1:
            said = [_labels(look, sides), *said[titled:]]
        below = (*said, *named.lines)[:room]
    spots = tuple((line + len(said), start, end, number) for line, start, end, number in named.spots)
    pictures = [film.picture for film in (look.film, look.other) if film and film.picture]
    coloured = any(picture.frames[0].mode == "RGB" for picture in pictures)
    return Drawing(sides, height - len(below), below, spots, cell, coloured)


def in_words(film: Film, width: int, *, may_tell: bool) -> list[Content]:
    """What stands in for a film: its caption and what may be said of it now."""
    told = film.full if may_tell else film.neutral or "What it shows is what you are asked."
    lines = [*fold(toned(film.caption, "strong"), width - 1), Content("")]
    if film.problem:
        lines += [*fold(toned(film.problem, "quiet"), width), Content("")]
    return lines + fold(toned(told), width - 1)


def _said(look: Look, side: Side, *, titled: bool) -> list[Content]:
    """The legend, as long as the other film's: one that grew would move the picture as the two are flipped."""
    assert look.picture is not None
    said = sight(look, look.picture, side.view, side.raster, side.columns, titled=titled)
    if not look.can_compare or not look.in_register:
        return said
    flipped = replace(look, flipped=not look.flipped)
    assert flipped.picture is not None
    other = sight(flipped, flipped.picture, side.view, side.raster, side.columns, titled=titled)
    return said + [Content("")] * (len(other) - len(said))


def _sides(look: Look, width: int, rows: int, cell: tuple[int, int]) -> tuple[Side, ...]:
    if not look.beside or look.other is None or width < 2 * LEAST[0] + 1:
        return (_side(look, 0, width, rows, cell),)
    half = (width - 1) // 2
    second = replace(look, flipped=True, beside=False)
    if not look.in_register:
        second = Look.at(look.other)
    return (_side(look, 0, half, rows, cell), _side(second, width - half, half, rows, cell))


def _side(look: Look, column: int, columns: int, rows: int, cell: tuple[int, int]) -> Side:
    width, height = columns * cell[0], rows * cell[1]
    view = look.framed(width, height)
    assert view is not None
    assert look.picture is not None
    raster = Raster.of(view, width, height)
    return Side(column, columns, view, raster, _image(look, look.picture, view, raster, cell))


def _image(look: Look, picture: Picture, view: View, raster: Raster, cell: tuple[int, int]) -> Image.Image:
    region = look.region()
    outlined = region.box if region and region.frame in (None, view.frame) else None
    image = render(picture, view, raster.width, raster.height)
    return Overlay(outlined, look.calliper, thick=max(1, cell[0] // 4)).on(image, raster)


def _labels(look: Look, sides: tuple[Side, ...]) -> Content:
    """Which film is which, under each."""
    assert look.other is not None
    left = toned(look.film.caption, "strong").truncate(sides[0].columns, ellipsis=True, pad=True)
    right = toned(look.other.caption, "strong").truncate(sides[1].columns, ellipsis=True)
    return Content("").join([left, Content(" "), right])
