"""Whole dialogues sent through the tutor, and the moves that they did not bring."""

from collections.abc import Iterator
from dataclasses import dataclass

from miliary_chat.author.answers import Answers, Dialogue
from miliary_chat.base.errors import IllegalMove
from miliary_chat.case.loaded import Loaded
from miliary_chat.dialogue import actions as a, events as e
from miliary_chat.dialogue.score import marks
from miliary_chat.dialogue.script import Script
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.clock import SystemClock
from miliary_chat.session.commands import Called, Unknown, parse


@dataclass(frozen=True, slots=True)
class Unkept:
    """A turn (from 0; None for the end) that did not bring what it must; `why` says so; `said` is the tutor's reply."""

    turn: int | None
    why: str
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Talked:
    """One dialogue as it went: all that happened, the total out of 100, and what was not kept."""

    dialogue: Dialogue
    events: tuple[e.Event, ...]
    total: int
    unkept: tuple[Unkept, ...]


def talk_through(loaded: Loaded, answers: Answers) -> Iterator[Talked]:
    """Hold every dialogue of the file."""
    for dialogue in answers.dialogues.values():
        yield talk(loaded, dialogue)


def talk(loaded: Loaded, dialogue: Dialogue) -> Talked:
    """Hold one dialogue, as if somebody typed it."""
    script = Script.of_case(loaded.case, loaded.hash, seed=dialogue.seed)
    attempt = Attempt.rehearse(script, (), SystemClock(), stage=dialogue.stage)
    unkept: list[Unkept] = []
    for number, turn in enumerate(dialogue.turns):
        action = _action(turn.say)
        if isinstance(action, str):
            unkept.append(Unkept(number, action))
            continue
        try:
            events = attempt.send(action)
        except IllegalMove as error:
            unkept.append(Unkept(number, f"this cannot be done here: {error}"))
            break
        brought = {move for event in events for move in moves_of(event)}
        said = tuple(spoken(events))
        unkept += [Unkept(number, f"it did not bring “{move}”", said) for move in turn.brings if move not in brought]
        unkept += [Unkept(number, f"it brought “{move}”", said) for move in turn.never if move in brought]
    total = marks(attempt.script, attempt.state).total
    low, high = dialogue.marks or (0, 100)
    if not low <= total <= high:
        unkept.append(Unkept(None, f"it ends with {total} marks, not {low} to {high}"))
    if dialogue.ends and attempt.state.ended is None:
        unkept.append(Unkept(None, f"it does not end: “{attempt.state.current}” is open"))
    return Talked(dialogue, tuple(record.event for record in attempt.events), total, tuple(unkept))


def _action(text: str) -> a.Action | str:
    """What somebody who types `text` does, or why that is nothing that can be tested."""
    command = parse(text)
    if command is None:
        return a.Say(text)
    if isinstance(command, Unknown):
        return command.words
    assert isinstance(command, Called)
    return command.action or f"“{command.command.usage}” is done by the screen, and brings nothing to test"


def spoken(events: tuple[e.Event, ...]) -> Iterator[str]:
    """What the tutor and the patient said."""
    for event in events:
        words = getattr(event, "words", None)
        if words is not None:
            yield words.text


def moves_of(event: e.Event) -> tuple[str, ...]:
    """The moves that an event is, as answers.yaml names them: bare, and with whom it is about."""
    move, about = _move_of(event)
    if not move:
        return ()
    return (move, f"{move} {about}") if about else (move,)


def _move_of(event: e.Event) -> tuple[str, str]:
    match event:
        case e.Replied():
            return {"reply": "reply", "finding": "find", "handover": "handover"}[event.kind], event.reply
        case e.Resulted() | e.Withheld():
            return "result" if isinstance(event, e.Resulted) else "withhold", event.order
        case e.Listed() | e.Committed():
            return "list" if isinstance(event, e.Listed) else "commit", event.entry
        case e.AskedBack():
            return "clarify", event.pending.concept
        case e.Opened() | e.Closed():
            return "open" if isinstance(event, e.Opened) else "close", event.item
        case e.Spoke():
            return event.move, ""
        case _:
            move = _MOVES.get(type(event), "")
            return move, getattr(event, "concept", "") if move else ""


_MOVES: dict[type, str] = {
    e.Credited: "credit",
    e.Pumped: "pump",
    e.Hinted: "hint",
    e.Prompted: "prompt",
    e.Asserted: "assert",
    e.Corrected: "correct",
    e.Contradicted: "contradict",
    e.Chosen: "choose",
    e.Unrecognised: "unrecognised",
    e.Ended: "end",
}
