"""Grouping: wordings that are alike stand together, most frequent first."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from miliary_chat.author.mining.meaning import Meaning, Meanings
from miliary_chat.author.mining.wording import Wording

_ALIKE = 86
"""The ratio from which two meanings are one: a typo or an ending apart, not a word apart. Their words are sorted."""


def group(wordings: Iterable[Wording], meanings: Meanings) -> list[tuple[Wording, ...]]:
    """Put alike wordings of one item together: same meaning, or nearly the same words and nothing opposed.

    The commonest wording of a group stands first and is what others are compared with. Groups come most frequent first,
    then most recent, then by their words; the same wordings give the same groups in any order.
    """
    groups: dict[tuple[str, Meaning], list[Wording]] = {}
    heads: dict[str, list[str]] = {}
    keys: dict[str, list[tuple[str, Meaning]]] = {}
    for wording in sorted(wordings, key=_rank):
        meaning = meanings.of(wording.text)
        key = (wording.item, meaning)
        if key not in groups:
            mine, lines = keys.setdefault(wording.item, []), heads.setdefault(wording.item, [])
            likeness = process.extract(meaning.line, lines, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=3)
            alike = [mine[at] for _, _, at in likeness if not meanings.opposed(meaning, mine[at][1])]
            if alike:
                groups[alike[0]].append(wording)
                continue
            lines.append(meaning.line)
            mine.append(key)
            groups[key] = []
        groups[key].append(wording)
    return sorted((tuple(sorted(found, key=_rank)) for found in groups.values()), key=_group_rank)


def _rank(wording: Wording) -> tuple[int, int, str, str]:
    return -wording.count, -wording.last_us, wording.item, wording.text


def _group_rank(found: tuple[Wording, ...]) -> tuple[int, int, str, str]:
    return -sum(one.count for one in found), -max(one.last_us for one in found), found[0].item, found[0].text
