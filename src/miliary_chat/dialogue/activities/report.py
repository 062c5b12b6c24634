"""One pass over a film: one long text, judged as a whole, then told what was left out."""

from miliary_chat.dialogue import events as e, ladder, moves
from miliary_chat.dialogue.activities import answer
from miliary_chat.dialogue.listening import listen
from miliary_chat.dialogue.turn import Turn

open_item = answer.open_item
skip = answer.skip


def hear(turn: Turn, text: str) -> None:
    """Credit, correct everything, tell what is required and missing, close: there is no second pass."""
    heard = listen(turn, text)
    moves.note_errors(turn, heard)
    moves.correct_rest(turn)
    answer.credit_all(turn, heard)
    for name, part in turn.question.expect.items():
        verdict = heard.of(name)
        if verdict and verdict.outcome == "denied":
            moves.contradict(turn, part, verdict, heard)
        if part.need == "required" and name not in turn.item.credits:
            ladder.tell(turn, part)
    if not heard.verdicts:
        turn.emit(e.Unrecognised(turn.id, text))
    answer.close(turn, "complete")


def hint(turn: Turn) -> None:
    """A report is written without help."""
    turn.say("redirect", "nothing-left")
