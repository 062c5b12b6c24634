"""What some words come down to, so that wordings can be compared: synonyms fall together, fillers fall away."""

from dataclasses import dataclass
from functools import cached_property

from miliary_chat.judge.lexicon import Lexicon, Slot
from miliary_chat.judge.reader import Reader
from miliary_chat.judge.shipped import shipped_cues


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

    @cached_property
    def _light(self) -> frozenset[str]:
        return self._lexicon.frame | self._lexicon.filler

    def of(self, text: str) -> Meaning:
        """The meaning of a text; of one that is all fillers, the fillers."""
        if text not in self._known:
            words = [self._name(slot) for slot in self._lexicon.slots(text.casefold())]
            solid = [word for word in words if word not in self._light] or words
            self._known[text] = Meaning(tuple(sorted(set(solid))), self._reader.read(text).denies)
        return self._known[text]

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
