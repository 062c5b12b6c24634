"""The tutor asks, the trainee answers in free text; expectations, misconceptions, and the whole ladder."""

from miliary_chat.case.questions import AnswerQuestion
from miliary_chat.case.rubrics import Expectation
from miliary_chat.dialogue import events as e, ladder, moves
from miliary_chat.dialogue.activities import aims, denials
from miliary_chat.dialogue.carry import carry
from miliary_chat.dialogue.hearing import manners, says_side
from miliary_chat.dialogue.listening import Heard, listen
from miliary_chat.dialogue.turn import Turn
from miliary_chat.dialogue.unanswered import open_question
from miliary_chat.judge.judgement import Verdict

BLANKS_BEFORE_OFFER = 3


def open_item(turn: Turn) -> None:
    """Take over what was said before the question was asked; with nothing left to ask, offer to add or to go on."""
    for name, quote in turn.item.carried.items():
        if part := turn.question.expect.get(name):
            words = turn.words("credit-carried", name=part.name, quote=quote)
            turn.emit(e.Credited(turn.id, name, words, 100, "carried"))
    if turn.item.credits and aims.complete(turn):
        turn.emit(e.Pumped(turn.id, turn.words("carried-whole")))


def hear(turn: Turn, text: str) -> None:
    """Answer an answer, in the order of dialogue.md."""
    repeated = _same_as_before(turn, text)
    pending = turn.item.pending
    if pending and _settle(turn, text, pending):
        return None
    asked = pending or _passed_question(turn, text)
    said = ("answer",) if asked and asked.kind == "clarify" and says_side(text) else manners(text)
    if "dont-know" in said:
        return _help(turn)
    if "yes" in said and not pending and not aims.complete(turn):
        return turn.say("redirect", "say-more")
    if {"done", "no", "yes"} & set(said):
        if not close_if_complete(turn, even_with_extras=True):
            _stop_early(turn)
        return None
    if repeated:
        target = aims.target_of(turn)
        more = target is not None and ladder.has_rungs(turn, target)
        turn.say("remind", "same-answer" if more else "same-answer-bare")
        return climb_down(turn)
    respond(turn, listen(turn, text, asked))


def _passed_question(turn: Turn, text: str) -> e.Pending | None:
    """The question about what is in hand that was not answered when it was put; a short answer may still do so."""
    part = aims.in_hand(turn)
    return open_question(turn, part.id, text) if part else None


def _help(turn: Turn) -> None:
    """A rung down, never counted wrong; encouraged once, not every time."""
    if close_if_complete(turn):
        return
    if not any("dont-know" in manners(earlier) for earlier in turn.item.answers[:-1]) and not aims.wanted(turn):
        turn.say("encourage", "dont-know")
    climb_down(turn)


def _stop_early(turn: Turn) -> None:
    """ "Done" while something required is open: said so once, at no cost; said again, it is told and we go on."""
    earlier = turn.item.answers[:-1]
    if earlier and {"done", "no"} & set(manners(earlier[-1])):
        skip(turn)
    else:
        turn.say("note", "not-all")


def _same_as_before(turn: Turn, text: str) -> bool:
    folded = " ".join(text.casefold().split())
    return folded in {" ".join(earlier.casefold().split()) for earlier in turn.item.answers[:-1]}


def _settle(turn: Turn, text: str, pending: e.Pending) -> bool:
    """Hear the answer to the tutor's own question; True when the turn is done with that."""
    yes, no = moves.agrees(text), moves.declines(text)
    if pending.kind == "mend":
        turn.emit(e.Settled(turn.id, answered=True))
        moves.settle_mend(turn, text, pending.concept)
        heard = listen(turn, text, aside=True)
        moves.note_errors(turn, heard)
        credit_all(turn, heard)
        again = moves.correct_one(turn)
        denied = denials.contradict_all(turn, heard)
        asked = again is not None and not aims.complete(turn) and moves.ask_mend(turn, again.id)
        if not (asked or denied):
            go_on(turn)
        return True
    turn.emit(e.Settled(turn.id, answered=yes or not no))
    if pending.kind == "typo" and yes:
        part = turn.question.expect[pending.concept]
        words = moves.credit_words(turn, part.name, None)
        left = ladder.leaves(part, turn.item, turn.state.known)
        turn.emit(e.Credited(turn.id, part.id, words, left, "clarified", len(turn.item.answers) - 1))
        go_on(turn)
        return True
    if pending.kind == "offer" and (yes or no):
        if yes:
            ladder.tell(turn, turn.question.expect[pending.concept])
            go_on(turn)
        else:
            turn.say("encourage", "offer-no")
        return True
    return False


