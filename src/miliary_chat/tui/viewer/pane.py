"""A picture in a pane of its own: keys and the mouse look about in it while it has the focus."""

from dataclasses import replace
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget

from miliary_chat.picture.render import Point
from miliary_chat.picture.view import View
from miliary_chat.tui.film import Film
from miliary_chat.tui.messages import PlaceShown, Refocused
from miliary_chat.tui.viewer import pixels
from miliary_chat.tui.viewer.drawing import Drawing, draw, in_words
from miliary_chat.tui.viewer.graphics import HALF, WORDS, Graphics
from miliary_chat.tui.viewer.keys import CLOSER, CONTRAST, STEP, VIEWER_KEYS, Key, told
from miliary_chat.tui.viewer.look import Look
from miliary_chat.tui.viewer.outside import open_outside
from miliary_chat.tui.viewer.strips import strips

_LINES = 5
"""The lines that an arrow moves by in the words of a film."""


class PicturePane(Widget, can_focus=True):
    """Shows one film, or its words. Holds where one looks, nothing else."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"picture--{part}" for part in ("quiet", "key", "strong")}
    BINDINGS: ClassVar[list[BindingType]] = [Binding(key.keys, key.action, show=False) for key in VIEWER_KEYS]

    def __init__(self, *, id: str | None = None, graphics: Graphics = HALF, titled: bool = True) -> None:
        """`graphics`: in half-blocks, in pixels, or in words; `titled`: says which of two films is up."""
        super().__init__(id=id)
        self.graphics = graphics
        self.may_tell = True
        self._titled = titled
        self._look: Look | None = None
        self._scrolled = 0
        self._drawing: Drawing | None = None
        self._strips: list[Strip] = []
        self._drawn: tuple[object, ...] = ()
        self._dragged: tuple[int, int, int] | None = None  # the button, and where it was last

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
            self._go(Look.at(film, other=other))
        else:
            self._look = replace(self._look, other=other, flipped=self._look.flipped and other is not None)
        self.refresh()

    def take(self, look: Look, *, may_tell: bool) -> None:
        """Look where another pane looked."""
        self.may_tell = may_tell
        self._go(look)

    def point(self, name: str) -> bool:
        """Go to a named place; False when the film has none of that name."""
        look = self._look
        if look is None or look.picture is None:
            return False
        region = next((region for region in look.regions if region.id == name), None) or look.shown.region(name)
        if region is None:
            return False
        self._go(look.to_place(region))
        return True

    def settle(self) -> None:
        """Put the film itself back: whoever answers must not look at the one to compare with."""
        if self._look is not None and self._look.flipped:
            self._go(self._look.settled())

    def on_blur(self) -> None:
        """The keys are elsewhere now."""
        self.settle()

    @property
    def keys(self) -> tuple[Key, ...]:
        """The keys of the moment, for the line that tells them."""
        return told(self._look if self.graphics != WORDS else None)

    # Keys.

    def action_place(self, number: int) -> None:
        """Go to the place of that number."""
        if self._look and number <= len(self._look.regions):
            self._go(self._look.to_place(self._look.regions[number - 1]))

    def action_next_place(self) -> None:
        """Go to the next place; after the last comes the whole film."""
        if self._look and self._look.regions:
            self._go(self._look.next_place())

    def action_zoom(self, factor: float) -> None:
        """Closer, or further away."""
        if self._look and (seen := self.seen):
            self._go(self._look.zoomed(seen, factor))

    def action_move(self, right: int, down: int) -> None:
        """Move over the film, the callipers' cross over it, or down its words."""
        look, seen = self._look, self.seen
        if look is None:
            return
        if self._in_words_now:
            self._scrolled = max(0, self._scrolled + down * _LINES)
            self.refresh()
        elif seen and look.calliper is not None:
            self._move_cross(2 / self._factor * right, 2 / self._factor * down)
        elif seen:
            self._go(look.panned(seen, right * STEP, down * STEP))

    def action_adjust(self, right: int, down: int) -> None:
        """More or less contrast and brightness; with callipers, the cross by single pixels of the original."""
        look = self._look
        if look is None or self._in_words_now:
            return
        if look.calliper is not None:
            self._move_cross(float(right), float(down))
        else:
            self._go(look.shifted(level=down * CONTRAST, width=-right * CONTRAST))

    def _move_cross(self, right: float, down: float) -> None:
        look, seen = self._look, self.seen
        if look and seen and look.calliper:
            at = look.calliper.at
            self._go(look.cross_to(seen, (at[0] + right, at[1] + down)))

    def action_slice(self, by: int) -> None:
        """Another slice of a stack; a page of words."""
        if self._in_words_now:
            self.action_move(0, by)
        elif self._look and (seen := self.seen):
            self._go(self._look.scrolled(seen, by))

    def action_window(self) -> None:
        """The next window."""
        if self._look and (seen := self.seen):
            self._go(self._look.next_window(seen))

    def action_invert(self) -> None:
        """Black for white."""
        if self._look:
            self._go(self._look.inverted())

    def action_reset(self) -> None:
        """The whole film, as it is."""
        if self._look:
            self._go(self._look.reset())

    def action_flip(self) -> None:
        """The film to compare with, at the same place; and back."""
        if self._look:
            self._go(self._look.flip(self.seen))

    def action_beside(self) -> None:
        """The two films beside each other; and one again."""
        if self._look:
            self._go(self._look.stand_beside())

    def action_measure(self) -> None:
        """Callipers, and away with them."""
        if self._look and (seen := self.seen):
            self._go(self._look.measure(seen))

    def action_point(self) -> None:
        """Set a point of the callipers."""
        if self._look:
            self._go(self._look.set_point())

    def action_words(self) -> None:
        """The film in words, and back."""
        if self._look:
            self._go(self._look.in_words())

    def action_open(self) -> None:
        """The whole picture in the system's own viewer."""
        if self._look and (seen := self.seen):
            open_outside(self.app, self._look, seen)

    def action_enter(self) -> None:
        """Set a point with callipers; else back to where the words are."""
        if self._look and self._look.calliper:
            self.action_point()
        else:
            self.action_leave()

    def action_leave(self) -> None:
        """Put the callipers away; else back to where the words are."""
        if self._look and self._look.calliper:
            self.action_measure()
        else:
            self.post_message(Refocused())

    # The mouse.

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Closer, or the slice before."""
        self._wheel(event, -1)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Further away, or the slice after."""
        self._wheel(event, 1)

    def _wheel(self, event: events.MouseEvent, turn: int) -> None:
        event.stop()
        look, seen = self._look, self.seen
        if look is None:
            return
        if self._in_words_now:
            self.action_move(0, turn)
        elif look.picture and len(look.picture.frames) > 1 and not event.ctrl:
            self.action_slice(turn)
        elif seen and (point := self.point_at(event.x, event.y)):
            x0, y0, x1, y1 = seen.box
            about = (point[0] - x0) / (x1 - x0), (point[1] - y0) / (y1 - y0)
            self._go(look.zoomed(seen, CLOSER if turn < 0 else 1 / CLOSER, about))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A place's name, a point of the callipers, or the beginning of a drag."""
        look, drawing = self._look, self._drawing
        if look is None or drawing is None:
            return
        number = drawing.place_at(event.x, event.y)
        point, seen = self.point_at(event.x, event.y), self.seen
        if number is not None:
            self.action_place(number)
        elif look.calliper is not None and point is not None and seen is not None and event.button == 1:
            self._go(look.cross_to(seen, point).set_point())
        elif point is not None:
            self._dragged = (event.button, event.x, event.y)
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag: left for contrast (across) and brightness (down), right or with Ctrl to move the film."""
        look, seen, dragged = self._look, self.seen, self._dragged
        if look is None or seen is None or dragged is None or self._drawing is None:
            return
        button, x, y = dragged
        right, down = event.x - x, event.y - y
        if not (right or down):
            return
        self._dragged = (button, event.x, event.y)
        if button == 1 and not event.ctrl:
            self._go(look.shifted(level=down / 20, width=-right / 40))
        else:
            side = self._drawing.sides[0]
            self._go(look.panned(seen, -right / side.columns, -down / max(self._drawing.rows, 1)))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """The end of a drag."""
        self._dragged = None
        self.release_mouse()

    def point_at(self, column: int, row: int) -> Point | None:
        """The point of the original that a cell shows; None where there is none."""
        drawing = self.drawing
        return drawing.point_at(column, row) if drawing else None

    # What is seen.

    @property
    def seen(self) -> View | None:
        """What is really seen, which the pane's shape has a say in."""
        if self._look is None or self._look.view is None or self._in_words_now:
            return None
        return self.drawing.sides[0].view if self.drawing else self._look.view

    @property
    def drawing(self) -> Drawing | None:
        """What is drawn now; None where words stand."""
        self._refresh_drawing()
        return self._drawing

    @property
    def _factor(self) -> float:
        return self.drawing.sides[0].raster.factor if self.drawing else 1.0

    @property
    def _in_words_now(self) -> bool:
        look = self._look
        return look is not None and (look.words or look.view is None or self.graphics == WORDS)

    def _go(self, look: Look) -> None:
        self._look = look
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
        self._refresh_drawing()
        return self._strips[y] if y < len(self._strips) else Strip.blank(self.size.width, self.rich_style)

    def _refresh_drawing(self) -> None:
        width, height = self.size
        now = (self._look, self.may_tell, self._scrolled, width, height)
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
            self._scrolled = min(self._scrolled, max(0, len(lines) - height))
            return [self._strip(line, width) for line in lines[self._scrolled :][:height]]
        named = [self._strip(line, width) for line in self._drawing.lines]
        if self.graphics.pixels:
            return [Strip.blank(width, self.rich_style)] * self._drawing.rows + named
        sides = [strips(side.image) for side in self._drawing.sides]
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
