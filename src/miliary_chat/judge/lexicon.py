"""The lexicon: which words mean the same, abbreviate, are kinds of, or exclude one another. Its data is YAML."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from typing import Any, Final, NamedTuple

import yaml

from miliary_chat.judge.spelling import root
from miliary_chat.judge.text import Token, tokenise
from miliary_chat.judge.words import is_real

Slot = frozenset[str]
"""Atoms any one of which will do."""


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


@dataclass(frozen=True, slots=True)
class Opposite:
    """What excludes an atom. `sort`: place (asked about), state (denies), two (denies; its denial affirms)."""

    atoms: frozenset[str]
    sort: str


@dataclass(slots=True)
class Lexicon:
    """Everything the judge knows about words; made once by `shipped`, never changed afterwards."""

    family: dict[str, str] = field(default_factory=dict)
    shorthand: dict[str, str] = field(default_factory=dict)
    shorts: dict[str, frozenset[str]] = field(default_factory=dict)
    """Abbreviations by their root, each with the forms in which it may be typed; no other form of the root is one."""
    terms: dict[str, list[Term]] = field(default_factory=dict)
    """By their opening, longest first."""
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
    surfaces: dict[str, set[str]] = field(default_factory=dict)
    """Every atom with the words by which it may be said, so that a misspelt one can be recognised."""

    def extended(self, synonyms: Mapping[str, Iterable[str]]) -> "Lexicon":
        """This lexicon with more terms ({shown: [others]}), for one case; this one stays as it was."""
        more = replace(
            self,
            terms={key: list(terms) for key, terms in self.terms.items()},
            surfaces={atom: set(words) for atom, words in self.surfaces.items()},
        )
        for shown, others in synonyms.items():
            _add_ring(more, "case", shown, list(others))
        for terms in more.terms.values():
            terms.sort(key=lambda term: -len(term.keys))
        return more

    def without(self, wordings: Iterable[str]) -> "Lexicon":
        """This lexicon without these ways to say something, for one case: each of them then means only itself."""
        gone = {self.keys(wording.lower()) for wording in wordings}
        kept = {key: [term for term in terms if term.keys not in gone] for key, terms in self.terms.items()}
        return replace(self, terms={key: terms for key, terms in kept.items() if terms})

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

    def atoms(self, text: str) -> Slot:
        """The atoms of a word or term that is one idea."""
        keys = self.keys(text)
        found: set[str] = {keys[0]} if len(keys) == 1 else set()
        for term in self.terms.get(opening(keys), ()) if keys else ():
            if term.keys == keys and len(term.slots) == 1:
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


def read_data(name: str) -> Any:
    """One of the YAML files beside this one. Every scalar stays the text it is: "no" and "on" are words here."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    text = (resources.files("miliary_chat.judge") / "data" / name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=loader)


def read_folder(name: str) -> Iterator[Any]:
    """Every YAML file of a folder beside this one, by name: an entry may stand in whichever file suits it."""
    folder = resources.files("miliary_chat.judge") / "data" / name
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".yaml"):
            yield read_data(f"{name}/{entry.name}")


def read_synonyms() -> dict[str, dict[str, list[str]]]:
    """The rings of all files, by kind; rings of one name are one ring."""
    merged: dict[str, dict[str, list[str]]] = {}
    for file in read_folder("synonyms"):
        for kind, rings in file.items():
            for shown, others in rings.items():
                merged.setdefault(kind, {}).setdefault(shown, []).extend(others)
    return merged


def read_kinds() -> dict[str, list[str]]:
    """What is a kind of what, of all files."""
    merged: dict[str, list[str]] = {}
    for file in read_folder("kinds"):
        for general, specific in file.items():
            merged.setdefault(general, []).extend(specific)
    return merged


def read_abbreviations() -> dict[str, list[dict[str, Any]]]:
    """The abbreviations of all files; one that stands in two has the readings of both, in the order of the files."""
    merged: dict[str, list[dict[str, Any]]] = {}
    for file in read_folder("abbreviations"):
        for short, readings in file.items():
            merged.setdefault(short, []).extend(readings)
    return merged


def read_families() -> list[list[str]]:
    """The word families of all files."""
    return [family for file in read_folder("families") for family in file]


@cache
def shipped() -> Lexicon:
    """The lexicon that comes with the program; the same object every time."""
    return build(
        shorthand=read_data("shorthand.yaml"),
        families=read_families(),
        frame=read_data("frame.yaml"),
        synonyms=read_synonyms(),
        kinds=read_kinds(),
        abbreviations=read_abbreviations(),
        opposites=read_data("opposites.yaml"),
    )


