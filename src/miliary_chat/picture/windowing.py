"""The window that suits a picture or a part of it: presets by name, and a film's fitted to what is seen."""

from PIL import Image

from miliary_chat.picture.picture import Box, Picture
from miliary_chat.picture.problem import PictureError
from miliary_chat.picture.window import NAMES, NARROWEST, ON_CT, ON_FILM, Window

DARK_TAIL, BRIGHT_TAIL = 0.02, 0.04
"""The shares of a region's pixels that a fitted window gives up: more bright ones, which are ribs and diaphragm."""

_LOOKED_AT = 256
"""Pixels a side that a fit looks at: shares of grey levels need no more."""


def preset(picture: Picture, name: str) -> Window:
    """Return the window called `name` for this picture, or raise PictureError that lists those there are.

    On a film they are parts of its own window, so that one of 12 or 16 bits looks like one of 8.
    """
    if name not in NAMES:
        raise PictureError(f'There is no window "{name}".', f"There are {', '.join(NAMES)}.")
    own = picture.window
    if name == "film":
        return own
    if picture.values.unit == "HU":
        return ON_CT[name]
    part = ON_FILM[name]
    return Window(own.low + own.width * part.low / 255, own.low + own.width * part.high / 255, name)


def fitted(picture: Picture, box: Box, outer: Window, frame: int = 0) -> Window:
    """Return the window of the grey levels in `box` without its darkest and brightest tails, within `outer`.

    What shows no lung (nothing of it lies in `outer`) is shown in `outer` itself.
    """
    left, top, right, bottom = (round(side) for side in box)
    part = picture.frames[frame].crop((left, top, max(right, left + 1), max(bottom, top + 1)))
    if max(part.size) > _LOOKED_AT:
        part = part.resize((min(part.width, _LOOKED_AT), min(part.height, _LOOKED_AT)), Image.Resampling.NEAREST)
    levels = shaded(part, picture, outer).convert("L").histogram()
    low = _level(levels, sum(levels) * DARK_TAIL)
    high = 255 - _level(levels[::-1], sum(levels) * BRIGHT_TAIL)
    if (high - low) / 255 * outer.width < NARROWEST * picture.values.range.width:
        return outer
    return Window(outer.low + low / 255 * outer.width, outer.low + high / 255 * outer.width, outer.name)


def shaded(part: Image.Image, picture: Picture, window: Window, *, invert: bool = False) -> Image.Image:
    """Return samples of `picture` as they look in `window`: mode L, or RGB for a picture in colour."""
    factor, offset = picture.values.to_grey(window, invert=invert)
    if part.mode == "RGB":  # 8 bits a channel
        table = [min(255, max(0, round(257 * level * factor + offset))) for level in range(256)]
        return part.point(table * 3)
    return part.convert("F").point(lambda sample: sample * factor + (offset + 0.5)).convert("L")


def _level(levels: list[int], spare: float) -> int:
    """The first grey level below which lie more than `spare` pixels."""
    below = 0
    for level, count in enumerate(levels):
        below += count
        if below > spare:
            return level
    return len(levels) - 1
