"""Where in a run somebody is, in words for lists and headings."""

from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.state import State
from miliary_chat.dialogue.terms import Terms

NOT_BEGUN = "not begun"


def place_of(script: Script, state: State) -> str:
    """The current question's place: "findings, question 2 of 3", or its stage's name alone when it has one question."""
    if state.ended is not None:
        return state.ended
    if state.current is None:
        return NOT_BEGUN
    if script.terms is not None:
        return place_in_exam(script, script.terms, state.current)
    here = script.ref(state.current)
    beside = [ref.id for ref in script.items if ref.stage == here.stage and ref.case == here.case]
    name = stage_name(script, state.current)
    return name if len(beside) < 2 else f"{name}, question {beside.index(here.id) + 1} of {len(beside)}"


def place_in_exam(script: Script, terms: Terms, item: str) -> str:
    """Where a candidate is: "Films, question 3 of 12". Stages have names that would tell what the case is about."""
    number = 1 + next(at for at, ref in enumerate(script.items) if ref.id == item)
    place = f"question {number} of {len(script.items)}"
    part = terms.section(script.ref(item).section)
    return f"{part.title}, {place}" if part.title else place


def stage_name(script: Script, item: str) -> str:
    """What people call the stage that an item belongs to; the quiz after the last stage is called so."""
    stage = script.case(item).stages.get(script.ref(item).stage)
    return stage.name if stage is not None else "quiz"
