"""Elsewhere: the words that put a thing in another place than the one that is asked for."""

from collections.abc import Iterable

from miliary_chat.judge.cue import Sense
from miliary_chat.judge.fit import Fit
from miliary_chat.judge.match import PLACE_REACH, Matcher
from miliary_chat.judge.parts import Part
from miliary_chat.judge.passage import Found
from miliary_chat.judge.phrasing import Phrasing

_WHERE = frozenset({"side", "height", "ends", "ring", "depth"})
"""The axes on which things lie; on others two words exclude each other without being places."""
_MAPS = ("zone", "lobe")


def said_instead(matcher: Matcher, fit: Fit, wanted: Iterable[Part], asked: Iterable[Phrasing]) -> tuple[str, ...]:
    """The words of the answer, as typed, that put what the fit is about elsewhere than the parts `wanted` do.

    `asked` are the phrasings that have these parts.
    """
    poles: dict[str, set[int]] = {}
    for part in wanted:
        if part.axis is not None and part.axis[0] in _WHERE:
            poles.setdefault(part.axis[0], set()).add(part.axis[1])
    heads = [partner.found for partner in fit.partners if partner.part.head]
    head = heads[0] if heads else fit.partners[0].found
    maps = _maps_of(matcher, (key for phrasing in asked for key in matcher.lexicon.keys(phrasing.text)))
    passage = matcher.passage
    elsewhere = {
        index
        for index, axis, pole in matcher.places.at
        if axis in poles
        and pole not in poles[axis]
        and index not in fit.tokens
        and passage.item[index] == passage.item[head.first]
        and matcher.gap(Found(index, index, Sense.PLAIN), head) <= PLACE_REACH
        and not passage.scope.over(index, index) & Sense.DENIED
        and (axis == "side" or not _on_another_map(matcher, index, maps))
    }
    return tuple(dict.fromkeys(passage.tokens[index].text for index in sorted(elsewhere)))


def _on_another_map(matcher: Matcher, index: int, maps: frozenset[str]) -> bool:
    """Whether a height is that of a zone where a lobe is asked for, or the reverse: on a film these overlap."""
    first, last = matcher.places.group(index)
    said = _maps_of(matcher, matcher.passage.keys[first : last + 1])
    return bool(said and maps) and said.isdisjoint(maps)


def _maps_of(matcher: Matcher, keys: Iterable[str]) -> frozenset[str]:
    return frozenset(matcher.lexicon.key(name) for name in _MAPS).intersection(keys)
