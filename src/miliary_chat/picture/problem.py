"""What is wrong with a picture: one sentence, and what to do."""

from miliary_chat.base.errors import MiliaryError


class PictureError(MiliaryError):
    """A picture cannot be read or shown; the case goes on without it."""
