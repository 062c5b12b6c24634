"""Tubes and balls into voxels, as a scanner shows them: soft at the edge, thin ones faint."""

import numpy as np

from phantoms.hrct.field import SHARP, Field, Map, Points, erf

LAYERS = 2
"""Each slice is the mean of so many thinner ones: what partial volume needs."""

ROOT2 = 1.41421


class Sheets:
    """The stack in layers thinner than a slice, each voxel the share of one tissue."""

    def __init__(self, field: Field) -> None:
        self.field = field
        thin = field.slice_mm / LAYERS
        count = field.frames * LAYERS
        self.z = ((((count - 1) / 2) - np.arange(count)) * thin).astype(np.float32)
        self.share = np.zeros((count, field.size, field.size), dtype=np.float32)

    def _block(self, low: Points, high: Points) -> tuple[slice, slice, slice] | None:
        size, mm = self.field.size, self.field.mm
        left, top = (max(0, int(v / mm + size / 2)) for v in low[:2])
        right, bottom = (min(size, int(v / mm + size / 2) + 1) for v in high[:2])
        planes = np.flatnonzero((self.z >= low[2]) & (self.z <= high[2]))
        if not len(planes) or left >= right or top >= bottom:
            return None
        return slice(int(planes[0]), int(planes[-1]) + 1), slice(top, bottom), slice(left, right)

    def tube(self, start: Points, end: Points, first: float, last: float, weight: float = 1.0) -> None:
        """Draw a piece of tube whose radius goes from `first` to `last` mm; of overlapping ones the denser shows."""
        reach = max(first, last) + 3 * SHARP
        block = self._block(np.minimum(start, end) - reach, np.maximum(start, end) + reach)
        if block is None:
            return
        z, y, x = self.z[block[0], None, None], self.field.y[block[1]][None], self.field.x[:, block[2]][None]
        way = (end - start).astype(np.float32)
        u = (x - start[0]) * way[0] + (y - start[1]) * way[1] + (z - start[2]) * way[2]
        u = np.clip(u / max(float((way * way).sum()), 1e-6), 0, 1)
        squared = (x - start[0] - u * way[0]) ** 2 + (y - start[1] - u * way[1]) ** 2 + (z - start[2] - u * way[2]) ** 2
        radius = np.maximum(first + u * (last - first), 0.02)
        peak = (1 - np.exp(-(radius**2) / (2 * SHARP**2))) / erf(np.minimum(radius / (ROOT2 * SHARP), 4))
        part = self.share[block]
        np.maximum(part, weight * peak * _slab(np.sqrt(squared), radius, SHARP), out=part)

    def ball(self, at: Points, radius: float, soft: float = SHARP, weight: float = 1.0) -> None:
        """Draw a ball of `radius` mm whose edge is `soft` (a standard deviation in mm)."""
        reach = radius + 3 * soft
        block = self._block(at - reach, at + reach)
        if block is None:
            return
        z, y, x = self.z[block[0], None, None], self.field.y[block[1]][None], self.field.x[:, block[2]][None]
        away = np.sqrt((x - at[0]) ** 2 + (y - at[1]) ** 2 + (z - at[2]) ** 2)
        q = radius / soft
        flat = float(np.tanh(1.128379 * q / ROOT2 + 0.1009 * (q / ROOT2) ** 3)) if q < 5 else 1.0
        peak = (flat - 0.797885 * q * float(np.exp(-q * q / 2))) / flat
        part = self.share[block]
        np.maximum(part, weight * peak * _slab(away, np.float32(radius), soft), out=part)

    def slices(self) -> Map:
        """Return the share in each slice."""
        count = self.field.frames
        return np.asarray(self.share.reshape(count, LAYERS, *self.share.shape[1:]).mean(axis=1))


def _slab(away: Map, radius: Map | np.float32, soft: float) -> Map:
    scale = ROOT2 * soft
    return 0.5 * (erf(np.clip((away + radius) / scale, -4, 4)) - erf(np.clip((away - radius) / scale, -4, 4)))
