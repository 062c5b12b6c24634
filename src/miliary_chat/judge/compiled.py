"""The lexicon and the cues as one JSON file: the same as their YAML, read in a tenth of the time.

The YAML is the truth: the file is used only while it was made from the very bytes that lie beside it, and is made again
by scripts/compile_lexicon.py.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from miliary_chat.judge.cue import Cue
from miliary_chat.judge.lexicon import Lexicon, Opposite, Slot, Term

NAME = "compiled.json"
_SETS = (
    *("stop", "modifiers", "rounding", "organs", "distinct", "frame", "weak", "filler", "telling", "things"),
    *("anatomy", "predicates", "states", "healthy", "sited", "asking", "spreading"),
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


def dump(lexicon: Lexicon, cues: Mapping[str, list[Cue]], made_from: str) -> str:
    """The text of the compiled file."""
    slots: dict[Slot, int] = {}

    def slot(atoms: Slot) -> int:
        return slots.setdefault(atoms, len(slots))

    held: dict[str, Any] = {
        "made_from": made_from,
        "family": lexicon.family,
        "shorthand": lexicon.shorthand,
        "terms": {key: [_term(term, slot) for term in terms] for key, terms in lexicon.terms.items()},
        "implied": {atom: sorted(parents) for atom, parents in lexicon.implied.items()},
        "opposites": {atom: [sorted(one.atoms), one.sort] for atom, one in lexicon.opposites.items()},
        "axes": lexicon.axes,
        "confusable": {word: sorted(others) for word, others in lexicon.confusable.items()},
        "implicit": sorted(lexicon.implicit),
        "surfaces": {atom: sorted(words) for atom, words in lexicon.surfaces.items()},
        "sets": {name: sorted(getattr(lexicon, name)) for name in _SETS},
        "cues": {opening: [[" ".join(cue.words), *cue[1:]] for cue in found] for opening, found in cues.items()},
    }
    held["slots"] = [sorted(atoms) for atoms in slots]
    return json.dumps(held, ensure_ascii=False, separators=(",", ":")) + "\n"


def _term(term: Term, slot: Any) -> list[Any]:
    """A term as a row; what is empty at its end is left out."""
    row = [
        " ".join(term.keys),
        [slot(atoms) for atoms in term.slots],
        term.shown,
        term.kind,
        int(term.short),
        [slot(atoms) for atoms in term.words],
        sorted(term.near),
        sorted(term.unless),
    ]
    while not row[-1]:
        row.pop()
    return row


def load_lexicon(held: Mapping[str, Any]) -> Lexicon:
    """The lexicon of a compiled file."""
    slots = [frozenset(atoms) for atoms in held["slots"]]
    none: frozenset[str] = frozenset()

    def term(
        keys: str,
        says: list[int],
        shown: str,
        kind: str,
        short: int = 0,
        words: list[int] | None = None,
        near: list[str] | None = None,
        unless: list[str] | None = None,
    ) -> Term:
        said = tuple([slots[at] for at in says])
        spelt = tuple([slots[at] for at in words]) if words else ()
        context = (frozenset(near) if near else none, frozenset(unless) if unless else none)
        return Term(tuple(keys.split(" ")), said, shown, kind, spelt, *context, bool(short))

    return Lexicon(
        family=held["family"],
        shorthand=held["shorthand"],
        terms={key: [term(*row) for row in rows] for key, rows in held["terms"].items()},
        implied={atom: frozenset(parents) for atom, parents in held["implied"].items()},
        opposites={atom: Opposite(frozenset(atoms), sort) for atom, (atoms, sort) in held["opposites"].items()},
        axes={atom: (axis, pole) for atom, (axis, pole) in held["axes"].items()},
        confusable={word: frozenset(others) for word, others in held["confusable"].items()},
        implicit=frozenset(tuple(words) for words in held["implicit"]),
        surfaces=held["surfaces"],
        **{name: frozenset(words) for name, words in held["sets"].items()},
    )


def load_cues(held: Mapping[str, Any]) -> dict[str, list[Cue]]:
    """The cues of a compiled file."""
    return {
        opening: [Cue(tuple(words.split(" ")), *rest) for words, *rest in rows]
        for opening, rows in held["cues"].items()
    }
