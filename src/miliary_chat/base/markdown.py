"""Text as Markdown shows it: no character of it is markup."""

import re
from typing import Final

_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>#|~&])")
_OPENING: Final = re.compile(r"^(\s*)([-+=]|\d+[.)])", re.MULTILINE)


def escape(text: str) -> str:
    """The text so that Markdown shows it as it is, at the beginning of a line too."""
    return _OPENING.sub(
        lambda m: f"{m[1]}\\{m[2]}" if len(m[2]) == 1 else f"{m[1]}{m[2][:-1]}\\{m[2][-1]}", escape_within(text)
    )


def escape_within(text: str) -> str:
    """The text so that Markdown shows it as it is within a line."""
    return _SPECIAL.sub(r"\\\1", text)


__all__ = ["escape", "escape_within"]
