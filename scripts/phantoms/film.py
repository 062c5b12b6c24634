"""From millimetres of tissue to an 8-bit film: Beer-Lambert, quantum noise, processing, response, markers."""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from phantoms.grid import Grid, Map, rise

SOFT, LUNG_TISSUE, SPONGY, CORTEX = 0.0185, 0.0040, 0.0125, 0.034
"""Attenuation per mm near 70 keV: soft tissue, inflated lung; and what spongy and compact bone add to soft tissue."""

VESSEL_GAIN, NODULE_GAIN, MASS_GAIN = 1.6, 4.8, 1.5
"""Vessels, nodules and masses are drawn this much denser than they are, so that each shows on a film of 8 bits."""

CROWD = 20.0
"""Vessels that cross add up to no more than these mm: without it, crossings of straight rods would pass for nodules."""


@dataclass(frozen=True)
class Exposure:
    """How a film is taken: `quanta` in open beam, and how many grey levels of 256 make a `step`."""

    quanta: float = 40_000
    step: int = 1


PLAIN = Exposure()


@dataclass(frozen=True)
class Tissue:
    """What a ray meets, each a map in mm."""

    body: Map
    lungs: Map
    air: Map
    vessels: Map
    nodules: Map
    cortex: Map
    spongy: Map
    masses: Map
    free: Map


def attenuation(tissue: Tissue) -> Map:
    """Return the sum of attenuation times mm along each ray."""
    inside = np.minimum(tissue.lungs, tissue.body)
    blood = np.minimum(CROWD * (1 - np.exp(-tissue.vessels / CROWD)), inside) * rise(inside, 34, 108)
    total = tissue.body * SOFT - inside * (SOFT - LUNG_TISSUE) + blood * (SOFT - LUNG_TISSUE) * VESSEL_GAIN
    veil = 0.3 + 0.7 * rise(inside, 40, 110)  # scattered rays wash out what lies over heart and spine
    total += tissue.nodules * (SOFT - LUNG_TISSUE) * NODULE_GAIN * veil
    total += tissue.cortex * CORTEX + tissue.spongy * SPONGY
    total += tissue.masses * (SOFT - LUNG_TISSUE) * MASS_GAIN * veil - tissue.free * SOFT
    solid = np.clip(1 - inside / 130, 0.12, 1)
    return np.asarray(np.clip(total - np.minimum(tissue.air, tissue.body) * solid * SOFT, 0, None))


def expose(grid: Grid, total: Map, rng: np.random.Generator, quanta: float) -> Map:
    """Return the detector's log signal: Beer-Lambert, scatter, blur, and the noise of `quanta` counts in open beam."""
    primary = np.exp(-grid.blur(total, 0.16))
    fluence = primary + 0.012 * grid.blur(primary, 24) / max(float(primary.mean()), 1e-6)
    noise = grid.blur(rng.standard_normal(total.shape), 0.17)
    noise /= noise.std()
    counts = fluence * quanta
    return np.asarray(-np.log(np.clip(counts + np.sqrt(counts) * noise, 1, None) / quanta))


def develop(grid: Grid, signal: Map, exposure: Exposure) -> Map:
    """Return grey levels 0 to 255: wide densities pressed together, detail kept, lungs dark and bones bright."""
    broad, mid = grid.blur(signal, 22), grid.blur(signal, 4)
    even = 0.70 * broad + 0.85 * (mid - broad) + 1.5 * (signal - mid)
    grey = 6 + 246 / (1 + np.exp(-(even - 1.70) / 0.46))
    return np.asarray(np.rint(grey / exposure.step) * exposure.step if exposure.step > 1 else grey)


def label(grey: Map, marks: list[tuple[str, int, int, int]]) -> Image.Image:
    """Return the film as an 8-bit picture with `marks` (text, column, row, size factor) burnt in."""
    film = Image.fromarray(np.clip(np.rint(grey), 0, 255).astype(np.uint8), mode="L")
    font = ImageFont.load_default_imagefont()
    for text, column, row, factor in marks:
        box = font.getbbox(text)
        stamp = Image.new("L", (int(box[2]) + 2, int(box[3]) + 2), 0)
        ImageDraw.Draw(stamp).text((1, 1), text, fill=255, font=font)
        stamp = stamp.resize((stamp.width * factor, stamp.height * factor), Image.Resampling.BICUBIC)
        film.paste(235, (column, row), stamp)
    return film
