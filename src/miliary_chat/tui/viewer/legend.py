"""What stands under a picture: the line that says what one sees, the scale, and the named places."""

from dataclasses import dataclass

from textual.content import Content

from miliary_chat.picture.calliper import density, length
from miliary_chat.picture.caption import caption, is_coarse, scale_bar
from miliary_chat.picture.picture import Picture
from miliary_chat.picture.render import Raster
from miliary_chat.picture.view import View
from miliary_chat.tui.blocks import Tone, fold, run, toned
from miliary_chat.tui.viewer.look import Look

_WIDE = 100
"""Columns from which on the legend's first line holds all that is usual."""

MOST_PLACES = 9
"""Places that have a number of their own."""


@dataclass(frozen=True)
class Legend:
    """The lines, and where in the last of them the places stand: line, first and last column, number."""

    lines: tuple[Content, ...]
    spots: tuple[tuple[int, int, int, int], ...] = ()


def places(look: Look, width: int) -> Legend:
    """The numbered places; one is never broken in two."""
    lines: list[Content] = []
    spots: list[tuple[int, int, int, int]] = []
    for number, region in enumerate(look.regions[:MOST_PLACES], start=1):
        here: Tone = "strong" if region.id == look.place else "quiet"
        place = run((f"{number} ", "key"), (f"{region.label}   ", here))
        if lines and lines[-1].cell_length + place.rstrip().cell_length <= width:
            start = lines[-1].cell_length
            lines[-1] += place
        else:
            start = 0
            lines.append(place)
        spots.append((len(lines) - 1, start, start + place.rstrip().cell_length, number))
    return Legend(tuple(lines), tuple(spots))


def sight(look: Look, picture: Picture, view: View, raster: Raster, columns: int, *, titled: bool) -> list[Content]:
    """What one sees: where, how large, in which window; the measurement; the scale. Folded to `columns`."""
    said = [caption(picture, view, raster, look.regions)]
    if is_coarse(picture, raster):
        said[0] += " · too coarse for small nodules"
    if look.calliper is not None:
        value = density(picture, view.frame, look.calliper.at)
        measured = length(picture, look.calliper) or "callipers: space sets the first point"
        said.append(" · ".join(part for part in (measured, value) if part))
    lines = [part for line in said for part in fold(toned(line, "quiet"), columns)]
    if look.can_compare and titled:
        lines.insert(0, toned(look.shown.caption, "strong").truncate(columns, ellipsis=True))
    bar = scale_bar(picture, raster, columns)
    if bar is not None:
        ruler = toned(f"├{'─' * max(bar.cells - 2, 0)}┤ {bar.mm} mm", "quiet")
        if lines and lines[-1].cell_length + 3 + ruler.cell_length <= columns:
            lines[-1] = Content("").join([lines[-1], toned("   ", "quiet"), ruler])
        else:
            lines.append(ruler)
    # A legend that grew by a line as one zooms would make the picture jump.
    steady = 1 if columns >= _WIDE else 2
    return lines + [Content("")] * (steady - len(lines))
