"""What to type to call this program again: it differs between an installed program and a checkout."""

import os

VARIABLE = "MILIARY_CALLED"
"""Set by scripts/tutor.py, which is not on anybody's PATH."""


def called(words: str = "") -> str:
    """The command with `words` after it, as this person can type it."""
    return f"{os.environ.get(VARIABLE) or 'miliary-chat'} {words}".rstrip()


def in_checkout() -> bool:
    """Whether the program was started from a checkout, whose libraries lie in its own .venv."""
    return bool(os.environ.get(VARIABLE))
