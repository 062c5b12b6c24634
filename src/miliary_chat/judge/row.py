"""Rows: one row of tokens with its cues, and how its lists and statements are built."""

from miliary_chat.judge.clause import LISTING
from miliary_chat.judge.cues import Cue, Sense
from miliary_chat.judge.lexicon import Lexicon
from miliary_chat.judge.text import Token, listed

Hit = tuple[int, int, Cue]
"""A cue in a row of tokens: its first token, its last, and what it is."""
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
_SEEN = listed(
    """
    seen present visible identified noted evident demonstrated there needed indicated required given possible
    detected found appreciated a been to
    """
)
_WITHOUT = frozenset({"without", "w/o"})
_DEEDS = frozenset({"test", "drug", "action"})
"""Kinds of things that are ordered or given; behind a comma they are as likely a new order as one more thing denied."""


class Row:
    """One row of tokens, in its sentences, with the cues in it."""

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

    def _content(self, at: int) -> bool:
        token = self.tokens[at]
        if token.sort != "word" or self.cue[at]:
            return False
        return self.keys[at] not in self.lexicon.stop or self.keys[at] in self.lexicon.healthy

    def _predicate(self, at: int) -> bool:
        """Whether the word says how its subject is, and so ends a statement ("heart normal", "trachea central")."""
        if self.keys[at] not in self.lexicon.predicates:
            return False
        after = at + 1
        return after == len(self.tokens) or self.sentence[after] != self.sentence[at] or not self._content(after)

    def _new_statement(self, at: int) -> bool:
        after = self.texts[at + 1] if at + 1 < len(self.texts) else ""
        return after not in _SEEN and at not in self.starts

    def _list_ends_in_or(self, at: int) -> bool:
        while at < len(self.tokens) and (not at or self.sentence[at] == self.sentence[at - 1]):
            if self.texts[at] in ("or", "nor", "neither"):
                return True
            if self.texts[at] in STOPS or (at in self.starts and self.starts[at].sense != Sense.PLAIN):
                return False
            at += 1
        return False

    def _items(self, at: int) -> int:
        count = 1
        while at < len(self.tokens) and self.sentence[at] == self.sentence[at - 1] and self.texts[at] not in STOPS:
            count += self.texts[at] in (",", "and", "or", "/", "&", "+")
            at += 1
        return count

    def _item(self, at: int) -> tuple[list[int], bool, bool]:
        """The content of the item that begins at `at`; whether it is bare; whether it makes a statement of its own."""
        content: list[int] = []
        bare, lively = True, False
        while at < len(self.tokens) and self.sentence[at] == self.sentence[at - 1]:
            text = self.texts[at]
            begun = self.starts.get(at)
            if text in LISTING and content:
                break
            if begun is not None and begun.sense != Sense.PLAIN and (not content or begun.sense == Sense.DENIED):
                lively = True
            if content and (self._predicate(at) or self.texts[at] in self.lexicon.states):
                lively = True
            if text in STOPS or begun is not None:
                break
            if text in VERBS and content and self._new_statement(at):
                lively = True
            if self.tokens[at].sort == "number" or self.keys[at] in self.lexicon.axes:
                bare = False
            if self._content(at):
                content.append(at)
            at += 1
        return content, bare and len(content) <= 2, lively or len(content) > 4

    def _among_deeds(self, last: int, at: int, item: list[int]) -> int | None:
        """The sense of an item behind the seam at `at` where tests or treatments are listed; None where none are.

        Plain after a finding and after "without", which goes for one thing; else unclear: "no steroids, CT, FNA".
        """
        deed = self._is_deed(item[0], item[-1])
        if self.texts[last] in _WITHOUT:
            return None if self._all_findings(last + 1, at) and not deed else Sense.PLAIN
        if self._all_findings(last + 1, at):
            return Sense.PLAIN if deed else None
        return Sense.UNCLEAR if deed or self._is_deed(last + 1, at) else None

    def _is_deed(self, first: int, last: int) -> bool:
        """Whether any of these tokens names a test, a treatment or a thing to do."""
        return any(
            term.kind in _DEEDS for at in range(first, last + 1) for term in self.lexicon.readings(self.keys, at)
        )

    def _all_findings(self, first: int, end: int) -> bool:
        """Whether what stands before `end` is a finding, symptom or disease."""
        kinds = {term.kind for at in range(first, end) for term in self.lexicon.readings(self.keys, at)}
        return not kinds.isdisjoint({"finding", "symptom", "disease"}) and kinds.isdisjoint(_DEEDS)
