"""A whole stack: the healthy lung with one pattern in it, as pictures and as the truth about them."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from phantoms.hrct import nodules
from phantoms.hrct.field import Field, Map, blur, inside, mix
from phantoms.hrct.lung import Lung, lung, noise
from phantoms.hrct.lungs import depths_at
from phantoms.hrct.mediastinum import AIR, open_airways
from phantoms.hrct.nodules import Ball, Lesions
from phantoms.hrct.paint import Sheets
from phantoms.hrct.places import regions
from phantoms.hrct.relation import Relation, relations
from phantoms.hrct.vessels import paint

BLACK, STEP = -1024, 8
"""A pixel's HU is its grey times STEP, plus BLACK."""

FIELD = Field()
"""Thirteen contiguous slices of 1.25 mm: enough to tell a nodule from a vessel, which goes on in the next slice."""

NOISE, EDGES, MARK = 24.0, 0.28, 190
"""Noise in HU; how much of what a blur takes away the kernel adds; grey of the letters burnt in."""


class Pattern(StrEnum):
    """What is wrong in the lung."""

    NORMAL = "normal"
    MILIARY = "miliary"
    METASTASES = "metastases"
    PERILYMPHATIC = "perilymphatic"
    CENTRILOBULAR = "centrilobular"
    TREE_IN_BUD = "tree-in-bud"
    SILICOSIS = "silicosis"
    SEPTAL = "septal"
    GROUND_GLASS = "ground-glass"


LAY = {
    Pattern.MILIARY: nodules.random_equal,
    Pattern.METASTASES: nodules.random_unequal,
    Pattern.PERILYMPHATIC: nodules.perilymphatic,
    Pattern.CENTRILOBULAR: nodules.centrilobular,
    Pattern.TREE_IN_BUD: nodules.tree_in_bud,
    Pattern.SILICOSIS: nodules.silicosis,
}


@dataclass(frozen=True)
class Stack:
    """Slices from the head down, each an 8-bit picture, and the truth about them (ready for JSON)."""

    frames: list[Image.Image]
    truth: dict[str, Any]


def make(pattern: Pattern, seed: int = 5, field: Field = FIELD, noise_hu: float = NOISE) -> Stack:
    """Return the stack of `pattern` in the lung of `seed`; the same arguments give the same stack."""
    healthy = lung(seed, field)
    lesions = LAY[pattern](healthy, np.random.default_rng([seed, 31])) if pattern in LAY else Lesions()
    hu = healthy.hu.copy()
    outside = hu < -999
    _diffuse(hu, healthy, pattern, seed)
    _add(hu, healthy, lesions)
    for i in range(field.frames):
        hu[i] += EDGES * (hu[i] - blur(hu[i], 0.9 / field.mm))
    hu += noise(field, seed, noise_hu)
    hu[outside] = -1000
    grey = np.clip(np.rint((hu - BLACK) / STEP), 0, 255).astype(np.uint8)
    frames = [_marked(Image.fromarray(one)) for one in grey]
    return Stack(frames, _truth(pattern, seed, healthy, lesions, noise_hu))


def write(stack: Stack, path: Path, *, told: bool = True) -> None:
    """Write the stack as one animated PNG at `path`, and if `told` its truth beside it as `NAME.truth.json`."""
    first, *rest = stack.frames
    first.save(path, save_all=True, append_images=rest, duration=200, loop=0, optimize=True)
    if not told:
        return
    text = json.dumps(stack.truth, separators=(",", ":"))
    path.with_suffix(".truth.json").write_text(text.replace("],[", "],\n[") + "\n", encoding="utf-8")


def _diffuse(hu: Map, healthy: Lung, pattern: Pattern, seed: int) -> None:
    """Add what is no nodule: thick septa, or ground glass."""
    if pattern is Pattern.SEPTAL:
        depth = np.minimum(healthy.pleura, healthy.fissure)
        near = np.clip((26 - depth) / 14, 0, 1) * healthy.tissue * np.clip(4 * healthy.strength - 0.7, 0, 1)
        mix(hu, inside(healthy.septum - 0.30 - 0.25 * healthy.strength) * near, 10)
        mix(hu, inside(np.minimum(np.abs(healthy.pleura), healthy.fissure) - 0.7) * healthy.tissue, 10)
    if pattern is Pattern.GROUND_GLASS:
        rng = np.random.default_rng([seed, 53])
        wide = blur(rng.standard_normal(hu.shape[1:]).astype(np.float32), 13 / healthy.field.mm)
        fine = blur(rng.standard_normal(hu.shape[1:]).astype(np.float32), 2.5 / healthy.field.mm)
        cloud = 1 / (1 + np.exp(-(wide / wide.std() * 3.4 + fine / fine.std() * 0.5 - 0.6)))
        hu += (cloud * healthy.tissue * np.clip((-300 - hu) / 500, 0, 1) * 240).astype(np.float32)


