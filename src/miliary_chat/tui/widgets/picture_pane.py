"""A film in half-block cells, with its caption and its places; keys to look about while it has the focus."""

from dataclasses import dataclass, replace
from typing import ClassVar, Final

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget

from miliary_chat.picture.caption import caption, mm_per_cell, scale_bar
from miliary_chat.picture.picture import Picture, Region
from miliary_chat.picture.render import Cell, halfblocks, render
from miliary_chat.picture.view import View, fill, fitted, look_at, pan, whole, zoom
from miliary_chat.picture.window import PRESETS
from miliary_chat.tui.blocks import Tone, fold, run, toned
from miliary_chat.tui.film import Film
from miliary_chat.tui.messages import PlaceShown, Refocused

_STEP: Final = 0.25
"""The share of what is seen that an arrow moves by."""

_ZOOM: Final = 1.6
_LINES: Final = 5
"""The lines that an arrow moves by in the words of a film."""

_NODULES_MM: Final = 0.9
"""Millimetres a pixel at which a nodule of 2 mm stands apart from its neighbours; a place is never shown smaller."""

_LEAST: Final = (8, 3)
"""Columns and rows below which a picture is no help."""


@dataclass(frozen=True)
class Look:
    """Where somebody looks: which film, how, and whether its words are asked for. A pane can be given another's."""

    film: Film
    view: View | None
    place: str | None = None
    words: bool = False


def looking(film: Film, place: str | None = None) -> Look:
    """A look at a whole film, or at one of its places."""
    region = film.region(place) if place else None
    if film.picture is None:
        return Look(film, None, region.id if region else None)
    return Look(film, look_at(film.picture, region) if region else whole(film.picture), region.id if region else None)


