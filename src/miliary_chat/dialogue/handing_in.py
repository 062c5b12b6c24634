"""The end of a run before its last question: finished early, or an exam handed in and only then judged."""

from miliary_chat.case.questions import AnswerQuestion, ChoiceQuestion, DifferentialQuestion
from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.activities import lead
from miliary_chat.dialogue.concepts import UNREASONABLE, rubric
from miliary_chat.dialogue.own_words import taken_by_errors
from miliary_chat.dialogue.script import RECOMMIT
from miliary_chat.dialogue.states import Phase
from miliary_chat.dialogue.turn import Turn
from miliary_chat.judge.judgement import Judgement, Span, Verdict
from miliary_chat.judge.version import judge_version


def submit(turn: Turn, reason: str) -> None:
    """Close everything that is open, judge an exam's final answers, end."""
    for ref in turn.script.items:
        if turn.state.items[ref.id].phase is not Phase.CLOSED:
            turn.emit(e.Closed(ref.id, "finished"))
    if turn.silent:
        for ref in turn.script.items:
            _judge_final(turn, ref.id)
    else:
        turn.emit(e.Spoke(None, "summarise", turn.words("ended-early")))
    turn.emit(e.Ended(reason))


def _judge_final(turn: Turn, item: str) -> None:
    """Judge the last answer of an exam item; interviews, orders and choices have recorded theirs as they came."""
    answers = turn.state.items[item].answers
    question = turn.script.question(item)
    if not answers or isinstance(question, ChoiceQuestion):
        return
    if not isinstance(question, AnswerQuestion | DifferentialQuestion):
        return
    judged = rubric(turn.script, item).judge(answers[-1])
    found = tuple(verdict for verdict in judged.verdicts if verdict.outcome != "missing")
    taken = taken_by_errors(turn.script, item, answers[-1], found)
    earning = tuple(verdict for verdict in found if verdict.concept not in taken)
    turn.emit(e.Judged(item, len(answers), judge_version(), found, judged.unclaimed))
    for verdict in found:
        if verdict.outcome == "met" and verdict.stance != "unlikely" and verdict.kind == "misconception":
            turn.emit(e.Erred(item, verdict.concept, len(answers), _spans(verdict)))
    if isinstance(question, AnswerQuestion):
        _credit(turn, item, question, earning)
    elif turn.script.ref(item).question != RECOMMIT:
        _list(turn, item, question, earning)
    if isinstance(question, DifferentialQuestion):
        _commit(turn, item, question, judged)


def _credit(turn: Turn, item: str, question: AnswerQuestion, found: tuple[Verdict, ...]) -> None:
    verdicts = {verdict.concept: verdict for verdict in found}
    for name, part in question.expect.items():
        verdict = verdicts.get(name)
        if verdict and verdict.outcome == "met" and verdict.stance != "unlikely":
            words = turn.words("credit", name=part.name)
            revision = len(turn.state.items[item].answers)
            turn.emit(e.Credited(item, name, words, 100, "said", revision, _spans(verdict)))


def _list(turn: Turn, item: str, question: DifferentialQuestion, found: tuple[Verdict, ...]) -> None:
    revision = len(turn.state.items[item].answers)
    for verdict in found:
        entry = question.entries.get(verdict.concept)
        if entry and verdict.outcome == "met":
            turn.emit(e.Listed(item, entry.id, verdict.stance, entry.name, 100, revision, _spans(verdict)))
        elif verdict.concept.startswith(UNREASONABLE) and verdict.outcome == "met" and verdict.stance != "unlikely":
            name = verdict.concept.removeprefix(UNREASONABLE)
            turn.emit(e.Erred(item, name, revision, _spans(verdict)))


def _commit(turn: Turn, item: str, question: DifferentialQuestion, judged: Judgement) -> None:
    """The lead of a written list: what was favoured; with nothing favoured none, unless only one thing was said."""
    named = [v for v in judged.verdicts if v.concept in question.entries and v.outcome == "met"]
    leading = [v for v in named if v.stance == "favoured"] or (named if len(named) == 1 else [])
    if leading:
        name = leading[0].concept
        turn.emit(e.Committed(item, name, question.entries[name].name, lead.worth(question, name)))


def _spans(verdict: Verdict) -> tuple[Span, ...]:
    return verdict.evidence.spans if verdict.evidence else ()
