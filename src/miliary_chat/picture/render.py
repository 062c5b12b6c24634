"""Rendering: a view becomes pixels, area-averaged from the original, and pixels become half-block cells."""

from PIL import Image

from miliary_chat.picture.picture import Picture
from miliary_chat.picture.view import View

Pixel = tuple[int, int, int]
Cell = tuple[Pixel, Pixel]
"""Upper and lower colour: foreground and background of one "▀"."""

_GREYS: tuple[Pixel, ...] = tuple((level, level, level) for level in range(256))


def scale(view: View, cols: int, rows: int) -> float:
    """Return how many rendered pixels one pixel of the original takes in `cols` x `rows` cells (two pixels each)."""
    x0, y0, x1, y1 = view.box
    return min(cols / (x1 - x0), 2 * rows / (y1 - y0))


def render(picture: Picture, view: View, cols: int, rows: int) -> Image.Image:
    """Return `view` as an image of exactly `cols` x `2 * rows` pixels, in the picture's mode.

    The aspect is kept and the rest is black. Each pixel is the mean of the original's area that it covers, whatever
    the zoom, so that nothing is lost to aliasing; beyond 1:1 it is interpolated.
    """
    if cols < 1 or rows < 1:
        raise ValueError("a picture needs at least one cell")
    x0, y0, x1, y1 = view.box
    factor = scale(view, cols, rows)
    size = (min(cols, max(1, round((x1 - x0) * factor))), min(2 * rows, max(1, round((y1 - y0) * factor))))
    method = Image.Resampling.BOX if factor < 1 else Image.Resampling.BILINEAR
    part = picture.image.resize(size, method, box=view.box)
    part = part.point(view.window.table(invert=view.invert) * len(part.getbands()))
    canvas = Image.new(part.mode, (cols, 2 * rows))
    canvas.paste(part, ((cols - size[0]) // 2, (2 * rows - size[1]) // 2))
    return canvas


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