class PicturePane(Widget, can_focus=True):
    """Shows one film, or its words. Holds where one looks, nothing else."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"picture--{part}" for part in ("quiet", "key", "strong")}
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(number), f"place({number})", show=False) for number in range(1, 10)),
        Binding("z", "next_place", show=False),
        Binding("plus,equals_sign", f"zoom({_ZOOM})", show=False),
        Binding("minus", f"zoom({1 / _ZOOM})", show=False),
        Binding("left,h", f"pan({-_STEP}, 0)", show=False),
        Binding("right,l", f"pan({_STEP}, 0)", show=False),
        Binding("up,k", f"pan(0, {-_STEP})", show=False),
        Binding("down,j", f"pan(0, {_STEP})", show=False),
        Binding("i", "invert", show=False),
        Binding("w", "window", show=False),
        Binding("0", "whole", show=False),
        Binding("c", "compare", show=False),
        Binding("d", "words", show=False),
        Binding("escape,enter", "leave", show=False),
    ]

    def __init__(self, *, id: str | None = None, cells: bool = True) -> None:
        """Without `cells` (--graphics none) the words are shown."""
        super().__init__(id=id)
        self.cells = cells
        self._look: Look | None = None
        self._proper: Film | None = None
        self.other: Film | None = None
        self.may_tell = True
        self._scrolled = 0
        self._seen: View | None = None  # what was drawn: the pane's shape has a say in it
        self._strips: list[Strip] = []
        self._drawn: tuple[object, ...] = ()

    @property
    def look(self) -> Look | None:
        """Where one looks now."""
        return self._look

    def show(self, film: Film, other: Film | None = None, *, may_tell: bool = True) -> None:
        """Put a film up whole; `other` to compare it with; `may_tell` whether an expert's words give nothing away."""
        before = self._proper
        self._proper, self.may_tell = film, may_tell
        if self._look is None or before != film:
            self.other = other
            self._go(looking(film))
        elif self._look.film == film:
            self.other = other
        self.refresh()  # while the comparison is up, `other` is the film itself, which the way back needs

    def take(self, look: Look, other: Film | None, *, may_tell: bool) -> None:
        """Look where another pane looked."""
        self._proper, self.other, self.may_tell = look.film, other, may_tell
        self._go(look)

    def point(self, name: str) -> bool:
        """Go to a named place; False when the film has none of that name."""
        look = self._look
        region = next((region for region in self._regions if region.id == name), None)
        if region is None and look:
            region = look.film.region(name)
        if look is None or look.film.picture is None or region is None:
            return False
        self._go(Look(look.film, look_at(look.film.picture, region), region.id))
        return True

    @property
    def _regions(self) -> tuple[Region, ...]:
        """The places of the film itself; they hold for the one to compare with too when it is as large."""
        look, proper = self._look, self._proper
        if look is None or proper is None or look.film == proper:
            return look.film.regions if look else ()
        same = look.film.picture and proper.picture and look.film.picture.size == proper.picture.size
        return proper.regions if same else look.film.regions

    # Keys.

    def action_place(self, number: int) -> None:
        """Go to the place of that number."""
        if number <= len(self._regions):
            self.point(self._regions[number - 1].id)

    def action_next_place(self) -> None:
        """Go to the next place; after the last comes the whole film."""
        if self._look is None or not self._regions:
            return
        ids = [region.id for region in self._regions]
        at = ids.index(self._look.place) + 1 if self._look.place in ids else 0
        if at < len(ids):
            self.point(ids[at])
        else:
            self.action_whole()

    def action_zoom(self, factor: float) -> None:
        """Closer, or further away."""
        if self._look and self._look.view and self._look.film.picture:
            view = zoom(self._look.film.picture, self._seen or self._look.view, factor)
            self._go(replace(self._look, view=view, place=None, words=False))

    def action_pan(self, right: float, down: float) -> None:
        """Move over the film, or down its words."""
        if self._in_words_now:
            self._scrolled = max(0, self._scrolled + round(down / _STEP) * _LINES)
            self.refresh()
        elif self._look and self._look.view and self._look.film.picture:
            view = pan(self._look.film.picture, self._seen or self._look.view, right, down)
            self._go(replace(self._look, view=view))

    def action_invert(self) -> None:
        """Black for white."""
        if self._look and self._look.view:
            self._go(replace(self._look, view=replace(self._look.view, invert=not self._look.view.invert)))

    def action_window(self) -> None:
        """The contrast of the lungs for what is seen now; and back to the film's own."""
        look = self._look
        if look and look.view and look.film.picture:
            view = self._seen or look.view
            own = PRESETS["film"]
            window = fitted(look.film.picture, view.box, PRESETS["lung"]) if view.window == own else own
            self._go(replace(look, view=replace(view, window=window)))

    def action_whole(self) -> None:
        """The whole film, as it is."""
        if self._look and self._look.film.picture:
            self._go(looking(self._look.film))

    def action_compare(self) -> None:
        """The film to compare with, at the same place; and back."""
        if self._look and self.other and self.other.picture and self._look.view:
            other, self.other = self.other, self._look.film
            same = other.picture and self._look.film.picture and other.picture.size == self._look.film.picture.size
            view = self._look.view if same or other.picture is None else whole(other.picture)
            self._go(replace(self._look, film=other, view=view))

    def settle(self) -> None:
        """Put the film itself back: whoever answers must not look at the one to compare with."""
        if self._look and self._proper and self._look.film != self._proper:
            self.action_compare()

    def on_blur(self) -> None:
        """The keys are elsewhere now."""
        self.settle()

    def action_words(self) -> None:
        """The film in words, and back."""
        if self._look:
            self._go(replace(self._look, words=not self._look.words))

    def action_leave(self) -> None:
        """Back to where the words are."""
        self.post_message(Refocused())

    @property
    def _in_words_now(self) -> bool:
        look = self._look
        return look is not None and (look.words or look.view is None or not self.cells)

    def _go(self, look: Look) -> None:
        self._look, self._seen = look, None
        self._scrolled = 0
        self.refresh()
        self.post_message(PlaceShown())

    # Drawing.

    def notify_style_update(self) -> None:
        """The theme changed: what was drawn is drawn anew."""
        super().notify_style_update()
        self._drawn = ()

    def render_line(self, y: int) -> Strip:
        """One row of the film, or of the words under it."""
        width, height = self.size
        now = (self._look, self.other and self.other.id, self.may_tell, self._scrolled, width, height)
        if now != self._drawn:
            self._strips, self._drawn = self._draw(width, height), now
        return self._strips[y] if y < len(self._strips) else Strip.blank(width, self.rich_style)

    def _draw(self, width: int, height: int) -> list[Strip]:
        look = self._look
        if look is None or width < 2:
            return []
        film = look.film
        below = self._below(look, width)[: max(height - _LEAST[1], 0)]
        rows = height - len(below)
        if film.picture is None or look.view is None or look.words or not self.cells or width < _LEAST[0]:
            lines = self._in_words(film, width)
            self._scrolled = min(self._scrolled, max(0, len(lines) - height))
            return [self._strip(line, width) for line in lines[self._scrolled :][:height]]
        view = fill(film.picture, look.view, width, rows)
        if look.place:
            view = self._seen = _close_enough(film.picture, view, width, rows)
        cells = halfblocks(render(film.picture, view, width, rows))
        where = caption(film.picture, view, width, rows, self._regions)
        told = [where if film == self._proper else f"{film.caption} · {where}", *self._ruler(film, view, width, rows)]
        below[:1] = [part for line in told for part in fold(toned(line, "quiet"), width)]
        return [_row(line) for line in cells][: height - len(below)] + [self._strip(line, width) for line in below]

    def _ruler(self, film: Film, view: View, width: int, rows: int) -> list[str]:
        bar = scale_bar(film.picture, view, width, rows) if film.picture else None
        return [f"├{'─' * max(bar.cells - 2, 0)}┤ {bar.mm} mm"] if bar else []

    def _below(self, look: Look, width: int) -> list[Content]:
        """The caption's place first, then the places; a place is never broken in two."""
        lines = [Content("")]
        for number, region in enumerate(self._regions[:9], start=1):
            here: Tone = "strong" if region.id == look.place else "quiet"
            place = run((f"{number} ", "key"), (f"{region.label}   ", here))
            if len(lines) > 1 and lines[-1].cell_length + place.rstrip().cell_length <= width:
                lines[-1] += place
            else:
                lines.append(place)
        return lines

    @property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """The keys of the moment, for the line that tells them."""
        look = self._look
        if look is None or look.film.picture is None:
            return (("↑↓", "scroll"), ("esc", "back"))
        if look.words:
            return (("↑↓", "scroll"), ("d", "the picture"), ("esc", "back"))
        compare = (("c", "compare"),) if self.other and self.other.picture else ()
        places = (("z", "next place"), ("1…9", "places")) if self._regions else ()
        moves = (("+ -", "closer, away"), ("arrows", "move"), ("0", "whole"), ("i", "invert"), ("w", "contrast"))
        return (*places, *moves, *compare, ("d", "words"), ("esc", "back"))

    def _in_words(self, film: Film, width: int) -> list[Content]:
        """What stands in for a film: its caption and what may be said of it now."""
        told = film.full if self.may_tell else film.neutral or "What it shows is what you are asked."
        lines = [*fold(toned(film.caption, "strong"), width - 1), Content("")]
        if film.problem:
            lines += [*fold(toned(film.problem, "quiet"), width), Content("")]
        return lines + fold(toned(told), width - 1)

    def _strip(self, line: Content, width: int) -> Strip:
        base = self.visual_style
        line = line.truncate(width)
        parts = line.render(
            base, end="", parse_style=lambda tone: self.get_visual_style(f"picture--{tone}", partial=True)
        )
        segments = [Segment(text, (base + style).rich_style) for text, style in parts]
        return Strip(segments, line.cell_length).crop_extend(0, width, self.rich_style)


def _close_enough(picture: Picture, view: View, cols: int, rows: int) -> View:
    """The middle of a place, as close as single nodules need: a small pane shows less of it rather than a blur."""
    across = mm_per_cell(picture, view, cols, rows)
    return zoom(picture, view, across / _NODULES_MM) if across and across > _NODULES_MM else view


def _row(cells: list[Cell]) -> Strip:
    """One row of half-blocks; equal neighbours share a segment."""
    segments: list[Segment] = []
    start = 0
    for at in range(1, len(cells) + 1):
        if at == len(cells) or cells[at] != cells[start]:
            upper, lower = cells[start]
            style = RichStyle(color=RichColor.from_rgb(*upper), bgcolor=RichColor.from_rgb(*lower))
            segments.append(Segment("▀" * (at - start), style))
            start = at
    return Strip(segments, len(cells))
