"""Early insight: what was said before its question was asked is taken over, so that nobody says it twice."""

from miliary_chat.case.questions import AnswerQuestion, DifferentialQuestion, OrderQuestion
from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.concepts import FIND, REASON, UMBRELLA, UNREASONABLE, VAGUE, rubric
from miliary_chat.dialogue.script import RECOMMIT
from miliary_chat.dialogue.states import Phase
from miliary_chat.dialogue.turn import Turn
from miliary_chat.judge.judgement import Verdict

_NEVER = (UNREASONABLE, UMBRELLA, REASON, "panel.", "elsewhere.")


def carry(turn: Turn, text: str) -> bool:
    """Note what `text` already says of questions that are still to come; True when there was anything."""
    here = turn.script.ref(turn.id)
    found = False
    for ref in turn.script.items:
        state = turn.state.items[ref.id]
        if ref.case != here.case or state.phase is not Phase.UNSEEN or ref.question == RECOMMIT:
            continue
        if not isinstance(turn.script.question(ref.id), AnswerQuestion | DifferentialQuestion | OrderQuestion):
            continue
        for verdict in rubric(turn.script, ref.id).judge(text).verdicts:
            if _sure(verdict) and verdict.concept not in state.carried and verdict.evidence:
                spans = verdict.evidence.spans
                quote = turn.quote(text[spans[0].start : spans[-1].end])
                turn.emit(e.Carried(ref.id, verdict.concept, quote, turn.id))
                found = True
    return found


def _sure(verdict: Verdict) -> bool:
    if verdict.outcome != "met" or verdict.kind != "expectation" or verdict.stance == "unlikely":
        return False
    return not verdict.concept.startswith(_NEVER) and not verdict.concept.endswith((VAGUE, FIND))
