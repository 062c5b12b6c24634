"""PNG and JPEG: bytes become frames, upright and without metadata; an animated PNG is a stack of slices."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from miliary_chat.picture.limits import check_size, too_large
from miliary_chat.picture.problem import PictureError, damaged

FORMATS = ("PNG", "JPEG")

_GREY = ("1", "L", "I", "I;16")
_OTHERS = {
    b"PK\x03\x04": ("a ZIP archive", "Unpack it and name a picture that was in it."),
    b"\x1f\x8b": ("a gzip archive", "Unpack it and name a picture that was in it."),
    b"%PDF": ("a PDF", "Save the picture that is in it as PNG."),
    b"GIF8": ("a GIF", "Save it as PNG, whatever its name says."),
    b"II*\0": ("a TIFF", "Save it as PNG, which keeps 16 bits too."),
    b"MM\0*": ("a TIFF", "Save it as PNG, which keeps 16 bits too."),
    b"RIFF": ("a WebP", "Save it as PNG, whatever its name says."),
}
"""What people take for a picture of ours, by its first bytes."""


def unpacked(data: bytes, name: str) -> list[Image.Image]:
    """Return the frames in `data`, each in mode L, RGB or, of 16 bits, "I;16"; PictureError that names it `name`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
                return _frames(opened, name)
    except PictureError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_large(name) from error
    except UnidentifiedImageError as error:
        raise _foreign(data, name) from error
    # A decoder that meets hostile bytes fails in whatever way comes first, and all of them mean the same.
    except Exception as error:
        raise damaged(name) from error


def _foreign(data: bytes, name: str) -> PictureError:
    what, advice = next((told for first, told in _OTHERS.items() if data.startswith(first)), ("", ""))
    if what:
        return PictureError(f"{name} is {what}, not a PNG, JPEG or DICOM picture.", advice)
    return PictureError(f"{name} is not a PNG, JPEG or DICOM picture.", "Save it as PNG, whatever its name says.")


def _frames(opened: Image.Image, name: str) -> list[Image.Image]:
    count = getattr(opened, "n_frames", 1) if opened.format == "PNG" else 1
    # A default image is what programs without animation show: it is none of the slices.
    first = 1 if count > 1 and getattr(opened, "default_image", False) else 0
    check_size(name, *opened.size, count - first, colour=opened.mode not in _GREY)
    out = []
    for place in range(first, count):
        if place:
            opened.seek(place)
        opened.load()
        out.append(_plain(opened))
    return [frame.convert("RGB") for frame in out] if len({frame.mode for frame in out}) > 1 else out


def _plain(opened: Image.Image) -> Image.Image:
    """Return the pixels as L, RGB or I;16, upright, with no metadata."""
    upright = ImageOps.exif_transpose(opened)
    if upright.mode.startswith("I"):
        deep = upright.convert("I;16")
        return Image.frombytes("I;16", deep.size, deep.tobytes())
    if upright.has_transparency_data:
        layer = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", layer.size, "black"), layer).convert("RGB")
    mode = "L" if upright.mode in ("1", "L") else "RGB"
    plain = Image.new(mode, upright.size)
    plain.paste(upright.convert(mode))
    return plain
