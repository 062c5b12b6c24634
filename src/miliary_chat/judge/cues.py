"""Cues: the words that say how the words around them are meant, from cues.yaml."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final, NamedTuple

from miliary_chat.judge.lexicon import read_data
from miliary_chat.judge.text import tokenise


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
    """One entry of cues.yaml, for one wording of it.

    `one`: it reaches a single word; `finding`: it needs a finding before it; `gaps`: a "_" of it is any one word.
    """

    words: tuple[str, ...]
    sense: int
    before: bool
    lists: bool
    one: bool = False
    finding: bool = False
    gaps: bool = False


_NAMES = {
    "denied": Sense.DENIED,
    "unclear": Sense.UNCLEAR,
    "possible": Sense.POSSIBLE,
    "favoured": Sense.FAVOURED,
    "unlikely": Sense.UNLIKELY,
    "supposed": Sense.SUPPOSED,
    "withdrawn": Sense.WITHDRAWN,
    "family": Sense.FAMILY,
    "nothing": Sense.PLAIN,
}


def compile_cues(entries: Iterable[Mapping[str, Any]]) -> dict[str, list[Cue]]:
    """Cues by their first two words (by the one, when there is no other or a gap), longest first, from cues.yaml."""
    cues: dict[str, list[Cue]] = {}
    for entry in entries:
        for wording in entry["say"]:
            words = _words(str(wording).lower())
            before = entry["reach"] == "before"
            for form in _with_to_be(words) if words[0] == "not" and len(words) > 1 else (words,):
                lists, one, finding = (entry.get(flag) == "true" for flag in ("lists", "one", "finding"))
                cue = Cue(form, _NAMES[entry["as"]], before, lists, one, finding, "_" in form)
                opening = form[0] if len(form) == 1 or form[1] == "_" else f"{form[0]} {form[1]}"
                cues.setdefault(opening, []).append(cue)
    for found in cues.values():
        found.sort(key=lambda cue: -len(cue.words))
    return cues


def _words(wording: str) -> tuple[str, ...]:
    if wording.replace(" ", "").isalpha():
        return tuple(wording.split())
    return tuple(token.text for token in tokenise(wording))


def _with_to_be(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """ "not seen" also as "is not seen", "isn't seen", "are not seen" ..."""
    forms = [words]
    for verb in ("is", "are", "was", "were"):
        forms += [(verb, *words), (verb + "n't", *words[1:]), (verb + "nt", *words[1:])]
    return forms


@cache
def shipped_cues() -> dict[str, list[Cue]]:
    """The cues that come with the program."""
    return compile_cues(read_data("cues.yaml"))
