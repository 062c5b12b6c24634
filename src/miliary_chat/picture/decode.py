"""Decoding: a file becomes a Picture, or one sentence that says why not."""

import io
import struct
import warnings
import zlib
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from miliary_chat.base.sanitise import one_line
from miliary_chat.picture.picture import Picture
from miliary_chat.picture.problem import PictureError

PIXEL_LIMIT = 40_000_000
BYTE_LIMIT = 80_000_000
FORMATS = ("PNG", "JPEG")

_BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error)
"""What Pillow raises for damaged data, apart from the two kinds that are told apart below."""


def read(path: Path, *, mm_per_pixel: float | None = None) -> Picture:
    """Return the picture in the file at `path`; raise PictureError with a sentence for whatever is wrong with it."""
    name = one_line(path.name, limit=80)
    try:
        if not path.exists():
            raise PictureError(f"The picture {name} is missing.", "Put the file beside the case and open it again.")
        if not path.is_file():
            raise PictureError(f"{name} is not a file.", "Give the name of a PNG or JPEG file.")
        if path.stat().st_size > BYTE_LIMIT:
            raise PictureError(f"The picture {name} is larger than 80 MB.", "Save a smaller copy of it.")
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name is not valid"
        raise PictureError(f"The picture {name} cannot be opened: {reason}.", "Check its permissions.") from error
    return decode(data, name=name, mm_per_pixel=mm_per_pixel)


def decode(data: bytes, *, name: str, mm_per_pixel: float | None = None) -> Picture:
    """Return the picture in `data` (PNG or JPEG), its metadata left behind; raise PictureError that names it `name`.

    The size is read from the header and refused above 40 megapixels before any pixel is unpacked. The content decides
    the format, whatever the file is called.
    """
    if not data:
        raise PictureError(f"The picture {name} is empty.", "Copy the file again from where it came.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
                if opened.width * opened.height > PIXEL_LIMIT:
                    raise _too_large(name)
                opened.load()
                plain = _plain(opened)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large(name) from error
    except UnidentifiedImageError as error:
        raise PictureError(
            f"{name} is not a PNG or JPEG picture.", "Save it as PNG, whatever its name says."
        ) from error
    except _BROKEN as error:
        raise PictureError(f"The picture {name} is damaged or cut short.", "Copy the file again.") from error
    return Picture.of(plain, mm_per_pixel)


def _too_large(name: str) -> PictureError:
    return PictureError(f"The picture {name} has more than 40 megapixels.", "Save a smaller copy of it.")


def _plain(opened: Image.Image) -> Image.Image:
    """Return the pixels as L or RGB, upright, with no metadata; 16-bit greys scaled, not clipped."""
    upright = ImageOps.exif_transpose(opened)
    if upright.mode.startswith("I"):
        upright = upright.convert("I").point(lambda level: level * (1 / 257) + 0.5).convert("L")
    if upright.has_transparency_data:
        layer = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", layer.size, "black"), layer).convert("RGB")
    mode = "L" if upright.mode in ("1", "L") else "RGB"
    plain = Image.new(mode, upright.size)
    plain.paste(upright.convert(mode))
    return plain
