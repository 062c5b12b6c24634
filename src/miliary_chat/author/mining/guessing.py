"""Guessing: the expectation that a wording probably meant."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
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


class Guesser:
    """Guesses for one question, whose phrasings are read once."""

    def __init__(self, targets: Mapping[str, Target], meanings: Meanings) -> None:
        self._targets = targets
        self._meanings = meanings
        self._phrasings: list[tuple[str, str, Meaning]] = []
        self._holding: dict[str, list[int]] = {}
        self._alike: dict[str, tuple[str, ...]] = {}
        for target in targets.values():
            for phrasing in dict.fromkeys((*target.phrasings, target.name)):
                meaning = meanings.of(phrasing)
                for word in meaning.words:
                    self._holding.setdefault(word, []).append(len(self._phrasings))
                self._phrasings.append((target.concept, phrasing.casefold(), meaning))

    def guess(self, wordings: Sequence[Wording]) -> tuple[str, Ground | None]:
        """The concept that alike wordings probably mean, and on what ground; "" and None when nothing tells.

        What trainees claimed, else what it was nearly taken for, else the phrasing that it is most like, else what the
        tutor was asking for.
        """
        grounds: tuple[Literal["claimed", "near"], ...] = ("claimed", "near")
        for ground in grounds:
            named = self._counted((one.concept, one.count) for one in wordings if one.kind == ground)
            if named:
                return named, ground
        likest = self._likest(wordings[0].text)
        if likest:
            return likest, "like"
        asked = self._counted((one.asked, one.count) for one in wordings)
        return (asked, "asked") if asked else ("", None)

    def _counted(self, named: Iterable[tuple[str, int]]) -> str:
        """The concept that was named most often; "" when none was."""
        counted: Counter[str] = Counter()
        for concept, count in named:
            if concept in self._targets:
                counted[concept] += count
        return commonest(counted)

    def _likest(self, text: str) -> str:
        """The concept of the likest phrasing, the first of several; "" when none is like enough."""
        meaning = self._meanings.of(text)
        shared: Counter[int] = Counter()
        for word in meaning.words:
            alike = self._words_like(word)
            for at in {at for other in alike for at in self._holding[other]}:
                shared[at] += len(word)
            for other in alike:
                for at in self._holding[other]:
                    shared[at] += len(other)
        found, best = "", 0.0
        for at in sorted(shared):
            concept, phrasing, other_meaning = self._phrasings[at]
            letters = sum(map(len, (*meaning.words, *other_meaning.words)))
            whole = fuzz.ratio(text.casefold(), phrasing, score_cutoff=_SAME) / 100
            score = max(whole, min(1.0, shared[at] / letters))
            if score >= _LIKELY and score > best and not self._meanings.opposed(meaning, other_meaning):
                found, best = concept, score
        return found

    def _words_like(self, word: str) -> tuple[str, ...]:
        """The words of the phrasings that are this one, typos and endings aside."""
        if word not in self._alike:
            like = process.extract(word, self._holding.keys(), scorer=fuzz.ratio, score_cutoff=_ONE_WORD, limit=5)
            self._alike[word] = tuple(other for other, _, _ in like)
        return self._alike[word]
