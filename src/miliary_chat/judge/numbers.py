"""Numbers as they are written or dictated: "1,200", "0,5", "twenty five", "three hundred", "one point three"."""

from collections.abc import Sequence

from miliary_chat.judge.text import Token

_ONES = dict(
    zip(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "zero", "oh", "nought"),
        (*range(1, 10), 0, 0, 0),
        strict=True,
    )
)
_TEENS = dict(
    zip(
        ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
        range(10, 20),
        strict=True,
    )
)
_TENS = dict(
    zip(
        ("twenty", "thirty", "forty", "fourty", "fifty", "sixty", "seventy", "eighty", "ninety"),
        (20, 30, 40, 40, 50, 60, 70, 80, 90),
        strict=True,
    )
)
_COUNTING = {**_ONES, **_TEENS, **_TENS}
WORDS = frozenset(_COUNTING) - {"oh", "zero"} | {"hundred", "thousand", "point", "nought"}
"""The words with which a number may begin."""


def number_at(tokens: Sequence[Token], at: int) -> tuple[float, int] | None:
    """The number that begins at `at` and its last token; None where none does."""
    if at >= len(tokens):
        return None
    token = tokens[at]
    if token.sort == "number":
        digits = token.text.replace(",", "" if len(token.text.rpartition(",")[2]) == 3 else ".")
        return float(digits), at
    if token.text not in WORDS and not (token.text == "a" and _text(tokens, at + 1) in ("hundred", "thousand")):
        return None
    return _with_decimals(tokens, at) or _whole(tokens, at)


def _text(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].text if at < len(tokens) else ""


def _with_decimals(tokens: Sequence[Token], at: int) -> tuple[float, int] | None:
    """ "one point three", "point six two"; None without a point that a digit follows."""
    whole = (0.0, at - 1) if tokens[at].text == "point" else _whole(tokens, at)
    if whole is None:
        return None
    value, last = whole
    if _text(tokens, last + 1) != "point" or _text(tokens, last + 2) not in _ONES:
        return None
    digits, last = "", last + 2
    while _text(tokens, last) in _ONES:
        digits += str(_ONES[tokens[last].text])
        last += 1
    return float(f"{value:.0f}.{digits}"), last - 1


def _whole(tokens: Sequence[Token], at: int) -> tuple[float, int] | None:
    """ "seven", "twenty five", "three hundred and ten", "a hundred"."""
    below = _below_hundred(tokens, at)
    value, last = (1, at if tokens[at].text == "a" else at - 1) if below is None else below
    multiple = {"hundred": 100, "thousand": 1000}.get(_text(tokens, last + 1))
    if multiple is None:
        return below if below is None else (float(value), last)
    value, last = value * multiple, last + 1
    rest = last + 2 if _text(tokens, last + 1) == "and" else last + 1
    more = _below_hundred(tokens, rest)
    return (float(value), last) if more is None else (float(value + more[0]), more[1])


def _below_hundred(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    word = _text(tokens, at)
    if word not in _COUNTING:
        return None
    follows = _text(tokens, at + 1)
    if word in _TENS and follows in _ONES and _ONES[follows]:
        return _TENS[word] + _ONES[follows], at + 1
    return _COUNTING[word], at
