"""Pixels where the terminal draws them itself: the drawing's pictures as one image in the place of the half-blocks."""

from typing import Final

from PIL import Image, ImageChops
from textual.widget import Widget

from miliary_chat.picture.overlay import LINE, OUTLINE
from miliary_chat.tui.viewer.drawing import Drawing
from miliary_chat.tui.viewer.graphics import Graphics

ID: Final = "pixels"
_DRAWN: Final = (OUTLINE, LINE)


def layer(graphics: Graphics) -> Widget:
    """Return the widget that speaks the terminal's language; it shows nothing until `put` gives it a drawing.

    What is imported here was imported before the screens were (graphics.py says why).
    """
    from textual_image.widget import SixelImage, TGPImage

    widget: Widget = TGPImage(id=ID) if graphics.way == "kitty" else SixelImage(id=ID)
    widget.styles.position = "absolute"
    widget.display = False
    return widget


def put(widget: Widget, drawing: Drawing | None, width: int) -> None:
    """Show what is drawn, `width` cells wide; nothing where words stand."""
    widget.display = drawing is not None
    if drawing is None:
        return
    widget.styles.width, widget.styles.height = width, drawing.rows
    widget.image = joined(drawing, width)  # type: ignore[attr-defined]  # of both of the library's widgets


def joined(drawing: Drawing, width: int) -> Image.Image:
    """Return a drawing's pictures beside each other, on `width` cells: greys as L, as P with lines drawn over them.

    Sixels have 256 colours. Left to itself, the library would find colours for a film with a coloured line on it, and
    keep a dozen greys.
    """
    across, down = drawing.cell
    images = [side.image for side in drawing.sides]
    sheet = Image.new(
        "L" if all(image.mode == "L" for image in images) else "RGB", (width * across, drawing.rows * down)
    )
    for side, image in zip(drawing.sides, images, strict=True):
        sheet.paste(image, (side.column * across, 0))
    return sheet if sheet.mode == "L" or drawing.coloured else _in_greys(sheet)


def _in_greys(sheet: Image.Image) -> Image.Image:
    """A picture of greys and the colours of overlays, with a palette of its own."""
    red, green, blue = sheet.split()
    levels = 256 - len(_DRAWN)
    few = red.point([level * (levels - 1) // 255 for level in range(256)])
    for index, colour in enumerate(_DRAWN, start=levels):
        exact = [band.point([255 * (level == part) for level in range(256)]) for band, part in
                 zip((red, green, blue), colour, strict=True)]  # fmt: skip
        few.paste(index, mask=ImageChops.darker(ImageChops.darker(exact[0], exact[1]), exact[2]))
    greys = [channel for level in range(levels) for channel in [round(level * 255 / (levels - 1))] * 3]
    few = few.convert("P")
    few.putpalette([*greys, *(channel for colour in _DRAWN for channel in colour)])
    return few
