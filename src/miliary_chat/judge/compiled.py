"""The lexicon and the cues as one JSON file: the same as their YAML, read in a tenth of the time.

The YAML is the truth: the file is used only while it was made from the very bytes that lie beside it, and is made again
by scripts/compile_lexicon.py.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from miliary_chat.judge.cue import Cue
from miliary_chat.judge.lazy import Lazy
from miliary_chat.judge.lexicon import Lexicon, Opposite, Shelves, Slot, Term

NAME = "compiled.json"
_SETS = (
    *("stop", "modifiers", "rounding", "organs", "distinct", "frame", "weak", "filler", "telling", "things"),
    *("anatomy", "predicates", "states", "healthy", "sited", "asking", "spreading", "doing", "of_drugs", "degrees"),
    *("spoken", "capitals"),
)


def yaml_files(folder: Traversable, under: str = "") -> Iterable[tuple[str, bytes]]:
    """Every YAML file below a folder with its bytes, by name."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from yaml_files(entry, f"{under}{entry.name}/")
        elif entry.name.endswith(".yaml"):
            yield under + entry.name, entry.read_bytes()


def digest(files: Iterable[tuple[str, bytes]]) -> str:
    """What the compiled file was made from."""
    whole = hashlib.sha256()
    for name, content in files:
        whole.update(name.encode() + b"\0" + content + b"\0")
    return whole.hexdigest()


@cache
def read_compiled() -> Mapping[str, Any] | None:
    """The compiled file; None when there is none, or when the YAML beside it has changed since."""
    folder = resources.files("miliary_chat.judge") / "data"
    file = folder / NAME
    if not file.is_file():
        return None
    held: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return held if held["made_from"] == digest(yaml_files(folder)) else None


def dump(lexicon: Lexicon, cues: Mapping[str, Sequence[Cue]], made_from: str) -> str:
    """The text of the compiled file."""
    slots: dict[Slot, int] = {}
    rings: dict[str, int] = {}

    def numbers(said: Iterable[Slot]) -> str:
        return _list(str(slots.setdefault(atoms, len(slots))) for atoms in said)

    def row(name: str, term: Term) -> str:
        ring = _FIELD.join((term.shown, term.kind, "x" if term.short else "", numbers(term.slots)))
        keys = " ".join(term.keys)
        context = (numbers(term.words), _list(sorted(term.near)), _list(sorted(term.unless)))
        number = str(rings.setdefault(ring, len(rings)))
        return _FIELD.join(("" if keys == name else keys, number, *context)).rstrip(_FIELD)

    held: dict[str, Any] = {
        "made_from": made_from,
        "family": lexicon.family,
        "shorthand": lexicon.shorthand,
        "shorts": {root: _list(sorted(forms)) for root, forms in sorted(lexicon.shorts.items())},
        "terms": {name: _ROW.join(row(name, term) for term in terms) for name, terms in lexicon.terms.all()},
        "implied": {atom: _list(sorted(parents)) for atom, parents in sorted(lexicon.implied.items())},
        "opposites": {
            atom: [_list(sorted(one.atoms)), one.sort]
            for atom, one in sorted(lexicon.opposites.items(), key=lambda pair: pair[0])
        },
        "axes": dict(sorted(lexicon.axes.items())),
        "confusable": {word: _list(sorted(others)) for word, others in sorted(lexicon.confusable.items())},
        "implicit": sorted(lexicon.implicit),
        "surfaces": {atom: _list(sorted(lexicon.wordings(atom))) for atom in lexicon.surfaces},
        "sets": {name: _list(sorted(getattr(lexicon, name))) for name in _SETS},
        "cues": {name: _ROW.join(map(_cue_row, found)) for name, found in cues.items()},
    }
    held["slots"] = [_list(sorted(atoms)) for atoms in slots]
    held["rings"] = list(rings)
    return json.dumps(held, ensure_ascii=False, separators=(",", ":")) + "\n"


_FIELD, _ROW, _ITEM = "\u00a6", "\u00a7", "|"
"""What parts fields, rows and items of a list: text without quotes is what JSON reads fastest."""


def _list(items: Iterable[str]) -> str:
    return _ITEM.join(items)


def _set(packed: str) -> frozenset[str]:
    return frozenset(packed.split(_ITEM)) if packed else frozenset()


def _cue_row(cue: Cue) -> str:
    flags = "".join("x" if flag else "." for flag in (cue.before, cue.lists, cue.one, cue.finding, cue.opens))
    return _FIELD.join((" ".join(cue.words), str(cue.sense), flags, cue.follows, cue.later, cue.earlier))


def _cues(name: str, packed: str) -> list[Cue]:
    return [_cue(*row.split(_FIELD)) for row in packed.split(_ROW)] if packed else []


def _cue(words: str, sense: str, flags: str, follows: str, later: str, earlier: str) -> Cue:
    before, lists, one, finding, opens = (flag == "x" for flag in flags)
    return Cue(tuple(words.split(" ")), int(sense), before, lists, one, finding, opens, follows, later, earlier)


def load_lexicon(held: Mapping[str, Any]) -> Lexicon:
    """The lexicon of a compiled file."""
    slots: list[str] = held["slots"]
    rings: list[str] = held["rings"]

    def said(numbers: str) -> tuple[Slot, ...]:
        return tuple([_set(slots[int(number)]) for number in numbers.split(_ITEM)]) if numbers else ()

    def term(name: str, row: str) -> Term:
        keys, ring, words, near, unless = (row.split(_FIELD) + [""] * 3)[:5]
        shown, kind, short, says = rings[int(ring)].split(_FIELD)
        typed = tuple((keys or name).split(" "))
        return Term(typed, said(says), shown, kind, said(words), _set(near), _set(unless), bool(short))

    return Lexicon(
        family=held["family"],
        shorthand=held["shorthand"],
        shorts={root: _set(forms) for root, forms in held["shorts"].items()},
        terms=Shelves(Lazy(held["terms"], lambda name, rows: [term(name, row) for row in rows.split(_ROW)])),
        implied={atom: _set(parents) for atom, parents in held["implied"].items()},
        opposites={atom: Opposite(_set(atoms), sort) for atom, (atoms, sort) in held["opposites"].items()},
        axes={atom: (axis, pole) for atom, (axis, pole) in held["axes"].items()},
        confusable={word: _set(others) for word, others in held["confusable"].items()},
        implicit=frozenset(tuple(words) for words in held["implicit"]),
        surfaces=held["surfaces"],
        **{name: _set(words) for name, words in held["sets"].items()},
    )


def load_cues(held: Mapping[str, Any]) -> Mapping[str, list[Cue]]:
    """The cues of a compiled file."""
    return Lazy(held["cues"], _cues)
