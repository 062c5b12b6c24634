"""From millimetres of tissue to an 8-bit film: Beer-Lambert, quantum noise, processing, response, markers."""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from phantoms.grid import Grid, Map, rise

SOFT, LUNG_TISSUE, SPONGY, CORTEX = 0.0185, 0.0046, 0.0100, 0.034
"""Attenuation per mm near 70 keV: soft tissue, inflated lung; and what spongy and compact bone add to soft tissue."""

VESSEL_GAIN, NODULE_GAIN, MASS_GAIN = 2.2, 4.8, 1.5
"""Vessels, nodules and masses are drawn this much denser than they are, so that each shows on a film of 8 bits."""

AIR_GAIN = 1.4
"""Air in the windpipe and the bowel is drawn this much darker, as it would be gone in the white of 8 bits."""

CROWD = 17.0
"""Vessels that cross add up to no more than these mm: without it, crossings of straight rods would pass for nodules."""

MARKS = (("R", (38, 44), 4), ("L", (-62, 44), 4), ("SYNTHETIC", (22, -48), 3))
"""Text, place in pixels of a film 1024 wide (negative: from the right or the bottom), and size factor of the marks."""


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
    blood = np.minimum(CROWD * (1 - np.exp(-tissue.vessels / CROWD)), inside) * rise(inside, 30, 95)
    total = tissue.body * SOFT - inside * (SOFT - LUNG_TISSUE) + blood * (SOFT - LUNG_TISSUE) * VESSEL_GAIN
    veil = 0.3 + 0.7 * rise(inside, 40, 110)  # scattered rays wash out what lies over heart and spine
    total += tissue.nodules * (SOFT - LUNG_TISSUE) * NODULE_GAIN * veil
    total += tissue.cortex * CORTEX + tissue.spongy * SPONGY
    total += tissue.masses * (SOFT - LUNG_TISSUE) * MASS_GAIN * veil - tissue.free * SOFT
    solid = np.clip(1 - inside / 130, 0.12, 1)
    return np.asarray(np.clip(total - np.minimum(tissue.air, tissue.body) * solid * SOFT * AIR_GAIN, 0, None))


def expose(grid: Grid, total: Map, rng: np.random.Generator, quanta: float) -> Map:
    """Return the detector's log signal: Beer-Lambert, scatter, blur, and the noise of `quanta` counts in open beam."""
    primary = np.exp(-grid.blur(total, 0.16))
    fluence = primary + 0.012 * grid.blur(primary, 24) / max(float(primary.mean()), 1e-6)
    noise = grid.blur(rng.standard_normal(total.shape), 0.17)
    noise /= noise.std()
    counts = fluence * quanta
    return np.asarray(-np.log(np.clip(counts + np.sqrt(counts) * noise, 1, None) / quanta))


WIDE, STRONG = 9.0, 0.22
"""Differences weaker than STRONG within WIDE mm are detail, to be made stronger; edges that are stronger stay as is."""

EVEN, DETAIL = 0.86, 1.75
"""What is left of the difference between lung and heart, and how much stronger detail gets."""


def develop(grid: Grid, signal: Map, exposure: Exposure) -> Map:
    """Return grey levels 0 to 255: wide densities pressed together, detail kept, lungs dark and bones bright."""
    broad = _broad(grid, signal)
    even = EVEN * broad + DETAIL * (signal - broad)
    grey = 4 + 240 / (1 + np.exp(-(even - 2.20) / 0.58))
    return np.asarray(np.rint(grey / exposure.step) * exposure.step if exposure.step > 1 else grey)


def _broad(grid: Grid, signal: Map) -> Map:
    """Return `signal` without its detail, strong edges kept, so that no dark rim runs round heart and diaphragm.

    This is the guided filter (He, Sun and Tang, 2013) with Gaussian windows.
    """
    mean = grid.blur(signal, WIDE)
    spread = np.clip(grid.blur(signal * signal, WIDE) - mean * mean, 0, None)
    slope = spread / (spread + STRONG**2)
    return np.asarray(grid.blur(slope, WIDE) * signal + grid.blur(mean * (1 - slope), WIDE))


def marks(grid: Grid) -> list[tuple[str, int, int, int]]:
    """Return what is burnt in: text, column, row, size factor, for the size of this film."""
    scale = grid.width / 1024
    return [
        (text, round(x * scale) % grid.width, round(y * scale) % grid.height, max(1, round(size * scale)))
        for text, (x, y), size in MARKS
    ]


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
