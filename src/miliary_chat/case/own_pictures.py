"""Own pictures in a case: what of the case's picture holds for another film, and what does not."""

import re
from collections.abc import Iterator
from types import MappingProxyType

from miliary_chat.case.image_files import escapes
from miliary_chat.case.model import Case, CaseImage, OwnPicture
from miliary_chat.case.places import KEY, Path
from miliary_chat.case.validation import meant_or_known

MARK = "(own picture)"
"""What the caption of an own picture ends with, where it has no caption of its own."""

_SYNTHETIC = re.compile(r"\s*\(\s*synthetic\s*\)|\s*[,;]\s*synthetic\b|\bsynthetic\b[,;]?\s*", re.IGNORECASE)


def with_own_pictures(case: Case) -> Case:
    """Return the case with its own pictures in the place of those that they stand for.

    Lines may point at places that an own picture does not have: then nothing is pointed at.
    """
    if not case.pictures:
        return case
    images = {
        id_: _replaced(image, case.pictures[id_]) if id_ in case.pictures else image
        for id_, image in case.images.items()
    }
    return case.model_copy(update={"images": MappingProxyType(images)})


def misplaced(case: Case) -> Iterator[tuple[Path, str, str]]:
    """Yield what is wrong with the own pictures of a case as they are written in it: path, code and sentence."""
    for own in case.pictures.values():
        path: Path = ("pictures", own.id)
        if own.id not in case.images:
            meant = meant_or_known(own.id, case.images) if case.images else ". Its pictures stand under “images”."
            yield (*path, KEY), "E301", f"“{own.id}” is no picture of the case{meant}"
        if outside := escapes(own):
            yield (*path, "file"), "E309", outside
    for image, region, other in clashes(case):
        yield (*("pictures", image, "regions", region), KEY), "E308", clash(region, other)


def clashes(case: Case) -> Iterator[tuple[str, str, str]]:
    """Yield each region of an own picture that another picture has too: the own picture, the region, the other."""
    images = with_own_pictures(case).images
    for own in (one for one in case.pictures.values() if one.id in case.images):
        for region in own.regions:
            for other in images.values():
                if other.id != own.id and region in other.regions:
                    yield own.id, region, other.id


def clash(region: str, other: str) -> str:
    """Return the sentence about a region's id that another picture has too."""
    return f"“{region}” is a region of “{other}” too; a region's id is unique in the case."


def caption_of_own(shipped: str) -> str:
    """Return what is said of a film that has no caption of its own: that of the picture whose place it takes."""
    words = " ".join(_SYNTHETIC.sub("", shipped).split()).replace(" )", ")").strip(" ,;:-–")
    return f"{words[:1].upper()}{words[1:]} {MARK}".strip()


def _replaced(shipped: CaseImage, own: OwnPicture) -> CaseImage:
    told = {name: getattr(own, name) for name in OwnPicture.model_fields}
    told["caption"] = own.caption or caption_of_own(shipped.caption)
    told["describe"] = own.describe or shipped.describe
    return shipped.model_copy(update=told)
