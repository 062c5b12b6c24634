"""A picture as the screens need it: decoded, with its places, its words and what is wrong with it."""

from collections.abc import Callable
from dataclasses import dataclass

from miliary_chat.base.errors import MiliaryError
from miliary_chat.case.loaded import Loaded
from miliary_chat.case.model import Case, CaseImage
from miliary_chat.picture.decode import BYTE_LIMIT, decode
from miliary_chat.picture.picture import Picture, Region
from miliary_chat.picture.problem import DicomNeeded

ReadImage = Callable[[str, str], bytes | None]
"""From a case's hash and an image's id to the bytes of its file; None where there is no file."""


@dataclass(frozen=True)
class Film:
    """One picture of a case. Without `picture` the words stand in, and `problem` says why."""

    id: str
    caption: str
    neutral: str
    full: str
    picture: Picture | None
    regions: tuple[Region, ...] = ()
    compare: str | None = None
    problem: str = ""

    def region(self, name: str) -> Region | None:
        """The place of that id or label, or one whose label holds the word; None when there is none."""
        wanted = name.casefold().strip()
        for region in self.regions:
            if wanted in (region.id, region.label.casefold()):
                return region
        return next((region for region in self.regions if wanted and wanted in region.label.casefold()), None)


def load_film(case: Case, image: str, data: bytes | None) -> Film:
    """The picture of that id; whatever is wrong with its file, its words are there."""
    return film_from(case.images[image], data)


def film_from(about: CaseImage, data: bytes | None) -> Film:
    """A picture from what is written about it and the bytes of its file."""
    picture, problem = None, ""
    if data is None:
        problem = f"The picture {about.file} is missing; here it is in words." if about.file else ""
    else:
        try:
            picture = _decoded(about, data)
        except DicomNeeded as error:
            problem = f"{error} Here it is in words."
        except MiliaryError as error:
            problem = f"{error.what} Here it is in words."
    neutral = about.describe.neutral or ""
    return Film(about.id, about.caption, neutral, about.describe.full, picture, _regions(about), about.compare, problem)


def _decoded(about: CaseImage, data: bytes) -> Picture:
    stored = about.hounsfield
    units = (float(stored.black), float(stored.step)) if stored else None
    return decode(data, name=about.file or about.id, mm_per_pixel=about.mm_per_pixel, hounsfield=units)


def picture_bytes(loaded: Loaded, image: str) -> bytes | None:
    """The bytes of a case's picture; None when it cannot be read, or is no picture by its size."""
    file = loaded.images.get(image)
    try:
        return file.read_bytes() if file is not None and file.stat().st_size <= BYTE_LIMIT else None
    except OSError:
        return None


def film_of(picture: Picture, name: str) -> Film:
    """A picture that belongs to no case: its name, and in words what its file tells."""
    wide, high = picture.size
    words = [f"{wide} by {high} pixels"]
    if len(picture.frames) > 1:
        words.append(f"{len(picture.frames)} slices")
    if picture.mm_per_pixel is None:
        words.append("the scale is not known, so nothing can be measured in millimetres")
    else:
        mm = picture.mm_per_pixel
        words.append(f"{mm:.3g} mm a pixel: {wide * mm:.0f} by {high * mm:.0f} mm")
    words.append("values in Hounsfield units" if picture.values.unit else "grey levels")
    told = f"{'; '.join(words)}."
    return Film(name, name, told, told, picture)


def _regions(about: CaseImage) -> tuple[Region, ...]:
    """The places in the author's order; the case's "full" window is the film's own."""
    return tuple(
        Region(
            region.id,
            region.label,
            region.box,
            "film" if region.window == "full" else region.window,
            None if region.slice is None else region.slice - 1,
        )
        for region in about.regions.values()
    )
