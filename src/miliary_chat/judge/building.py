"""Building the lexicon: from the data in its YAML files to what the judge looks words up in."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from miliary_chat.judge.capitals import in_capitals
from miliary_chat.judge.lexicon import SHORTEST, Lexicon, Opposite, Slot, Term, opening
from miliary_chat.judge.spelling import root
from miliary_chat.judge.words import is_real

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
    lexicon.capitals = frozenset(str(word).lower() for word in frame["capitals"])
    lexicon.shorts = _shorts(synonyms, abbreviations, lexicon)
    lexicon.states = frozenset(str(word) for word in frame["states"])
    lexicon.implicit = frozenset(lexicon.keys(str(words)) for words in frame["implicit"])
    for name in _WORD_LISTS:
        setattr(lexicon, name, frozenset(lexicon.key(str(word)) for word in frame[name]))
    for kind, rings in synonyms.items():
        for shown, others in rings.items():
            add_ring(lexicon, kind, shown, others)
    for general, specific in kinds.items():
        _add_kind(lexicon, general, specific)
    for compound in opposites["distinct"]:
        add_ring(lexicon, "distinct", compound, [])
    lexicon.distinct = frozenset(lexicon.keys(compound)[0] for compound in opposites["distinct"])
    for short, readings in abbreviations.items():
        _add_abbreviation(lexicon, str(short), readings)
    _close(lexicon.implied)
    for name in ("modifiers", "telling", "spreading", "doing", "degrees", "sited"):
        atoms = (lexicon.atoms(str(word)) for word in frame[name])
        setattr(lexicon, name, getattr(lexicon, name).union(*atoms))
    _add_opposites(lexicon, opposites)
    words = {word for atom in lexicon.surfaces for wording in lexicon.wordings(atom) for word in wording.split()}
    lexicon.spoken = frozenset(word for word in words if len(word) >= SHORTEST and word.isalpha() and word.isascii())
    return lexicon


_SHORT = 5
"""Letters of an abbreviation that another word could be taken for."""


def _shorts(
    synonyms: Mapping[str, Mapping[str, list[str]]], abbreviations: Mapping[str, Any], lexicon: Lexicon
) -> dict[str, frozenset[str]]:
    rings = (str(other) for rings in synonyms.values() for shown, others in rings.items() for other in (shown, *others))
    forms: dict[str, set[str]] = {}
    for wording in (*rings, *map(str, abbreviations)):
        word = wording.lower()
        if not word.isalpha() or word in lexicon.stop or word in lexicon.shorthand or word in lexicon.capitals:
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
        lexicon.terms.add(term)


def _said(lexicon: Lexicon, atom: str, wording: str) -> None:
    known = lexicon.surfaces.get(atom)
    if isinstance(known, set):
        known.add(wording)
    else:
        lexicon.surfaces[atom] = {*lexicon.wordings(atom), wording}


def _typed(lexicon: Lexicon, wording: str) -> tuple[str, ...]:
    """The keys of a wording; an abbreviation that only its capitals tell apart has one of its own."""
    alone = wording.isupper() and wording.lower() in lexicon.capitals
    return (in_capitals(wording.lower()),) if alone else lexicon.keys(wording.lower())


def add_ring(lexicon: Lexicon, kind: str, shown: str, others: list[str]) -> None:
    atom = "=" + shown.lower()
    seen: set[tuple[str, ...]] = set()
    for surface in _with_ca(shown, others):
        keys = _typed(lexicon, str(surface))
        _said(lexicon, atom, str(surface).lower())
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
    for term in lexicon.terms.get(opening(keys)) or ():
        if term.keys == keys and len(term.slots) == 1:
            return next(iter(term.slots[0]))
    if len(keys) == 1:
        _said(lexicon, keys[0], text)
        return keys[0]
    add_ring(lexicon, "kind", text, [])
    return "=" + text


def _add_kind(lexicon: Lexicon, general: str, specific: list[str]) -> None:
    parent = _idea(lexicon, general)
    for name in specific:
        child = _idea(lexicon, name)
        if child != parent:
            lexicon.implied[child] = lexicon.implied.get(child, frozenset()) | {parent}


def _add_abbreviation(lexicon: Lexicon, short: str, readings: list[dict[str, Any]]) -> None:
    keys = _typed(lexicon, short)
    taken: frozenset[str] = frozenset()
    for reading in readings:
        near = frozenset(key for word in reading.get("near", ()) for key in _typed(lexicon, str(word)))
        unless = frozenset(key for word in reading.get("unless", ()) for key in _typed(lexicon, str(word)))
        unless |= taken
        taken |= near
        long = str(reading["long"])
        slots = lexicon.slots(long.lower())
        words = _spelt_out(lexicon, long) if len(slots) == 1 else ()
        _add_term(lexicon, Term(keys, slots, long, _kind_of(lexicon, short, long), words, near, unless, short=True))


def _kind_of(lexicon: Lexicon, short: str, long: str) -> str:
    """A test, where a test is called by its capitals ("US"); the others are only abbreviations."""
    keys = lexicon.keys(long.lower())
    tests = any(term.kind == "test" for term in lexicon.terms.get(opening(keys)) or () if term.keys == keys)
    return "test" if tests and short.isupper() and short.isalpha() else "abbreviation"


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
