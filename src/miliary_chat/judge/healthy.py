"""Health in plain words: where "ok", "fine" or "clear" says that the thing before it is normal."""

from collections.abc import Sequence

from miliary_chat.judge.lexicon import Lexicon
from miliary_chat.judge.text import Token

_AMBIGUOUS = frozenset({"fine", "clear"})
"""Adjectives of findings too: "fine nodules", "clear nodules"."""


def says_healthy(
    tokens: Sequence[Token], keys: Sequence[str], sentence: Sequence[int], at: int, lexicon: Lexicon
) -> bool:
    """Whether the word at `at` is said of what stands before it, and does not describe a finding behind it."""
    if at == 0 or sentence[at - 1] != sentence[at] or not (tokens[at - 1].sort == "word" or tokens[at - 1].text == ":"):
        return False
    if tokens[at].text not in _AMBIGUOUS:
        return True
    after = at + 1
    own = after < len(tokens) and sentence[after] == sentence[at] and tokens[after].sort == "word"
    if own and keys[after] not in lexicon.stop:
        return keys[after] in lexicon.organs
    return not _describes(tokens, keys, sentence, after, lexicon)


def _describes(
    tokens: Sequence[Token], keys: Sequence[str], sentence: Sequence[int], at: int, lexicon: Lexicon
) -> bool:
    """Whether adjectives and then a finding go on from `at`: "lungs: fine, discrete nodules", not "angles sharp"."""
    named = begun = False
    while at < len(tokens) and sentence[at] == sentence[at - 1] and keys[at] not in ("no", "without", "but"):
        if keys[at] in lexicon.predicates:
            return False
        if tokens[at].sort == "mark" and begun:
            break
        named = named or any(term.kind == "finding" for term in lexicon.readings(keys, at))
        begun = begun or tokens[at].sort == "word"
        at += 1
    return named
