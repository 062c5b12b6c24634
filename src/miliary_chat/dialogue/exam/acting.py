"""What a candidate can do in an exam: the same actions, in silence, within limits."""

from typing import Final

from miliary_chat.base.errors import IllegalMove
from miliary_chat.base.sanitise import ANSWER_LIMIT, clean, one_line
from miliary_chat.dialogue import actions as a, events as e
from miliary_chat.dialogue.activities import choice
from miliary_chat.dialogue.exam import ending, judging, limits, moving
from miliary_chat.dialogue.hearing import manners
from miliary_chat.dialogue.states import Phase
from miliary_chat.dialogue.turn import Turn

_ALWAYS: Final = (a.Tick, a.AddTime, a.NoteClock, a.Reenter)
"""What is not the candidate's doing, and waits for no limit or break."""

WORDS_LIMIT: Final = 200
"""Code points of a reason or a name that are kept."""


def act(turn: Turn, action: a.Action) -> None:
    """Let it happen, then open what comes next. IllegalMove when it may not be, with the reason."""
    if isinstance(action, a.Judge):
        if turn.state.ended is None:
            raise IllegalMove("An exam is judged once it is handed in.")
        return judging.judge(turn)
    if not isinstance(action, _ALWAYS):
        _refuse_what_is_too_late(turn, action)
    match action:
        case a.Tick():
            ending.expire(turn, action.drafts)
        case a.AddTime() | a.NoteClock() | a.Reenter():
            _note(turn, action)
        case a.Rest() | a.GoOn():
            _rest(turn, action)
        case a.Submit():
            ending.hand_in(turn, action.drafts)
        case a.Say() | a.Choose():
            _answer(turn, action)
        case a.Skip():
            moving.next_one(turn)
        case a.GoTo():
            moving.go_to(turn, action.item)
        case a.Flag():
            _flag(turn, action)
        case _:
            turn.say("redirect", "not-here")
    moving.advance(turn)


def _refuse_what_is_too_late(turn: Turn, action: a.Action) -> None:
    if limits.is_due(turn.state, turn.at):
        raise IllegalMove("The time for this is over.")
    if turn.state.paused_us is not None and not isinstance(action, a.GoOn | a.Submit):
        raise IllegalMove("You are in a rest break.", "Go on first; your answers are as you left them.")
    moves = isinstance(action, a.GoTo | a.Skip | a.Rest)
    if moves and limits.in_grace(turn.state, turn.at):
        raise IllegalMove("The time is over.", "Finish this answer and hand in.")


def _answer(turn: Turn, action: a.Say | a.Choose) -> None:
    if action.item is not None and action.item != turn.id:
        raise IllegalMove("That question is closed, so the answer was not taken.", "What was typed in time counts.")
    if turn.item.phase is Phase.CLOSED:
        return turn.emit(e.Spoke(None, "redirect", turn.words("exam-all-closed")))
    if isinstance(action, a.Choose):
        if turn.script.activity(turn.id) != "choice":
            return turn.say("redirect", "not-here")
        late = limits.in_grace(turn.state, turn.at)
        turn.emit(e.Answered(turn.id, ", ".join(action.options), len(turn.item.answers) + 1, late=late))
        return choice.choose(turn, action.options)
    whole = clean(action.text).strip()
    if not whole:
        return _clear(turn)
    if turn.script.activity(turn.id) in ("interview", "order") and "done" in manners(whole):
        return moving.next_one(turn)  # what can be come back to is not closed by a word
    ending.answer(turn, whole[:ANSWER_LIMIT], from_draft=action.from_draft)
    if len(whole) > ANSWER_LIMIT:
        turn.say("note", "cut", limit=f"{ANSWER_LIMIT:,}")


def _clear(turn: Turn) -> None:
    """An emptied answer is an answer too, where the last one counts; what was asked or ordered stays so."""
    written = turn.script.activity(turn.id) not in ("interview", "order", "choice")
    if written and turn.item.answers and turn.item.answers[-1]:
        late = limits.in_grace(turn.state, turn.at)
        return turn.emit(e.Answered(turn.id, "", len(turn.item.answers) + 1, late=late))
    turn.say("redirect", "empty")


def _flag(turn: Turn, action: a.Flag) -> None:
    own = turn.state.items.get(action.item)
    if own is None or own.phase is Phase.CLOSED:
        raise IllegalMove("That question is closed or not part of this exam.")
    if own.flagged != action.on:
        turn.emit(e.Flagged(action.item, action.on))


def _rest(turn: Turn, action: a.Rest | a.GoOn) -> None:
    state = turn.state
    if isinstance(action, a.GoOn):
        if state.paused_us is not None:
            turn.emit(e.Unpaused(turn.at, limits.resting(state, turn.at)))
        return
    allowance = state.terms.rest_us if state.terms else 0
    if state.rested_us >= allowance:
        raise IllegalMove("There is no rest break left." if allowance else "This exam has no rest breaks for you.")
    turn.emit(e.Paused(turn.at))


def _note(turn: Turn, action: a.AddTime | a.NoteClock | a.Reenter) -> None:
    match action:
        case a.Reenter():
            turn.emit(e.Reentered(turn.at, action.away_us, action.boot))
        case a.NoteClock():
            turn.emit(e.ClockMoved(turn.at, action.by_us))
        case a.AddTime() if action.id not in turn.state.additions:
            by, why = (one_line(text, limit=WORDS_LIMIT) for text in (action.by, action.why))
            turn.emit(e.TimeAdded(turn.at, action.us, by, why, action.id))
