"""Places: which side, zone or lobe belongs to which finding, so that the wrong side is never credited."""

from miliary_chat.judge.beside import ORDINALS
from miliary_chat.judge.passage import Passage
from miliary_chat.judge.text import listed

_WITHIN = listed(
    """
    lob zon lung side sided field segment base apex in on the of to at a
    """
)
_MOVING = listed("deviat displac push pul mov shov shunt drag bow shift retract")
_BECAUSE = listed("due owing secondary next close adjacent thanks related")
"""Before "to" these make no direction of it: "due to a right pneumothorax"."""
_TOWARDS = listed("to towards toward into leftward leftwards rightward rightwards")
_LINKS = frozenset({"and", "or", "/", "&", "+", ","})


class Places:
    """The place words of one passage."""

    def __init__(self, passage: Passage, axes: dict[str, tuple[str, int]]) -> None:
        self.passage = passage
        self.at: list[tuple[int, str, int]] = []
        for index, key in enumerate(passage.keys):
            if key in axes:
                self.at.append((index, *axes[key]))
        for atom, (axis, pole) in axes.items():
            for found in passage.found.get(atom, ()):
                if passage.keys[found.first] != atom:
                    self.at.append((found.first, axis, pole))
        self.at.sort()

    def belongs(self, token: int, axis: str, pole: int, head: tuple[int, int]) -> bool:
        """Whether the place word at `token` may describe the head: no other pole is nearer, unless coordinated."""
        rivals = [
            index
            for index, other_axis, other_pole in self.at
            if other_axis == axis
            and other_pole != pole
            and self.passage.sentence[index] == self.passage.sentence[token]
        ]
        if not rivals:
            return True
        if self._moves(head) and any(self._aimed(index) for index in (token, *rivals)):
            return self._aimed(token)  # "a lump on the right pushes the trachea to the left"
        mine = self._distance(token, head)
        nearest = min(rivals, key=lambda index: self._distance(index, head))
        return self._distance(nearest, head) >= mine or self._coordinated(token, nearest)

    def _moves(self, head: tuple[int, int]) -> bool:
        """Whether the words say that something is moved ("shifting", "pushed")."""
        return not _MOVING.isdisjoint(self.passage.keys[head[0] : head[1] + 1])

    def _aimed(self, token: int) -> bool:
        """Whether a place is where something goes: "to the left", "towards the right"."""
        texts = [one.text for one in self.passage.tokens[max(0, token - 3) : token + 1]]
        return not _TOWARDS.isdisjoint(texts[-3:]) and _BECAUSE.isdisjoint(texts)

    def _distance(self, token: int, head: tuple[int, int]) -> float:
        first, last = head
        if first <= token <= last:
            return 0.0
        low, high = (token, first) if token < first else (last, token)
        seams = self.passage.seam[high + 1] - self.passage.seam[low]
        return high - low + 4.0 * seams

    def _coordinated(self, one: int, other: int) -> bool:
        low, high = min(one, other), max(one, other)
        between = self.passage.tokens[low + 1 : high]
        return (
            len(between) <= 3
            and any(token.text in _LINKS for token in between)
            and all(
                token.text in _LINKS or self.passage.keys[low + 1 + offset] in _WITHIN
                for offset, token in enumerate(between)
            )
        )

    def together(self, one: tuple[int, str, int], other: tuple[int, str, int]) -> bool:
        """Whether two place words go together ("left" and "upper" do not in "right upper and left lower")."""
        group, other_group = self._group(one[0]), self._group(other[0])
        if group == other_group or one[0] == other[0]:
            return True
        clash = any(index in other_group and axis == one[1] and pole != one[2] for index, axis, pole in self.at)
        clash = clash or any(index in group and axis == other[1] and pole != other[2] for index, axis, pole in self.at)
        return not clash

    def only(self, first: int, last: int) -> bool:
        """Whether nothing but sides, zones and ordinals stands from `first` to `last` ("of the left 2nd")."""
        passage, places = self.passage, {index for index, _, _ in self.at}
        return all(
            at in places
            or passage.keys[at] == "side"
            or passage.tokens[at].text in ORDINALS
            or passage.gap(at, at) == 0.0
            for at in range(first, last + 1)
        )

    def group(self, token: int) -> tuple[int, int]:
        """The first and last token of the place that a place word is part of ("upper lobe of the right lung")."""
        whole = self._group(token)
        return whole[0], whole[-1]

    def _group(self, token: int) -> range:
        places = {index for index, _, _ in self.at}
        low = high = token
        while low and (low - 1 in places or self.passage.keys[low - 1] in _WITHIN):
            low -= 1
        while high + 1 < len(self.passage.keys) and (high + 1 in places or self.passage.keys[high + 1] in _WITHIN):
            high += 1
        return range(low, high + 1)
