"""Guessing: the expectation that a wording probably meant."""

from collections import Counter
from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz

from miliary_chat.author.mining.meaning import Meaning, Meanings
from miliary_chat.author.mining.sifting import commonest
from miliary_chat.author.mining.targets import Target
from miliary_chat.author.mining.wording import Wording

_LIKELY = 58
"""The score from which a likeness is worth a guess."""
_PART = 0.9
"""What it is worth that one of two texts is contained in the other, against being the same."""


def guess(wordings: Iterable[Wording], targets: Mapping[str, Target], meanings: Meanings) -> str:
    """The concept that alike wordings probably mean; "" when nothing tells.

    What trainees claimed, else what it was nearly taken for, else the phrasing that it is most like, else what the
    tutor was asking for.
    """
    wordings = tuple(wordings)
    for kind in ("claimed", "near"):
        named: Counter[str] = Counter()
        for wording in wordings:
            if wording.kind == kind and wording.concept in targets:
                named[wording.concept] += wording.count
        if named:
            return commonest(named)
    likest = _likest(meanings.of(wordings[0].text), wordings[0].text, targets, meanings)
    if likest:
        return likest
    asked = Counter(wording.asked for wording in wordings if wording.asked in targets)
    return commonest(asked)


def _likest(meaning: Meaning, text: str, targets: Mapping[str, Target], meanings: Meanings) -> str:
    best, found = float(_LIKELY), ""
    for target in targets.values():
        for phrasing in (*target.phrasings, target.name):
            score = _likeness(meaning, text, phrasing, meanings)
            if score > best:
                best, found = score, target.concept
    return found


def _likeness(meaning: Meaning, text: str, phrasing: str, meanings: Meanings) -> float:
    other = meanings.of(phrasing)
    if meanings.opposed(meaning, other) or not meaning.words or not other.words:
        return 0.0
    shared = bool(set(meaning.words) & set(other.words))
    return max(
        fuzz.token_sort_ratio(meaning.line, other.line),
        _PART * fuzz.token_set_ratio(meaning.line, other.line) if shared else 0.0,
        fuzz.ratio(text.casefold(), phrasing.casefold()),
    )
