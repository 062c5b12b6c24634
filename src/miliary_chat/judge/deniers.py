"""Deniers: the cues that deny a word, and whether the phrasing asks for one of them itself."""

from miliary_chat.judge.cue import Sense
from miliary_chat.judge.fit import Partner
from miliary_chat.judge.passage import Passage
from miliary_chat.judge.reach import Mark
from miliary_chat.judge.text import listed

_LINKING = listed("is are was were be been being has have would should must to")


def deniers(passage: Passage, partner: Partner) -> list[Mark]:
    """The marks of all cues that deny the words of a partner."""
    return [
        mark
        for at in range(partner.found.first, partner.found.last + 1)
        for mark in passage.scope.marks[at]
        if mark.sense & Sense.DENIED
    ]


def asked_for(passage: Passage, partner: Partner, partners: tuple[Partner, ...]) -> bool:
    """Whether what denies it is a word of the phrasing itself: "contrast is forbidden" for "contrast forbidden"."""
    marks = deniers(passage, partner)
    return bool(marks) and all(_names_cue(passage, mark, partners) for mark in marks)


def _names_cue(passage: Passage, mark: Mark, partners: tuple[Partner, ...]) -> bool:
    """Whether partners lie inside a cue, of which nothing else is left but a verb."""
    cue = range(mark.first, mark.last + 1)
    inside = [found for found in (one.found for one in partners) if found.first in cue and found.last in cue]
    said = {at for found in inside for at in range(found.first, found.last + 1)}
    return bool(said) and all(passage.tokens[at].text in _LINKING for at in cue if at not in said)
