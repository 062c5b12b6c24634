"""Early insight: what was said before its question was asked is taken over, so that nobody says it twice."""

from miliary_chat.case.questions import AnswerQuestion, Asked, DifferentialQuestion, OrderQuestion
from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.concepts import FIND, REASON, UMBRELLA, UNREASONABLE, VAGUE, rubric
from miliary_chat.dialogue.own_words import taken_by_errors
from miliary_chat.dialogue.script import RECOMMIT
from miliary_chat.dialogue.states import Phase
from miliary_chat.dialogue.turn import Turn
from miliary_chat.judge.judgement import Span, Verdict

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
        if _of_another_picture(turn, ref):
            continue
        verdicts = rubric(turn.script, ref.id).judge(text).verdicts
        taken = taken_by_errors(turn.script, ref.id, text, verdicts, turn.item.verdicts)
        for verdict in verdicts:
            if not _sure(verdict) or verdict.concept in {*state.carried, *taken} or not verdict.evidence:
                continue
            quote = turn.quote(_quoted(text, verdict.evidence.spans))
            if _weighty(turn.script.question(ref.id), verdict, quote):
                turn.emit(e.Carried(ref.id, verdict.concept, quote, turn.id))
                found = True
    return found


def _of_another_picture(turn: Turn, ref: e.ItemRef) -> bool:
    """Whether one picture is spoken of here and another asked about there: what holds of one does not of the other."""
    here, there = turn.script.ref(turn.id), turn.script.question(ref.id)
    case = turn.script.case(ref.id)
    shown = [case.question(one.stage, one.question).show or case.stages[one.stage].show for one in (here, ref)]
    return isinstance(there, AnswerQuestion) and None not in shown and shown[0] != shown[1]


def _quoted(text: str, spans: tuple[Span, ...]) -> str:
    return text[spans[0].start : spans[-1].end] if spans else ""


def _weighty(question: Asked, verdict: Verdict, quote: str) -> bool:
    """Whether it is worth taking over: a word in passing is no answer to a question that was not asked yet."""
    if not isinstance(question, AnswerQuestion):
        return bool(quote)
    part = question.expect.get(verdict.concept)
    phrasing = verdict.evidence.phrasing if verdict.evidence else ""
    whole = len(quote.split()) > 1 and len(phrasing.split()) > 1
    return part is not None and (part.critical or part.need == "required") and whole


def _sure(verdict: Verdict) -> bool:
    if verdict.outcome != "met" or verdict.kind != "expectation" or verdict.stance == "unlikely":
        return False
    return not verdict.concept.startswith(_NEVER) and not verdict.concept.endswith((VAGUE, FIND))
