"""Tokens: the words, numbers and marks of an answer, each with its offsets in the answer."""

import re
import unicodedata
from typing import Literal, NamedTuple

Sort = Literal["word", "number", "mark"]

_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d\u00ad"), "-")
_QUOTES = dict.fromkeys(map(ord, "\u2018\u2019\u201b\u02bc\u00b4`\u2032"), "'")
_SIGNS = dict(
    zip(
        map(ord, "→⇒≤≥×µμ≈•·αβγδßæœø½"),
        (
            "->",
            "->",
            "<=",
            ">=",
            "x",
            "u",
            "u",
            "~",
            "\n",
            ".",
            "alpha",
            "beta",
            "gamma",
            "delta",
            "ss",
            "ae",
            "oe",
            "o",
            "1/2",
        ),
        strict=True,
    )
)
_FOLDED = {**_DASHES, **_QUOTES, **_SIGNS}

_SLASHED = r"(?<![a-z0-9])(?:w/o|r/o|h/o|c/o|o/e|e/o|s/o|b/l|n/a|f/u|d/w|y/o|k/c/o|w/|l/r|r/l)(?![a-z0-9])"
_TOKEN = re.compile(
    rf"(?P<slashed>{_SLASHED})"
    r"|(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+[.,]\d+(?![.,]?\d)|\d+|(?<![\w.])\.\d+)"
    r"|(?P<word>[^\W\d_]&[^\W\d_]+|[^\W\d_]\w*(?:'[^\W\d_]+)?)"
    r"|(?P<mark>->|=>|>=|<=|\.\.\.|[^\s\w]|\n|_)"
)
_SORTS: dict[str, Sort] = {"slashed": "word", "word": "word", "number": "number", "mark": "mark"}
_INNER_DASH = re.compile(r"(?<=[^\W_])-(?=[^\W_])")


class Token(NamedTuple):
    """One word, number or mark. `text` is folded (case, accents, dashes, quotes); `start`, `end` lie in the answer.

    `glued` is true when only a hyphen, or nothing, stands between it and the token before it. A tuple, since an answer
    makes many: a frozen dataclass takes four times as long.
    """

    text: str
    start: int
    end: int
    sort: Sort
    glued: bool = False


def listed(text: str) -> frozenset[str]:
    """The set of the words of `text`: for the word lists that the rules carry."""
    return frozenset(text.split())


def fold(text: str) -> str:
    """Fold case, accents, width, dashes and quotes away: what is left is what the rules look at."""
    return _fold_slowly(text)[0] if not text.isascii() else text.lower()


def _fold_slowly(text: str) -> tuple[str, list[int]]:
    out: list[str] = []
    origin: list[int] = []
    for index, char in enumerate(text):
        plain = _FOLDED.get(ord(char))
        if plain is None:
            plain = char
            if not char.isascii():
                wide = unicodedata.normalize("NFKD", char.translate(_FOLDED)).casefold()
                plain = "".join(part for part in wide if not unicodedata.combining(part)).translate(_FOLDED)
        plain = plain.lower()
        out.append(plain)
        origin.extend([index] * len(plain))
    origin.append(len(text))
    return "".join(out), origin


def tokenise(text: str) -> list[Token]:
    """Cut `text` into tokens; every offset is a code point of `text`.

    Hyphens inside words vanish, in ranges they stay.
    """
    origin: list[int] | None = None
    if text.isascii():
        folded = text.lower()
    else:
        folded, origin = _fold_slowly(text)
    tokens: list[Token] = []
    last_end = -1
    hyphen = False
    for found in _TOKEN.finditer(folded):
        start, end = found.span()
        sort: Sort = (
            "word" if found.lastgroup in ("word", "slashed") else "number" if found.lastgroup == "number" else "mark"
        )
        body = found.group()
        if body == "-" and _INNER_DASH.match(folded, start) and not _between_numbers(folded, start):
            hyphen, last_end = True, end
            continue
        glued = hyphen or start == last_end
        hyphen, last_end = False, end
        here, there = (start, end) if origin is None else (origin[start], origin[end - 1] + 1)
        tokens.append(Token(body, here, there, sort, glued))
    return tokens


_DICTATED = {
    ("full", "stop"): ".",
    ("new", "line"): "\n",
    ("new", "paragraph"): "\n",
    ("question", "mark"): "?",
    ("semi", "colon"): ";",
}
_OPENINGS = frozenset({"comma", *(first for first, _ in _DICTATED)})
_COMMA_LIKE = frozenset({"shape", "shaped", "sign"})


def punctuated(tokens: list[Token]) -> list[Token]:
    """The tokens with punctuation that was spoken to a machine as the marks that it means ("full stop")."""
    if not any(token.text in _OPENINGS for token in tokens):
        return tokens
    commas = not any(token.text == "," for token in tokens)
    out: list[Token] = []
    for token in tokens:
        if commas and out and out[-1].text == "comma" and token.text not in _COMMA_LIKE:
            out[-1] = Token(",", out[-1].start, out[-1].end, "mark", out[-1].glued)
        mark = _DICTATED.get((out[-1].text, token.text)) if out else None
        if mark is None:
            out.append(token)
        else:
            out[-1] = Token(mark, out[-1].start, token.end, "mark", out[-1].glued)
    return out


def _between_numbers(folded: str, at: int) -> bool:
    return folded[at - 1].isdigit() and folded[at + 1].isdigit()
