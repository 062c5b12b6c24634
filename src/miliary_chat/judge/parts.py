"""The parts of a phrasing: the slots that an answer has to fill, each with what is meant by it."""

from dataclasses import dataclass, replace

from miliary_chat.judge.clause import NUMBERED, names_letter
from miliary_chat.judge.cue import Sense
from miliary_chat.judge.doubled import ABSENT
from miliary_chat.judge.lexicon import Lexicon, Slot
from miliary_chat.judge.measure import Measure
from miliary_chat.judge.passage import Passage
from miliary_chat.judge.quantity import Quantity

_LONG = 3


@dataclass(frozen=True, slots=True)
class Part:
    """One slot of a phrasing: atoms of which one must be said, or a measure.

    `denied`: the phrasing itself denies it ("no effusion"); `head`: what the phrasing is about; `axis`: the side or
    zone that it names; `probe`: every atom by which an answer may say, or oppose, it; `spreads`: its deed goes for all
    items of the list behind it; `body`: it is a part of the body. `first` and `last`: its tokens.
    """

    atoms: Slot
    shown: str
    weight: float = 1.0
    measure: Measure | None = None
    denied: bool = False
    head: bool = False
    axis: tuple[str, int] | None = None
    first: int = 0
    last: int = 0
    probe: Slot = frozenset()
    spreads: bool = False
    body: bool = False

    @property
    def place(self) -> bool:
        """Whether it only says where."""
        return self.axis is not None


def parts_of(passage: Passage, lexicon: Lexicon, *, compounds: bool, gone: bool = False) -> list[Part]:
    """The parts of a phrasing that was read, in its order; with `compounds` a compound term is one part.

    With `gone` a word like "absent" is a part of its own, also where it denies ("rib gone").
    """
    keys = passage.keys
    absent = lexicon.atoms(ABSENT)
    starts = {quantity.first: quantity for quantity in passage.quantities if not _ordinal(passage, quantity)}
    parts: list[Part] = []
    at = 0
    compared = {one.first: one for one in passage.compared} if compounds else {}
    diseases = set() if compounds else _in_diseases(passage, lexicon)
    while at < len(keys):
        if at in compared:
            one = compared[at]
            parts.append(_part(passage, lexicon, frozenset({one.atom}), at, one.last))
            at = one.last + 1
            continue
        if at in starts and not _named(passage, lexicon, starts[at]):
            quantity = starts[at]
            parts.append(_measure_part(passage, quantity))
            at = quantity.last + 1
            continue
        terms = [term for term in lexicon.readings(keys, at) if compounds or len(term.keys) == 1]
        terms = [term for term in terms if not _cuts(at, at + len(term.keys) - 1, starts)]
        longest = max((len(term.keys) for term in terms), default=1)
        best = [term for term in terms if len(term.keys) == longest]
        single = [term for term in best if len(term.slots) == 1]
        denier = not gone and all(term in single and not absent.isdisjoint(term.slots[0]) for term in best)
        cue = passage.scope.cue[at] and (denier or _opens_cue(passage, at))
        if longest == 1 and (cue or _mute(passage, lexicon, at)):
            at += 1
            continue
        slots: tuple[Slot, ...]
        if single or not best:
            own = {keys[at]} if longest == 1 else set()
            slots = (frozenset().union(own, *(term.slots[0] for term in single)),)
        else:
            slots = best[0].slots
        named = not compounds and at in diseases
        parts += [_part(passage, lexicon, slot, at, at + longest - 1, named=named) for slot in slots]
        at += longest
    return _once_each(_with_choices(parts, passage))


def _in_diseases(passage: Passage, lexicon: Lexicon) -> set[int]:
    """The tokens of compound names, where no word is weak: "acute renal failure", "coughing up blood"."""
    return {
        inside
        for at in range(len(passage.keys))
        for term in lexicon.readings(passage.keys, at)
        if term.kind in ("disease", "symptom") and len(term.keys) > 1
        for inside in range(at, at + len(term.keys))
    }


def _once_each(parts: list[Part]) -> list[Part]:
    """Leave out a part that asks for what another one asks for ("exposure to someone with TB")."""
    out: list[Part] = []
    for part in parts:
        twin = any(part.measure is None and part.atoms == other.atoms and part.denied == other.denied for other in out)
        if not twin:
            out.append(part)
    return out


