"""Partly: where an organ is called normal on one side or at one end, which does not call the whole of it normal."""

from collections.abc import Sequence

from miliary_chat.judge.fit import Partner
from miliary_chat.judge.passage import Passage
from miliary_chat.judge.place import Places

_AXES = frozenset({"side", "height", "ends"})
_BEFORE = 2
"""Words before an organ among which its side or zone stands ("right lower lung clear")."""


def only_partly(chosen: Sequence[Partner], places: Places, passage: Passage) -> bool:
    """Whether one pole of a side or height goes with these words, and the other is named nowhere in the answer.

    "right lung clear" is not "lungs clear"; "right lung clear, left lung clear" is.
    """
    first = min(partner.found.first for partner in chosen)
    last = max(partner.found.last for partner in chosen)
    item = passage.item
    said: dict[str, set[int]] = {}
    here: set[str] = set()
    for at, axis, pole in places.at:
        if axis in _AXES:
            said.setdefault(axis, set()).add(pole)
            if item[at] in (item[first], item[last]) and at >= first - _BEFORE:
                here.add(axis)
    return any(len(said[axis]) == 1 for axis in here)
