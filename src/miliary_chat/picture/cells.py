"""Half-block cells: two pixels above each other in one character."""

from PIL import Image

Pixel = tuple[int, int, int]
Cell = tuple[Pixel, Pixel]
"""Upper and lower colour: foreground and background of one "▀"."""

_GREYS: tuple[Pixel, ...] = tuple((level, level, level) for level in range(256))


def halfblocks(image: Image.Image) -> list[list[Cell]]:
    """Return the rows of cells for `image` (even height): a "▀" in the first colour on the second."""
    if image.height % 2:
        raise ValueError("half-block cells need an even number of pixel rows")
    lines = _lines(image)
    return [list(zip(upper, lower, strict=True)) for upper, lower in zip(lines[::2], lines[1::2], strict=True)]


def _lines(image: Image.Image) -> list[list[Pixel]]:
    width = image.width
    if image.mode == "L":
        data = image.tobytes()
        return [[_GREYS[level] for level in data[row * width : (row + 1) * width]] for row in range(image.height)]
    data = image.convert("RGB").tobytes()
    pixels = list(zip(data[::3], data[1::3], data[2::3], strict=True))
    return [pixels[row * width : (row + 1) * width] for row in range(image.height)]