def _add(hu: Map, healthy: Lung, lesions: Lesions) -> None:
    """Put the lesions into `hu`: nodes anywhere, all else within the lungs; lumens stay open."""
    field = healthy.field
    for value in dict.fromkeys(ball.hu for ball in lesions.nodes):
        mix(hu, _balls(field, [ball for ball in lesions.nodes if ball.hu == value]), value)
    if lesions.nodes:
        for i, z in enumerate(field.z.tolist()):
            mix(hu[i], open_airways(field, z), AIR)
    for value in dict.fromkeys(ball.hu for ball in lesions.balls):
        share = _balls(field, [ball for ball in lesions.balls if ball.hu == value]) * healthy.tissue
        mix(hu, np.where(hu < value, share, 0), value)
    if lesions.rods:
        sheets = Sheets(field)
        for rod in lesions.rods:
            sheets.tube(rod.start, rod.end, rod.first, rod.last)
        mix(hu, sheets.slices() * healthy.tissue, nodules.SOLID)
    if lesions.thick:
        tubes = healthy.trees.bronchi
        middle = (tubes.start + tubes.end) / 2
        near = np.any([np.linalg.norm(middle - at, axis=1) < reach for at, reach in lesions.thick], axis=0)
        ill = tubes.pick(near & (tubes.radius.max(axis=1) < 2.6))
        mix(hu, paint(field, ill, 1.35).slices() * healthy.tissue, 20)
        mix(hu, paint(field, ill, 0.8).slices() * healthy.tissue, -960)


def _balls(field: Field, balls: list[Ball]) -> Map:
    sheets = Sheets(field)
    for ball in balls:
        sheets.ball(ball.at, ball.diameter / 2, ball.soft)
    return sheets.slices()


def _marked(frame: Image.Image) -> Image.Image:
    font = ImageFont.load_default_imagefont()
    size = frame.width
    factor = max(1, size // 170)
    for text, left, top in (("SYNTHETIC", 0.02, 0.02), ("R", 0.02, 0.12), ("L", 0.95, 0.12)):
        box = font.getbbox(text)
        stamp = Image.new("L", (int(box[2]) + 2, int(box[3]) + 2), 0)
        ImageDraw.Draw(stamp).text((1, 1), text, fill=255, font=font)
        stamp = stamp.resize((stamp.width * factor, stamp.height * factor), Image.Resampling.NEAREST)
        frame.paste(MARK, (int(left * size), int(top * size)), stamp)
    return frame


def _truth(pattern: Pattern, seed: int, healthy: Lung, lesions: Lesions, noise_hu: float) -> dict[str, Any]:
    field = healthy.field
    balls = [b for b in lesions.balls if b.counted and _shows(field, b)]
    rows: list[list[float | str]] = []
    if balls:
        related = relations(healthy, np.array([b.at for b in balls]), np.array([b.diameter / 2 for b in balls]))
        if pattern in (Pattern.TREE_IN_BUD, Pattern.CENTRILOBULAR):
            related = [Relation.CENTRILOBULAR] * len(balls)
        for ball, relation in zip(balls, related, strict=True):
            x, y, z = ball.at.tolist()
            best_in = min(max(field.slice_of(z), 1.0), float(field.frames))
            place = [round(field.column(x), 1), round(field.column(y), 1), round(best_in, 2)]
            rows.append([*place, round(ball.diameter, 1), relation.value])
    return {
        "synthetic": True,
        "kind": "HRCT stack",
        "pattern": pattern.value,
        "seed": seed,
        "size": [field.size, field.size],
        "frames": field.frames,
        "mm_per_pixel": field.mm,
        "slice_mm": field.slice_mm,
        "hounsfield": {"black": BLACK, "step": STEP},
        "parameters": {"noise_hu": noise_hu, "edges": EDGES, "field": asdict(field)},
        "facts": _facts(healthy, balls, rows),
        "regions": regions(healthy, [(b.at, b.diameter) for b in balls]),
        "nodules": rows,
    }


def _shows(field: Field, ball: Ball) -> bool:
    """Return whether a fair part of the ball lies within the stack."""
    half = field.size * field.mm / 2
    x, y, z = (abs(float(v)) for v in ball.at)
    return x < half and y < half and z < field.top + 0.2 * ball.diameter


NEAR = 2.5
"""A nodule whose middle lies within this many mm of pleura or fissure counts as near."""


def _facts(healthy: Lung, balls: list[Ball], rows: list[list[float | str]]) -> dict[str, Any]:
    surface = np.minimum(healthy.pleura, healthy.fissure)[healthy.pleura > 0.4]
    facts: dict[str, Any] = {"near_mm": NEAR, "near_by_chance": round(float((surface < NEAR).mean()), 3)}
    if not balls:
        return facts
    at = np.array([b.at for b in balls])
    depth = depths_at(at).surface
    edge = depth - np.array([b.diameter / 2 for b in balls])
    sizes = [b.diameter for b in balls]
    facts |= {
        "nodules": len(balls),
        "near": round(float((depth < NEAR).mean()), 3),
        "least_mm_to_surface": round(float(edge.min()), 1),
        "diameter_mm": [round(min(sizes), 1), round(max(sizes), 1)],
        "relations": {r.value: sum(row[4] == r.value for row in rows) for r in Relation},
    }
    return facts