def respond(turn: Turn, heard: Heard) -> None:
    """Correct, credit, contradict, ask back; then the next thing to do."""
    again = moves.note_errors(turn, heard)
    corrected = moves.correct_one(turn)
    for name in again[:1]:
        known = moves.misconceptions(turn)[name]
        turn.say("remind", "correct-again", correct=turn.text(known.correct) or "")
    credited = credit_all(turn, heard)
    denied = denials.contradict_all(turn, heard)
    if corrected and not aims.complete(turn) and moves.ask_mend(turn, corrected.id):
        return
    if _ask_back(turn, heard) or denied:
        return
    if not (heard.verdicts or again):
        return _answer_blank(turn, heard.text)
    if corrected and aims.complete(turn) and moves.ask_mend(turn, corrected.id):
        return
    if not (corrected or credited or denied or again) and (stale := _still_near(turn, heard)):
        elsewhere = stale.missing is not None and stale.missing.lack == "place"
        turn.say("redirect", "near-elsewhere-still" if elsewhere else "near-still", quote=heard.quote(stale))
        return climb_down(turn)
    if not (corrected or credited or denied or again) and _only_known(turn, heard):
        turn.say("remind", "have-already")
    go_on(turn, progress=bool(credited))


def credit_all(turn: Turn, heard: Heard) -> list[Expectation]:
    """Credit what was newly said; what was told already earns nothing and is not credited again."""
    credited = []
    for verdict in heard.earning("met"):
        part = turn.question.expect.get(verdict.concept)
        if part and verdict.stance != "unlikely" and not aims.settled(turn, part):
            moves.credit(turn, part, verdict, heard)
            credited.append(part)
    near = turn.item.target and _order_answered(turn, heard)
    return [*credited, near] if near else credited


def _order_answered(turn: Turn, heard: Heard) -> Expectation | None:
    """The step whose place was asked for, when the reply now puts first what comes first."""
    part: Expectation | None = turn.question.expect.get(turn.item.target or "")
    if part is None or part.after is None or part.id not in turn.item.asked_back or aims.settled(turn, part):
        return None
    first = heard.of(part.after)
    if first is None or first.outcome != "met":
        return None
    turn.emit(
        e.Credited(
            turn.id,
            part.id,
            moves.credit_words(turn, part.name, None),
            ladder.leaves(part, turn.item, turn.state.known),
            "clarified",
            heard.revision,
            moves.spans_of(first),
        )
    )
    return part


def _ask_back(turn: Turn, heard: Heard) -> bool:
    near = [
        (turn.question.expect[verdict.concept], verdict)
        for verdict in heard.earning("near")
        if verdict.concept in turn.question.expect
    ]
    for part, verdict in sorted(near, key=lambda pair: aims.importance(pair[0])):
        if not aims.settled(turn, part) and moves.ask_back(turn, part, verdict, heard):
            return True
    return False


def _still_near(turn: Turn, heard: Heard) -> Verdict | None:
    """What is nearly right and was asked back before: it is not asked twice, but it is not passed over either."""
    for verdict in heard.having("near"):
        part = turn.question.expect.get(verdict.concept)
        if part and not aims.settled(turn, part):
            return verdict
    return None


def _only_known(turn: Turn, heard: Heard) -> bool:
    """Whether what was said is right, and was said or told before."""
    parts = [turn.question.expect.get(verdict.concept) for verdict in heard.earning("met", "near")]
    return any(part is not None and aims.settled(turn, part) for part in parts)


