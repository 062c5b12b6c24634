"""From item to item: how a run begins, opens a question, goes on to the next and ends."""

from collections.abc import Callable
from types import ModuleType

from miliary_chat.base.errors import IllegalMove, UsageError
from miliary_chat.case.questions import ChoiceQuestion, InterviewQuestion, OrderQuestion
from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.activities.interview import hand_over
from miliary_chat.dialogue.script import RECOMMIT, Script
from miliary_chat.dialogue.states import Phase
from miliary_chat.dialogue.turn import Turn
from miliary_chat.judge.version import judge_version

Activity = Callable[[Turn], ModuleType]


def begin(turn: Turn, stage: str | None, person: str, activity: Activity) -> None:
    """Record the whole script, tell what would have been learnt before `stage`, and open the first item."""
    if turn.state.sequence:
        raise IllegalMove("This attempt has begun already.")
    script = turn.script
    if stage is not None and stage not in script.stages():
        raise UsageError(f"There is no stage “{stage}” here.", f"It has: {', '.join(script.stages())}.")
    turn.emit(e.Started(script.policy, script.seed, script.items, person, script.title, judge_version(), stage))
    if stage is not None:
        _tell_what_came_before(turn, stage)
    advance(turn, activity)


def _tell_what_came_before(turn: Turn, stage: str) -> None:
    stages = turn.script.stages()
    for ref in turn.script.items:
        if stages.index(ref.stage) >= stages.index(stage):
            return
        question = turn.script.question(ref.id)
        if isinstance(question, InterviewQuestion):
            _tell_interview(turn, ref.id, question)
        elif isinstance(question, OrderQuestion) and ref.question != RECOMMIT:
            _tell_results(turn, ref.id, question)
        elif question.expert and ref.question != RECOMMIT and not turn.silent:
            turn.emit(e.Spoke(ref.id, "note", e.Words(f"expert/{ref.id}", question.expert)))
        turn.emit(e.Closed(ref.id, "before"))


def _tell_interview(turn: Turn, item: str, question: InterviewQuestion) -> None:
    handed = question.handover.if_not_asked if question.handover else {}
    for reply in question.interview.values():
        words = turn.text(reply.reply or reply.find)
        if reply.must and words and reply.id not in handed:
            said = e.Words(f"handover/{reply.id}", words)
            turn.emit(e.Replied(item, reply.id, said, "handover", reply.name))
    hand_over(turn, item)


def _tell_results(turn: Turn, item: str, question: OrderQuestion) -> None:
    for order in question.orders.values():
        words = turn.text(order.result)
        if order.value == "must" and words:
            said = e.Words(f"result/{order.id}", words)
            turn.emit(e.Resulted(item, order.id, said, "must", 0, order.name, order.takes, order.show, told=True))


def advance(turn: Turn, activity: Activity) -> None:
    """Open what comes next, as long as the current item is closed; end after the last."""
    while turn.state.ended is None and (turn.state.current is None or turn.item.phase is Phase.CLOSED):
        following = next((ref for ref in turn.script.items if turn.state.items[ref.id].phase is Phase.UNSEEN), None)
        if following is None:
            return _come_back(turn) if turn.silent else _end(turn)
        _open(turn, following, activity)


def _end(turn: Turn) -> None:
    turn.emit(e.Spoke(None, "summarise", turn.words("ended")))
    turn.emit(e.Ended("completed"))


def _come_back(turn: Turn) -> None:
    """In an exam with nothing unseen left: back to the next question that is still open; else it can be handed in."""
    items = [ref.id for ref in turn.script.items]
    here = items.index(turn.id) + 1
    for item in (*items[here:], *items[:here]):
        if turn.state.items[item].phase is not Phase.CLOSED:
            return go_to(turn, item)
    if any(isinstance(event, e.Closed) for event in turn.events):
        turn.emit(e.Spoke(None, "note", turn.words("exam-all-closed")))


def _open(turn: Turn, ref: e.ItemRef, activity: Activity) -> None:
    first_of_stage = all(
        turn.state.items[other.id].phase is Phase.UNSEEN
        for other in turn.script.items
        if other.stage == ref.stage and other.case == ref.case
    )
    case = turn.script.cases[ref.case]
    stage = case.stages.get(ref.stage)
    question = turn.script.question(ref.id)
    scene = stage.scene if stage and first_of_stage and ref.question != RECOMMIT else None
    if ref.stage == "debrief" and first_of_stage:
        count = sum(1 for other in turn.script.items if other.stage == "debrief")
        scene = turn.words("quiz-begin" if count > 1 else "quiz-begin-one", count=count).text
    show = question.show or (stage.show if stage else None)
    turn.emit(e.Opened(ref.id, e.Words(f"question/{ref.id}", question_words(turn, ref.id)), scene, show))
    if not turn.silent:
        activity(turn).open_item(turn)


def question_words(turn: Turn, item: str | None = None) -> str:
    """The question of an item as it is put, in the tutor's own words where the author wrote none."""
    item = item or turn.id
    return words_of(turn.script, item) or turn.words(f"ask-{turn.script.activity(item)}").text


def words_of(script: Script, item: str) -> str:
    """The author's words of a question: with its options, one a line, where it has some; empty for none."""
    question = script.question(item)
    if script.activity(item) == RECOMMIT:
        recommit = script.differential(item)[1].recommit
        return recommit.ask if recommit else ""
    if isinstance(question, ChoiceQuestion):
        options = [f"{key.upper()}. {text}" for key, text in question.options.items()]
        return "\n".join([question.question, *options])
    return question.question or ""


def go_to(turn: Turn, item: str) -> None:
    """Go to another item of an exam that is not closed; a guided case is taken in order."""
    if turn.state.policy != "exam":
        return turn.say("redirect", "guided-goto")
    target = turn.state.items.get(item)
    if target is None or target.phase is Phase.CLOSED:
        raise IllegalMove("That question is closed or not part of this run.")
    ref = turn.script.ref(item)
    turn.emit(e.Opened(item, e.Words(f"question/{item}", question_words(turn, item)), None, _picture(turn, ref)))


def _picture(turn: Turn, ref: e.ItemRef) -> str | None:
    stage = turn.script.cases[ref.case].stages.get(ref.stage)
    return turn.script.question(ref.id).show or (stage.show if stage else None)
