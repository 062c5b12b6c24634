"""Wholly: an answer that begins with a bare "normal" says it of the whole picture that was asked about."""

from collections.abc import Sequence

from miliary_chat.judge.cue import Sense
from miliary_chat.judge.fit import Fit, Partner
from miliary_chat.judge.judgement import Reading
from miliary_chat.judge.lexicon import Lexicon
from miliary_chat.judge.parts import Part
from miliary_chat.judge.passage import Found, Passage
from miliary_chat.judge.phrasing import Phrasing
from miliary_chat.judge.pictures import PICTURES
from miliary_chat.judge.text import listed

_MILD = listed(
    """
    look looks looking appear appears seem seems say think thinks call called completely totally entirely perfectly
    pretty fairly quite absolutely all everything it this that me i id i'd would probably maybe just overall basically
    appearance appearances essentially broadly grossly largely film image picture xray x-ray cxr study today one
    """
)
_LESS = listed("nearly almost near not except apart otherwise other aside besides but unless abnormal before was were")
"""With one of these it is less than wholly normal, or something else is."""


def wholly_normal(phrasings: Sequence[Phrasing], passage: Passage, lexicon: Lexicon) -> Fit | None:
    """The fit of a phrasing such as "normal film" where the answer begins with "normal" and names nothing; else None.

    "looks normal to me", "normal, no effusion"; not "normal heart", and not "normal apart from".
    """
    if lexicon.atoms("normal").isdisjoint(passage.said):
        return None
    wanted = next((one for one in phrasings if _of_a_picture(one, lexicon)), None)
    found = _bare(passage, lexicon) if wanted is not None else None
    if wanted is None or found is None:
        return None
    span = passage.span(found.first, found.last)
    reading = Reading(span, passage.text[span.start : span.end], wanted.text)
    partner = Partner(wanted.parts[wanted.head], found._replace(readings=(*found.readings, reading)))
    return Fit("met", wanted, (partner,), (), 0.8, found.sense, passage)


def _of_a_picture(phrasing: Phrasing, lexicon: Lexicon) -> bool:
    """Whether a phrasing calls a picture normal, and no more: "normal film", "normal chest radiograph"."""
    if phrasing.denies or phrasing.stance or phrasing.conditional or len(phrasing.parts) != 2:
        return False
    rest = [part for part in phrasing.parts if part.atoms.isdisjoint(lexicon.atoms("normal"))]
    return len(rest) == 1 and _picture(rest[0], lexicon)


def _picture(part: Part, lexicon: Lexicon) -> bool:
    words = part.shown.lower().split()
    keys = [lexicon.key(word) for word in words]
    return not PICTURES.isdisjoint(words) or any(
        term.kind == "test" and len(term.keys) == len(keys) for term in lexicon.readings(keys, 0)
    )


def _bare(passage: Passage, lexicon: Lexicon) -> Found | None:
    """Where the first item of an answer says "normal" and nothing else that carries meaning."""
    first = [at for at in range(len(passage.tokens)) if passage.item[at] == passage.item[0]]
    sentence = [at for at in range(len(passage.tokens)) if passage.sentence[at] == passage.sentence[0]]
    behind = first[-1] + 1
    if behind < len(passage.tokens) and passage.tokens[behind].text == ":":
        return None
    if any(passage.tokens[at].text in _LESS for at in sentence):
        return None
    said = [
        found
        for atom in sorted(lexicon.atoms("normal"))
        for found in passage.found.get(atom, ())
        if found.last <= first[-1] and not found.implied and not found.doubtful
    ]
    if not said or any(found.sense & ~(Sense.POSSIBLE | Sense.FAVOURED) for found in said):
        return None
    covered = {at for found in said for at in range(found.first, found.last + 1)}
    for at in first:
        carries = passage.content[at + 1] > passage.content[at]
        if carries and at not in covered and passage.tokens[at].text not in _MILD:
            return None
    return said[0]
