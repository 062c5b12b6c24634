"""Stacking: slices that lie in files of their own become one animated PNG of 8 bits, in their order."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PIL import Image

from miliary_chat.picture.decode import Hounsfield, decode
from miliary_chat.picture.dicom import dataset, is_dicom, told
from miliary_chat.picture.dicom_header import number, numbers
from miliary_chat.picture.limits import check_size
from miliary_chat.picture.picture import Picture
from miliary_chat.picture.problem import PictureError
from miliary_chat.picture.window import Window
from miliary_chat.picture.windowing import shaded

CT: Hounsfield = (-1024, 8)
"""What grey 0 of a stacked CT is in HU, and what each further level adds: lung, soft tissue and bone are all in it."""

_UNEVEN = 0.1
"""By which part distances between slices may differ before one seems to be missing."""

Slice = tuple[str, bytes]
"""A file's name and what is in it."""


@dataclass(frozen=True)
class Stack:
    """The PNG, what a case says of it, the files in their order, and a sentence for what seems to be wrong with it."""

    png: bytes
    frames: int
    hounsfield: Hounsfield | None
    mm_per_pixel: float | None
    slice_mm: float | None
    order: tuple[str, ...]
    doubt: str = ""


def stacked(slices: Sequence[Slice], name: str) -> Stack:
    """Return the slices as one file: CT by position from head to feet, else by number, else in the order given.

    CT becomes grey = (HU + 1024) / 8; all else looks as it opens. Nothing but pixels comes along. PictureError for a
    file that cannot be read or does not belong to the others, and for a stack, called `name`, that is too large.
    """
    placed, doubt, apart = _in_order(slices)
    frames: list[Image.Image] = []
    spacings, first = set(), None
    for file, data in placed:
        picture = decode(data, name=file)
        first = first or picture
        _check_kin(picture, file, first, placed[0][0])
        frames += _eight_bits(picture)
        check_size(name, *first.size, len(frames), colour=frames[-1].mode == "RGB")
        spacings.add(None if picture.mm_per_pixel is None else round(picture.mm_per_pixel, 4))
    if first is None:
        raise PictureError("There is no slice to stack.", "Name the files of the slices.")
    if len({frame.mode for frame in frames}) > 1:
        frames = [frame.convert("RGB") for frame in frames]
    out = io.BytesIO()
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:], optimize=True)
    return Stack(
        out.getvalue(),
        len(frames),
        CT if first.values.unit == "HU" else None,
        spacings.pop() if len(spacings) == 1 else None,
        apart or first.slice_mm,
        tuple(file for file, _ in placed),
        doubt,
    )


def _check_kin(picture: Picture, file: str, first: Picture, first_file: str) -> None:
    if picture.values.unit != first.values.unit:
        raise PictureError(f"Of {first_file} and {file} only one is a CT.", "Stack only slices of one series.")
    if picture.size != first.size:
        raise PictureError(f"{file} is not of the same size as {first_file}.", "Stack only slices of one series.")


def _eight_bits(picture: Picture) -> list[Image.Image]:
    window = Window(CT[0], CT[0] + 255 * CT[1]) if picture.values.unit == "HU" else picture.window
    return [shaded(frame, picture, window) for frame in picture.frames]


def _in_order(slices: Sequence[Slice]) -> tuple[list[Slice], str, float | None]:
    """The slices in their order, what is doubtful about it, and the distance between two of them."""
    if not all(is_dicom(data) for _, data in slices):
        return list(slices), "", None
    heights, numbered = [], []
    for name, data in slices:
        found = dataset(data, name)
        with told(name):
            heights.append(_height(numbers(found, "ImagePositionPatient"), numbers(found, "ImageOrientationPatient")))
            numbered.append(number(found, "InstanceNumber"))
    along = [height for height in heights if height is not None]
    if len(along) == len(slices):
        placed = sorted(zip(along, range(len(slices)), strict=True), key=lambda one: (-one[0], one[1]))
        steps = [upper[0] - lower[0] for upper, lower in pairwise(placed)]
        return [slices[place] for _, place in placed], _doubt(steps), sorted(steps)[len(steps) // 2] if steps else None
    known = [place for place in numbered if place is not None]
    if len(known) == len(slices):
        order = sorted(range(len(slices)), key=lambda place: (known[place], place))
        return [slices[place] for place in order], "", None
    return list(slices), "The files do not say where each slice lies: they are in the order given.", None


def _height(position: list[float], sides: list[float]) -> float | None:
    """How far towards the head a slice lies: its position along the normal of its plane (PS3.3 C.7.6.2.1.1)."""
    if len(position) != 3 or len(sides) != 6:
        return None
    (a, b, c), (d, e, f) = sides[:3], sides[3:]
    normal = (b * f - c * e, c * d - a * f, a * e - b * d)
    return sum(one * other for one, other in zip(position, normal, strict=True))


def _doubt(steps: Sequence[float]) -> str:
    if not steps:
        return ""
    if min(steps) < 1e-3:
        return "Two of the slices lie at the same place: are these two series?"
    if max(steps) > min(steps) * (1 + _UNEVEN):
        return f"The slices lie {min(steps):.1f} to {max(steps):.1f} mm apart: is one missing?"
    return ""
