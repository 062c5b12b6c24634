"""A cue: a wording that says how the words around it are meant, and what it needs to be one."""

from typing import Final, NamedTuple


class Sense:
    """How a word is meant: bits of an int. Not an enum.IntFlag, whose every `&` costs a function call."""

    PLAIN: Final = 0
    DENIED: Final = 1
    UNCLEAR: Final = 2
    POSSIBLE: Final = 4
    FAVOURED: Final = 8
    UNLIKELY: Final = 16
    SUPPOSED: Final = 32
    CONSEQUENT: Final = 64
    WITHDRAWN: Final = 128
    FAMILY: Final = 256


class Cue(NamedTuple):
    """One entry of cues.yaml, for one wording of it; a "_" of the wording is any one word.

    `before`: it reaches what precedes it; `lists`: every item of a list; `one`: a single word. What it needs: a finding
    before it (`finding`), to begin a clause (`opens`), one of the words of `follows` later in its clause, of `later`
    anywhere later in the sentence, of `earlier` earlier in its clause; those are wordings with "|" between them.
    """

    words: tuple[str, ...]
    sense: int
    before: bool
    lists: bool = False
    one: bool = False
    finding: bool = False
    opens: bool = False
    follows: str = ""
    later: str = ""
    earlier: str = ""


_SHORT = {
    spelling: f"{verb} not"
    for verb in (
        *("is", "are", "was", "were", "do", "does", "did", "has", "have", "had"),
        *("would", "should", "could", "must", "need"),
    )
    for spelling in (f"{verb}n't", f"{verb}nt")
} | {"won't": "will not", "wont": "will not", "cannot": "can not", "can't": "can not", "cant": "can not"}


def full(word: str) -> str:
    """A shortened "not" at length ("isn't", or in haste "isnt": "is not"), and any other word as it is."""
    return _SHORT.get(word, word)
