"""Pixels as lines of the screen: half-block cells, each made once for a pair of colours."""

from itertools import pairwise
from typing import Final

from PIL import Image
from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.strip import Strip

_MOST: Final = 40_000
"""Cells that are kept: a film in one window needs a few thousand."""

_CELLS: dict[int, Segment] = {}
_SHADES: Final = bytes(level & ~1 | level >> 7 for level in range(256))
"""128 greys from black to white: nobody sees the difference, and there are four times fewer cells to make."""

_GREYS: Final = tuple(RichColor.from_rgb(level, level, level) for level in range(256))


def strips(image: Image.Image) -> list[Strip]:
    """Return one line for each two rows of pixels of `image` (modes L or RGB, even height)."""
    width, height = image.size
    if height % 2:
        raise ValueError("half-block cells need an even number of pixel rows")
    if image.mode == "L":
        data: list[int] | bytes = image.tobytes().translate(_SHADES)
        bits = 8
    else:
        raw = image.convert("RGB").tobytes()
        data = [r << 16 | g << 8 | b for r, g, b in zip(raw[::3], raw[1::3], raw[2::3], strict=True)]
        bits = 24
    rows = [data[at : at + width] for at in range(0, width * height, width)]
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return [_strip([up << bits | down for up, down in zip(*pair, strict=True)], bits) for pair in pairs]


def _strip(pairs: list[int], bits: int) -> Strip:
    """One line; equal neighbours share a segment, and equal cells of all pictures are one object.

    A picture of new objects each time would set off the collection of garbage, which takes longer than the picture.
    """
    starts = [0, *(at for at, (one, two) in enumerate(pairwise(pairs), start=1) if one != two), len(pairs)]
    segments = [_segment(pairs[start], end - start, bits) for start, end in pairwise(starts)]
    return Strip(segments, len(pairs))


def _segment(pair: int, length: int, bits: int) -> Segment:
    key = pair << 1 | (bits == 8)
    single = _CELLS.get(key)
    if single is None:
        if len(_CELLS) >= _MOST:
            _CELLS.clear()
        up, down = pair >> bits, pair & (1 << bits) - 1
        single = _CELLS[key] = Segment("▀", RichStyle(color=_colour(up, bits), bgcolor=_colour(down, bits)))
    return single if length == 1 else Segment("▀" * length, single.style)


def _colour(level: int, bits: int) -> RichColor:
    if bits == 8:
        return _GREYS[level]
    return RichColor.from_rgb(level >> 16, level >> 8 & 255, level & 255)
