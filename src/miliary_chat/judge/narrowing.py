"""Narrowing: words that make a denial smaller than the phrasing ("no large effusion" denies no effusion)."""

from miliary_chat.judge.cue import Sense
from miliary_chat.judge.fit import Fit, Partner
from miliary_chat.judge.names import SEPARATE, Names

_NARROWING = frozenset({"in", "on", "at", "of", "within", "to", "along", "over"})


def narrowed(names: Names, partner: Partner, fit: Fit) -> bool:
    """Whether words that the phrasing does not have make the denial smaller ("no large effusion")."""
    passage = names.passage
    at = partner.found.first - 1
    while (
        at >= 0 and passage.sentence[at] == passage.sentence[partner.found.first] and passage.tokens[at].sort == "word"
    ):
        if passage.scope.cue[at] or passage.tokens[at].text in ("and", "or", "nor"):
            break
        if _narrows(names, at, fit) and not _coordinated(names, at, fit):
            return True
        at -= 1
    at = partner.found.last + 1
    linked = False
    while at < len(passage.tokens) and passage.sentence[at] == passage.sentence[partner.found.last]:
        if (
            passage.tokens[at].sort != "word"
            or passage.scope.cue[at]
            or passage.tokens[at].text in ("and", "or", "nor", "but")
        ):
            break
        linked = linked or passage.tokens[at].text in _NARROWING
        if linked and _narrows(names, at, fit) and _places_it(names, at):
            return True
        at += 1
    return False


def _coordinated(names: Names, at: int, fit: Fit) -> bool:
    """Whether the word stands beside one of the fit as its equal ("rib or clavicular fracture")."""
    return at > 1 and names.passage.tokens[at - 1].text in ("or", "and", "/", "nor") and at - 2 in fit.tokens


def _places_it(names: Names, at: int) -> bool:
    """Whether the word says where: a side or zone, or a part of the body."""
    if names.passage.keys[at] in names.lexicon.axes or names.passage.keys[at] in names.lexicon.organs:
        return True
    return any(term.kind == "anatomy" for term in names.at(at))


def _narrows(names: Names, at: int, fit: Fit) -> bool:
    """Whether a word makes the denial smaller: a place, or a denied word that names no other thing."""
    key = names.passage.keys[at]
    lexicon = names.lexicon
    if at in fit.tokens or key in lexicon.stop or key in lexicon.filler or key in lexicon.frame:
        return False
    if key in lexicon.axes:
        return True
    if not any(mark.sense & (Sense.DENIED | Sense.UNCLEAR) for mark in names.passage.scope.marks[at]):
        return False
    return not any(
        term.kind in SEPARATE and fit.tokens.isdisjoint(range(at, at + len(term.keys))) for term in names.at(at)
    )
