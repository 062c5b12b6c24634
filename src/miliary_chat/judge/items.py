"""Items: which words of a list belong to one thing, and which are another item's."""

from miliary_chat.judge.fit import Partner
from miliary_chat.judge.lexicon import Lexicon
from miliary_chat.judge.names import SEPARATE, Names
from miliary_chat.judge.parts import Part
from miliary_chat.judge.passage import Passage
from miliary_chat.judge.row import VERBS
from miliary_chat.judge.text import listed

_REASONS = listed("given because since as due from by")


class Items:
    """The items of one passage's lists."""

    def __init__(self, passage: Passage, lexicon: Lexicon, names: Names) -> None:
        self.passage = passage
        self.lexicon = lexicon
        self.names = names

    def of_others(self, chosen: list[Partner], anchor: Partner) -> list[Part]:
        """The parts from another item that is about a thing of its own: "neck" in "CT, neck ultrasound"."""
        item = self.passage.item
        home = set(item[anchor.found.first : anchor.found.last + 1])
        mine = {at for partner in chosen for at in range(partner.found.first, partner.found.last + 1)}
        busy: dict[int, bool] = {}
        out: list[Part] = []
        limit = self._spread(anchor)
        for partner in chosen:
            there = item[partner.found.first]
            if there in home or anchor.found.last < partner.found.first <= limit:
                continue
            if partner.part.spreads and partner.found.last < anchor.found.first <= self._spread(partner):
                continue  # "stop aspirin and metformin": the deed goes for the second one as well
            if there not in busy:
                busy[there] = self._says_more(there, mine)
            if busy[there] and not self._shared_place(partner):
                out.append(partner.part)
        return out

    def _spread(self, partner: Partner) -> int:
        """The last token of the list that a word like "O/E:" goes for; its own when it is no such word."""
        last = partner.found.last
        if not partner.part.spreads:
            return last
        passage, lexicon = self.passage, self.lexicon
        does = not partner.part.atoms.isdisjoint(lexicon.doing)
        other = frozenset() if does else frozenset({"test", "drug", "disease"})
        for at in range(last + 1, len(passage.tokens)):
            ended = passage.sentence[at] != passage.sentence[last] or passage.scope.cue[at]
            ended = ended or (does and (passage.keys[at] in lexicon.doing or passage.tokens[at].text in VERBS))
            if ended or any(term.kind in other for term in self.names.at(at)):
                return at - 1
        return len(passage.tokens) - 1

    def spreads_over(self, partner: Partner, chosen: list[Partner]) -> bool:
        """Whether the rest of the partners are items of the list that this one goes for."""
        limit = self._spread(partner)
        rest = [other for other in chosen if other is not partner]
        return bool(rest) and all(partner.found.last < other.found.first <= limit for other in rest)

    def _says_more(self, item: int, mine: set[int]) -> bool:
        """Whether an item of a list names a finding, disease, test ... that the phrasing does not ask for.

        What an item gives as its reason ("given the goitre") is no thing of its own.
        """
        for at, number in enumerate(self.passage.item):
            if number != item:
                continue
            if self.passage.tokens[at].text in _REASONS:
                return False
            if any(
                term.kind in SEPARATE
                and mine.isdisjoint(range(at, at + len(term.keys)))
                and (not term.near or self._names_test(mine))
                for term in self.names.at(at)
            ):
                return True
        return False

    def _names_test(self, mine: set[int]) -> bool:
        """Whether a test is asked for, whose rival an abbreviation may be: "CT chest, US neck"."""
        return any(term.kind == "test" for at in mine for term in self.names.at(at))

    def _shared_place(self, partner: Partner) -> bool:
        """Whether a place goes for the items before it too: "nodules and cavities in the left lung"."""
        if partner.part.axis is None:
            return False
        start = partner.found.first
        before = [token.text for token in self.passage.tokens[max(0, start - 3) : start]]
        apart = self.passage.tokens[start - 1 : start]
        return bool(apart) and not {"in", "on", "at", "to"}.isdisjoint(before)
