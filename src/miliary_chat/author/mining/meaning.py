"""What some words come down to, so that wordings can be compared: synonyms fall together, fillers fall away."""

from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from miliary_chat.judge.lexicon import Lexicon, Slot
from miliary_chat.judge.reader import Reader
from miliary_chat.judge.shipped import shipped_cues

_MENDABLE = 7
"""Letters from which a word can be a misspelt filler."""
_ONE_WORD = 90


@dataclass(frozen=True, slots=True)
class Meaning:
    """The content words by their common names, sorted, and whether anything is denied."""

    words: tuple[str, ...]
    denies: bool = False

    @property
    def line(self) -> str:
        """The words in one text, for fuzzy comparison."""
        return " ".join(self.words)


class Meanings:
    """Reads meanings with one lexicon; each text once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._reader = Reader(lexicon, shipped_cues())
        self._known: dict[str, Meaning] = {}
        self._weighed: dict[str, bool] = {}

    @cached_property
    def _light(self) -> frozenset[str]:
        return self._lexicon.frame | self._lexicon.filler

    def of(self, text: str) -> Meaning:
        """The meaning of a text; of one that is all fillers, the fillers."""
        if text not in self._known:
            words = [self._name(slot) for slot in self._lexicon.slots(text.casefold())]
            solid = [word for word in words if not self._is_light(word)] or words
            self._known[text] = Meaning(tuple(sorted(set(solid))), self._reader.read(text).denies)
        return self._known[text]

    def spelt(self, text: str) -> tuple[str, ...]:
        """The content words as they were typed, by their roots, sorted; of a text that is all fillers, the fillers."""
        keys = [key for key in self._lexicon.keys(text.casefold()) if key not in self._lexicon.stop and key.isalnum()]
        return tuple(sorted({key for key in keys if not self._is_light(key)} or set(keys)))

    def _is_light(self, word: str) -> bool:
        """Whether a word carries little, spelt right ("appearance") or wrong."""
        if word not in self._weighed:
            near = len(word) >= _MENDABLE and process.extractOne(
                word, self._light, scorer=fuzz.ratio, score_cutoff=_ONE_WORD
            )
            self._weighed[word] = word in self._light or bool(near)
        return self._weighed[word]

    def opposed(self, one: Meaning, other: Meaning) -> bool:
        """Whether a word of one excludes a word of the other, or only one of them denies."""
        if one.denies != other.denies:
            return True
        rest = set(other.words) - set(one.words)
        excluded = (self._lexicon.opposites.get(word) for word in set(one.words) - set(other.words))
        return any(opposite is not None and not opposite.atoms.isdisjoint(rest) for opposite in excluded)

    @staticmethod
    def _name(slot: Slot) -> str:
        """One name for words that mean the same: their term's, else the first."""
        return min((atom for atom in slot if atom.startswith("=")), default=min(slot))
