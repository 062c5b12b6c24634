"""Where somebody looks, and what every key and drag makes of it: pure, so that a pane can be given another's."""

from dataclasses import dataclass, replace

from miliary_chat.picture.calliper import Calliper
from miliary_chat.picture.caption import FINE_MM, mm_per_pixel
from miliary_chat.picture.picture import Picture, Region
from miliary_chat.picture.render import Point, Raster
from miliary_chat.picture.view import View, fill, look_at, moved_to, pan, scrolled, whole, zoom
from miliary_chat.picture.window import NAMES, Window, shifted
from miliary_chat.picture.windowing import fitted, preset
from miliary_chat.tui.film import Film

MARGIN = 1.15
"""How many times larger than a place what is shown of it is, so that its outline has room."""


@dataclass(frozen=True)
class Look:
    """A film and how it is looked at. `view` is None where there is no picture.

    `flipped`: the film to compare with is up in its place; `beside`: it stands beside; `words`: the film in words.
    """

    film: Film
    view: View | None
    other: Film | None = None
    place: str | None = None
    words: bool = False
    flipped: bool = False
    beside: bool = False
    calliper: Calliper | None = None

    @classmethod
    def at(cls, film: Film, place: str | None = None, other: Film | None = None) -> "Look":
        """A look at a whole film, or at one of its places."""
        look = cls(film, None if film.picture is None else whole(film.picture)).beside_which(other)
        region = film.region(place) if place else None
        return look.to_place(region) if region else look

    def beside_which(self, other: Film | None) -> "Look":
        """The same look with another film to compare with; two in register have one scale."""
        look = replace(self, other=other, flipped=self.flipped and other is not None)
        if not (look.in_register and other and other.picture and self.film.picture):
            return look
        scaled = replace(other.picture, mm_per_pixel=other.picture.mm_per_pixel or self.film.picture.mm_per_pixel)
        return replace(look, other=replace(other, picture=scaled))

    @property
    def shown(self) -> Film:
        """The film that is up."""
        return self.other if self.flipped and self.other else self.film

    @property
    def picture(self) -> Picture | None:
        """Its picture."""
        return self.shown.picture

    @property
    def in_register(self) -> bool:
        """Whether a point of one film is the same point of the other: they are of one size."""
        one, two = self.film.picture, self.other.picture if self.other else None
        return one is not None and two is not None and (one.size, len(one.frames)) == (two.size, len(two.frames))

    @property
    def can_compare(self) -> bool:
        """Whether there is a picture to compare with."""
        return self.other is not None and self.other.picture is not None and self.film.picture is not None

    @property
    def regions(self) -> tuple[Region, ...]:
        """The places of the film itself; they hold for the one to compare with too when the two are in register."""
        return self.film.regions if not self.flipped or self.in_register else self.shown.regions

    def region(self) -> Region | None:
        """The place that is looked at."""
        return next((region for region in self.regions if region.id == self.place), None)

    # Where.

    def to_place(self, region: Region) -> "Look":
        """Go to a place, in its own window."""
        if self.picture is None or self.view is None:
            return replace(self, place=region.id)
        view = look_at(self.picture, region, self.view.frame)
        return replace(self, view=zoom(self.picture, view, 1 / MARGIN), place=region.id, words=False, calliper=None)

    def next_place(self) -> "Look":
        """Go to the place after this one; after the last comes the whole film."""
        ids = [region.id for region in self.regions]
        at = ids.index(self.place) + 1 if self.place in ids else 0
        return self.to_place(self.regions[at]) if at < len(ids) else self.reset()

    def reset(self) -> "Look":
        """The whole film, as it is; the slice stays."""
        if self.picture is None or self.view is None:
            return self
        view = whole(self.picture, self.view.frame)
        return replace(self, view=view, place=None, words=False, calliper=None, beside=False)

    def zoomed(self, seen: View, factor: float, about: Point | None = None) -> "Look":
        """Closer, or further away, about a point in fractions of what is seen: the middle, or the callipers' cross."""
        if self.picture is None:
            return self
        about = about or self._cross(seen) or (0.5, 0.5)
        return replace(self, view=zoom(self.picture, seen, factor, about), place=None, words=False)

    def panned(self, seen: View, right: float, down: float) -> "Look":
        """Move over the film by fractions of what is seen."""
        return self if self.picture is None else replace(self, view=pan(self.picture, seen, right, down))

    def scrolled(self, seen: View, by: int) -> "Look":
        """Another slice, the same place on it."""
        if self.picture is None:
            return self
        return replace(self, view=replace(seen, frame=scrolled(self.picture, seen.frame + by)))

    def framed(self, width: int, height: int) -> View | None:
        """What is really seen on so many pixels: a place of the lung as close as nodules need, the rest filled up.

        A small pane shows less of such a place rather than a blur.
        """
        if self.picture is None or self.view is None:
            return None
        view = fill(self.picture, self.view, width, height)
        across = mm_per_pixel(self.picture, Raster.of(view, width, height))
        region = self.region()
        if region and region.window == "lung" and across and across > FINE_MM:
            return zoom(self.picture, view, across / FINE_MM)
        return view

    # How.

    def inverted(self) -> "Look":
        """Black for white."""
        return self if self.view is None else self.windowed(self.view.window, invert=not self.view.invert)

    def windowed(self, window: Window, *, invert: bool | None = None) -> "Look":
        """Another window."""
        if self.view is None:
            return self
        return replace(
            self, view=replace(self.view, window=window, invert=self.view.invert if invert is None else invert)
        )

    def next_window(self, seen: View) -> "Look":
        """The next preset: a film's lung window is fitted to what is seen."""
        if self.picture is None or self.view is None:
            return self
        windows = [self._preset(name, seen) for name in NAMES]
        at = windows.index(self.view.window) if self.view.window in windows else 0
        later = [window for window in windows[at + 1 :] if window != self.view.window]
        return self.windowed(later[0] if later else windows[0])

    def _preset(self, name: str, seen: View) -> Window:
        assert self.picture is not None
        window = preset(self.picture, name)
        fit = name == "lung" and not self.picture.values.unit
        return fitted(self.picture, seen.box, window, seen.frame) if fit else window

    def shifted(self, *, level: float = 0.0, width: float = 0.0) -> "Look":
        """A window moved or widened, by parts of its own width."""
        if self.picture is None or self.view is None:
            return self
        now = self.view.window
        outer = self.picture.values.range
        return self.windowed(shifted(now, outer, level=level * now.width, width=width * now.width))

    # The other film.

    def flip(self, seen: View | None) -> "Look":
        """The film to compare with, at the same place where the two are in register; and back."""
        if not self.can_compare:
            return self
        there = replace(self, flipped=not self.flipped, beside=False)
        assert there.picture is not None
        return there if self.in_register else replace(there, view=whole(there.picture), place=None)

    def stand_beside(self) -> "Look":
        """The two films beside each other, or one again."""
        return replace(self, beside=not self.beside, flipped=False) if self.can_compare else self

    def settled(self) -> "Look":
        """The film itself is up: whoever answers must not look at the one to compare with."""
        return self.flip(None) if self.flipped else self

    def in_words(self) -> "Look":
        """The film in words, and back."""
        return replace(self, words=not self.words)

    # Callipers.

    def measure(self, seen: View) -> "Look":
        """Callipers in the middle of what is seen; away again."""
        if self.calliper is not None:
            return replace(self, calliper=None)
        x0, y0, x1, y1 = seen.box
        return replace(self, calliper=Calliper(((x0 + x1) / 2, (y0 + y1) / 2)), words=False, beside=False)

    def cross_to(self, seen: View, at: Point) -> "Look":
        """Put the cross somewhere; the view follows it over its edge."""
        if self.picture is None or self.calliper is None:
            return self
        calliper = self.calliper.put(self.picture, at)
        return replace(self, calliper=calliper, view=moved_to(self.picture, seen, calliper.at))

    def set_point(self) -> "Look":
        """Set a point where the cross is."""
        return self if self.calliper is None else replace(self, calliper=self.calliper.set())

    def _cross(self, seen: View) -> Point | None:
        if self.calliper is None:
            return None
        x0, y0, x1, y1 = seen.box
        across, down = (self.calliper.at[0] - x0) / (x1 - x0), (self.calliper.at[1] - y0) / (y1 - y0)
        return min(max(across, 0.0), 1.0), min(max(down, 0.0), 1.0)