_WORD_LISTS: Final = (
    *("frame", "things", "weak", "filler", "telling", "asking"),
    *(
        "modifiers",
        "rounding",
        "organs",
        "anatomy",
        "predicates",
        "spreading",
        "doing",
        "of_drugs",
        "degrees",
        "healthy",
        "sited",
    ),
)
"""The lists of frame.yaml that become sets of keys."""


def build(
    *,
    shorthand: Mapping[str, str],
    families: Iterable[list[str]],
    frame: Mapping[str, list[Any]],
    synonyms: Mapping[str, Mapping[str, list[str]]],
    kinds: Mapping[str, list[str]],
    abbreviations: Mapping[str, list[dict[str, Any]]],
    opposites: Mapping[str, Any],
) -> Lexicon:
    """A lexicon from its data, in the shape of the YAML files."""
    lexicon = Lexicon(shorthand=dict(shorthand))
    for forms in families:
        head = root(str(forms[0]).lower())
        for form in forms:
            lexicon.family.setdefault(root(str(form).lower()), lexicon.family.get(head, head))
    lexicon.stop = frozenset(str(word) for word in frame["stop"])
    lexicon.shorts = _shorts(synonyms, abbreviations, lexicon)
    lexicon.states = frozenset(str(word) for word in frame["states"])
    lexicon.implicit = frozenset(lexicon.keys(str(words)) for words in frame["implicit"])
    for name in _WORD_LISTS:
        setattr(lexicon, name, frozenset(lexicon.key(str(word)) for word in frame[name]))
    for kind, rings in synonyms.items():
        for shown, others in rings.items():
            _add_ring(lexicon, kind, shown, others)
    for general, specific in kinds.items():
        _add_kind(lexicon, general, specific)
    for compound in opposites["distinct"]:
        _add_ring(lexicon, "distinct", compound, [])
    lexicon.distinct = frozenset(lexicon.keys(compound)[0] for compound in opposites["distinct"])
    for short, readings in abbreviations.items():
        _add_abbreviation(lexicon, str(short), readings)
    for terms in lexicon.terms.values():
        terms.sort(key=lambda term: -len(term.keys))
    _close(lexicon.implied)
    for name in ("modifiers", "telling", "spreading", "doing", "degrees", "sited"):
        atoms = (lexicon.atoms(str(word)) for word in frame[name])
        setattr(lexicon, name, getattr(lexicon, name).union(*atoms))
    _add_opposites(lexicon, opposites)
    words = {word for wordings in lexicon.surfaces.values() for wording in wordings for word in wording.split()}
    lexicon.spoken = frozenset(word for word in words if len(word) >= SHORTEST and word.isalpha() and word.isascii())
    return lexicon


SHORTEST = 5
"""Words below this length are never mended: one edit makes another word of them."""
_SHORT = 5
"""Letters of an abbreviation that another word could be taken for."""


def _shorts(
    synonyms: Mapping[str, Mapping[str, list[str]]], abbreviations: Mapping[str, Any], lexicon: Lexicon
) -> dict[str, frozenset[str]]:
    rings = (str(other) for rings in synonyms.values() for shown, others in rings.items() for other in (shown, *others))
    forms: dict[str, set[str]] = {}
    for wording in (*rings, *map(str, abbreviations)):
        word = wording.lower()
        if not word.isalpha() or word in lexicon.stop or word in lexicon.shorthand:
            continue
        stem = root(word)
        if stem in lexicon.family:
            continue
        capitals = sum(map(str.isupper, wording)) >= 2
        if len(word) <= _SHORT and capitals:
            forms.setdefault(stem, set()).add(word)
            if capitals and not is_real(word + "s"):
                forms[stem].add(word + "s")
    return {stem: frozenset(words) for stem, words in forms.items()}


def _add_term(lexicon: Lexicon, term: Term) -> None:
    if term.keys:
        lexicon.terms.setdefault(opening(term.keys), []).append(term)


def _add_ring(lexicon: Lexicon, kind: str, shown: str, others: list[str]) -> None:
    atom = "=" + shown.lower()
    seen: set[tuple[str, ...]] = set()
    for surface in _with_ca(shown, others):
        keys = lexicon.keys(str(surface).lower())
        lexicon.surfaces.setdefault(atom, set()).add(str(surface).lower())
        if keys not in seen:
            seen.add(keys)
            short = sum(map(str.isupper, str(surface))) >= 2 and " " not in str(surface)
            words = _spelt_out(lexicon, shown) if short and kind != "test" else ()
            _add_term(lexicon, Term(keys, (frozenset({atom}),), shown, kind, words, short=short))


