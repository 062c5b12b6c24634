"""Subjects: which part of the body a word like "normal" is said of."""

from miliary_chat.judge.lexicon import Lexicon
from miliary_chat.judge.passage import Found, Passage

_COMMAS = frozenset({",", "but", "-", "|", "*"})


class Subjects:
    """Tells who a predicate belongs to in one passage: "hila normal, heart big" calls only the hila normal."""

    def __init__(self, passage: Passage, lexicon: Lexicon) -> None:
        self.passage = passage
        self.lexicon = lexicon

    def apart(self, one: Found, other: Found) -> bool:
        """Whether one is a predicate and the other a part of the body that it is not said of."""
        for said, thing in ((one, other), (other, one)):
            if self._predicate(said.last) and self._organ(thing.first) and not self._predicate(thing.last):
                return self._said_of_another(said, thing)
        return False

    def _predicate(self, at: int) -> bool:
        return self.passage.keys[at] in self.lexicon.predicates

    def _organ(self, at: int) -> bool:
        return self.passage.keys[at] in self.lexicon.organs

    def _said_of_another(self, said: Found, thing: Found) -> bool:
        if said.first <= thing.last and thing.first <= said.last:
            return False
        between = range(min(said.last, thing.last) + 1, max(said.first, thing.first))
        if any(self._predicate(at) for at in between):
            return True
        if any(self.passage.tokens[at].text in _COMMAS for at in between) and self._has_its_own(thing):
            return True
        return said.first < thing.first and self._after_its_subject(said, thing)

    def _has_its_own(self, thing: Found) -> bool:
        """Whether something else is said of the part of the body, before the next comma or conjunction."""
        item = self.passage.item
        mine = range(thing.first, thing.last + 1)
        return any(
            item[at] == item[thing.first]
            and at not in mine
            and self.passage.content[at + 1] > self.passage.content[at]
            and not self._organ(at)
            and self.passage.keys[at] not in self.lexicon.frame
            for at in range(len(item))
        )

    def _after_its_subject(self, said: Found, thing: Found) -> bool:
        """Whether the predicate stands behind a subject ("hila normal") and so says nothing of what comes after."""
        item = self.passage.item
        behind = any(item[at] == item[said.first] and self._organ(at) for at in range(said.first))
        beside = thing.first == said.last + 1 and self.passage.keys[said.last] not in self.lexicon.healthy
        return behind and not beside
