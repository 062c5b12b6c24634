"""A picture as the screens need it: decoded, with its places, its words and what is wrong with it."""

from collections.abc import Callable
from dataclasses import dataclass

from miliary_chat.base.errors import MiliaryError
from miliary_chat.case.model import Case, CaseImage
from miliary_chat.picture.decode import decode
from miliary_chat.picture.picture import Picture, Region

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
    about = case.images[image]
    picture, problem = None, ""
    if data is None:
        problem = f"The picture {about.file} is missing; here it is in words." if about.file else ""
    else:
        try:
            picture = decode(data, name=about.file or about.id, mm_per_pixel=about.mm_per_pixel)
        except MiliaryError as error:
            problem = f"{error.what} Here it is in words."
    neutral = about.describe.neutral or ""
    return Film(image, about.caption, neutral, about.describe.full, picture, _regions(about), about.compare, problem)


def _regions(about: CaseImage) -> tuple[Region, ...]:
    """The places in the author's order; the case's "full" window is the film's own."""
    return tuple(
        Region(region.id, region.label, region.box, "film" if region.window == "full" else region.window)
        for region in about.regions.values()
    )
