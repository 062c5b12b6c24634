"""What the tutor does about an action: decide, pure; together with evolve the only way that anything happens."""

from types import ModuleType

from miliary_chat.base.errors import IllegalMove
from miliary_chat.base.sanitise import ANSWER_LIMIT, clean
from miliary_chat.dialogue import actions as a, comparing, events as e, passage, reasons
from miliary_chat.dialogue.activities import answer, choice, differential, interview, order, recommit, report
from miliary_chat.dialogue.carry import carry
from miliary_chat.dialogue.evolve import evolve, fold
from miliary_chat.dialogue.exam import acting, moving
from miliary_chat.dialogue.hearing import manners
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.state import State
from miliary_chat.dialogue.states import Phase
from miliary_chat.dialogue.turn import Turn

__all__ = ["decide", "evolve", "fold"]

_ACTIVITIES: dict[str, ModuleType] = {
    "answer": answer,
    "choice": choice,
    "differential": differential,
    "interview": interview,
    "order": order,
    "recommit": recommit,
    "report": report,
}


def decide(script: Script, state: State, action: a.Action, at: int) -> tuple[e.Event, ...]:
    """The events that answer `action`; IllegalMove when it cannot be done now.

    `at` is the moment in microseconds UTC, for deadlines; nothing here reads a clock.
    """
    turn = Turn(script, state, at)
    if state.ended is not None and not isinstance(action, a.Judge):
        raise IllegalMove("This attempt has ended.", "Start the case again from the home screen.")
    if isinstance(action, a.Begin):
        passage.begin(turn, action)
        moving.advance(turn) if turn.silent else passage.advance(turn, activity)
    elif state.current is None and state.ended is None:
        raise IllegalMove("This attempt has not begun.")
    elif turn.silent:
        acting.act(turn, action)
    else:
        _act(turn, action)
        passage.advance(turn, activity)
    return tuple(turn.events)


def activity(turn: Turn) -> ModuleType:
    """The current item's activity."""
    return _ACTIVITIES[turn.script.activity(turn.id)]


def _act(turn: Turn, action: a.Action) -> None:
    match action:
        case a.Say():
            _say(turn, action)
        case a.Choose() if turn.script.activity(turn.id) == "choice":
            turn.emit(e.Answered(turn.id, ", ".join(action.options), len(turn.item.answers) + 1))
            choice.choose(turn, action.options)
        case a.AskHint():
            activity(turn).hint(turn)
        case a.AskWhy():
            reasons.explain(turn)
        case a.Dispute():
            reasons.dispute(turn, action.concept, clean(action.words, limit=ANSWER_LIMIT).strip())
        case a.Skip():
            activity(turn).skip(turn)
        case a.Submit():
            _finish(turn, action.reason)
        case a.GoTo():
            turn.say("redirect", "guided-goto")
        case a.Choose():
            turn.say("redirect", "not-here")
        case _:  # what only an exam knows: its clock, flags and breaks
            return


def _finish(turn: Turn, reason: str) -> None:
    """End early: close everything that is open."""
    for ref in turn.script.items:
        if turn.state.items[ref.id].phase is not Phase.CLOSED:
            turn.emit(e.Closed(ref.id, "finished"))
    turn.emit(e.Spoke(None, "summarise", turn.words("ended-early")))
    turn.emit(e.Ended(reason))


def _say(turn: Turn, action: a.Say) -> None:
    whole = clean(action.text).strip()
    text = whole[:ANSWER_LIMIT]
    if not text:
        return turn.say("redirect", "empty")
    turn.emit(e.Answered(turn.id, text, len(turn.item.answers) + 1, action.from_draft))
    if len(whole) > len(text):
        turn.say("note", "cut", limit=f"{ANSWER_LIMIT:,}")
    if _small_talk(turn, text) or comparing.answer(turn, text):
        return
    activity(turn).hear(turn, text)
    if turn.script.activity(turn.id) in ("answer", "report") and turn.item.verdicts and turn.state.judged == turn.id:
        carry(turn, text)


def _small_talk(turn: Turn, text: str) -> bool:
    """A greeting, thanks, or a question to the tutor: answered or redirected, never judged."""
    said = set(manners(text))
    if turn.item.pending and {"yes", "no"} & said:
        return False
    if asked := {"ask-tutor", "repeat"} & said:
        turn.say("redirect", next(iter(asked)), question=passage.question_words(turn))
    elif "greeting" in said:
        turn.say("greet", "greeting")
    elif "thanks" in said:
        turn.say("greet", "thanks")
    else:
        return False
    return True
