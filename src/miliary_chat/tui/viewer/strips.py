"""Pixels as lines of the screen: half-block cells, with styles that are made once for each pair of colours."""

from itertools import pairwise
from typing import Final

from PIL import Image
from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.strip import Strip

_MOST: Final = 40_000
"""Styles that are kept: a film in one window needs a few thousand."""

_STYLES: dict[int, RichStyle] = {}
_GREYS: Final = tuple(RichColor.from_rgb(level, level, level) for level in range(256))


def strips(image: Image.Image) -> list[Strip]:
    """Return one line for each two rows of pixels of `image` (modes L or RGB, even height)."""
    width, height = image.size
    if height % 2:
        raise ValueError("half-block cells need an even number of pixel rows")
    if image.mode == "L":
        data: list[int] | bytes = image.tobytes()
        bits = 8
    else:
        raw = image.convert("RGB").tobytes()
        data = [r << 16 | g << 8 | b for r, g, b in zip(raw[::3], raw[1::3], raw[2::3], strict=True)]
        bits = 24
    rows = [data[at : at + width] for at in range(0, width * height, width)]
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return [_strip([up << bits | down for up, down in zip(*pair, strict=True)], bits) for pair in pairs]


def _strip(pairs: list[int], bits: int) -> Strip:
    """One line; equal neighbours share a segment."""
    starts = [0, *(at for at, (one, two) in enumerate(pairwise(pairs), start=1) if one != two), len(pairs)]
    segments = [Segment("▀" * (end - start), _style(pairs[start], bits)) for start, end in pairwise(starts)]
    return Strip(segments, len(pairs))


def _style(pair: int, bits: int) -> RichStyle:
    key = pair << 1 | (bits == 8)
    style = _STYLES.get(key)
    if style is None:
        if len(_STYLES) >= _MOST:
            _STYLES.clear()
        up, down = pair >> bits, pair & (1 << bits) - 1
        style = _STYLES[key] = RichStyle(color=_colour(up, bits), bgcolor=_colour(down, bits))
    return style


def _colour(level: int, bits: int) -> RichColor:
    if bits == 8:
        return _GREYS[level]
    return RichColor.from_rgb(level >> 16, level >> 8 & 255, level & 255)
