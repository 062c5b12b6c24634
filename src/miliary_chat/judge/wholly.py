"""Wholly: an answer that begins or ends with a bare "normal" says it of the whole picture that was asked about."""

from collections.abc import Sequence

from miliary_chat.judge.cue import Sense
from miliary_chat.judge.fit import Fit, Partner
from miliary_chat.judge.judgement import Reading
from miliary_chat.judge.lexicon import Lexicon
from miliary_chat.judge.passage import Found, Passage
from miliary_chat.judge.phrasing import Phrasing
from miliary_chat.judge.pictures import PICTURES
from miliary_chat.judge.text import listed

_MILD = listed(
    """
    look looks looking appear appears seem seems say think thinks call called completely totally entirely perfectly
    pretty fairly quite absolutely all everything it this that me i id i'd would probably maybe just overall basically
    appearance appearances essentially broadly grossly largely today one therefore altogether so conclusion summary
    impression go
    """
)
_SHOWN = PICTURES | listed("radiograph x-ray xray cxr ct mri ecg ekg ultrasound echo echocardiogram")
_CLOSING = listed("appearance appearances overall conclusion summary impression therefore altogether call say so go")
"""With one of these a later sentence sums up what was said of the parts."""
_LESS = listed("nearly almost near not except apart otherwise other aside besides but unless abnormal before was were")
"""With one of these it is less than wholly normal, or something else is."""


def wholly_normal(phrasings: Sequence[Phrasing], passage: Passage, lexicon: Lexicon) -> Fit | None:
    """The fit of a phrasing such as "normal film" where the answer says "normal" and names nothing; else None.

    "looks normal to me", "normal, no effusion", "Heart normal. Normal appearances."; not "normal heart", nor "normal
    apart from".
    """
    if lexicon.atoms("normal").isdisjoint(passage.said) and lexicon.healthy.isdisjoint(passage.keys):
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
    return len(rest) == 1 and not _SHOWN.isdisjoint(rest[0].shown.lower().split())


def _bare(passage: Passage, lexicon: Lexicon) -> Found | None:
    """Where an answer begins with a bare "normal", or sums up with one in a sentence of its own."""
    texts = [token.text for token in passage.tokens]
    item = passage.item
    for number in sorted(set(passage.sentence)):
        sentence = [at for at, one in enumerate(passage.sentence) if one == number]
        words = {texts[at] for at in sentence}
        if not words.isdisjoint(_LESS) or (sentence[0] > 0 and words.isdisjoint(_CLOSING)):
            continue
        stretch = [at for at in sentence if item[at] == item[sentence[0]]]
        if texts[stretch[-1] + 1 : stretch[-1] + 2] == [":"]:
            continue
        found = _only_normal(stretch, passage, lexicon)
        if found is not None:
            return found
    return None


def _only_normal(stretch: Sequence[int], passage: Passage, lexicon: Lexicon) -> Found | None:
    """Where these tokens say "normal" and nothing else that carries meaning."""
    said = [
        found
        for atom in sorted(lexicon.atoms("normal"))
        for found in passage.found.get(atom, ())
        if stretch[0] <= found.first and found.last <= stretch[-1] and not found.implied and not found.doubtful
    ]
    said += [
        Found(at, at, passage.scope.over(at, at)) for at in stretch if passage.keys[at] in lexicon.healthy
    ]  # "all fine"
    if not said or any(found.sense & ~(Sense.POSSIBLE | Sense.FAVOURED) for found in said):
        return None
    covered = {at for found in said for at in range(found.first, found.last + 1)}
    idle = all(
        at in covered or passage.tokens[at].text in _MILD or passage.content[at + 1] == passage.content[at]
        for at in stretch
    )
    return said[0] if idle else None
