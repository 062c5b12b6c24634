"""The judgement of an exam that was handed in: in its last answers, the verdicts that the tutor would have found."""

from miliary_chat.case.questions import AnswerQuestion, DifferentialQuestion, OrderQuestion
from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.activities import lead, order
from miliary_chat.dialogue.concepts import PANEL, REASON, UNREASONABLE, rubric
from miliary_chat.dialogue.own_words import taken_by_errors
from miliary_chat.dialogue.script import RECOMMIT
from miliary_chat.dialogue.turn import Turn
from miliary_chat.judge.judgement import Judgement, Span, Verdict
from miliary_chat.judge.version import judge_version


def judge(turn: Turn) -> None:
    """Judge the final answer of every question, and value every order by what was known when it was given."""
    for ref in turn.script.items:
        question = turn.script.question(ref.id)
        if isinstance(question, OrderQuestion):
            _value(turn, ref.id, question)
        elif isinstance(question, AnswerQuestion | DifferentialQuestion):
            _judge_final(turn, ref.id, question)


def _value(turn: Turn, item: str, question: OrderQuestion) -> None:
    given: list[str] = []
    own = turn.state.items[item]
    for name, run in own.runs.items():
        part = question.orders.get(name)
        if part is not None:
            worth, credit = order.worth_of(part, run.known, given)
            asked = _asked_for(turn, item, question, name, own.answers[run.revision - 1]) if run.revision else 100
            turn.emit(e.Valued(item, name, worth, min(credit, asked)))
        given.append(name)


def _asked_for(turn: Turn, item: str, question: OrderQuestion, name: str, text: str) -> int:
    """The credit for how an order was asked for, in percent: by its name, or by a word for several ("bloods")."""
    judged = rubric(turn.script, item).judge(text)
    if judged.of(name).outcome != "missing":
        return 100
    met = [panel for panel in question.panels.values() if judged.of(PANEL + panel.id).outcome == "met"]
    return max((panel.credit for panel in met if name in panel.gives), default=100)


def _judge_final(turn: Turn, item: str, question: AnswerQuestion | DifferentialQuestion) -> None:
    answers = turn.state.items[item].answers
    if not answers:
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
        _credit_reason(turn, item, found)
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
            group = question.entries.get(entry.group or "")
            if group and group.id not in turn.state.items[item].stands:  # whoever names one of them names the group
                turn.emit(e.Listed(item, group.id, verdict.stance, group.name, 100, revision, _spans(verdict)))
        elif verdict.concept.startswith(UNREASONABLE) and verdict.outcome == "met" and verdict.stance != "unlikely":
            name = verdict.concept.removeprefix(UNREASONABLE)
            turn.emit(e.Erred(item, name, revision, _spans(verdict)))


def _credit_reason(turn: Turn, item: str, found: tuple[Verdict, ...]) -> None:
    for verdict in found:
        if verdict.concept == REASON and verdict.outcome == "met":
            words, revision = turn.words("credit", name="a reason"), len(turn.state.items[item].answers)
            turn.emit(e.Credited(item, REASON, words, 100, "said", revision, _spans(verdict)))


def _commit(turn: Turn, item: str, question: DifferentialQuestion, judged: Judgement) -> None:
    """The lead of a written list: what was favoured; with nothing favoured none, unless only one thing was said."""
    named = [v for v in judged.verdicts if v.concept in question.entries and v.outcome == "met"]
    leading = [v for v in named if v.stance == "favoured"] or (named if len(named) == 1 else [])
    if leading:
        name = leading[0].concept
        turn.emit(e.Committed(item, name, question.entries[name].name, lead.worth(question, name)))


def _spans(verdict: Verdict) -> tuple[Span, ...]:
    return verdict.evidence.spans if verdict.evidence else ()
