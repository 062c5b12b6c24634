"""Doubled denials: what is denied to be gone is there ("no rib is missing")."""

from dataclasses import replace

from miliary_chat.judge.beside import ORDINALS
from miliary_chat.judge.cue import Sense
from miliary_chat.judge.lexicon import Lexicon
from miliary_chat.judge.reach import Mark
from miliary_chat.judge.scope import Scope
from miliary_chat.judge.text import Token

ABSENT = "absent"
"""The ring of the words that call a thing gone: a state of it where it ought to be there, else a denial."""
_NEGATING = ("no", "none", "not", "never", "neither")


def absent_keys(lexicon: Lexicon) -> frozenset[str]:
    """The keys of the single words that call a thing gone."""
    return frozenset(lexicon.key(word) for word in lexicon.wordings(f"={ABSENT}") if " " not in word)


def undoubled(scope: Scope, tokens: list[Token], keys: list[str], gone: frozenset[str], lexicon: Lexicon) -> Scope:
    """The scope in which the "no" of "no rib is missing" denies what is gone, and neither of the two the rib.

    `gone`: the keys of the words that call a thing gone. Between the two may stand one word that is no place.
    """
    if gone.isdisjoint(keys):
        return scope
    marks = [list(here) for here in scope.marks]
    for at, here in enumerate(scope.marks):
        denials = [mark for mark in here if mark.sense & Sense.DENIED]
        absent = [mark for mark in denials if mark.first > at and keys[mark.last] in gone]
        for missing in absent:
            for denier in denials:
                negates = tokens[denier.first].text in _NEGATING and denier.last < at
                if negates and _plain(denier, missing, tokens, keys, lexicon):
                    marks[at] = [mark for mark in marks[at] if mark not in (denier, missing)]
                    marks[missing.last] = [*marks[missing.last], denier]
    return replace(scope, marks=tuple(map(tuple, marks)))


def _plain(denier: Mark, missing: Mark, tokens: list[Token], keys: list[str], lexicon: Lexicon) -> bool:
    """Whether nothing but one thing and its place stands between the two."""
    between = range(denier.last + 1, missing.first)
    if any(tokens[at].sort == "mark" or tokens[at].text in ("and", "or", "but", "nor") for at in between):
        return False
    slight = lexicon.stop | lexicon.axes.keys() | ORDINALS
    things = [at for at in between if tokens[at].sort == "word" and keys[at] not in slight]
    return len(things) <= 1
