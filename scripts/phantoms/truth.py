"""What is true of a film, as data: its scale, its places, what is wrong and where."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from PIL import Image

from phantoms.chest import Anatomy
from phantoms.scene import Finding, Found, box
from phantoms.taking import Film
from phantoms.zones import heart_share


def truth(person: Anatomy, findings: tuple[Finding, ...], film: Film) -> dict[str, Any]:
    """Return what is true of `film`, ready for JSON: places in pixels, sizes in mm."""
    grid, ratio = film.grid, heart_share(film.grid, person.heart, person.lungs)
    spots = [(*grid.pixel(x, y), d) for x, y, d in film.spots.tolist()]
    return {
        "synthetic": True,
        "seed": person.seed,
        "size": [grid.width, grid.height],
        "mm_per_pixel": grid.mm,
        "build": asdict(person.build),
        "cardiothoracic_ratio": round(ratio, 3),
        "parameters": [{"pattern": type(finding).__name__, **asdict(finding)} for finding in findings],  # type: ignore[call-overload]
        "regions": {
            key: {"label": zone.label, "box": zone.pixels(grid), "window": zone.window}
            for key, zone in person.zones.items()
        },
        "findings": [_told(found) for found in film.found] + _large_heart(person, ratio),
        "nodules": [[round(x, 1), round(y, 1), round(d, 2)] for x, y, d in sorted(spots)],
    }


def _told(found: Found) -> dict[str, Any]:
    """Return one finding as data; `in_mask` says whether its area is part of the mask."""
    place = {"kind": found.kind, "side": found.side, "zone": found.zone, "box": box(found.area)}
    return {**place, "in_mask": found.filled and found.area.any().item(), **found.measures}


def _large_heart(person: Anatomy, ratio: float) -> list[dict[str, Any]]:
    """Return cardiomegaly as a finding, if the heart of `person` is more than half as wide as the chest."""
    if ratio <= 0.5:
        return []
    place = {"side": "both", "zone": "mediastinum", "box": person.zones["heart"].pixels(person.grid), "in_mask": False}
    return [{"kind": "cardiomegaly", **place, "cardiothoracic_ratio": round(ratio, 3)}]


def write(folder: Path, name: str, person: Anatomy, findings: tuple[Finding, ...], film: Film) -> None:
    """Write `name`.truth.json into `folder`, and `name`.mask.png (1 bit, white where changed) if an area is changed."""
    text = json.dumps(truth(person, findings, film), separators=(",", ":"))
    (folder / f"{name}.truth.json").write_text(text + "\n", encoding="utf-8")
    if film.mask.any():
        Image.fromarray(film.mask).save(folder / f"{name}.mask.png", optimize=True)