def _opens_cue(passage: Passage, at: int) -> bool:
    """Whether so many words of a cue stand from `at` on that none is part of what is asked for: "means it is not"."""
    run = passage.scope.cue[at : at + _LONG]
    return len(run) == _LONG and all(run)


def _mute(passage: Passage, lexicon: Lexicon, at: int) -> bool:
    """Whether a word says nothing: a mark, or a stop word that is no acronym ("us", but not "US")."""
    token, key = passage.tokens[at], passage.keys[at]
    if names_letter(passage.tokens, at):
        return False
    acronym = token.end - token.start > 1 and passage.text[token.start : token.end].isupper()
    return (not key[0].isalnum() and key not in lexicon.terms) or (
        key in lexicon.stop
        and key not in lexicon.telling
        and not (acronym and (len(passage.tokens) == 1 or not passage.text.isupper()))
    )


def _cuts(first: int, last: int, starts: dict[int, Quantity]) -> bool:
    """Whether a term would take a part of a quantity and leave the rest."""
    return any(
        quantity.first <= last < quantity.last or start < first <= quantity.last for start, quantity in starts.items()
    )


def _named(passage: Passage, lexicon: Lexicon, quantity: Quantity) -> bool:
    """Whether the number only belongs to a name ("12 lead ECG")."""
    length = quantity.last - quantity.first + (passage.tokens[quantity.first].sort == "number")
    return any(len(term.keys) > length for term in lexicon.readings(passage.keys, quantity.first))


def _ordinal(passage: Passage, quantity: Quantity) -> bool:
    """Whether the number only names ("stage 2"), so that it is compared as a word."""
    before = passage.tokens[quantity.first - 1].text if quantity.first else ""
    return quantity.measure.unit is None and before in NUMBERED


def _measure_part(passage: Passage, quantity: Quantity) -> Part:
    span = passage.span(quantity.first, quantity.last)
    return Part(
        frozenset(),
        passage.text[span.start : span.end],
        measure=quantity.measure,
        first=quantity.first,
        last=quantity.last,
    )


def _part(passage: Passage, lexicon: Lexicon, slot: Slot, first: int, last: int, *, named: bool = False) -> Part:
    span = passage.span(first, last)
    sense = passage.scope.over(first, last)
    key = passage.keys[first]
    kinds = {term.kind for term in lexicon.readings(passage.keys, first) if len(term.keys) == last - first + 1}
    implicit = tuple(passage.keys[first : first + 2]) in lexicon.implicit
    slight = (key in lexicon.weak and not named) or implicit or _trails_place(passage, lexicon, first)
    slight = slight or (key == "sign" and 0 < first == len(passage.keys) - 1)  # "signet ring sign", not "signs of DVT"
    weak = first == last and slight
    axis = next((lexicon.axes[atom] for atom in sorted(slot) if atom in lexicon.axes), None)
    return Part(
        atoms=slot,
        shown=passage.text[span.start : span.end],
        weight=0.5 if weak else 1.0,
        denied=bool(sense & (Sense.DENIED | Sense.UNCLEAR)),
        axis=axis,
        first=first,
        last=last,
        body="anatomy" in kinds and axis is None and not slot & lexicon.modifiers,
    )


def _trails_place(passage: Passage, lexicon: Lexicon, at: int) -> bool:
    """Whether the word only rounds off a place ("zone" in "upper zone"), and may be left out."""
    return at > 0 and passage.keys[at] in lexicon.rounding and passage.keys[at - 1] in lexicon.axes


def _with_choices(parts: list[Part], passage: Passage) -> list[Part]:
    """Words joined by "or" are a choice: "previous DVT or PE" wants one of the two."""
    out: list[Part] = []
    for part in parts:
        before = passage.keys[part.first - 1] if part.first else ""
        if out and before in ("or", "/") and part.measure is None and out[-1].measure is None and not part.place:
            last = out.pop()
            out.append(replace(last, atoms=last.atoms | part.atoms, shown=f"{last.shown} or {part.shown}"))
        else:
            out.append(part)
    return out
