"""Wellness: an answer that calls an organ normal denies what a phrasing finds wrong with it."""

from collections.abc import Sequence
from dataclasses import replace

from miliary_chat.judge.cue import Sense
from miliary_chat.judge.fit import Fit, Kind, Partner
from miliary_chat.judge.match import Matcher
from miliary_chat.judge.meaning import Meaning
from miliary_chat.judge.parts import Part
from miliary_chat.judge.phrasing import Phrasing
from miliary_chat.judge.text import listed

_EXCEPTING = listed("except apart otherwise other aside besides but unless")


def _ailing(phrasings: Sequence[Phrasing], meaning: Meaning, *, denying: bool) -> tuple[tuple[Phrasing, Part], ...]:
    """The phrasings that find something wrong with an organ, or deny it, each with the part that names the organ."""
    out: list[tuple[Phrasing, Part]] = []
    for phrasing in phrasings:
        if phrasing.apart or phrasing.denies != denying or phrasing.stance or phrasing.conditional:
            continue
        organs = [part for part in phrasing.parts if meaning.bodily(part) and not part.place]
        wrong = [part for part in phrasing.parts if part not in organs and not part.place and part.weight == 1.0]
        if denying and any(not part.denied for part in wrong):
            continue
        if organs and wrong and not any(_says_normal(part, meaning) for part in wrong):
            out.append((phrasing, organs[-1]))
    return tuple(out)


def called_normal(phrasings: Sequence[Phrasing], matcher: Matcher, *, denying: bool = False) -> Fit | None:
    """The organ of a phrasing where the answer says that it is normal ("the spleen is normal"); else None.

    With `denying` it is looked for in phrasings that deny ("no splenic lesions"), which it then says.
    """
    if not matcher.meaning.wellness:
        return None
    for phrasing, organ in _ailing(phrasings, matcher.meaning, denying=denying):
        for partner in matcher.candidates(replace(organ, denied=False)):
            if _is_well(partner, phrasing, matcher):
                kind: Kind = "met" if denying else "denied"
                return Fit(kind, phrasing, (partner,), (), 0.8, Sense.PLAIN, matcher.passage)
    return None


def _says_normal(part: Part, meaning: Meaning) -> bool:
    """Whether a part of a phrasing finds nothing wrong itself ("lungs clear", "angles sharp")."""
    lexicon = meaning.lexicon
    return not part.atoms.isdisjoint(lexicon.atoms("normal") | lexicon.healthy | lexicon.predicates)


def _is_well(partner: Partner, phrasing: Phrasing, matcher: Matcher) -> bool:
    found, passage = partner.found, matcher.passage
    if partner.flipped or found.implied or found.doubtful or found.sense != Sense.PLAIN:
        return False
    if not matcher.meaning.called_normal(partner) or matcher.names.inside(found):
        return False  # a "chest radiograph" is no chest
    sentence = passage.sentence[found.first]
    here = [at for at in range(len(passage.keys)) if passage.sentence[at] == sentence]
    if any(passage.tokens[at].text in _EXCEPTING for at in here):
        return False
    item = passage.item[found.first]
    wanted = {part.axis for part in phrasing.parts if part.axis is not None}
    return all((axis, pole) in wanted for at, axis, pole in matcher.places.at if passage.item[at] == item)
