"""The lexicon: which words mean the same, abbreviate, are kinds of, or exclude one another. Its data is YAML."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from miliary_chat.judge.spelling import root
from miliary_chat.judge.text import Token, tokenise

Slot = frozenset[str]
"""Atoms any one of which will do."""
SHORTEST = 5
"""Words below this length are never mended: one edit makes another word of them."""


class Term(NamedTuple):
    """One way to say something: the keys in a row, and the slots that they fill.

    `shown` is what it is read as; `words` are the words that an acronym stands for, which it says as well; `near` and
    `unless` are keys of which one must, or none may, stand nearby; `short`: it is an abbreviation.
    """

    keys: tuple[str, ...]
    slots: tuple[Slot, ...]
    shown: str
    kind: str
    words: tuple[Slot, ...] = ()
    near: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    short: bool = False

    def fits(self, around: Iterable[str]) -> bool:
        """Whether the keys around allow this reading."""
        if not self.near and not self.unless:
            return True
        there = set(around)
        return (not self.near or not self.near.isdisjoint(there)) and self.unless.isdisjoint(there)


class Shelves:
    """Terms by their opening, longest first."""

    def __init__(self, shipped: Mapping[str, list[Term]] | None = None, own: Mapping[str, list[Term]] | None = None):
        self._shipped = shipped or {}
        self._own = dict(own or {})

    def get(self, opening: str) -> list[Term] | None:
        """The terms of one opening; None when there are none."""
        own = self._own.get(opening)
        return self._shipped.get(opening) if own is None else own

    def __contains__(self, opening: str) -> bool:
        return opening in self._own or opening in self._shipped

    def add(self, term: Term) -> None:
        """Put a term on its shelf, behind those that are as long or longer."""
        shelf = [*(self.get(opening(term.keys)) or ()), term]
        self._own[opening(term.keys)] = sorted(shelf, key=lambda one: -len(one.keys))

    def all(self) -> Iterator[tuple[str, list[Term]]]:
        """Every opening with its terms."""
        for name in dict.fromkeys((*self._shipped, *self._own)):
            yield name, self.get(name) or []

    def copy(self) -> "Shelves":
        """The same terms, to which others can be added."""
        return Shelves(self._shipped, self._own)

    def without(self, gone: Collection[tuple[str, ...]]) -> "Shelves":
        """Shelves without the terms of these keys."""
        kept = self.copy()
        for keys in gone:
            kept._own[opening(keys)] = [term for term in kept.get(opening(keys)) or () if term.keys != keys]
        return kept


@dataclass(frozen=True, slots=True)
class Opposite:
    """What excludes an atom. `sort`: place (asked about), state (denies), two (denies; its denial affirms)."""

    atoms: frozenset[str]
    sort: str


@dataclass(slots=True, eq=False)
class Lexicon:
    """Everything the judge knows about words; made once (`shipped.shipped`), never changed afterwards."""

    family: dict[str, str] = field(default_factory=dict)
    shorthand: dict[str, str] = field(default_factory=dict)
    capitals: frozenset[str] = frozenset()
    """Abbreviations that look like a common word and are meant in capitals only, as their words in small letters."""
    shorts: dict[str, frozenset[str]] = field(default_factory=dict)
    """Abbreviations by their root, each with the forms in which it may be typed; no other form of the root is one."""
    terms: Shelves = field(default_factory=Shelves)
    implied: dict[str, frozenset[str]] = field(default_factory=dict)
    opposites: dict[str, Opposite] = field(default_factory=dict)
    axes: dict[str, tuple[str, int]] = field(default_factory=dict)
    confusable: dict[str, frozenset[str]] = field(default_factory=dict)
    stop: frozenset[str] = frozenset()
    modifiers: frozenset[str] = frozenset()
    rounding: frozenset[str] = frozenset()
    organs: frozenset[str] = frozenset()
    distinct: frozenset[str] = frozenset()
    frame: frozenset[str] = frozenset()
    weak: frozenset[str] = frozenset()
    filler: frozenset[str] = frozenset()
    telling: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    anatomy: frozenset[str] = frozenset()
    predicates: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    healthy: frozenset[str] = frozenset()
    sited: frozenset[str] = frozenset()
    implicit: frozenset[tuple[str, ...]] = frozenset()
    asking: frozenset[str] = frozenset()
    spreading: frozenset[str] = frozenset()
    doing: frozenset[str] = frozenset()
    of_drugs: frozenset[str] = frozenset()
    degrees: frozenset[str] = frozenset()
    spoken: frozenset[str] = frozenset()
    """Every word of five letters or more in any wording: none of them is a typo."""
    surfaces: dict[str, set[str] | str] = field(default_factory=dict)
    """Every atom with the wordings by which it may be said (in one text, parted by "|", when they come packed)."""

    def wordings(self, atom: str) -> Iterable[str]:
        """The wordings by which an atom may be said."""
        found = self.surfaces.get(atom, ())
        return found.split("|") if isinstance(found, str) else found

    def key(self, word: str) -> str:
        """The key of one folded word: its root, or its family's."""
        if word in self.stop:
            return word
        stem = root(self.shorthand.get(word, word))
        exact = self.shorts.get(stem)
        if exact is not None and word not in exact:
            return stem + "~"  # "rule" is no right upper lobe
        return self.family.get(stem, stem)

    def keys(self, text: str) -> tuple[str, ...]:
        """The keys of a phrase, marks included."""
        if text.isascii() and text.replace(" ", "").isalpha():
            return tuple(self.key(word) for word in text.lower().split())
        return tuple(self.key_of(token) for token in tokenise(text))

    def key_of(self, token: Token) -> str:
        """The key of a token; numbers and marks are their own."""
        return self.key(token.text) if token.sort == "word" else token.text

    def readings(self, keys: Sequence[str], at: int) -> Iterator[Term]:
        """The terms that start at `at` of a row of keys, longest first, whose context fits."""
        if at + 1 < len(keys):
            found = self.terms.get(f"{keys[at]} {keys[at + 1]}")
            if found:
                yield from fitting(found, keys, at)
        found = self.terms.get(keys[at])
        if found:
            yield from fitting(found, keys, at)

    @lru_cache(maxsize=4096)  # noqa: B019  a lexicon is made once and lives as long as the program
    def atoms(self, text: str) -> Slot:
        """The atoms of a word or term that is one idea."""
        keys = self.keys(text)
        found: set[str] = {keys[0]} if len(keys) == 1 else set()
        for term in (self.terms.get(opening(keys)) or ()) if keys else ():
            if term.keys == keys and len(term.slots) == 1 and not term.near:
                found |= term.slots[0]
        return frozenset(found) or frozenset({"=" + " ".join(keys)})

    def slots(self, text: str) -> tuple[Slot, ...]:
        """The slots of a phrase: longest terms first, the words between as they are, stop words left out."""
        keys = self.keys(text)
        out: list[Slot] = []
        at = 0
        while at < len(keys):
            terms = list(self.readings(keys, at))
            longest = max((len(term.keys) for term in terms), default=0)
            best = [term for term in terms if len(term.keys) == longest]
            if not best:
                if keys[at] not in self.stop and keys[at][0].isalnum():
                    out.append(frozenset({keys[at]}))
                at += 1
                continue
            single = [term for term in best if len(term.slots) == 1]
            if single:
                own = {keys[at]} if longest == 1 else set()
                out.append(frozenset().union(own, *(term.slots[0] for term in single)))
            else:
                out.extend(best[0].slots)
            at += longest
        return tuple(out)


def opening(keys: Sequence[str]) -> str:
    """Under what a term is shelved: its first two keys, or its only one."""
    return keys[0] if len(keys) == 1 else f"{keys[0]} {keys[1]}"


def fitting(terms: Iterable[Term], keys: Sequence[str], at: int) -> Iterator[Term]:
    """Those of some terms of one opening, which stands at `at`, that stand there whole and whose context fits."""
    for term in terms:
        end = at + len(term.keys)
        if (end - at < 3 or tuple(keys[at:end]) == term.keys) and (
            not (term.near or term.unless) or term.fits((*keys[max(0, at - 6) : at], *keys[end : end + 6]))
        ):
            yield term
