"""Stretches of an answer that a person decides on: where they begin and end, whether they say anything, when two are
the same."""

import re
from collections.abc import Iterator
from functools import lru_cache

from miliary_chat.judge.judgement import Span
from miliary_chat.judge.lexicon import Lexicon
from miliary_chat.judge.text import listed

_SEAM = re.compile(r"[.;:!?\n](?=\s|$)|[,;\n]")
_EDGES = " \t\n.,;:!?-–—…\"'“”‘’()[]*•"
_LONGEST = 12
"""Words up to which the whole stretch between two seams is shown around what is nearly right."""
_SAYS_NOTHING = listed(
    "a an the this that these those there theres there's here i im i'm we it its it's is are was were be been am"
    " of can could see seen seems seem appear appears some also and with would will has have had"
)
"""Words without which two wordings are still the same. Whatever denies, compares or hedges is not among them."""
_HEADINGS = listed(
    "ddx dd dx diff differential differentials diagnosis diagnose imp impression conclusion summary opinion report"
    " finding findings cause causes causation action actions plan advice recommendation recommendations comment"
    " comments next step steps answer management investigation investigations observation observations interpretation"
)
"""Words that only say what comes next."""
_HEDGES = listed("sure unsure certain uncertain maybe perhaps sorry idea guess hm hmm")
"""Words that only say how sure somebody is."""


def around(text: str, spans: tuple[Span, ...]) -> Span:
    """The stretch of `text` around some spans, up to the next seams; where that is long, from the first to the last."""
    start, end = (spans[0].start, spans[-1].end) if spans else (0, len(text))
    seams = [found.span() for found in _SEAM.finditer(text)]
    before = max((stop for _, stop in seams if stop <= start), default=0)
    after = min((begin for begin, _ in seams if begin >= end), default=len(text))
    if len(text[before:after].split()) <= _LONGEST:
        start, end = before, after
    return _trimmed(text, Span(start, end))


def _trimmed(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    return Span(start, end) if start < end else span


def line(text: str, span: Span) -> str:
    """The words of a stretch on one line, as they were typed."""
    return " ".join(text[span.start : span.end].split())


def key(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """What two wordings share when they are the same but for case, white space, punctuation, endings, spelling
    variants and words that say nothing; the order stays, and every word that denies or compares."""
    return tuple(word for word in _words(text, lexicon) if word not in _SAYS_NOTHING) or tuple(_words(text, lexicon))


def _words(text: str, lexicon: Lexicon) -> Iterator[str]:
    for word in lexicon.keys(text):
        if any(char.isalnum() for char in word) or word in "<>=+/?-":
            yield word


def says_something(text: str, lexicon: Lexicon) -> bool:
    """Whether there is a content word in it: not only fillers, headings, hedges, numbers and single letters."""
    light = lexicon.stop | lexicon.frame | lexicon.filler | _light(lexicon)
    return any(word.isalpha() and len(word) > 1 and word not in light for word in lexicon.keys(text))


@lru_cache(maxsize=8)
def _light(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(root for word in _HEADINGS | _HEDGES for root in lexicon.keys(word))
