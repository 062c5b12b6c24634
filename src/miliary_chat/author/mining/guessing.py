"""Guessing: the expectation that a wording probably meant."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz, process

from miliary_chat.author.mining.meaning import Meaning, Meanings
from miliary_chat.author.mining.sifting import commonest
from miliary_chat.author.mining.targets import Target
from miliary_chat.author.mining.wording import Ground, Wording

_LIKELY = 0.4
"""The share of two texts' letters, in words that they share, from which a likeness is worth a guess."""
_LIKELY_ALONE = 0.45
"""The same for a single word: "neck" is the smaller part of an ultrasound of it."""
_ONE_WORD = 85
"""The ratio from which two words are one, typos and endings aside."""
_CUT = 5
"""Letters from which a word may be one that was cut short."""
_ASKS = re.compile(
    r".*\?\s*$|(?:what|which|who|whose|where|why|how|any)\b|"
    r"(?:is|are|was|were|do|does|did|have|has|had|can|could|would|should|will|may|might|must)\s+"
    r"(?:it|he|she|they|we|you|i|there|this|that|these|those|the|his|her|their|your|any|an?)\b",
    re.IGNORECASE | re.DOTALL,
)
"""A question: whoever asks whether it is so has no wrong idea yet."""
_SAME = 80
"""The ratio of two whole texts from which they are one, wherever the spaces are."""


class Guesser:
    """Guesses for one question, whose phrasings are read once."""

    def __init__(self, targets: Mapping[str, Target], meanings: Meanings) -> None:
        self._targets = targets
        self._meanings = meanings
        known = [
            (target.concept, phrasing, meanings.of(phrasing))
            for target in targets.values()
            for phrasing in dict.fromkeys((*target.phrasings, target.name, target.written.replace("-", " ")))
        ]
        # By what the words mean, and by the words themselves: "shift" is half of "mediastinal shift", one idea though.
        self._shelves = (
            _Shelf(known, [meaning.words for _, _, meaning in known]),
            _Shelf(known, [meanings.spelt(phrasing) for _, phrasing, _ in known]),
        )

    def guess(self, wordings: Sequence[Wording]) -> tuple[str, Ground | None]:
        """The concept that alike wordings probably mean, and on what ground; "" and None when nothing tells.

        What trainees claimed, else what it was nearly taken for, else the phrasing that it is most like, else what the
        tutor was asking for. A question never means anything wrong.
        """
        grounds: tuple[Literal["claimed", "near"], ...] = ("claimed", "near")
        asks = bool(_ASKS.match(wordings[0].text.strip()))
        for ground in grounds:
            named = self._counted(((one.concept, one.count) for one in wordings if one.kind == ground), asks)
            if named:
                return named, ground
        likest = self._likest(wordings[0].text, asks)
        if likest:
            return likest, "like"
        asked = self._counted(((one.asked, one.count) for one in wordings), asks)
        return (asked, "asked") if asked else ("", None)

    def _may_mean(self, concept: str, asks: bool) -> bool:
        return concept in self._targets and not (asks and self._targets[concept].wrong)

    def _counted(self, named: Iterable[tuple[str, int]], asks: bool) -> str:
        """The concept that was named most often; "" when none was."""
        counted: Counter[str] = Counter()
        for concept, count in named:
            if self._may_mean(concept, asks):
                counted[concept] += count
        return commonest(counted)

    def _likest(self, text: str, asks: bool) -> str:
        """The concept of the likest phrasing, the first of several; "" when none is like enough."""
        meaning = self._meanings.of(text)
        named, spelt = self._shelves
        found = [*named.like(text, meaning.words), *spelt.like(text, self._meanings.spelt(text))]
        allowed = [one for one in found if self._may_mean(one.concept, asks)]
        likely = [one for one in allowed if not self._meanings.opposed(meaning, one.meaning)]
        return max(likely, key=lambda one: one.score).concept if likely else ""


@dataclass(frozen=True, slots=True)
class _Like:
    """A phrasing of `concept` that is like what was said; `score` is from 0 to 1."""

    concept: str
    meaning: Meaning
    score: float


class _Shelf:
    """Phrasings by their words, in one way to take them."""

    def __init__(self, known: Sequence[tuple[str, str, Meaning]], words: Sequence[tuple[str, ...]]) -> None:
        self._known = known
        self._words = words
        self._holding: dict[str, list[int]] = {}
        for at, mine in enumerate(words):
            for word in mine:
                self._holding.setdefault(word, []).append(at)
        self._alike: dict[str, tuple[str, ...]] = {}

    def like(self, text: str, words: tuple[str, ...]) -> Iterator[_Like]:
        """The phrasings that share enough of these words, in the author's order."""
        shared: Counter[int] = Counter()
        for word in words:
            alike = self._words_like(word)
            for at in {at for other in alike for at in self._holding[other]}:
                shared[at] += len(word)
            for other in alike:
                for at in self._holding[other]:
                    shared[at] += len(other)
        likely = _LIKELY if len(text.split()) > 1 else _LIKELY_ALONE
        for at in sorted(shared):
            concept, phrasing, meaning = self._known[at]
            letters = sum(map(len, (*words, *self._words[at])))
            whole = fuzz.ratio(text.casefold(), phrasing.casefold(), score_cutoff=_SAME) / 100
            score = max(whole, min(1.0, shared[at] / letters))
            if score >= likely:
                yield _Like(concept, meaning, score)

    def _words_like(self, word: str) -> tuple[str, ...]:
        """The words of the phrasings that are this one: typos and endings aside, or cut short ("pneumo")."""
        if word not in self._alike:
            like = process.extract(word, self._holding.keys(), scorer=fuzz.ratio, score_cutoff=_ONE_WORD, limit=5)
            short = len(word) >= _CUT and not word.startswith("=")  # what the lexicon knows was not cut
            cut = (other for other in self._holding if short and other.startswith(word))
            self._alike[word] = tuple(dict.fromkeys([*(other for other, _, _ in like), *cut]))
        return self._alike[word]
