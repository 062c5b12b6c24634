"""A case's file in step with its films: spacing and places come from what is true of a film, and are never typed."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

_IMAGE = re.compile(r"  ([a-z0-9-]+):$")
_LABEL = re.compile(r"\{label: (?:\"([^\"]+)\"|([^,}]+)),")
_BOX = re.compile(r"box: \[[^\]]*\]")
_SLICE = re.compile(r"slice: \d+")


def place(case: Path, truths: Mapping[str, Mapping[str, Any]]) -> None:
    """Write into the file `case` the `mm_per_pixel` and the boxes of the images that `truths` names.

    A place is found by its label. KeyError for one that is not among the regions of its image's truth.
    """
    text = case.read_text(encoding="utf-8")
    head, images, rest = _parts(text)
    case.write_text(head + "".join(_placed(images, truths)) + rest, encoding="utf-8")


def _parts(text: str) -> tuple[str, str, str]:
    """The text before the images, the images, and what comes after."""
    found = re.search(r"^images:\n((?:[ \n].*\n|\n)*)", text, re.MULTILINE)
    if found is None:
        raise KeyError("images")
    return text[: found.start(1)], found[1], text[found.end(1) :]


def _placed(images: str, truths: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    truth: Mapping[str, Any] | None = None
    for line in images.splitlines(keepends=True):
        if name := _IMAGE.match(line):
            truth = truths.get(name[1])
        yield line if truth is None else _line(line, truth)


def _line(line: str, truth: Mapping[str, Any]) -> str:
    if line.startswith("    mm_per_pixel:"):
        return f"    mm_per_pixel: {truth['mm_per_pixel']:g}\n"
    label = _LABEL.search(line)
    if label is None or not _BOX.search(line):
        return line
    region = next((one for one in truth["regions"].values() if one["label"] == (label[1] or label[2])), None)
    if region is None:
        known = ", ".join(one["label"] for one in truth["regions"].values())
        raise KeyError(f"{label[1] or label[2]} is no place of this film; it has {known}")
    line = _BOX.sub(f"box: {[round(side) for side in region['box']]}", line)
    return _SLICE.sub(f"slice: {region['slice']}", line) if "slice" in region else line