def _with_ca(shown: str, others: list[str]) -> list[str]:
    """A ring's wordings, those with a carcinoma or a cancer also with "ca": "papillary thyroid ca"."""
    wordings = [str(one) for one in (shown, *others)]
    more = [
        wording.replace(word, "ca")
        for wording in wordings
        for word in ("carcinoma", "cancer")
        if wording.endswith(" " + word) or wording.startswith(word + " ")
    ]
    return wordings + more


def _spelt_out(lexicon: Lexicon, shown: str) -> tuple[Slot, ...]:
    keys = lexicon.keys(shown.lower())
    if shown.lower().startswith(("non", "anti", "un")):
        return ()  # non-invasive ventilation is no invasive one
    return tuple(frozenset({key}) for key in keys if key not in lexicon.stop) if len(keys) > 1 else ()


def _idea(lexicon: Lexicon, text: str) -> str:
    """The one atom of a term named in kinds.yaml, made when no ring has it yet."""
    text = text.lower()
    if "=" + text in lexicon.surfaces:
        return "=" + text
    keys = lexicon.keys(text)
    for term in lexicon.terms.get(opening(keys), ()):
        if term.keys == keys and len(term.slots) == 1:
            return next(iter(term.slots[0]))
    if len(keys) == 1:
        lexicon.surfaces.setdefault(keys[0], set()).add(text)
        return keys[0]
    _add_ring(lexicon, "kind", text, [])
    return "=" + text


def _add_kind(lexicon: Lexicon, general: str, specific: list[str]) -> None:
    parent = _idea(lexicon, general)
    for name in specific:
        child = _idea(lexicon, name)
        if child != parent:
            lexicon.implied[child] = lexicon.implied.get(child, frozenset()) | {parent}


def _add_abbreviation(lexicon: Lexicon, short: str, readings: list[dict[str, Any]]) -> None:
    keys = lexicon.keys(short.lower())
    taken: frozenset[str] = frozenset()
    for reading in readings:
        near = frozenset(key for word in reading.get("near", ()) for key in lexicon.keys(str(word).lower()))
        unless = frozenset(key for word in reading.get("unless", ()) for key in lexicon.keys(str(word).lower()))
        unless |= taken
        taken |= near
        long = str(reading["long"])
        slots = lexicon.slots(long.lower())
        words = _spelt_out(lexicon, long) if len(slots) == 1 else ()
        _add_term(lexicon, Term(keys, slots, long, "abbreviation", words, near, unless, short=True))


def _close(implied: dict[str, frozenset[str]]) -> None:
    """Make `implied` transitive: whoever says dexamethasone says an immunosuppressive drug."""
    for atom in list(implied):
        reached: set[str] = set()
        queue = [atom]
        while queue:
            for parent in implied.get(queue.pop(), ()):
                if parent not in reached:
                    reached.add(parent)
                    queue.append(parent)
        implied[atom] = frozenset(reached - {atom})


def _add_opposites(lexicon: Lexicon, data: Mapping[str, Any]) -> None:
    for axis, poles in data["place"].items():
        resolved = [frozenset().union(*(lexicon.atoms(str(word)) for word in pole)) for pole in poles]
        for index, atoms in enumerate(resolved):
            others = frozenset().union(*(pole for other, pole in enumerate(resolved) if other != index)) - atoms
            for atom in atoms:
                lexicon.opposites[atom] = Opposite(others, "place")
                lexicon.axes[atom] = (str(axis), index)
    for sort in ("state", "two"):
        for first, second in data[sort]:
            poles = [frozenset().union(*(lexicon.atoms(str(word)) for word in pole)) for pole in (first, second)]
            for mine, other in (poles, poles[::-1]):
                for atom in mine - other:
                    known = lexicon.opposites.get(atom)
                    if known is None or known.sort != "place":
                        lexicon.opposites[atom] = Opposite(
                            (known.atoms if known else frozenset()) | (other - mine), sort
                        )
    for members in data["confusable"]:
        for word in members:
            rest = frozenset(str(other) for other in members if other != word)
            lexicon.confusable[str(word)] = lexicon.confusable.get(str(word), frozenset()) | rest
