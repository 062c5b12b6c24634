"""What a run is worth: its events, folded, against the expert's script. The same for guided and exam."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from miliary_chat.case.questions import DifferentialQuestion
from miliary_chat.dialogue.exam.waiting import waits
from miliary_chat.dialogue.marks import Marks, StageMark, Vital
from miliary_chat.dialogue.parts import mark_of, parts_of
from miliary_chat.dialogue.script import RECOMMIT, Script
from miliary_chat.dialogue.state import State


def marks(script: Script, state: State) -> Marks:
    """The marks of the run so far; items that were passed by `--from` are left out. An exam's stages are its parts."""
    stages = tuple(_of_parts(script, state) if script.terms else _of_stages(script, state))
    total = _mean((stage.mark, stage.weight) for stage in stages)
    return Marks(
        total or 0,
        stages,
        tuple(_vitals(script, state)),
        tuple(_claims(script, state)),
        provisional=state.policy == "exam" and waits(script, state),
        finished=state.ended is not None if script.terms else state.ended == "completed",
    )


def _of_stages(script: Script, state: State) -> Iterator[StageMark]:
    for stage in script.stages():
        refs = [ref for ref in script.items if ref.stage == stage and state.items[ref.id].why != "before"]
        items = tuple(mark_of(script, state, ref.id) for ref in refs)
        case = script.cases[refs[0].case] if refs else None
        own = case.stages.get(stage) if case else None
        title, weight = (own.name, own.weight) if own else ("quiz", 1.0)
        yield StageMark(stage, title, _mean((i.mark, i.weight) for i in items), weight, items)


def _of_parts(script: Script, state: State) -> Iterator[StageMark]:
    assert script.terms is not None
    for part in script.terms.sections:
        refs = [ref for ref in script.items if ref.section == part.id]
        items = tuple(replace(mark_of(script, state, ref.id), weight=ref.weight) for ref in refs)
        yield StageMark(part.id, part.title, _mean((i.mark, i.weight) for i in items), part.weight, items)


def _mean(pairs: Iterable[tuple[int | None, float]]) -> int | None:
    known = [(mark, weight) for mark, weight in pairs if mark is not None]
    weights = sum(weight for _, weight in known)
    return round(sum(mark * weight for mark, weight in known) / weights) if weights else None


def _vitals(script: Script, state: State) -> Iterator[Vital]:
    for ref in script.items:
        own = state.items[ref.id]
        if own.why == "before" or ref.question == RECOMMIT:
            continue
        question = script.question(ref.id)
        if isinstance(question, DifferentialQuestion):
            for name, entry in question.entries.items():
                stand = own.stands.get(name)
                if entry.must_not_miss:
                    listed = stand is not None and stand.stance != "withdrawn"
                    yield Vital(entry.name, "must-not-miss", own.ruled[name] > 0 if name in own.ruled else listed)
        for part in parts_of(script, state, ref.id):
            if part.critical:
                yield Vital(part.name, "critical", part.earned > 0)


def _claims(script: Script, state: State) -> Iterator[str]:
    for ref in script.items:
        for name, text in state.items[ref.id].claimed.items():
            yield f"{name.replace('-', ' ') or 'an answer'}: “{text}”"
