"""Pictures: whose they are, what they show to somebody who cannot see them, and what their headers tell."""

from collections.abc import Iterator
from pathlib import Path

from miliary_chat.author.checking.lints.pages import Found
from miliary_chat.author.checking.lints.study import Study
from miliary_chat.case.places import KEY

_SAFE_TEXT = frozenset(
    {"software", "srgb", "gamma", "dpi", "icc_profile", "jfif", "aspect", "transparency", "interlace"}
)
_TELLING_EXIF = {
    0x010E: "ImageDescription",
    0x013B: "Artist",
    0x8298: "Copyright",
    0x8825: "GPS position",
    0x9286: "UserComment",
    0xA430: "CameraOwnerName",
    0xA431: "BodySerialNumber",
    0x9C9B: "XPTitle",
    0x9C9C: "XPComment",
    0x9C9D: "XPAuthor",
    0x9C9E: "XPKeywords",
    0x9C9F: "XPSubject",
}


def pictures(study: Study) -> Iterator[Found]:
    """Yield what is missing beside a picture, and what should not be in its file."""
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
        if image.file and study.folder and (telling := _telling(study.folder / image.file)):
            words = f"The header of “{image.file}” holds {', '.join(telling)}. Save the picture without it."
            yield (*here, "file"), "W543", words


def _telling(file: Path) -> tuple[str, ...]:
    """What in a picture's header may tell who it is of; empty for what cannot be read, which is told elsewhere."""
    from PIL import Image, UnidentifiedImageError  # only a case with pictures needs it

    try:
        with file.open("rb") as stream:
            if stream.read(132)[128:] == b"DICM":
                return ("the patient's data (DICOM)",)
        with Image.open(file) as picture:
            texts = [str(key) for key in picture.info if _is_text(str(key), picture.info[key])]
            exif = [name for tag, name in _TELLING_EXIF.items() if picture.getexif().get(tag)]
    except (OSError, UnidentifiedImageError, ValueError, SyntaxError, Image.DecompressionBombError):
        return ()
    return tuple(dict.fromkeys([*exif, *texts]))[:6]


def _is_text(key: str, value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and key.lower() not in _SAFE_TEXT
