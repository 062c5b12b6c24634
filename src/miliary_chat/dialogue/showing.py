"""Which picture is up, and whether an expert's words about it would give an answer away."""

from miliary_chat.dialogue.script import RECOMMIT, Script
from miliary_chat.dialogue.state import State
from miliary_chat.dialogue.states import Phase


def may_tell(script: Script, state: State, item: str, image: str) -> bool:
    """Whether no question about this picture is still to be answered; never in an exam, before or after its end."""
    if script.policy == "exam":
        return False
    pin = script.ref(item).case
    case = script.cases[pin]
    for ref in script.items:
        if ref.case != pin or ref.stage == "debrief" or ref.question == RECOMMIT:
            continue
        shown = case.question(ref.stage, ref.question).show or case.stages[ref.stage].show
        if shown == image and script.activity(ref.id) in ("answer", "report", "choice"):
            life = state.items.get(ref.id)
            if life is None or life.phase is not Phase.CLOSED:
                return False
    return True
