"""Somebody who knows the case by heart: whether full marks can be had in every question, and what is lost where not."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from miliary_chat.author.players.material import Material, Ways, material_of
from miliary_chat.author.players.trail import SKIPS_TO_CLOSE, Decide, Trail, take, turns_at_most
from miliary_chat.case.questions import AnswerQuestion, DifferentialQuestion, OrderQuestion
from miliary_chat.dialogue import actions as a
from miliary_chat.dialogue.concepts import rubric
from miliary_chat.dialogue.marks import ItemMark
from miliary_chat.dialogue.parts import EXTRAS_THAT_COUNT
from miliary_chat.dialogue.score import marks
from miliary_chat.dialogue.script import RECOMMIT, Script
from miliary_chat.dialogue.state import State

Plan = Callable[[Script, str], list[str]]


@dataclass(frozen=True, slots=True)
class Lost:
    """A question in which even somebody who says everything does not get all: the best mark, and what was lost.

    `parts` are (name, earned, worth, how); `said` is what was typed there.
    """

    item: str
    mark: int
    parts: tuple[tuple[str, float, float, str], ...]
    said: tuple[str, ...]


def losses(script: Script, decide: Decide) -> tuple[tuple[Trail, ...], tuple[Lost, ...]]:
    """The runs of those who say everything, each in another way, and every question in which none of them got 100."""
    best: dict[str, Lost] = {}
    trails = []
    for plan in PLANS:
        trail = _walk(script, plan, decide)
        trails.append(trail)
        for item in (item for stage in marks(script, trail.state).stages for item in stage.items):
            if item.mark is None or (item.item in best and best[item.item].mark >= item.mark):
                continue
            best[item.item] = Lost(item.item, item.mark, tuple(_lost(item)), trail.state.items[item.item].answers)
    return tuple(trails), tuple(lost for lost in best.values() if lost.mark < 100)


def _lost(item: ItemMark) -> Iterator[tuple[str, float, float, str]]:
    for part in item.parts:
        if part.earned < (part.worth if not part.bonus else 0.0):
            yield part.name, part.earned, part.worth, part.how


def _walk(script: Script, plan: Plan, decide: Decide) -> Trail:
    """Say to each question what the plan has for it, then that this is all."""
    steps = [take(script, State(), a.Begin(), decide)]
    here, lines, skips = "", list[str](), 0
    bound = turns_at_most(script)
    while steps[-1].after.current is not None and not steps[-1].broken and len(steps) <= bound:
        state = steps[-1].after
        current = state.current or ""
        if current != here:
            here, lines, skips = current, plan(script, current), 0
        action, lines = _turn(script, state, lines)
        skips += isinstance(action, a.Skip)
        steps.append(take(script, state, action, decide))
        if skips > SKIPS_TO_CLOSE:
            break
    return Trail(script, tuple(steps))


def _turn(script: Script, state: State, lines: list[str]) -> tuple[a.Action, list[str]]:
    here, pending = state.current or "", state.item.pending
    material = material_of(script, here)
    if material.options:
        return a.Choose(material.key), lines
    if pending and pending.kind == "lead":
        reason = f", because of {material.reasons[0]}" if material.reasons else ""
        return a.Say(f"{_said(script, here, material.leads)}{reason}"), lines
    if pending and pending.kind == "typo":
        return a.Say("no"), lines
    if lines:
        return a.Say(lines[0]), lines[1:]
    return (a.Say("done") if len(state.item.answers) < 60 else a.Skip()), lines


def _said(script: Script, item: str, ways: Ways, concept: str = "") -> str:
    """The first of the ways that the judge takes for this concept and for nothing wrong; else the first."""
    for way in ways:
        verdicts = rubric(script, item).judge(way).verdicts
        mine = any(verdict.outcome == "met" and verdict.concept == concept for verdict in verdicts)
        wrong = any(verdict.outcome == "met" and verdict.kind == "misconception" for verdict in verdicts)
        denied = any(verdict.outcome == "denied" for verdict in verdicts)
        if (mine or not concept) and not wrong and not denied:
            return way
    return ways[0] if ways else ""


def wanted(script: Script, item: str) -> list[str]:
    """The concepts that earn marks, what may wait first: a question closes when all that is required is said."""
    question = script.question(item)
    material = material_of(script, item)
    if isinstance(question, AnswerQuestion):
        first = [name for name in material.right if question.expect[name].need != "required"]
        leaders = {part.after for part in question.expect.values() if part.after}
        first = [name for name in first if name not in leaders and question.expect[name].after is None]
        return [*first, *(name for name in material.right if name not in first)]
    if isinstance(question, DifferentialQuestion):
        return _listed(question)
    if isinstance(question, OrderQuestion):
        return [name for name in material.right if name in question.orders]
    return list(material.right)


def _listed(question: DifferentialQuestion) -> list[str]:
    entries = question.entries
    needed = [name for name, part in entries.items() if part.must_not_miss or part.need == "required"]
    leads = [name for name in question.lead.accept[:1] if name in entries]
    others = [name for name, part in entries.items() if name not in needed and part.group is None]
    return list(dict.fromkeys([*leads, *needed, *others[:EXTRAS_THAT_COUNT]]))


def _one_by_one(script: Script, item: str) -> list[str]:
    """Each point in an answer of its own."""
    material = material_of(script, item)
    if material.activity == "report":
        return _together(script, item)
    return [_said(script, item, material.right[name], name) for name in _names(script, item, material)]


def _together(script: Script, item: str) -> list[str]:
    """All points in one answer."""
    material = material_of(script, item)
    words = [_said(script, item, material.right[name], name) for name in _names(script, item, material)]
    return [". ".join(words)] if material.activity != "interview" else words


def _every_way(script: Script, item: str) -> list[str]:
    """Every way to say each point, a point an answer."""
    material = material_of(script, item)
    lines = [". ".join(material.right[name]) for name in _names(script, item, material)]
    return [". ".join(lines)] if material.activity == "report" else lines


def _names(script: Script, item: str, material: Material) -> Sequence[str]:
    if script.ref(item).question == RECOMMIT:
        return [name for name, ways in material.right.items() if ways and ways[0] in material.leads[:1]]
    return [name for name in wanted(script, item) if material.right.get(name)]


PLANS: Final[tuple[Plan, ...]] = (_one_by_one, _together, _every_way)
