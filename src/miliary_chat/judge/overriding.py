"""Overriding the lexicon in one case: more ways to say something, and wordings that only mean themselves."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from miliary_chat.judge.building import add_ring
from miliary_chat.judge.lexicon import Lexicon


def extended(lexicon: Lexicon, same: Mapping[str, Iterable[str]]) -> Lexicon:
    """A lexicon with more terms ({shown: [others]}); the given one stays as it was."""
    more = replace(lexicon, terms=lexicon.terms.copy(), surfaces=dict(lexicon.surfaces))
    for shown, others in same.items():
        add_ring(more, "case", shown, list(others))
    return more


def without(lexicon: Lexicon, apart: Iterable[str]) -> Lexicon:
    """A lexicon in which these wordings stand for nothing else; the given one stays as it was."""
    gone = {lexicon.keys(wording.lower()) for wording in apart}
    return replace(lexicon, terms=lexicon.terms.without(gone - {()}))
