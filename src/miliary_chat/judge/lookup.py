"""Looking a word up: all that the judge knows of it, for an author who wants to see before changing it."""

from dataclasses import dataclass

from miliary_chat.judge.lexicon import Lexicon, opening
from miliary_chat.judge.words import is_real


@dataclass(frozen=True, slots=True)
class Sense:
    """One way in which a wording is read.

    `read_as` is the term's name; `kind` what sort of thing it is ("finding", "abbreviation" ...); `others` the further
    wordings of the same term, sorted; `near` and `unless` the words around on which this reading depends.
    """

    kind: str
    read_as: str
    others: tuple[str, ...]
    near: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What the lexicon knows of a wording; everything is empty for one that only means itself."""

    wording: str
    key: str
    senses: tuple[Sense, ...] = ()
    general: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    confusable: tuple[str, ...] = ()
    real: bool = False


def look_up(wording: str, lexicon: Lexicon) -> Known:
    """All that `lexicon` knows of a wording of one word or several."""
    keys = lexicon.keys(wording.lower())
    if not keys:
        return Known(wording, "")
    senses: list[Sense] = []
    atoms: set[str] = {keys[0]} if len(keys) == 1 else set()
    for term in lexicon.terms.get(opening(keys)) or ():
        if term.keys != keys:
            continue
        said = frozenset().union(*term.slots)
        atoms |= said
        others = {other for atom in said for other in lexicon.wordings(atom)} if len(term.slots) == 1 else set()
        kind = "abbreviation" if term.short and term.kind == "abbreviation" else term.kind
        senses.append(
            Sense(
                kind,
                term.shown,
                tuple(sorted(others - {wording.lower()})),
                tuple(sorted(term.near)),
                tuple(sorted(term.unless)),
            )
        )
    general = {parent for atom in atoms for parent in lexicon.implied.get(atom, ())}
    opposites = {other for atom in atoms if atom in lexicon.opposites for other in lexicon.opposites[atom].atoms}
    return Known(
        wording,
        " ".join(keys),
        tuple(senses),
        tuple(sorted(map(_name, general))),
        tuple(sorted(set(map(_name, opposites)))),
        tuple(sorted(lexicon.confusable.get(wording.lower(), ()))),
        is_real(wording.lower()),
    )


def _name(atom: str) -> str:
    return atom.removeprefix("=")
