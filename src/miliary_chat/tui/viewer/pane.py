"""A picture in a pane of its own: keys and the mouse look about in it while it has the focus."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from miliary_chat.tui.messages import Refocused
from miliary_chat.tui.viewer.graphics import HALF, WORDS, Graphics
from miliary_chat.tui.viewer.keys import CLOSER, CONTRAST, STEP, VIEWER_KEYS, Key, told
from miliary_chat.tui.viewer.outside import open_outside
from miliary_chat.tui.viewer.shown import ShownPicture

_LINES = 5
"""The lines that an arrow moves by in the words of a film."""


class PicturePane(ShownPicture):
    """A picture that hears keys and the mouse: each makes another look of the one that there is."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding(key.keys, key.action, show=False) for key in VIEWER_KEYS]

    def __init__(self, *, id: str | None = None, graphics: Graphics = HALF, titled: bool = True) -> None:
        """`graphics`: in half-blocks, in pixels, or in words; `titled`: says which of two films is up."""
        super().__init__(id=id, graphics=graphics, titled=titled)
        self._dragged: tuple[int, int, int] | None = None  # the button, and where it was last

    @property
    def keys(self) -> tuple[Key, ...]:
        """The keys of the moment, for the line that tells them."""
        return told(self.look if self.graphics != WORDS else None)

    def on_blur(self) -> None:
        """The keys are elsewhere now."""
        self.settle()

    # Keys.

    def action_place(self, number: int) -> None:
        """Go to the place of that number."""
        if self.look and number <= len(self.look.regions):
            self.go(self.look.to_place(self.look.regions[number - 1]))

    def action_next_place(self) -> None:
        """Go to the next place; after the last comes the whole film."""
        if self.look and self.look.regions:
            self.go(self.look.next_place())

    def action_zoom(self, factor: float) -> None:
        """Closer, or further away."""
        if self.look and (seen := self.seen):
            self.go(self.look.zoomed(seen, factor))

    def action_move(self, right: int, down: int) -> None:
        """Move over the film, the callipers' cross over it, or down its words."""
        look, seen = self.look, self.seen
        if look is None:
            return
        if self.in_words_now:
            self.scrolled_to = max(0, self.scrolled_to + down * _LINES)
            self.refresh()
        elif seen and look.calliper is not None:
            self._move_cross(2 / self.factor * right, 2 / self.factor * down)
        elif seen:
            self.go(look.panned(seen, right * STEP, down * STEP))

    def action_adjust(self, right: int, down: int) -> None:
        """More or less contrast and brightness; with callipers, the cross by single pixels of the original."""
        look = self.look
        if look is None or self.in_words_now:
            return
        if look.calliper is not None:
            self._move_cross(float(right), float(down))
        else:
            self.go(look.shifted(level=down * CONTRAST, width=-right * CONTRAST))

    def _move_cross(self, right: float, down: float) -> None:
        look, seen = self.look, self.seen
        if look and seen and look.calliper:
            at = look.calliper.at
            self.go(look.cross_to(seen, (at[0] + right, at[1] + down)))

    def action_slice(self, by: int) -> None:
        """Another slice of a stack; a page of words."""
        if self.in_words_now:
            self.action_move(0, by)
        elif self.look and (seen := self.seen):
            self.go(self.look.scrolled(seen, by))

    def action_window(self) -> None:
        """The next window."""
        if self.look and (seen := self.seen):
            self.go(self.look.next_window(seen))

    def action_invert(self) -> None:
        """Black for white."""
        if self.look:
            self.go(self.look.inverted())

    def action_reset(self) -> None:
        """The whole film, as it is."""
        if self.look:
            self.go(self.look.reset())

    def action_flip(self) -> None:
        """The film to compare with, at the same place; and back."""
        if self.look:
            self.go(self.look.flip(self.seen))

    def action_beside(self) -> None:
        """The two films beside each other; and one again."""
        if self.look:
            self.go(self.look.stand_beside())

    def action_measure(self) -> None:
        """Callipers, and away with them."""
        if self.look and (seen := self.seen):
            self.go(self.look.measure(seen))

    def action_point(self) -> None:
        """Set a point of the callipers."""
        if self.look:
            self.go(self.look.set_point())

    def action_words(self) -> None:
        """The film in words, and back."""
        if self.look:
            self.go(self.look.in_words())

    def action_open(self) -> None:
        """The whole picture in the system's own viewer."""
        if self.look and (seen := self.seen):
            open_outside(self.app, self.look, seen)

    def action_enter(self) -> None:
        """Set a point with callipers; else back to where the words are."""
        if self.look and self.look.calliper:
            self.action_point()
        else:
            self.action_leave()

    def action_leave(self) -> None:
        """Put the callipers away; else back to where the words are."""
        if self.look and self.look.calliper:
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
        look, seen = self.look, self.seen
        if look is None:
            return
        if self.in_words_now:
            self.action_move(0, turn)
        elif look.picture and len(look.picture.frames) > 1 and not event.ctrl:
            self.action_slice(turn)
        elif seen and (point := self.point_at(event.x, event.y)):
            x0, y0, x1, y1 = seen.box
            about = (point[0] - x0) / (x1 - x0), (point[1] - y0) / (y1 - y0)
            self.go(look.zoomed(seen, CLOSER if turn < 0 else 1 / CLOSER, about))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A place's name, a point of the callipers, or the beginning of a drag."""
        look, drawing = self.look, self.drawing
        if look is None or drawing is None:
            return
        number = drawing.place_at(event.x, event.y)
        point, seen = self.point_at(event.x, event.y), self.seen
        if number is not None:
            self.action_place(number)
        elif look.calliper is not None and point is not None and seen is not None and event.button == 1:
            self.go(look.cross_to(seen, point).set_point())
        elif point is not None:
            self._dragged = (event.button, event.x, event.y)
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag: left for contrast (across) and brightness (down), right or with Ctrl to move the film."""
        look, seen, dragged = self.look, self.seen, self._dragged
        if look is None or seen is None or dragged is None or self.drawing is None:
            return
        button, x, y = dragged
        right, down = event.x - x, event.y - y
        if not (right or down):
            return
        self._dragged = (button, event.x, event.y)
        if button == 1 and not event.ctrl:
            self.go(look.shifted(level=down / 20, width=-right / 40))
        else:
            side = self.drawing.sides[0]
            self.go(look.panned(seen, -right / side.columns, -down / max(self.drawing.rows, 1)))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """The end of a drag."""
        self._dragged = None
        self.release_mouse()