def _answer_blank(turn: Turn, text: str) -> None:
    """Nothing was recognised: kept for a later question, else pump, then a rung down; after three offer to tell."""
    if carry(turn, text):
        turn.say("note", "carried-early")
        return
    turn.emit(e.Unrecognised(turn.id, text))
    if not turn.item.pumped:
        turn.emit(e.Pumped(turn.id, turn.words("pump-blank")))
        return
    target = aims.in_hand(turn) or aims.target_of(turn)
    if target and turn.item.blanks >= BLANKS_BEFORE_OFFER and _may_offer(turn, target):
        turn.emit(e.AskedBack(turn.id, e.Pending("offer", target.id), turn.words("offer")))
        return
    turn.say("redirect", "not-placed")
    climb_down(turn)


def _may_offer(turn: Turn, part: Expectation) -> bool:
    """An offer to tell is made once for each point, and for an extra only if there was no other at this question."""
    offered = [name for name in turn.item.asked_back if name.startswith("offer ")]
    return f"offer {part.id}" not in offered if part.need == "required" else not offered


def go_on(turn: Turn, *, progress: bool = False) -> None:
    """What comes after the credits: a pump as long as answers bring something, else the next rung, else the close.

    Who said all that is required at once is asked for more once, too, where there is more to say.
    """
    more = aims.complete(turn) and not turn.item.pumped and aims.unmet(turn, "extra")
    if not more and close_if_complete(turn):
        return
    if progress or not turn.item.pumped:
        key = "pump-film" if turn.question.show else "pump"
        turn.emit(e.Pumped(turn.id, turn.words_in_turn(key, len(turn.item.answers))))
        return
    climb_down(turn)


def climb_down(turn: Turn) -> None:
    """One rung down for the target; what has no rung left is told, and the next one is asked for.

    What the trainee asked for help with beyond the required is left to them: the tutor tells how to get more.
    """
    if aims.wanted(turn):
        return turn.say("note", "hint-more")
    while (target := aims.target_of(turn)) is not None:
        if ladder.step_down(turn, target):
            return
        if target.need == "required":
            ladder.tell(turn, target)
        else:
            close(turn, "complete")
            return
    close(turn, "complete")


def hint(turn: Turn) -> None:
    """The next rung, when there was an attempt since the last one that was asked for; extras come after the rest."""
    target = aims.extra_to_hint(turn) if aims.complete(turn) else aims.target_of(turn)
    if target is None:
        turn.say("redirect", "nothing-left")
    elif not ladder.has_rungs(turn, target):
        turn.say("redirect", "no-more-hints")
    elif turn.item.hinted_since:
        turn.say("redirect", "try-first")
    else:
        ladder.step_down(turn, target, asked=True)


def skip(turn: Turn) -> None:
    """Tell every required expectation that is open, and close."""
    missed = aims.unmet(turn, "required")
    if missed:
        turn.emit(e.Spoke(turn.id, "encourage", turn.words_in_turn("skip-told", _place(turn))))
    for part in missed:
        ladder.tell(turn, part)
    close(turn, "skipped")


def close_if_complete(turn: Turn, *, even_with_extras: bool = False) -> bool:
    """Close when nothing required is open and no extra may be pursued any more."""
    if not aims.complete(turn) or ((aims.pursuable(turn) or aims.wanted(turn)) and not even_with_extras):
        return False
    close(turn, "complete")
    return True


def _place(turn: Turn) -> int:
    """Which question of the run this is: what is said once a question is not said in the same words at the next."""
    return turn.script.items.index(turn.script.ref(turn.id))


def close(turn: Turn, why: str) -> None:
    """Two lines: how it went, and what else could have been said; then the item is over."""
    question: AnswerQuestion = turn.question
    moves.correct_rest(turn)
    marked = [part for part in question.expect.values() if not part.bonus]
    said = [part for part in marked if part.id in turn.item.credits]
    told = [part.name for part in marked if not aims.settled(turn, part)]
    if said and len(said) < len(marked):
        summary = turn.words("summary-some", count=len(said), of=len(marked))
    else:
        summary = turn.words_in_turn("summary-all" if said else "summary-none", _place(turn))
    rest = turn.words("tell-extra", names="; ".join(told)).text if told else ""
    text = f"{summary.text} {rest}".strip()
    turn.emit(e.Spoke(turn.id, "summarise", e.Words(summary.key, text)))
    turn.emit(e.Closed(turn.id, "skipped" if why == "skipped" else "complete"))
