"""What is wrong with a picture: one sentence, and what to do."""

from miliary_chat.base.errors import MiliaryError


class PictureError(MiliaryError):
    """A picture cannot be read or shown; the case goes on without it."""


class DicomNeeded(PictureError):
    """A DICOM file came, and what reads it is not installed."""


def damaged(name: str) -> PictureError:
    """What is said of a file whose beginning is right and whose rest is not."""
    return PictureError(f"The picture {name} is damaged or cut short.", "Copy the file again.")
