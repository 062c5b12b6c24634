"""From item to item: how a run begins, opens a question, goes on to the next and ends."""

from collections.abc import Callable
from types import ModuleType

from miliary_chat.base.errors import IllegalMove, UsageError
from miliary_chat.case.questions import ChoiceQuestion, InterviewQuestion, OrderQuestion
from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.actions import Begin
from miliary_chat.dialogue.activities.interview import hand_over
from miliary_chat.dialogue.script import RECOMMIT, Script
from miliary_chat.dialogue.states import Phase
from miliary_chat.dialogue.turn import Turn
from miliary_chat.judge.version import judge_version

Activity = Callable[[Turn], ModuleType]


def begin(turn: Turn, start: Begin) -> None:
    """Record the whole script, and tell what would have been learnt before its stage."""
    if turn.state.sequence:
        raise IllegalMove("This attempt has begun already.")
    script, stage = turn.script, start.stage
    if stage is not None and stage not in script.stages():
        raise UsageError(f"There is no stage “{stage}” here.", f"It has: {', '.join(script.stages())}.")
    told = (script.policy, script.seed, script.items, start.person, script.title, judge_version(), stage)
    # A guided run has no clock of its own; its events say when they were stored, and that is enough.
    timed = (script.terms, turn.at, start.boot) if script.terms else ()
    turn.emit(e.Started(*told, *timed))
    if stage is not None:
        _tell_what_came_before(turn, stage)


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
    """Open what comes next, as long as the current item of a guided run is closed; end after the last."""
    while turn.state.ended is None and (turn.state.current is None or turn.item.phase is Phase.CLOSED):
        following = next((ref for ref in turn.script.items if turn.state.items[ref.id].phase is Phase.UNSEEN), None)
        if following is None:
            turn.emit(e.Spoke(None, "summarise", turn.words("ended")))
            turn.emit(e.Ended("completed"))
            return
        open_item(turn, following)
        activity(turn).open_item(turn)


def open_item(turn: Turn, ref: e.ItemRef) -> None:
    """Make an item the current one: its scene where a stage begins, its words, its picture."""
    stage = turn.script.cases[ref.case].stages.get(ref.stage)
    begins = turn.state.items[ref.id].phase is Phase.UNSEEN and _begins_stage(turn, ref)
    scene = stage.scene if stage and begins and ref.question != RECOMMIT else None
    if ref.stage == "debrief" and begins and not turn.silent:
        count = sum(1 for other in turn.script.items if other.stage == "debrief")
        scene = turn.words("quiz-begin" if count > 1 else "quiz-begin-one", count=count).text
    show = turn.script.question(ref.id).show or (stage.show if stage else None)
    words = e.Words(f"question/{ref.id}", question_words(turn, ref.id))
    turn.emit(e.Opened(ref.id, words, scene, show, turn.at if turn.silent else 0))


def _begins_stage(turn: Turn, ref: e.ItemRef) -> bool:
    """Whether nobody has been told the scene of an item's stage yet; in an exam, not just before this item."""
    beside = [other for other in turn.script.items if (other.stage, other.case) == (ref.stage, ref.case)]
    if turn.silent:
        before = turn.script.items.index(ref) - 1
        return before < 0 or turn.script.items[before] not in beside
    return all(turn.state.items[other.id].phase is Phase.UNSEEN for other in beside)


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
