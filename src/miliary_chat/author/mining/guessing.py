"""Guessing: the expectation that a wording probably meant."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal

from rapidfuzz import fuzz, process

from miliary_chat.author.mining.meaning import Meaning, Meanings
from miliary_chat.author.mining.sifting import commonest
from miliary_chat.author.mining.targets import Target
from miliary_chat.author.mining.wording import Ground, Wording

_LIKELY = 0.4
"""The share of two texts' letters, in words that they share, from which a likeness is worth a guess."""
_ONE_WORD = 85
"""The ratio from which two words are one, typos and endings aside."""
_SAME = 80
"""The ratio of two whole texts from which they are one, wherever the spaces are."""


def guess(wordings: Iterable[Wording], targets: Mapping[str, Target], meanings: Meanings) -> tuple[str, Ground | None]:
    """The concept that alike wordings probably mean, and on what ground; "" and None when nothing tells.

    What trainees claimed, else what it was nearly taken for, else the phrasing that it is most like, else what the
    tutor was asking for.
    """
    wordings = tuple(wordings)
    grounds: tuple[Literal["claimed", "near"], ...] = ("claimed", "near")
    for ground in grounds:
        named: Counter[str] = Counter()
        for wording in wordings:
            if wording.kind == ground and wording.concept in targets:
                named[wording.concept] += wording.count
        if named:
            return commonest(named), ground
    likest = _likest(wordings[0].text, targets, meanings)
    if likest:
        return likest, "like"
    asked: Counter[str] = Counter()
    for wording in wordings:
        if wording.asked in targets:
            asked[wording.asked] += wording.count
    return (commonest(asked), "asked") if asked else ("", None)


def _likest(text: str, targets: Mapping[str, Target], meanings: Meanings) -> str:
    best, found = 0.0, ""
    for target in targets.values():
        for phrasing in (*target.phrasings, target.name):
            score = _likeness(text, phrasing, meanings)
            if score >= _LIKELY and score > best:
                best, found = score, target.concept
    return found


def _likeness(text: str, phrasing: str, meanings: Meanings) -> float:
    """From 0 to 1: how much of both texts is in words that they share; 0 for what is opposed."""
    one, other = meanings.of(text), meanings.of(phrasing)
    if meanings.opposed(one, other) or not one.words or not other.words:
        return 0.0
    whole = fuzz.ratio(text.casefold(), phrasing.casefold(), score_cutoff=_SAME) / 100
    return max(whole, (_shared(one, other) + _shared(other, one)) / (_letters(one) + _letters(other)))


def _shared(one: Meaning, other: Meaning) -> int:
    """The letters of those words of one that the other has too."""
    return sum(
        len(word)
        for word in one.words
        if word in other.words or process.extractOne(word, other.words, scorer=fuzz.ratio, score_cutoff=_ONE_WORD)
    )


def _letters(meaning: Meaning) -> int:
    return sum(map(len, meaning.words))
