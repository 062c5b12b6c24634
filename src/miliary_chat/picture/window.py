"""Windows: which values of a picture are spread over the whole range from black to white."""

import math
from dataclasses import dataclass, field

from miliary_chat.picture.problem import PictureError


@dataclass(frozen=True)
class Window:
    """Values up to `low` are shown black, from `high` white; `name` is that of the preset that it is or came from."""

    low: float
    high: float
    name: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if not (math.isfinite(self.low) and math.isfinite(self.high) and self.low < self.high):
            raise PictureError(f"A window from {self.low} to {self.high} cannot be shown.", "Let the first be lower.")

    @property
    def level(self) -> float:
        """The middle."""
        return (self.low + self.high) / 2

    @property
    def width(self) -> float:
        """From black to white."""
        return self.high - self.low

    def within(self, outer: "Window") -> "Window":
        """Return the part of it that lies in `outer`; `outer` itself when none does."""
        low, high = max(self.low, outer.low), min(self.high, outer.high)
        return Window(low, high, self.name) if low < high else outer


ON_FILM = {"lung": Window(20, 165, "lung"), "soft": Window(40, 215, "soft"), "bone": Window(120, 255, "bone")}
"""Windows for a film with dark lungs, of 256 levels: stretches of contrast, not Hounsfield units."""

ON_CT = {"lung": Window(-1350, 150, "lung"), "soft": Window(-160, 240, "soft"), "bone": Window(-450, 1350, "bone")}
"""Windows for CT in HU, as level and width -600/1500, 40/400 and 450/1800; the field's usual ones."""

NAMES = {"film": "as taken", "lung": "lung", "soft": "soft tissue", "bone": "bone"}
"""What people call them, in the order in which a key goes through them."""

NARROWEST = 1 / 16
"""The narrowest window, as a part of all values that there can be."""


def shifted(window: Window, outer: Window, *, level: float = 0.0, width: float = 0.0) -> Window:
    """Return `window` with its middle moved by `level`, which stays in `outer`, and its span widened by `width`.

    It may reach beyond the values that there are: that is how a picture gets darker or brighter as a whole.
    """
    span = min(outer.width, max(NARROWEST * outer.width, window.width + width))
    middle = min(outer.high, max(outer.low, window.level + level))
    return Window(middle - span / 2, middle + span / 2)
