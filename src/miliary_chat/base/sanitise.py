"""Text that enters the program: nothing that a terminal would obey gets in."""

import re
import unicodedata

ANSWER_LIMIT = 2_000
"""Code points of an answer that are kept (judge.md: longer ones make matching explode)."""

_NEWLINES = re.compile("\r\n?|[\u0085\u2028\u2029\v\f]")
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def _hostile(char: str) -> bool:
    return char in _BIDI or unicodedata.category(char) in ("Cc", "Cs")


def clean(text: str, *, limit: int | None = None) -> str:
    """Return `text` without controls, bidirectional overrides and surrogates, each run replaced by one space.

    Line breaks of every kind become "\\n", tabs become spaces. The result is NFC, so that an offset means the same code
    point on every machine. `limit` cuts at that many code points. Printable text comes back as it was.
    """
    text = _NEWLINES.sub("\n", unicodedata.normalize("NFC", _without_surrogates(text)))
    if any(char != "\n" and _hostile(char) for char in text):
        out: list[str] = []
        for char in text:
            if char == "\n" or not _hostile(char):
                out.append(char)
            elif not out or out[-1] != " ":
                out.append(" ")
        text = "".join(out)
    return text if limit is None else text[:limit]


def _without_surrogates(text: str) -> str:
    return text if text.isascii() else re.sub("[\ud800-\udfff]+", " ", text)


def one_line(text: str, *, limit: int | None = None) -> str:
    """Return `clean(text)` on one line, white space folded: for titles, names and list rows."""
    return " ".join(clean(text, limit=limit).split())
