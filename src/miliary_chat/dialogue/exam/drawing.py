"""From a blueprint and a seed to one candidate's script: what is drawn, in which order, on which terms."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from miliary_chat.case.blueprint import Blueprint, Section
from miliary_chat.case.loaded import Loaded
from miliary_chat.case.model import Case
from miliary_chat.case.units import Unit, units
from miliary_chat.dialogue.events import ItemRef
from miliary_chat.dialogue.script import RECOMMIT, Script, asked_in
from miliary_chat.dialogue.terms import SectionTerms, Terms

_SECOND = 1_000_000


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What a candidate is granted: `factor` multiplies every limit, `rest_us` is what rest breaks may take in all."""

    factor: float = 1.0
    rest_us: int = 0


def script_of(
    blueprint: Blueprint,
    pin: str,
    cases: Mapping[str, Loaded],
    seed: int,
    adjustment: Adjustment,
    *,
    pack: str = "",
    word: str = "",
) -> Script:
    """The script of one sitting. `pin` is the blueprint's hash; `cases` are the exam's, by id.

    The same blueprint, cases and seed give the same questions in the same order on every machine; a seed that the
    blueprint fixes wins.
    """
    seed = seed if blueprint.seed is None else blueprint.seed
    items = [item for section in blueprint.sections.values() for item in _items(section, blueprint, cases, seed)]
    used = {ref.case for ref in items}
    by_pin = {loaded.hash: loaded.case for loaded in cases.values() if loaded.hash in used}
    terms = terms_of(blueprint, pin, adjustment, pack=pack, word=word)
    return Script(blueprint.title, tuple(items), by_pin, "exam", seed, terms)


def terms_of(blueprint: Blueprint, pin: str, adjustment: Adjustment, *, pack: str = "", word: str = "") -> Terms:
    """The terms that a blueprint gives a candidate."""
    limit, closes = _us(blueprint.limit, adjustment), blueprint.closes
    more = 0 if limit is None or blueprint.limit is None else limit - blueprint.limit * _SECOND
    return Terms(
        blueprint.exam,
        pin,
        tuple(_section(section, blueprint, adjustment) for section in blueprint.sections.values()),
        limit,
        # The hour at which an exam closes does not take away the extra time that somebody is granted.
        int(closes.timestamp() * _SECOND) + more if closes else None,
        blueprint.overdue,
        (blueprint.grace or 0) * _SECOND,
        adjustment.factor,
        adjustment.rest_us,
        blueprint.pass_mark,
        blueprint.after.show,
        blueprint.after.when,
        blueprint.instructions or "",
        pack,
        word,
    )


def drawn(section: Section, blueprint: Blueprint, cases: Mapping[str, Loaded], seed: int) -> tuple[Unit, ...]:
    """The units of a section that this seed draws, in the order in which they are asked."""
    found = list(units(section, blueprint, cases))
    if section.draw is not None:
        by_chance = sorted(range(len(found)), key=lambda at: _chance(seed, "draw", section.id, found[at], cases))
        chosen = set(by_chance[: section.draw])
        found = [unit for at, unit in enumerate(found) if at in chosen]
    if (section.order or blueprint.order) == "shuffled":
        found.sort(key=lambda unit: _chance(seed, "order", section.id, unit, cases))
    return tuple(found)


def _chance(seed: int, what: str, section: str, unit: Unit, cases: Mapping[str, Loaded]) -> bytes:
    """Where chance puts a unit: a hash, not a generator's state, so that it is the same for ever.

    The case goes in by its hash: a pack, which tells no case's id, draws the same.
    """
    text = f"{seed}\n{what}\n{section}\n{cases[unit.case].hash}\n{unit.questions}"
    return hashlib.sha256(text.encode()).digest()


def _items(section: Section, blueprint: Blueprint, cases: Mapping[str, Loaded], seed: int) -> Iterator[ItemRef]:
    number = 0
    for unit in drawn(section, blueprint, cases, seed):
        loaded = cases[unit.case]
        places: Sequence[tuple[str, str]] = tuple(asked_in(loaded.case)) if unit.whole else unit.questions
        for stage, question in places:
            number += 1
            weight = unit.weight * _worth(loaded.case, stage, question, whole=unit.whole)
            yield ItemRef(f"{section.id}/{number}", loaded.hash, stage, question, section.id, round(weight, 6))


def _worth(case: Case, stage: str, question: str, *, whole: bool) -> float:
    """What a question counts: its own weight; in a whole case its share of what its stage counts there."""
    if question == RECOMMIT:
        found = case.differential()
        own = found[1].weight if found else 1.0
    else:
        own = case.question(stage, question).weight
    if not whole:
        return own
    beside = [name for where, name in asked_in(case) if where == stage]
    total = sum(_worth(case, stage, name, whole=False) for name in beside)
    part = case.stages.get(stage)
    return (part.weight if part else 1.0) * own / total if total else 0.0


def _section(section: Section, blueprint: Blueprint, adjustment: Adjustment) -> SectionTerms:
    return SectionTerms(
        section.id,
        section.name,
        section.instructions or "",
        _us(section.time, adjustment),
        _us(section.question_time, adjustment),
        (section.navigation or blueprint.navigation) == "linear",
        section.weight,
    )


def _us(seconds: int | None, adjustment: Adjustment) -> int | None:
    return None if seconds is None else round(seconds * adjustment.factor * _SECOND)
