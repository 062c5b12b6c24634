"""How large a picture may be: asked of its header, before any pixel is unpacked."""

from miliary_chat.picture.problem import PictureError

PIXEL_LIMIT = 40_000_000
FRAME_LIMIT = 1_000
ALL_LIMIT = 120_000_000
"""Pixels of all slices together, of which one in colour counts twice, as it does in memory."""


def check_size(name: str, width: int, height: int, frames: int = 1, *, colour: bool = False) -> None:
    """Raise PictureError for a size that no picture has, or one that is too large to be held in memory."""
    if min(width, height, frames) < 1:
        raise PictureError(f"The picture {name} says that it has no pixels.", "Copy or export it again.")
    if width * height > PIXEL_LIMIT:
        raise too_large(name)
    if frames > FRAME_LIMIT:
        raise PictureError(f"The picture {name} has {frames:,} slices, more than 1,000.", "Save fewer of them.")
    if width * height * frames * (2 if colour else 1) > ALL_LIMIT:
        most = "60 megapixels in colour" if colour else "120 megapixels"
        raise PictureError(
            f"The {frames} slices of {name} have more than {most} in all.", "Save fewer or smaller slices."
        )


def too_large(name: str) -> PictureError:
    """What is said of a single picture, or a slice, with too many pixels."""
    return PictureError(f"The picture {name} has more than 40 megapixels.", "Save a smaller copy of it.")
