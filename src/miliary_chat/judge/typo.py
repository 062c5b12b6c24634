"""Typos: which known word a misspelt one was meant to be, and how sure that is."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from rapidfuzz.distance import OSA

from miliary_chat.judge.lexicon import SHORTEST
from miliary_chat.judge.sound import sound
from miliary_chat.judge.spelling import american, root
from miliary_chat.judge.text import listed
from miliary_chat.judge.words import is_real, medical_within

_COMBINING = listed(
    """
    hypo hyper peri endo ante anti inter intra extra supra infra micro macro multi poly pseudo para post trans retro
    broncho cardio neuro nephro hepato haemo hemo thromb thrombo angio arterio osteo arthro chondro cyto cyst gastro
    entero pneumo pleuro pulmo medi mediast lymph lympho vaso veno cerebr cerebro crani cranio spondyl adeno carcino
    """
)
_LONG = 6
"""Letters from which on a side or zone may lack one and still be read."""


@dataclass(frozen=True, slots=True)
class Mending:
    """What a misspelt word was read as. Not `sure`: only worth asking about; `others` are as good guesses as `word`.

    `cut`: it was no mistake but the beginning of the word ("gluc").
    """

    word: str
    sure: bool
    others: tuple[str, ...] = ()
    cut: bool = False


@dataclass(slots=True)
class Vocabulary:
    """The words that a misspelt one may be mended to, by length; `fixed` are never mended to (sides, zones).

    `spoken` are real words beside those of the word lists.
    """

    fixed: frozenset[str] = frozenset()
    shelves: dict[int, list[str]] = field(default_factory=dict)
    confusable: dict[str, frozenset[str]] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    spoken: frozenset[str] = frozenset()
    twins: dict[str, str] = field(default_factory=dict)
    _answers: dict[str, Mending | None] = field(default_factory=dict)

    def is_real(self, word: str) -> bool:
        """Whether `word` is in a word list or in the lexicon."""
        return word in self.spoken or is_real(word)

    def add(self, words: Iterable[str]) -> None:
        """Put words on the shelves; short ones and those with digits are left out."""
        for word in words:
            if word in self.known:
                continue
            self.known.add(word)
            if len(word) >= SHORTEST and word.isalpha():
                self.shelves.setdefault(len(word), []).append(word)
                if "ae" in word or "oe" in word:  # "dypsnea" is a misspelt dyspnea, not dyspnoea
                    self._add_american(word)

    def _add_american(self, word: str) -> None:
        other = american(word)
        if other != word and other not in self.known:
            self.twins[other] = word
            self.add([other])

    def mend(self, typed: str) -> Mending | None:
        """What `typed` (folded) was meant to be, or None when it is a word of its own or like nothing here."""
        if len(typed) < SHORTEST - 1 or not typed.isalpha():
            return None
        if typed not in self._answers:
            if len(self._answers) > 4096:
                self._answers.clear()
            mending = self._mend(typed) if len(typed) >= SHORTEST else None
            if mending is not None and mending.word in self.twins:
                mending = replace(mending, word=self.twins[mending.word])
            self._answers[typed] = mending or self._completed(typed)
        return self._answers[typed]

    def _completed(self, typed: str) -> Mending | None:
        """The one word here that `typed` begins, if it is no word and no part that many words begin with."""
        if typed in _COMBINING or self.is_real(typed):
            return None
        longer = [
            word
            for length, shelf in self.shelves.items()
            if length > len(typed) + 1
            for word in shelf
            if word.startswith(typed)
        ]
        if not longer or len({root(word) for word in longer}) > 1:
            return None
        return Mending(min(longer, key=len), True, cut=True)

    def _mend(self, typed: str) -> Mending | None:
        real = self.is_real(typed)
        nearest, distance = self._nearest(typed)
        if not nearest:
            return None
        word = nearest[0]
        if root(word) == root(typed):
            return None if real else Mending(word, True)
        if real:
            alike = sound(american(typed)) == sound(american(word)) or distance == 1
            everyday = len(typed) >= 7 and distance <= 2 and alike and typed not in self.confusable.get(word, ())
            return Mending(word, False) if everyday and not medical_within(typed, 0) and typed[0] == word[0] else None
        other = _counterpart(word)
        if other is not None and OSA.distance(typed, other) <= distance:
            return Mending(word, False, (other,))
        mending = self._judged(typed, word, distance)
        others = tuple(other for other in nearest[1:] if root(other) != root(word))
        return mending if mending is None or not others else Mending(word, False, others)

    def _nearest(self, typed: str) -> tuple[list[str], int]:
        """The nearest words within the tolerance of their length, the best guess first; their distance in edits."""
        found: list[tuple[int, bool, str]] = []
        code = sound(american(typed))
        least = 9
        for length in range(len(typed) - 3, len(typed) + 4):
            allowed = _allowed(min(length, len(typed)))
            if abs(length - len(typed)) > allowed:
                continue
            for word in self.shelves.get(length, ()):
                distance = OSA.distance(typed, word, score_cutoff=allowed)
                if distance <= min(allowed, least):
                    least = distance
                    found.append((distance, sound(american(word)) != code, word))
        found.sort()
        best = found[:1]
        return [word for distance, off, word in found if (distance, off) == best[0][:2]], least

    def _judged(self, typed: str, word: str, distance: int) -> Mending | None:
        alike = sound(american(typed)) == sound(american(word))
        longest = max(len(typed), len(word))
        similarity = 1 - distance / longest
        if word in self.fixed and not _lost_a_letter(typed, word):
            return Mending(word, False)
        rivals = [other for other in self.confusable.get(word, ()) if OSA.distance(typed, other) <= distance]
        rivals += [other for other in medical_within(typed, distance) if root(other) != root(word) and other != word]
        rivals = [other for other in rivals if _beats(typed, other, word, distance)]
        if rivals:
            return Mending(word, False) if similarity >= 0.75 else None
        if alike and similarity >= 0.75:
            return Mending(word, True)
        if distance == 1:
            return Mending(word, len(word) >= 6 or typed[0] == word[0])
        return Mending(word, False) if similarity >= 0.72 and typed[0] == word[0] else None


def _counterpart(word: str) -> str | None:
    """The word that says the opposite with one letter or two: "hyperkalaemia" of "hypokalaemia"."""
    if word.startswith("hyper"):
        return "hypo" + word[5:]
    return "hyper" + word[4:] if word.startswith("hypo") else None


def _lost_a_letter(typed: str, word: str) -> bool:
    """Whether a longer word only lacks one letter ("apicl"): no other side or zone is then as like it."""
    if len(word) < _LONG or len(typed) != len(word) - 1 or typed[0] != word[0]:
        return False
    return any(word[:at] + word[at + 1 :] == typed for at in range(1, len(word)))


def _beats(typed: str, other: str, word: str, distance: int) -> bool:
    """Whether `other` is at least as good a guess as `word`."""
    theirs = OSA.distance(typed, other)
    if theirs != distance:
        return theirs < distance
    code = sound(american(typed))
    return sound(american(other)) == code or sound(american(word)) != code


def _allowed(length: int) -> int:
    """Edits that a word of this length may have suffered."""
    if length < SHORTEST:
        return 0
    return 1 if length < 7 else 2 if length < 11 else 3
