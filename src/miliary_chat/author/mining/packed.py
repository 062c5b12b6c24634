"""Where a phrasing goes in a case that uses packs: only into lists that the author's own file has."""

from miliary_chat.author.mining.targets import Target
from miliary_chat.case.grafting import uses_packs
from miliary_chat.case.nodes import MapNode
from miliary_chat.case.places import locate

_SHARED = frozenset({"interview", "orders", "panels", "elsewhere"})
_OWN = frozenset({"accept", "require"})


def key_for(root: MapNode, target: Target, choice: str) -> str | None:
    """The key under `target.path` in the file as it was written that takes a phrasing; None where only a pack has one.

    What is written under an id of a pack replaces the pack's list, except for `accept` in an interview, which adds.
    """
    key = target.accept if choice == "accept" else target.reject
    if key is None or _SHARED.isdisjoint(target.path) or not uses_packs(root):
        return key
    place = locate(root, target.path)
    if not place.whole or place.key != target.path[-1] or not isinstance(place.node, MapNode):
        return None
    written = place.node.entries
    if key in written or key == "reject":
        return key
    if key == "ask":
        return "accept"
    return key if key == "accept" and not _OWN.isdisjoint(written) else None
