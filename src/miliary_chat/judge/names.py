"""Names: the terms that a passage has, and which of its words are only part of a longer one."""

from miliary_chat.judge.lexicon import Lexicon, Term
from miliary_chat.judge.passage import Found, Passage

SEPARATE = frozenset({"finding", "disease", "symptom", "drug", "test", "action"})
"""Kinds of terms that name a thing of its own."""
TESTS = frozenset({"test"})
_TESTING = frozenset({"test", "status", "screen", "serology", "check"})
_LONGEST = 3


class Names:
    """The terms of one passage, each looked up once."""

    def __init__(self, passage: Passage, lexicon: Lexicon) -> None:
        self.passage = passage
        self.lexicon = lexicon
        self._known: dict[int, tuple[Term, ...]] = {}
        self._tests: dict[tuple[int, int], bool] = {}

    def at(self, at: int) -> tuple[Term, ...]:
        """The terms that begin at a token, longest first."""
        known = self._known.get(at)
        if known is None:
            known = self._known[at] = tuple(self.lexicon.readings(self.passage.keys, at))
        return known

    def inside(self, found: Found, of: Found | None = None, kinds: frozenset[str] = SEPARATE) -> bool:
        """Whether the words are only part of a longer name ("lung cancer" is not every cancer), and `of` is no part."""
        return any(
            term.kind in kinds and at + len(term.keys) > found.last and len(term.keys) > found.last - found.first + 1
            for at in range(max(0, found.first - _LONGEST), found.first + 1)
            for term in self.at(at)
            if of is None or not at <= of.first < at + len(term.keys)
        )

    def describe_another(self, found: Found, mine: Found) -> bool:
        """Whether an opposite is said of something else: "raised TSH, low iodine diet" calls no TSH low."""
        if self.inside(found, of=mine):
            return True
        content, item = self.passage.content, self.passage.item
        apart = item[found.first] != item[mine.first]
        for at in range(found.last + 1, min(len(item), found.last + 1 + _LONGEST)):
            if item[at] != item[found.first] or at == mine.first or content[at + 1] == content[at]:
                return False
            if apart or self.passage.keys[at] in self.lexicon.organs or any(t.kind in SEPARATE for t in self.at(at)):
                return True
        return False

    def only_tested(self, found: Found) -> bool:
        """Whether a disease is only named by the test for it: "the tuberculosis culture is awaited"."""
        place = found.first, found.last
        known = self._tests.get(place)
        if known is None:
            known = self._tests[place] = self._only_tested(found)
        return known

    def _only_tested(self, found: Found) -> bool:
        if not self.inside(found, kinds=TESTS) or not _TESTING.isdisjoint(self.passage.keys[found.last + 1 :][:2]):
            return False  # an "HIV test" is called "HIV" as well
        size = found.last - found.first + 1
        kinds = {term.kind for term in self.at(found.first) if len(term.keys) == size}
        return "disease" in kinds and "test" not in kinds
