"""What the tutor does about an action: decide, pure; together with evolve the only way that anything happens."""

from types import ModuleType

from miliary_chat.base.errors import IllegalMove
from miliary_chat.base.sanitise import ANSWER_LIMIT, clean
from miliary_chat.dialogue import actions as a
from miliary_chat.dialogue import events as e
from miliary_chat.dialogue import handing_in, passage, reasons
from miliary_chat.dialogue.activities import answer, choice, differential, interview, order, recommit, report
from miliary_chat.dialogue.carry import carry
from miliary_chat.dialogue.evolve import evolve, fold
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
_CONTENT = ("interview", "order")
"""What a patient replies and a test shows is content, and comes in an exam too."""


def decide(script: Script, state: State, action: a.Action, at: int) -> tuple[e.Event, ...]:
    """The events that answer `action`; IllegalMove when it cannot be done now.

    `at` is the moment in microseconds UTC, for deadlines; nothing here reads a clock.
    """
    turn = Turn(script, state)
    if state.ended is not None:
        raise IllegalMove("This attempt has ended.", "Start the case again from the home screen.")
    if isinstance(action, a.Begin):
        passage.begin(turn, action.stage, action.person, activity)
    elif state.current is None:
        raise IllegalMove("This attempt has not begun.")
    elif turn.item.phase is Phase.CLOSED and isinstance(action, a.Say | a.Choose | a.Skip):
        turn.emit(e.Spoke(None, "redirect", turn.words("exam-all-closed")))
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
            activity(turn).hint(turn) if not turn.silent else turn.say("redirect", "not-here")
        case a.AskWhy():
            reasons.explain(turn) if not turn.silent else turn.say("redirect", "not-here")
        case a.Dispute():
            reasons.dispute(turn, action.concept, clean(action.words, limit=ANSWER_LIMIT).strip())
        case a.Skip():
            turn.emit(e.Closed(turn.id, "skipped")) if turn.silent else activity(turn).skip(turn)
        case a.GoTo():
            passage.go_to(turn, action.item)
        case a.Submit():
            handing_in.submit(turn, action.reason)
        case a.Choose():
            turn.say("redirect", "not-here")
        case a.Tick() | a.Begin():
            return


def _say(turn: Turn, action: a.Say) -> None:
    whole = clean(action.text).strip()
    text = whole[:ANSWER_LIMIT]
    if not text:
        return turn.say("redirect", "empty")
    turn.emit(e.Answered(turn.id, text, len(turn.item.answers) + 1, action.from_draft))
    if len(whole) > len(text):
        turn.say("note", "cut", limit=f"{ANSWER_LIMIT:,}")
    kind = turn.script.activity(turn.id)
    if turn.silent:
        if kind in _CONTENT:
            activity(turn).hear(turn, text)
        elif kind == "choice":
            choice.hear(turn, text)
        return
    if _small_talk(turn, text):
        return
    activity(turn).hear(turn, text)
    if kind in ("answer", "report") and turn.item.verdicts and turn.state.judged == turn.id:
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
