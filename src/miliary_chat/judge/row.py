"""Rows: one row of tokens with the cues in it, and the small words that a scope goes by."""

from typing import NamedTuple

from miliary_chat.judge.cue import Cue, Sense
from miliary_chat.judge.lexicon import Lexicon
from miliary_chat.judge.text import Token, listed

Hit = tuple[int, int, Cue]
"""A cue in a row of tokens: its first token, its last, and what it is."""
_SIGNS = frozenset({"#"})
"""Marks that are words: a fracture."""
STOPS = listed(
    """
    but however although though yet except apart besides nevertheless whereas actually because since so therefore
    thus hence due if unless until given which as just only -> => when otherwise instead who aside still even
    """
)
VERBS = listed(
    """
    is are was were has have shows show look looks appear appears seem seems remain remains suggests means
    """
)
SUBJECTS = listed("she he shes hes there theres i we they it its it's she's he's i'd")
DOING = listed(
    """
    give start begin repeat do order perform arrange obtain request refer admit check ask measure monitor use get take
    try continue proceed lyse drain ensure discuss call treat send
    """
)
"""What a new order begins with: "no biopsy, repeat the CT"."""

ADVERBS = listed(
    """
    really actually currently routinely now yet ever also certainly definitely clearly completely entirely fully
    totally quite very safely reasonably probably formally already still always normally usually generally any
    particularly especially strictly absolutely simply just honestly possibly confidently reliably essentially
    practically effectively largely mostly relatively immediately both
    """
)
"""Adverbs that may stand inside a cue and change nothing: "is not really needed"."""


class Mark(NamedTuple):
    """A sense that a word has, and the cue (its first and last token) that gave it."""

    sense: int
    first: int
    last: int


class Row:
    """One row of tokens, in its sentences, with the cues in it and the marks that they leave."""

    def __init__(
        self, tokens: list[Token], sentence: list[int], keys: list[str], lexicon: Lexicon, hits: list[Hit]
    ) -> None:
        self.tokens = tokens
        self.texts = [token.text for token in tokens]
        self.sentence = sentence
        self.keys = keys
        self.lexicon = lexicon
        self.hits = hits
        self.starts = {first: cue for first, _, cue in hits}
        self.cue = [False] * len(tokens)
        for first, last, _ in hits:
            self.cue[first : last + 1] = [True] * (last + 1 - first)
        self.marks: list[list[Mark]] = [[] for _ in tokens]

    def _put(self, at: int, sense: int, first: int, last: int) -> None:
        self.marks[at].append(Mark(sense, first, last))

    def _content(self, at: int) -> bool:
        if self.cue[at] or not (self.tokens[at].sort == "word" or self.keys[at] in _SIGNS):
            return False
        return self.keys[at] not in self.lexicon.stop or self.keys[at] in self.lexicon.healthy or self._letter(at)

    def _letter(self, at: int) -> bool:
        """Whether the word is the letter of a name that a number ends: the I of "I-131" is nobody who speaks."""
        after = at + 1
        named = after < len(self.tokens) and self.tokens[after].glued and self.tokens[after].sort == "number"
        return named and len(self.texts[at]) == 1

    def _with(self, at: int, other: int) -> bool:
        """Whether there is a token at `at`, in the same sentence as the other one."""
        return 0 <= at < len(self.tokens) and self.sentence[at] == self.sentence[other]

    def _opens(self, first: int) -> bool:
        """Whether a sentence begins with the token."""
        return not self._with(first - 1, first)

    def _speaks(self, at: int) -> Cue | None:
        """The cue that begins at `at`, when it is no false friend."""
        begun = self.starts.get(at)
        return begun if begun is not None and begun.sense != Sense.PLAIN else None

    def _turns(self, at: int) -> bool:
        """Whether at `at` begins what is excluded in the same breath ("if there is a scar TB is ruled out")."""
        for term in self.lexicon.readings(self.keys, at):
            end = at + len(term.keys)
            begun = self._speaks(end) if end < len(self.texts) else None
            if begun is not None and begun.before and self.texts[end] in VERBS:
                return begun.sense in (Sense.DENIED, Sense.UNLIKELY)
        return False
