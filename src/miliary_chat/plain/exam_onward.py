"""Where "next" leads in an exam, and what going there closes."""

from dataclasses import dataclass
from typing import Literal

from miliary_chat.dialogue.actions import Action, GoTo, Skip
from miliary_chat.dialogue.exam.moving import leaves_for_good, may_go, open_items
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.state import State
from miliary_chat.dialogue.terms import SectionTerms

Kind = Literal["question", "part", "new-clock", "end", "nowhere"]
"""On within the part; on to the next part; on to a part from which or to which nobody comes back; the last; closed."""


@dataclass(frozen=True, slots=True)
class Step:
    """The way on: what kind of step it is, the action that takes it, the items that it closes, the part it enters."""

    kind: Kind
    action: Action | None = None
    closes: tuple[str, ...] = ()
    part: SectionTerms | None = None


def onward(script: Script, state: State) -> Step:
    """The way on from the current question; never back to one that was passed."""
    here, terms = state.current, script.terms
    if here is None or terms is None or not open_items(state):
        return Step("nowhere")
    order = [ref.id for ref in script.items]
    own = terms.section(script.ref(here).section)
    later = [item for item in open_items(state) if order.index(item) > order.index(here)]
    within = [item for item in later if script.ref(item).section == own.id]
    if within:
        closes = leaves_for_good(state, within[0])
        return Step("question", Skip() if own.linear else GoTo(within[0]), closes)
    if not later:
        if own.linear and here in open_items(state):
            return Step("question", Skip(), (here,))
        return Step("end")
    part = terms.section(script.ref(later[0]).section)
    if own.linear:
        return Step("new-clock" if part.limit_us else "part", Skip(), (here,), part)
    if may_go(state, later[0]) is not None:
        return Step("end")
    kind: Kind = "new-clock" if own.one_way or part.one_way else "part"
    return Step(kind, GoTo(later[0]), leaves_for_good(state, later[0]), part)


def before(script: Script, state: State) -> str | None:
    """The item before the current one; None at the first."""
    order = [ref.id for ref in script.items]
    at = order.index(state.current) if state.current in order else 0
    return order[at - 1] if at else None
