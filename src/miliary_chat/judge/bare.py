"""Bare words: a phrasing of one word that the answer says of another thing than the phrasing means."""

from miliary_chat.judge.lexicon import Lexicon
from miliary_chat.judge.passage import Found, Passage
from miliary_chat.judge.phrasing import Phrasing
from miliary_chat.judge.text import listed

_VALUING = listed(
    "good bad poor excellent great favourable unfavourable favorable unfavorable dismal grim guarded fair"
)
_OUTCOMES = listed(
    """
    prognosis prognoses outcome outcomes outlook survival survive chance chances odds cure cured recovery recover course
    future expectancy response prospects result results
    """
)
_PARTING = listed("in at with if when because as since after once provided but and although so given unless")
_ADDED = listed("overall now long term too well indeed anyway compared long-term today nowadays always enough")
_AIRY = listed("lung chest hemithorax thorax pulmonary")
_FAR = 6


def said_of_another(phrasing: Phrasing, found: Found, passage: Passage, lexicon: Lexicon) -> bool:
    """Whether the one word of a phrasing stands beside a noun that it cannot mean.

    "Good" as a prognosis is no "good question"; "in both lungs" is not where the "hila on both sides" are.
    """
    part = phrasing.parts[0]
    if not part.atoms.isdisjoint(_VALUING):
        return _values_another(found, passage, lexicon)
    if not part.atoms.isdisjoint(lexicon.atoms("bilateral")) and not _AIRY.isdisjoint(lexicon.keys(phrasing.text)):
        return _beside_an_organ(found, passage, lexicon)
    return False


def _values_another(found: Found, passage: Passage, lexicon: Lexicon) -> bool:
    """Whether a noun that is no outcome follows: "a good question", "good for her boy"."""
    nouns = 0
    for at in range(found.last + 1, min(len(passage.tokens), found.last + 1 + _FAR)):
        text = passage.tokens[at].text
        ended = passage.tokens[at].sort != "word" or passage.sentence[at] != passage.sentence[found.last]
        if ended or text in _PARTING:
            break
        if text in _OUTCOMES:
            return False
        nouns += passage.keys[at] not in lexicon.stop | lexicon.frame and not text.endswith("ly") and text not in _ADDED
    return nouns > 0


def _beside_an_organ(found: Found, passage: Passage, lexicon: Lexicon) -> bool:
    """Whether the next word before or behind, within its item, names a part of the body that is no lung."""
    airy = {lexicon.key(word) for word in _AIRY}
    if not airy.isdisjoint(passage.keys[found.first : found.last + 1]):
        return False
    for step, start in ((-1, found.first - 1), (1, found.last + 1)):
        at = start
        while 0 <= at < len(passage.keys) and passage.item[at] == passage.item[found.first]:
            if passage.keys[at] not in lexicon.stop:
                if passage.keys[at] in lexicon.organs and passage.keys[at] not in airy:
                    return True
                break
            at += step
    return False
