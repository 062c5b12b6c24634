"""What an answer denies that is so: told, each once, and settled when it is denied again."""

from miliary_chat.case.rubrics import Expectation
from miliary_chat.dialogue import ladder, moves
from miliary_chat.dialogue.activities import aims
from miliary_chat.dialogue.listening import Heard
from miliary_chat.dialogue.turn import Turn
from miliary_chat.judge.judgement import Span, Verdict


def contradict_all(turn: Turn, heard: Heard) -> bool:
    """Say what was denied: the weightiest at length, then the others in a few words each.

    What is denied again after that is not argued about: a rung down, or it is told. True when the trainee is to answer.
    """
    denied = [(part, verdict) for verdict in heard.having("denied") if (part := _denied(turn, verdict))]
    fresh = [pair for pair in denied if pair[0].id not in turn.item.contradicted]
    if not fresh:
        return bool(denied) and _insist(turn, denied[0][0])
    told: set[Span] = set()
    for part, verdict in sorted(fresh, key=lambda pair: -pair[0].weight):
        spans = moves.spans_of(verdict)
        if not any(mine.start < other.end and other.start < mine.end for mine in spans for other in told):
            moves.contradict(turn, part, verdict, heard, briefly=bool(told))
            told.update(spans or (Span(0, 0),))
    return True


def _denied(turn: Turn, verdict: Verdict) -> Expectation | None:
    """The open expectation that a verdict denies, unless the words behind it were just corrected."""
    part: Expectation | None = turn.question.expect.get(verdict.concept)
    if part is None or verdict.stance == "possible" or aims.settled(turn, part) or moves.corrected_here(turn, verdict):
        return None
    return part


def _insist(turn: Turn, part: Expectation) -> bool:
    if ladder.step_down(turn, part):
        return True
    ladder.tell(turn, part)
    return False
