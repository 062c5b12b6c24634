"""Scattered words: most of a phrasing is said, but not in one statement; only a question can tell what was meant."""

from collections.abc import Sequence

from miliary_chat.judge.cue import Sense
from miliary_chat.judge.fit import Fit, Partner
from miliary_chat.judge.match import Matcher
from miliary_chat.judge.meaning import ENOUGH
from miliary_chat.judge.phrasing import Phrasing

_NOT_SAID = Sense.UNCLEAR | Sense.FAMILY


def scattered(phrasings: Sequence[Phrasing], matcher: Matcher) -> Fit | None:
    """The best gathering of a phrasing's words from anywhere in the answer; None where too few are said.

    Each word has to be meant as the phrasing means it: none denied, unless the phrasing denies it too.
    """
    found = (_gathered(phrasing, matcher) for phrasing in phrasings if not phrasing.apart)
    return max((fit for fit in found if fit is not None), key=lambda fit: fit.score, default=None)


def _gathered(phrasing: Phrasing, matcher: Matcher) -> Fit | None:
    parts = phrasing.parts
    if len(parts) < 2 or phrasing.stance or phrasing.conditional:
        return None
    if sum(part.weight for part in parts if matcher.there(part)) < ENOUGH * phrasing.weight:
        return None
    partners: list[Partner] = []
    for part in parts:
        said = [partner for partner in matcher.candidates(part) if _as_meant(partner)]
        if said:
            partners.append(min(said, key=lambda one: _distance(one, partners)))
    covered = sum(partner.part.weight for partner in partners) / phrasing.weight
    if covered < ENOUGH or len({partner.found.first for partner in partners}) < 2:
        return None
    missing = tuple(part for part in parts if all(partner.part is not part for partner in partners))
    sense = Sense.PLAIN
    for partner in partners:
        sense |= partner.found.sense
    return Fit("apart", phrasing, tuple(partners), missing, round(0.5 * covered, 3), sense, matcher.passage)


def _as_meant(partner: Partner) -> bool:
    if partner.flipped or not partner.agrees or partner.found.doubtful or partner.found.sense & _NOT_SAID:
        return False
    return partner.denied == partner.part.denied


def _distance(partner: Partner, others: Sequence[Partner]) -> int:
    """How far it stands from the partners found before."""
    return min((abs(partner.found.first - other.found.first) for other in others), default=partner.found.first)
