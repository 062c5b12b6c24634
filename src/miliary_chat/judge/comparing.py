"""Comparisons of two zones: "lower zone > upper zone", "more at the bases than at the apices", "UZ < LZ"."""

from typing import NamedTuple

from miliary_chat.judge.lexicon import Lexicon
from miliary_chat.judge.text import Token, listed

LOWER, UPPER = "=lower more than upper", "=upper more than lower"
"""The two ideas, as rings of synonyms.yaml name them."""
_MORE = listed("more greater worse denser bigger larger heavier higher")
_LESS = listed("less fewer smaller milder lesser sparser")
_BETWEEN = listed("in at on the a of to affect involv profus mark")
_FAR = 6


class Comparison(NamedTuple):
    """A comparison in a row of tokens: its first and last token, and the idea that it says."""

    first: int
    last: int
    atom: str


def comparisons(tokens: list[Token], keys: list[str], sentence: list[int], lexicon: Lexicon) -> list[Comparison]:
    """Every comparison of an upper with a lower zone in a row of tokens."""
    out: list[Comparison] = []
    for at, token in enumerate(tokens):
        if token.text in (">", "<", "than") and 0 < at < len(tokens) - 1:
            found = _around(at, tokens, keys, sentence, lexicon)
            if found is not None:
                out.append(found)
    return out


def _around(at: int, tokens: list[Token], keys: list[str], sentence: list[int], lexicon: Lexicon) -> Comparison | None:
    more = tokens[at].text == ">"
    first = start = at - 1
    if tokens[at].text == "than":
        word = _degree(at, tokens, sentence)
        if word is None:
            return None
        more = tokens[word].text in _MORE
        first, start = word, word - 1
        if _place(at - 1, -1, word, keys, sentence, lexicon) is not None:
            start = at - 1
    before = _place(start, -1, None, keys, sentence, lexicon)
    after = _place(at + (2 if tokens[at + 1].text == tokens[at].text else 1), 1, None, keys, sentence, lexicon)
    if before is None or after is None or before[1] == after[1]:
        return None
    top = before[1] if more else after[1]
    last = after[0]
    while last + 1 < len(keys) and sentence[last + 1] == sentence[last] and keys[last + 1] in lexicon.rounding:
        last += 1
    return Comparison(min(before[0], first), last, LOWER if top else UPPER)


def _degree(at: int, tokens: list[Token], sentence: list[int]) -> int | None:
    """The "more" or "less" that a "than" belongs to."""
    for back in range(at - 1, max(-1, at - 1 - _FAR), -1):
        if sentence[back] != sentence[at]:
            return None
        if tokens[back].text in _MORE or tokens[back].text in _LESS:
            return back
    return None


def _place(
    at: int, step: int, stop: int | None, keys: list[str], sentence: list[int], lexicon: Lexicon
) -> tuple[int, int] | None:
    """The first zone word from `at` on, in the direction of `step`: its token, and 1 for low or 0 for high."""
    home = at
    while 0 <= at < len(keys) and abs(at - home) < _FAR and sentence[at] == sentence[home] and at != stop:
        low = _low(keys[at], lexicon)
        if low is not None:
            return at, low
        if keys[at] not in _BETWEEN and keys[at] not in lexicon.rounding:
            return None
        at += step
    return None


def _low(key: str, lexicon: Lexicon) -> int | None:
    axis = lexicon.axes.get(key)
    if axis is None:
        for term in lexicon.terms.get(key) or ():
            if len(term.keys) == 1:
                axis = next((lexicon.axes[atom] for slot in term.slots for atom in slot if atom in lexicon.axes), axis)
                height = term.shown.split()[0]
                axis = axis or lexicon.axes.get(height)
    if axis is None or axis[0] not in ("height", "ends"):
        return None
    highest = max(pole for name, pole in lexicon.axes.values() if name == axis[0])
    return 0 if axis[1] == 0 else 1 if axis[1] == highest else None
