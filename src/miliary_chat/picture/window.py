"""Windows: which grey levels of a film are spread over the whole range from black to white."""

from dataclasses import dataclass

from miliary_chat.picture.decode import PictureError


@dataclass(frozen=True)
class Window:
    """Grey levels up to `low` are shown black, from `high` white (0 to 255, at least one level apart)."""

    low: int
    high: int

    def __post_init__(self) -> None:
        if not 0 <= self.low < self.high <= 255:
            raise PictureError(
                f"A window from {self.low} to {self.high} cannot be shown.", "Choose 0 to 255, low first."
            )

    def table(self, *, invert: bool = False) -> list[int]:
        """Return the grey level to show for each of the 256 levels of the film."""
        span = self.high - self.low
        levels = [min(255, max(0, round((level - self.low) * 255 / span))) for level in range(256)]
        return [255 - level for level in levels] if invert else levels


PRESETS = {"film": Window(0, 255), "lung": Window(20, 165), "soft": Window(40, 215), "bone": Window(120, 255)}
"""Windows for an 8-bit film with dark lungs: stretches of contrast, not Hounsfield units."""

NARROWEST = 16
"""The narrowest span, in grey levels, that `shifted` allows."""


def preset(name: str) -> Window:
    """Return the preset called `name`, or raise PictureError that lists those there are."""
    try:
        return PRESETS[name]
    except KeyError:
        raise PictureError(f'There is no window "{name}".', f"There are {', '.join(PRESETS)}.") from None


def shifted(window: Window, *, level: int = 0, width: int = 0) -> Window:
    """Return `window` with its middle moved by `level` and its span widened by `width`, kept within 0 to 255."""
    span = min(255, max(NARROWEST, window.high - window.low + width))
    low = round((window.low + window.high + 2 * level - span) / 2)
    low = min(255 - span, max(0, low))
    return Window(low, low + span)
