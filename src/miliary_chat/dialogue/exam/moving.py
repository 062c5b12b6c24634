"""From question to question in an exam: what may be gone to, what that closes, what comes next."""

from miliary_chat.base.errors import IllegalMove
from miliary_chat.dialogue import events as e, passage
from miliary_chat.dialogue.activities import interview
from miliary_chat.dialogue.state import State
from miliary_chat.dialogue.states import Phase
from miliary_chat.dialogue.terms import SectionTerms
from miliary_chat.dialogue.turn import Turn


def open_items(state: State, section: str | None = None) -> list[str]:
    """The items that are not closed, of one section or of all, in their order."""
    return [
        ref.id
        for ref in state.refs.values()
        if (section is None or ref.section == section) and state.items[ref.id].phase is not Phase.CLOSED
    ]


def may_go(state: State, item: str) -> str | None:
    """Why an item cannot be gone to now, in a sentence; None when it can."""
    ref, terms = state.refs.get(item), state.terms
    if ref is None or terms is None or state.current is None:
        return "That question is not part of this exam."
    if state.items[item].phase is Phase.CLOSED:
        return "That question is closed."
    here, there = state.refs[state.current].section, ref.section
    if here == there:
        return _within(state, terms.section(here), item)
    order = [section.id for section in terms.sections if any(r.section == section.id for r in state.refs.values())]
    passed = [terms.section(name) for name in order[min(order.index(here), order.index(there)) :]]
    passed = passed[: abs(order.index(there) - order.index(here)) + 1]
    if not any(section.one_way for section in passed):
        return None
    ahead = next((name for name in order[order.index(here) + 1 :] if open_items(state, name)), None)
    if there != ahead:
        return "The parts of this exam are taken one after the other."
    if terms.section(there).linear and item != open_items(state, there)[0]:
        return "The questions of that part are taken one after the other."
    return None


def _within(state: State, section: SectionTerms, item: str) -> str | None:
    if not section.linear:
        return None
    ahead = [name for name in open_items(state, section.id) if name != state.current]
    if item != state.current and (not ahead or item != ahead[0]):
        return "The questions of this part are taken one after the other."
    return None


def leaves_for_good(state: State, item: str) -> tuple[str, ...]:
    """The open items that going to `item` would close: of a linear part the question, of a timed part all of it."""
    if state.current is None or state.terms is None or item == state.current:
        return ()
    here = state.refs[state.current].section
    section = state.terms.section(here)
    if state.refs[item].section == here:
        return (state.current,) if section.linear and state.items[state.current].phase is not Phase.CLOSED else ()
    return tuple(open_items(state, here)) if section.one_way else ()


def go_to(turn: Turn, item: str) -> None:
    """Go to an item; what cannot be come back to is closed. IllegalMove with the reason when it may not be."""
    refused = may_go(turn.state, item)
    if refused:
        raise IllegalMove(refused)
    if item == turn.state.current:
        return
    for name in leaves_for_good(turn.state, item):
        close(turn, name, "moved-on")
    passage.open_item(turn, turn.script.ref(item))


def following(state: State) -> str | None:
    """The next item to answer: ahead in this part, then what is still open in it, then the parts after it."""
    if state.current is None:
        return next(iter(open_items(state)), None)
    here = state.refs[state.current].section
    names = list(state.refs)
    rest = [name for name in open_items(state, here) if name != state.current]
    ahead = [name for name in rest if names.index(name) > names.index(state.current)]
    if ahead or rest:
        return (ahead or rest)[0]
    others = [name for name in open_items(state) if state.refs[name].section != here]
    later = [name for name in others if names.index(name) > names.index(state.current)]
    return next(iter(later or others), None)


def next_one(turn: Turn) -> None:
    """On to the next question; a linear part closes this one. After the last nothing moves, and it is said."""
    here = turn.id
    target = following(turn.state)
    section = turn.state.refs[here].section
    linear = turn.state.terms is not None and turn.state.terms.section(section).linear
    if target is not None and turn.state.refs[target].section == section:
        return go_to(turn, target)
    if linear:
        close(turn, here, "moved-on")
        return advance(turn)
    turn.say("note", "exam-last-here")


def advance(turn: Turn) -> None:
    """Open what comes next when the current item is closed; say so when nothing is left but the hand-in."""
    if turn.state.ended is not None or turn.state.paused_us is not None:
        return
    if turn.state.current is not None and turn.item.phase is not Phase.CLOSED:
        return
    target = following(turn.state)
    if target is not None:
        passage.open_item(turn, turn.script.ref(target))
    elif any(isinstance(event, e.Closed) for event in turn.events):
        turn.emit(e.Spoke(None, "note", turn.words("exam-all-closed")))


def close(turn: Turn, item: str, why: str) -> None:
    """Close an item; whoever leaves an interview is handed what the next questions need."""
    if turn.state.items[item].phase is Phase.CLOSED:
        return
    seen = turn.state.items[item].phase is not Phase.UNSEEN
    if seen and turn.script.activity(item) == "interview":
        interview.hand_over(turn, item)
    turn.emit(e.Closed(item, why))  # type: ignore[arg-type]
