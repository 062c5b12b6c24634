"""The places of a chest film that a tutor may point to, found on the maps of the chest itself."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from phantoms.grid import Grid, Map
from phantoms.mediastinum import HILA, TRACHEA
from phantoms.thorax import APEX

Mask = npt.NDArray[np.bool_]

Span = tuple[float, float, float, float]
"""A box (left, top, right, bottom) in mm on the film: x from the midline, y from the top."""

AERATED = 45.0
"""A ray with this many mm of lung runs through lung, not through heart, dome or the wall's rim."""

LEAST, MOST = 62.0, 72.0
"""How large in mm the side of a lung zone may be: what a terminal shows well at once."""


@dataclass(frozen=True)
class Zone:
    """A named place: its label, its box in mm, and the window (lung, film, soft) that shows it best."""

    label: str
    box: Span
    window: str

    def pixels(self, grid: Grid) -> tuple[int, int, int, int]:
        """Return the box in whole pixels of `grid` (an Anatomy's `grid`), cut at the film's edges."""
        left, top = grid.pixel(self.box[0], self.box[1])
        right, bottom = grid.pixel(self.box[2], self.box[3])
        return max(0, round(left)), max(0, round(top)), min(grid.width, round(right)), min(grid.height, round(bottom))


def zones(grid: Grid, drawn: Grid, lungs: Map, heart: Map) -> dict[str, Zone]:
    """Return all zones by id, from `lungs` and `heart` in mm; `drawn` is the grid in which anatomy is written."""
    found: dict[str, Zone] = {}
    for side, name in ((-1, "right"), (1, "left")):
        found.update(_lung(grid, lungs, side, name))
    wide, tall = drawn.wide, drawn.tall

    def at(left: float, top: float, right: float, bottom: float) -> Span:
        return left * wide, top * tall, right * wide, bottom * tall

    for (cx, cy, *_), name in zip(HILA[:2], ("right", "left"), strict=True):
        found[f"{name}-hilum"] = Zone(f"{name} hilum", at(cx - 30, cy - 30, cx + 30, cy + 30), "film")
    (rx, ry, *_), (lx, ly, *_) = HILA[:2]
    found["hila"] = Zone("hila", at(rx - 32, min(ry, ly) - 48, lx + 32, max(ry, ly) + 52), "film")
    inlet = (APEX[-1][0] + APEX[1][0]) / 2
    found["thoracic-inlet"] = Zone("thoracic inlet", at(-42, inlet - 38, 42, inlet + 46), "soft")
    fork_x, fork_y = TRACHEA[-1]
    found["carina"] = Zone("carina", at(fork_x - 32, fork_y - 28, fork_x + 32, fork_y + 36), "soft")
    found.update(_heart(grid, heart))
    return found


def _lung(grid: Grid, lungs: Map, side: int, name: str) -> dict[str, Zone]:
    """Return the zones of one lung: apex, thirds of its height beside the heart, base, costophrenic angle."""
    x, y = grid.x[0] * side, grid.y[:, 0]
    air = (lungs > AERATED) & (grid.x * side > 0)
    rows = np.flatnonzero(air.any(axis=1))
    top = float(y[rows[0]])
    middle = _inner_outer(x, air, y, top + 150)
    column = int(np.argmin(np.abs(x - sum(middle) / 2)))
    floor = float(y[np.flatnonzero(air[:, column])[-1]])
    third = (floor - top) / 3
    found = {}
    for part, word in enumerate(("upper", "mid", "lower")):
        height = top + third * (part + 0.5)
        found[f"{name}-{word}-zone"] = Zone(f"{name} {word} zone", _square(x, y, air, height, third, side), "lung")
    _, outer = _inner_outer(x, air, y, floor - 12)
    found[f"{name}-base"] = Zone(f"{name} base", _box(side, outer - 72, floor - 66, outer - 6, floor), "lung")
    first, last = _inner_outer(x, air, y, top + 18)
    reach = max(40.0, last - first + 16)
    centre = (first + last) / 2
    found[f"{name}-apex"] = Zone(
        f"{name} apex", _box(side, centre - reach / 2, top - 8, centre + reach / 2, top - 8 + reach), "lung"
    )
    rim = (lungs > 20) & (grid.x * side > 0.7 * outer)
    low = int(np.flatnonzero(rim.any(axis=1))[-1])
    tip = float(x[np.flatnonzero(rim[low])].max())
    found[f"{name}-costophrenic-angle"] = Zone(
        f"{name} costophrenic angle", _box(side, tip - 44, float(y[low]) - 46, tip + 16, float(y[low]) + 14), "lung"
    )
    return found


def _inner_outer(x: Map, air: Mask, y: Map, height: float) -> tuple[float, float]:
    """Return how far from the midline aerated lung begins and ends at a height in mm."""
    row = int(np.argmin(np.abs(y - height)))
    reach = x[np.flatnonzero(air[row])]
    return float(reach.min()), float(reach.max())


def _square(x: Map, y: Map, air: Mask, height: float, third: float, side: int) -> Span:
    """Return a square about `height` that lies in lung as far as it can: beside the heart, within the wall."""
    inner, outer = _inner_outer(x, air, y, height)
    reach = float(np.clip(min(outer - inner, third * 0.92), LEAST, MOST))
    centre = (inner + outer) / 2 if outer - inner > reach else outer - reach / 2
    return _box(side, centre - reach / 2, height - reach / 2, centre + reach / 2, height + reach / 2)


def _box(side: int, inner: float, top: float, outer: float, bottom: float) -> Span:
    left, right = sorted((inner * side, outer * side))
    return left, top, right, bottom


def _heart(grid: Grid, heart: Map) -> dict[str, Zone]:
    """Return the heart, and the places where its right and left borders stand out most."""
    there = heart > 2
    rows, columns = np.flatnonzero(there.any(axis=1)), np.flatnonzero(there.any(axis=0))
    x, y = grid.x[0], grid.y[:, 0]
    left, right = float(x[columns[0]]), float(x[columns[-1]])
    high_left = float(y[int(np.flatnonzero(there[:, columns[0]]).mean())])
    high_right = float(y[int(np.flatnonzero(there[:, columns[-1]]).mean())])
    return {
        "heart": Zone(
            "heart", (left - 6, float(y[rows[0]]), right + 6, min(float(y[rows[-1]]), high_right + 30)), "film"
        ),
        "right-heart-border": Zone(
            "right heart border", (left - 30, high_left - 34, left + 34, high_left + 30), "film"
        ),
        "left-heart-border": Zone(
            "left heart border", (right - 34, high_right - 44, right + 30, high_right + 20), "film"
        ),
    }


def heart_share(grid: Grid, heart: Map, lungs: Map) -> float:
    """Return the cardiothoracic ratio: the heart's greatest width to that of the chest inside the ribs."""
    spans = [np.flatnonzero((part > 2).any(axis=0)) for part in (heart, lungs)]
    (heart_0, heart_1), (chest_0, chest_1) = ((int(span[0]), int(span[-1])) for span in spans)
    return (heart_1 - heart_0) / (chest_1 - chest_0)
