"""Moving what is drawn: a map pulled about by smooth fields of mm."""

import numpy as np

from phantoms.grid import Grid, Map


def moved(grid: Grid, image: Map, right: Map | float, down: Map | float = 0.0) -> Map:
    """Return `image` with each point's picture `right` and `down` mm from where it was; fields change slowly."""
    return sampled(grid, image, grid.x - right, grid.y - down)


def sampled(grid: Grid, image: Map, x: Map, y: Map) -> Map:
    """Return what `image` shows at the places `x`, `y` in mm, between pixels by the four nearest."""
    column, row = grid.pixel(1.0, 1.0)[0] - grid.width / 2, grid.pixel(1.0, 1.0)[1]
    across = np.clip(np.broadcast_to(x * column + grid.width / 2 - 0.5, image.shape), 0, grid.width - 1.001)
    along = np.clip(np.broadcast_to(y * row - 0.5, image.shape), 0, grid.height - 1.001)
    left, top = across.astype(int), along.astype(int)
    u, v = across - left, along - top
    upper = image[top, left] * (1 - u) + image[top, left + 1] * u
    lower = image[top + 1, left] * (1 - u) + image[top + 1, left + 1] * u
    return np.asarray(upper * (1 - v) + lower * v)
