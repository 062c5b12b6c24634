"""Pictures: whose they are, what they show to somebody who cannot see them, and what is wrong with their files."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from miliary_chat.author.checking.lints.pages import Found
from miliary_chat.author.checking.lints.study import Study
from miliary_chat.base.called import called
from miliary_chat.base.errors import MiliaryError
from miliary_chat.base.sanitise import one_line
from miliary_chat.case.model import CaseImage
from miliary_chat.case.places import KEY

_NAMED = 6
"""Tags that are named; a hospital's DICOM has dozens."""


@dataclass(frozen=True)
class _Seen:
    """What is in a picture's file. Without `size` it cannot be shown, and `problem` says why."""

    size: tuple[int, int] | None = None
    frames: int = 0
    telling: tuple[str, ...] = ()
    burnt: bool = False
    problem: str = ""
    needs_dicom: bool = False


def pictures(study: Study) -> Iterator[Found]:
    """Yield what is missing beside a picture, and what is wrong with its file or should not be in it."""
    for image in study.case.images.values():
        here = ("images", image.id)
        for key, code in (("licence", "W540"), ("source", "W541")) if image.file else ():
            value = getattr(image, key)
            if value is None or value.lower() in ("wanted", "unknown", "?"):
                place = (*here, key) if value else (*here, KEY)
                yield place, code, f"The picture “{image.id}” has no {key}."
        if image.describe.neutral is None:
            words = f"The picture “{image.id}” has no neutral description, so a screen reader tells the whole reading."
            yield (*here, "describe", KEY), "W542", words
        if image.file and study.folder:
            yield from _of_file(image, study.folder / image.file)


def _of_file(image: CaseImage, file: Path) -> Iterator[Found]:
    """What is wrong with a picture's file; nothing of one that is not there, which is told elsewhere."""
    try:
        stamp = file.stat()
    except (OSError, ValueError):
        return
    seen = _seen(file, stamp.st_mtime_ns, stamp.st_size)
    here = ("images", image.id, "file")
    if seen.needs_dicom:
        yield here, "N403", seen.problem
    elif seen.problem:
        yield here, "W544", f"{seen.problem} The case plays on its description."
    name = one_line(file.name, limit=80)
    if seen.burnt:
        yield here, "W543", f"“{name}” says itself that there is text in its pixels. Paint over it if it names anybody."
    if seen.telling:
        more = len(seen.telling) - _NAMED
        named = ", ".join(seen.telling[:_NAMED]) + (f" and {more} more" if more > 0 else "")
        advice = f"“{called(f'strip {_typed(file)}')}” writes a copy without it."
        advice = advice if seen.size else "Use a copy without it."
        yield here, "W543", f"The header of “{name}” holds {named}. {advice}"
    yield from _outside(image, seen)


def _typed(file: Path) -> str:
    """A path as one can type it."""
    shown = one_line(str(file))
    return f'"{shown}"' if " " in shown else shown


def _outside(image: CaseImage, seen: _Seen) -> Iterator[Found]:
    """The regions that are not on the picture."""
    if seen.size is None:
        return
    wide, high = seen.size
    for region in image.regions.values():
        here = ("images", image.id, "regions", region.id)
        if region.box[2] > wide or region.box[3] > high:
            words = f"“{region.id}” reaches beyond the picture, which has {wide} x {high} pixels."
            yield (*here, "box"), "W545", words
        if region.slice is not None and region.slice > seen.frames:
            slices = "one slice" if seen.frames == 1 else f"{seen.frames} slices"
            yield (*here, "slice"), "W545", f"“{region.id}” is on slice {region.slice} of a picture of {slices}."


@lru_cache(maxsize=64)
def _seen(file: Path, changed: int, length: int) -> _Seen:
    """Look into a file that was changed at that time: an author who saves a case has not changed its pictures."""
    from miliary_chat.picture.decode import decode, read_bytes  # only a case with pictures needs it
    from miliary_chat.picture.identifiers import BURNT, identifiers
    from miliary_chat.picture.problem import DicomNeeded

    name = one_line(file.name, limit=80)
    try:
        data = read_bytes(file)
        found = [one.tag for one in identifiers(data, name)]
    except DicomNeeded as error:
        return _Seen(problem=str(error), needs_dicom=True)
    except MiliaryError as error:
        return _Seen(problem=str(error))
    telling, burnt = tuple(tag for tag in found if tag != BURNT), BURNT in found
    try:
        picture = decode(data, name=name)
    except MiliaryError as error:
        return _Seen(telling=telling, burnt=burnt, problem=str(error))
    return _Seen(picture.size, len(picture.frames), telling, burnt)
