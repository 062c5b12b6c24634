"""A picture as it is shown: where one looks, what of it is really seen, and the lines or pixels of that."""

from typing import ClassVar

from rich.segment import Segment
from textual.app import ComposeResult
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget

from miliary_chat.picture.render import Point
from miliary_chat.picture.view import View
from miliary_chat.tui.film import Film
from miliary_chat.tui.messages import PlaceShown
from miliary_chat.tui.viewer import pixels
from miliary_chat.tui.viewer.drawing import Drawing, draw, in_words
from miliary_chat.tui.viewer.graphics import HALF, WORDS, Graphics
from miliary_chat.tui.viewer.look import Look
from miliary_chat.tui.viewer.strips import strips


class ShownPicture(Widget, can_focus=True):
    """Shows one film, or its words. Holds where one looks, nothing else."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"picture--{part}" for part in ("quiet", "key", "strong")}

    def __init__(self, *, id: str | None = None, graphics: Graphics = HALF, titled: bool = True) -> None:
        """`graphics`: in half-blocks, in pixels, or in words; `titled`: says which of two films is up."""
        super().__init__(id=id)
        self.graphics = graphics
        self.may_tell = True
        self._titled = titled
        self._look: Look | None = None
        self.scrolled_to = 0
        self._drawing: Drawing | None = None
        self._strips: list[Strip] = []
        self._drawn: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        """Where the terminal draws pixels: what speaks its language, over the blank lines that are left for it."""
        if self.graphics.pixels:
            yield pixels.layer(self.graphics)

    @property
    def look(self) -> Look | None:
        """Where one looks now."""
        return self._look

    def show(self, film: Film, other: Film | None = None, *, may_tell: bool = True) -> None:
        """Put a film up whole; `other` to compare with; `may_tell` whether an expert's words give nothing away."""
        self.may_tell = may_tell
        if self._look is None or self._look.film != film:
            self.go(Look.at(film, other=other))
        else:
            self._look = self._look.beside_which(other)
        self.refresh()

    def take(self, look: Look, *, may_tell: bool) -> None:
        """Look where another pane looked."""
        self.may_tell = may_tell
        self.go(look)

    def point(self, name: str) -> bool:
        """Go to a named place; False when the film has none of that name."""
        look = self._look
        if look is None or look.picture is None:
            return False
        region = next((region for region in look.regions if region.id == name), None) or look.shown.region(name)
        if region is None:
            return False
        self.go(look.to_place(region))
        return True

    def settle(self) -> None:
        """Put the film itself back: whoever answers must not look at the one to compare with."""
        if self._look is not None and self._look.flipped:
            self.go(self._look.settled())

    # What is seen.

    @property
    def seen(self) -> View | None:
        """What is really seen, which the pane's shape has a say in."""
        if self._look is None or self._look.view is None or self.in_words_now:
            return None
        return self.drawing.sides[0].view if self.drawing else self._look.view

    @property
    def drawing(self) -> Drawing | None:
        """What is drawn now; None where words stand."""
        self._refresh_drawing()
        return self._drawing

    @property
    def factor(self) -> float:
        """Rendered pixels for one of the original."""
        return self.drawing.sides[0].raster.factor if self.drawing else 1.0

    @property
    def in_words_now(self) -> bool:
        """Whether words stand in for the picture."""
        look = self._look
        return look is not None and (look.words or look.view is None or self.graphics == WORDS)

    def go(self, look: Look) -> None:
        """Look so from now on."""
        self._look = look
        self.scrolled_to = 0
        self.refresh()
        self.post_message(PlaceShown())

    def point_at(self, column: int, row: int) -> Point | None:
        """The point of the original that a cell shows; None where there is none."""
        drawing = self.drawing
        return drawing.point_at(column, row) if drawing else None

    # Drawing.

    def notify_style_update(self) -> None:
        """The theme changed: what was drawn is drawn anew."""
        super().notify_style_update()
        self._drawn = ()

    def render_line(self, y: int) -> Strip:
        """One row of the film, or of the words under it."""
        self._refresh_drawing()
        return self._strips[y] if y < len(self._strips) else Strip.blank(self.size.width, self.rich_style)

    def _refresh_drawing(self) -> None:
        width, height = self.size
        now = (self._look, self.may_tell, self.scrolled_to, width, height)
        if now != self._drawn:
            self._drawn = now
            self._drawing = self._draw(width, height)
            self._strips = self._as_strips(width, height)
            for layer in self.query(f"#{pixels.ID}"):
                self.call_next(pixels.put, layer, self._drawing, width)

    def _draw(self, width: int, height: int) -> Drawing | None:
        if self._look is None or self.graphics == WORDS:
            return None
        return draw(self._look, width, height, self.graphics.cell, titled=self._titled)

    def _as_strips(self, width: int, height: int) -> list[Strip]:
        if self._look is None or width < 2:
            return []
        if self._drawing is None:
            lines = in_words(self._look.shown, width, may_tell=self.may_tell)
            self.scrolled_to = min(self.scrolled_to, max(0, len(lines) - height))
            return [self._strip(line, width) for line in lines[self.scrolled_to :][:height]]
        named = [self._strip(line, width) for line in self._drawing.lines]
        if self.graphics.pixels:
            return [Strip.blank(width, self.rich_style)] * self._drawing.rows + named
        sides = [strips(image) for image in self._drawing.images]
        gap = Strip.blank(width - sum(side.columns for side in self._drawing.sides), self.rich_style)
        rows = [Strip.join([row[0], gap, row[1]]) if len(row) > 1 else row[0] for row in zip(*sides, strict=True)]
        return rows + named

    def _strip(self, line: Content, width: int) -> Strip:
        base = self.visual_style
        line = line.truncate(width)
        parts = line.render(
            base, end="", parse_style=lambda tone: self.get_visual_style(f"picture--{tone}", partial=True)
        )
        segments = [Segment(text, (base + style).rich_style) for text, style in parts]
        return Strip(segments, line.cell_length).crop_extend(0, width, self.rich_style)
