"""What is drawn over a rendered picture: the outline of a place, callipers, and the cross that sets them."""

from dataclasses import dataclass, field

from PIL import Image, ImageDraw

from miliary_chat.picture.calliper import Calliper
from miliary_chat.picture.picture import Box
from miliary_chat.picture.render import Point, Raster

Colour = tuple[int, int, int]

OUTLINE: Colour = (255, 200, 60)
LINE: Colour = (90, 220, 255)
CROSS: Colour = (255, 255, 255)


@dataclass(frozen=True)
class Overlay:
    """What lies over a picture, in pixels of the original; `thick` is the width of a stroke in rendered pixels."""

    outline: Box | None = None
    calliper: Calliper | None = None
    thick: int = field(default=1)

    def on(self, image: Image.Image, raster: Raster) -> Image.Image:
        """Return the image with it: the same one, when there is nothing to draw."""
        if self.outline is None and self.calliper is None:
            return image
        drawn = image.convert("RGB")
        pen = ImageDraw.Draw(drawn)
        if self.outline is not None:
            self._outline(pen, raster, self.outline)
        if self.calliper is not None:
            self._calliper(pen, raster, self.calliper)
        return drawn

    def _outline(self, pen: ImageDraw.ImageDraw, raster: Raster, box: Box) -> None:
        """Corners, so that as little as can be is hidden."""
        x0, y0 = _whole(raster.to_screen((box[0], box[1])))
        x1, y1 = _whole(raster.to_screen((box[2], box[3])))
        x1, y1 = min(x1, raster.width - 1), min(y1, raster.height - 1)
        across, down = max(1, (x1 - x0) // 8), max(1, (y1 - y0) // 8)
        for x, step in ((x0, across), (x1, -across)):
            for y, rise in ((y0, down), (y1, -down)):
                pen.line([(x, y), (x + step, y)], fill=OUTLINE, width=self.thick)
                pen.line([(x, y), (x, y + rise)], fill=OUTLINE, width=self.thick)

    def _calliper(self, pen: ImageDraw.ImageDraw, raster: Raster, calliper: Calliper) -> None:
        if calliper.line is not None:
            ends = [_whole(raster.to_screen(point)) for point in calliper.line]
            pen.line(ends, fill=LINE, width=self.thick)
        x, y = _whole(raster.to_screen(calliper.at))
        reach = 3 * self.thick
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):  # its middle stays free: that is what is looked at
            pen.line([(x + 2 * dx, y + 2 * dy), (x + reach * dx, y + reach * dy)], fill=CROSS, width=self.thick)


def _whole(point: Point) -> tuple[int, int]:
    return int(point[0]), int(point[1])
