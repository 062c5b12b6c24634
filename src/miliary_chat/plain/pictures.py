"""Pictures in words: what may be said of one, by those who cannot look at it."""

import difflib

from miliary_chat.case.model import CaseImage, RegionOfImage
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.showing import may_tell
from miliary_chat.dialogue.state import State
from miliary_chat.plain.lines import Line

_WINDOWS = {"lung": "in the lung window", "soft": "in the soft-tissue window", "bone": "in the bone window"}

_OTHER = ("other", "compare", "comparison", "normal")
"""What may be typed for the picture to compare with."""


def presented(script: Script, state: State, item: str, image: str) -> tuple[Line, ...]:
    """A picture when it comes up: its caption, and what may be said of it now."""
    picture = script.case(item).images[image]
    told = picture.describe.full if may_tell(script, state, item, image) else picture.describe.neutral
    caption = Line("Picture", f"{picture.caption}.")
    return (caption, Line("In words", told)) if told else (caption,)


def zoomed(script: Script, state: State, item: str, image: str, place: str) -> tuple[Line, ...]:
    """What `/zoom PLACE` says: the whole picture without a place, else one part of it."""
    picture = script.case(item).images[image]
    if not place:
        return (*presented(script, state, item, image), *_places(picture), *_beside(script, item, picture))
    if picture.compare and place.lower() in _OTHER:
        return presented(script, state, item, picture.compare)
    region = _region(picture, place)
    if region is None:
        return (Line("Picture", f"There is no place “{place}” on it."), *_places(picture))
    lines = [Line(_capital(region.label), _extent(picture, region))]
    if may_tell(script, state, item, image):
        lines.append(Line("The whole picture, in words", picture.describe.full))
    return tuple(lines)


def place_name(script: Script, item: str | None, point: str | None) -> str | None:
    """What the place that a move points at is called; None when it points nowhere."""
    if item is None or point is None:
        return None
    name = point.rpartition("/")[2]
    labels = (image.regions[name].label for image in script.case(item).images.values() if name in image.regions)
    return next((_capital(label) for label in labels), None)


def _beside(script: Script, item: str, picture: CaseImage) -> tuple[Line, ...]:
    if picture.compare is None:
        return ()
    other = script.case(item).images[picture.compare]
    return (Line("To compare with", f"{other.caption}. /zoom {_OTHER[0]}"),)


def _places(picture: CaseImage) -> tuple[Line, ...]:
    labels = [region.label for region in picture.regions.values()]
    return (Line("Places on it", f"{'; '.join(labels)}. /zoom {labels[0]}"),) if labels else ()


def _region(picture: CaseImage, place: str) -> RegionOfImage | None:
    names = {region.label.lower(): region for region in picture.regions.values()} | dict(picture.regions)
    wanted = place.lower()
    if wanted in names:
        return names[wanted]
    within = [name for name in names if wanted in name]
    near = within or difflib.get_close_matches(wanted, names, n=1)
    return names[near[0]] if near else None


def _extent(picture: CaseImage, region: RegionOfImage) -> str:
    left, top, right, bottom = region.box
    window = _WINDOWS.get(region.window, "")
    where = "the picture" if region.slice is None else f"slice {region.slice}"
    if picture.mm_per_pixel is None:
        size = f"a part of {where}"
    else:
        across, down = (round(side * picture.mm_per_pixel) for side in (right - left, bottom - top))
        size = f"{across} by {down} mm of {where}"
    return f"{size}, {window}." if window else f"{size}."


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]
