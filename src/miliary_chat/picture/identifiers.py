"""What in a picture's file may tell who, where or when it was taken: the names of the tags, never what they hold."""

import warnings
from collections.abc import Iterator
from typing import NamedTuple

from PIL import Image

from miliary_chat.base.sanitise import one_line
from miliary_chat.picture.dicom import is_dicom
from miliary_chat.picture.segments import JPEG, PNG, Torn, after_jpeg, after_png, chunks, segments


class Identifier(NamedTuple):
    """A tag that holds something, and what it may tell: "GPSInfo", "the place"."""

    tag: str
    what: str


BURNT = "BurnedInAnnotation"
"""The tag of a DICOM file that says itself that there is text in its pixels; the only one that no copy is without."""

_EXIF = {
    0x010D: ("DocumentName", "a text"),
    0x010E: ("ImageDescription", "a text"),
    0x011D: ("PageName", "a text"),
    0x0132: ("DateTime", "a date"),
    0x013B: ("Artist", "a name"),
    0x013C: ("HostComputer", "a device"),
    0x02BC: ("XMP", "a text"),
    0x8298: ("Copyright", "a name"),
    0x83BB: ("IPTC", "a text"),
    0x8825: ("GPSInfo", "the place"),
    0x9003: ("DateTimeOriginal", "a date"),
    0x9004: ("DateTimeDigitized", "a date"),
    0x9211: ("ImageNumber", "a number"),
    0x9213: ("ImageHistory", "a text"),
    0x927C: ("MakerNote", "the maker's own data"),
    0x9286: ("UserComment", "a text"),
    0x9C9B: ("XPTitle", "a text"),
    0x9C9C: ("XPComment", "a text"),
    0x9C9D: ("XPAuthor", "a name"),
    0x9C9E: ("XPKeywords", "a text"),
    0x9C9F: ("XPSubject", "a text"),
    0xA420: ("ImageUniqueID", "a number"),
    0xA430: ("CameraOwnerName", "a name"),
    0xA431: ("BodySerialNumber", "a device"),
    0xA435: ("LensSerialNumber", "a device"),
}
_CAMERA, _THUMBNAIL = 0x8769, -1
"""Where EXIF keeps what the camera adds, and a small copy of the picture as it was before it was cropped."""

_SAFE_CHUNKS = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT oFFs sCAL pCAL sTER iDOT"
    b" acTL fcTL fdAT".split()
)
_TEXTS = frozenset({b"tEXt", b"zTXt", b"iTXt"})
_WORDS = (
    "author title description copyright creation-time disclaimer warning source comment comments artist date keywords"
    " patientname patientid patientbirthdate studydate date:create date:modify date:timestamp"
)
_KEYWORDS = frozenset(_WORDS.split())
"""Keywords of texts that are told as they are; another one may be a name itself."""
_SAFE_KEYWORDS = frozenset({"software", "srgb", "gamma", "dpi"})


def identifiers(data: bytes, name: str) -> tuple[Identifier, ...]:
    """Return what a file holds beside its pixels that may identify somebody, sorted, without any value.

    DICOM: the tags that the basic profile of PS3.15 annex E removes, but for UIDs. PictureError for a DICOM file that
    cannot be read (DicomNeeded without pydicom); a torn PNG or JPEG tells what stands before the tear.
    """
    if is_dicom(data):
        from miliary_chat.picture.dicom_identifiers import in_dicom

        return tuple(sorted({Identifier(*found) for found in in_dicom(data, name)}))
    if data.startswith(PNG):
        return tuple(sorted(set(_whole(_in_png(data)))))
    return tuple(sorted(set(_whole(_in_jpeg(data))))) if data.startswith(JPEG) else ()


def _whole(found: Iterator[Identifier]) -> Iterator[Identifier]:
    try:
        yield from found
    except Torn:
        return  # decoding tells that the file is damaged


def _in_png(data: bytes) -> Iterator[Identifier]:
    for chunk in chunks(data):
        if chunk.kind in _TEXTS:
            yield from _in_text(chunk.body)
        elif chunk.kind == b"eXIf":
            yield from _in_exif(chunk.body)
        elif chunk.kind == b"tIME":
            yield Identifier("tIME", "a date")
        elif chunk.kind not in _SAFE_CHUNKS:
            kind = chunk.kind.decode("latin-1") if chunk.kind.isalpha() else "unnamed"
            yield Identifier(f"{kind} chunk", "some program's own data")
    if after_png(data):
        yield Identifier("data after the picture's end", "anything")


def _in_text(body: bytes) -> Iterator[Identifier]:
    word, _, text = body.partition(b"\0")
    keyword = word.decode("latin-1").strip()
    if keyword == "XML:com.adobe.xmp":
        yield Identifier("XMP", "a text")
    elif keyword.startswith("Raw profile type"):
        kind = keyword.removeprefix("Raw profile type").strip().upper()
        if kind not in ("ICC", "ICM"):
            yield Identifier(kind if kind in ("EXIF", "IPTC", "XMP", "8BIM") else "raw profile", "a text")
    elif text.strip(b"\0 ") and keyword.lower() not in _SAFE_KEYWORDS:
        known = keyword.lower().replace(" ", "-") in _KEYWORDS
        yield Identifier(one_line(keyword) if known else "a text with a keyword of its own", "a text")


def _in_jpeg(data: bytes) -> Iterator[Identifier]:
    for segment in segments(data):
        match segment.marker:
            case 0xFE:
                yield Identifier("Comment", "a text")
            case 0xE1 if segment.body.startswith(b"Exif\0"):
                yield from _in_exif(segment.body)
            case 0xE1:
                yield Identifier("XMP", "a text")
            case 0xE0 if segment.body.startswith(b"JFXX") or segment.body[12:14].strip(b"\0"):
                yield Identifier("thumbnail", "a small copy of the picture")
            case 0xED:
                yield Identifier("IPTC", "a text")
            case 0xE2 if segment.body.startswith(b"MPF\0"):
                yield Identifier("MPF", "further pictures")
            case 0xE2 if segment.body.startswith(b"ICC_PROFILE\0"):
                pass
            case marker if 0xE2 <= marker <= 0xEF and marker != 0xEE:
                yield Identifier(f"APP{marker - 0xE0}", "some program's own data")
    if after_jpeg(data).strip(b"\0"):
        yield Identifier("data after the picture's end", "anything")


def _in_exif(body: bytes) -> Iterator[Identifier]:
    """The telling tags of an EXIF block; of one that cannot be read, that it is there."""
    exif = Image.Exif()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            exif.load(body)
            held = {**exif, **exif.get_ifd(_CAMERA)}
            place, thumbnail = exif.get_ifd(0x8825), exif.get_ifd(_THUMBNAIL)
    except Exception:  # damaged in any way: then it may hold anything
        yield Identifier("EXIF", "anything")
        return
    for tag, told in _EXIF.items():
        if tag in held and (held[tag] not in ("", b"") or (tag == 0x8825 and place)):
            yield Identifier(*told)
    if thumbnail:
        yield Identifier("thumbnail", "a small copy of the picture")
