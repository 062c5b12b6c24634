"""What a marker decides on: equal wordings of all candidates as one unit, anonymous, most frequent first."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from miliary_chat.case.questions import ChoiceQuestion, DifferentialQuestion
from miliary_chat.dialogue.concepts import REASON, lexicon
from miliary_chat.dialogue.exam.waiting import Kind, Waiting
from miliary_chat.dialogue.exam.wordings import key
from miliary_chat.dialogue.parts import LEAD, parts_of
from miliary_chat.dialogue.script import RECOMMIT, Script, asked_in
from miliary_chat.exam.sheets import Sheet
from miliary_chat.judge.judgement import Missing, Span

CONTEXTS = 3
"""How many whole answers stand under a wording."""


class Place(NamedTuple):
    """A question, whoever was asked it: the case's hash, the stage, the question."""

    case: str
    stage: str
    question: str


@dataclass(frozen=True, slots=True)
class Option:
    """What a wording may be decided to say: the part's id, its name, the author's phrasings."""

    concept: str
    name: str
    phrasings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """A whole answer in which the wording stands, and where."""

    answer: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place where the wording waits: an attempt by its id, which names nobody, and what waits there."""

    attempt: str
    waiting: Waiting


@dataclass(frozen=True, slots=True)
class Unit:
    """One decision: a wording, equal for everybody who wrote it.

    `id` is the same in every process. `concept` is what the machine found it near to, or denied by it; empty where it
    found nothing, and then `options` are what it may say. `missing` and `reason` are the machine's verdict.
    `candidates` counts attempts.
    """

    id: str
    place: Place
    asked: str
    expert: str
    kind: Kind
    concept: str
    wording: str
    options: tuple[Option, ...]
    missing: Missing | None
    reason: str
    contexts: tuple[Context, ...]
    candidates: int
    occurrences: tuple[Occurrence, ...]


def units(sheets: Iterable[Sheet]) -> tuple[Unit, ...]:
    """Everything that waits, most frequent first; of equally frequent ones in the order of the questions."""
    sheets = list(sheets)
    found: dict[tuple[Place, Kind, str, tuple[str, ...]], list[tuple[Sheet, Waiting]]] = {}
    for sheet in sheets:
        for one in sheet.waiting:
            words = key(one.wording, lexicon(sheet.script, one.item))
            found.setdefault((_place(sheet.script, one.item), one.kind, one.concept, words), []).append((sheet, one))
    made = [_unit(place, words, those) for (place, _, _, words), those in found.items()]
    order = _order(sheets)
    return tuple(sorted(made, key=lambda unit: (-unit.candidates, order[unit.place], unit.id)))


def _place(script: Script, item: str) -> Place:
    ref = script.ref(item)
    return Place(ref.case, ref.stage, ref.question)


def _order(sheets: Sequence[Sheet]) -> dict[Place, tuple[str, int]]:
    """Where every question stands: as it was asked, where all were asked the same in the same order; else by the
    case's id, then as the case asks them."""
    asked = {tuple(_place(sheet.script, ref.id) for ref in sheet.script.items) for sheet in sheets}
    if len(asked) == 1:
        return {place: ("", number) for number, place in enumerate(asked.pop())}
    out: dict[Place, tuple[str, int]] = {}
    for sheet in sheets:
        for pin, case in sheet.script.cases.items():
            for number, (stage, question) in enumerate(asked_in(case)):
                out.setdefault(Place(pin, stage, question), (f"{case.id} {pin}", number))
    return out


def _unit(place: Place, words: tuple[str, ...], those: list[tuple[Sheet, Waiting]]) -> Unit:
    sheet, first = those[0]
    texts = Counter(one.wording for _, one in those)
    wording = min(texts, key=lambda text: (-texts[text], sum(map(str.isupper, text)), text))
    asked, expert = _question(sheet.script, first.item)
    names = dict.fromkeys([first.concept] if first.concept else [name for _, one in those for name in one.open])
    contexts = dict.fromkeys(Context(one.answer, one.spans) for _, one in those)
    return Unit(
        "\n".join((*place, first.kind, first.concept, *words)),
        place,
        asked,
        expert,
        first.kind,
        first.concept,
        wording,
        tuple(_options(sheet, first.item, names)),
        first.missing,
        first.reason,
        tuple(contexts)[:CONTEXTS],
        len({sheet.id for sheet, _ in those}),
        tuple(Occurrence(sheet.id, one) for sheet, one in those),
    )


def _question(script: Script, item: str) -> tuple[str, str]:
    """The words of the question, or the stage's name where it has none, and the expert's answer."""
    question, ref = script.question(item), script.ref(item)
    if ref.question == RECOMMIT and isinstance(question, DifferentialQuestion) and question.recommit:
        return question.recommit.ask, question.recommit.expert or ""
    stage = script.case(item).stages.get(ref.stage)
    return question.question or (stage.name if stage else ref.stage), question.expert or ""


def _options(sheet: Sheet, item: str, names: Iterable[str]) -> Iterator[Option]:
    """The parts of a question by these names, in its own order."""
    wanted = set(names)
    for part in parts_of(sheet.script, sheet.state, item):
        if part.id in wanted:
            wanted.discard(part.id)
            yield Option(part.id, *_named(sheet.script, item, part.id, part.name))
    # What was optional for one candidate may not be a part of the question for another.
    for name in names:
        if name in wanted:
            yield Option(name, *_named(sheet.script, item, name, name.replace("-", " ")))


def _named(script: Script, item: str, concept: str, name: str) -> tuple[str, tuple[str, ...]]:
    question = script.question(item)
    if isinstance(question, DifferentialQuestion) and concept == LEAD:
        leads = [question.entries[one].name for one in question.lead.accept if one in question.entries]
        return f"the lead: {' or '.join(leads) or ' or '.join(question.lead.accept)}", ()
    if isinstance(question, DifferentialQuestion) and concept == REASON:
        return name, question.lead.reason
    if isinstance(question, ChoiceQuestion):
        return " and ".join(question.options[one] for one in question.right if one in question.options), ()
    for group in ("expect", "entries", "orders"):
        part = getattr(question, group, {}).get(concept)
        if part is not None:
            together = tuple(" + ".join(" / ".join(one) for one in part.require) for _ in range(bool(part.require)))
            return part.name, (*part.accept, *together)
    return name, ()
