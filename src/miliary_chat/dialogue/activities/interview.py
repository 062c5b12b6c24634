"""The trainee asks or examines, the script replies; a question is never wrong and nothing is volunteered."""

import re
from typing import Literal

from miliary_chat.case.questions import InterviewQuestion, Reply
from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.carry import carry
from miliary_chat.dialogue.concepts import FIND
from miliary_chat.dialogue.hearing import manners
from miliary_chat.dialogue.listening import Heard, listen
from miliary_chat.dialogue.turn import Turn
from miliary_chat.judge.judgement import Verdict

_ASKS = re.compile(
    r"\b(?:any|do you|does (?:he|she|it)|did you|have you|has (?:he|she)|are you|is there|are there)\b",
    re.IGNORECASE,
)
_EXAMINES = re.compile(r"auscult|examin|palpat|percuss|inspect|listen|look|o/e|on exam", re.IGNORECASE)
_MARKS = re.compile(r"[,.;?!\n]")

HINT_LEAVES = 50
"""What a must-ask is worth to thoroughness when the tutor had to name it."""


def open_item(turn: Turn) -> None:
    """Say how this goes."""
    turn.say("note", "interview-invite")


def hear(turn: Turn, text: str) -> None:
    """Reply to everything that was asked, or help to ask."""
    said = manners(text)
    if turn.item.pending:
        leaving = "done" in said or "no" in said
        turn.emit(e.Settled(turn.id, answered=True))
        if leaving:
            return leave(turn)
        if "yes" in said:
            return turn.say("encourage", "interview-back")
    if "done" in said:
        return ask_last(turn)
    if "dont-know" in said and not turn.silent:
        return _guide(turn)
    heard = listen(turn, text)
    hits = _hits(turn, heard)
    for verdict in hits:
        _reply(turn, verdict.concept, heard)
    if not hits:
        _answer_unknown(turn, text)


def _hits(turn: Turn, heard: Heard) -> list[Verdict]:
    """What was asked, in the order asked. A negated or half-recognised question is still a question."""
    sure = [verdict for verdict in heard.having("met", "denied")]
    sure += [verdict for verdict in heard.having("near") if verdict.missing and verdict.missing.lack == "typo"]
    if not sure:
        sure = heard.having("near")[:1]
    hits = [verdict for verdict in sure if not _only_asked(heard.text, verdict, sure)]
    return sorted(hits, key=lambda verdict: verdict.position or 0)


def _only_asked(text: str, verdict: Verdict, hits: list[Verdict]) -> bool:
    """Whether a part of the body is named in a question that another line answers: it examines nothing.

    "Any numbness in the hand?" asks; "hands" alone, and "any nodes in the neck?" where nobody can be asked, examine.
    """
    if not verdict.concept.endswith(FIND):
        return False
    here = _stretch(text, verdict)
    words = text[here.start : here.stop]
    asked = any(not other.concept.endswith(FIND) and _stretch(text, other) == here for other in hits)
    return asked and bool(_ASKS.search(words)) and not _EXAMINES.search(words)


def _stretch(text: str, verdict: Verdict) -> range:
    """The stretch between two marks that a verdict begins in."""
    at = verdict.position or 0
    marks = [mark.start() for mark in _MARKS.finditer(text)]
    start = max((mark + 1 for mark in marks if mark < at), default=0)
    return range(start, min((mark for mark in marks if mark >= at), default=len(text)))


def _reply(turn: Turn, concept: str, heard: Heard) -> None:
    reply: Reply = turn.question.interview[concept.removesuffix(FIND)]
    finding = concept.endswith(FIND)
    words = turn.text(reply.find if finding else reply.reply)
    if words is None:
        return turn.say("aside", "interview-otherwise")
    if concept in turn.item.heard:
        return turn.say("remind", "interview-heard", reply=words)
    kind: Literal["finding", "reply"] = "finding" if finding else "reply"
    said = e.Words(f"{kind}/{reply.id}", words)
    turn.emit(e.Replied(turn.id, reply.id, said, kind, revision=heard.revision))


def _answer_unknown(turn: Turn, text: str) -> None:
    """A question without a line is told so, by the tutor; a diagnosis said early is kept for its stage."""
    if turn.silent:
        return
    if carry(turn, text):
        return turn.say("note", "interview-carried")
    turn.emit(e.Unrecognised(turn.id, text))
    if turn.item.blanks > 2:
        return turn.say("aside", "interview-stuck")
    own = turn.text(turn.question.otherwise)
    if own:
        turn.emit(e.Spoke(turn.id, "aside", e.Words("otherwise", own)))
    else:
        turn.say("aside", "interview-otherwise")


def ask_last(turn: Turn) -> None:
    """Ask once, always, whether there is anything else; leave the second time."""
    if "anything-else" in turn.item.asked_back or turn.silent:
        return leave(turn)
    turn.emit(e.AskedBack(turn.id, e.Pending("anything-else"), turn.words("interview-last")))


def _guide(turn: Turn) -> None:
    """Help somebody who does not know what to ask; when there is nothing left to help with, offer to go on."""
    if "framework" in turn.item.rungs and not _unnamed(turn):
        return ask_last(turn)
    _name_next(turn)


def hint(turn: Turn) -> None:
    """First a framework to ask by; then, an attempt between each, one thing after another that should be asked."""
    if turn.item.hinted_since and _unnamed(turn):
        return turn.say("redirect", "ask-first")
    _name_next(turn, asked=True)


def _name_next(turn: Turn, *, asked: bool = False) -> None:
    question: InterviewQuestion = turn.question
    if "framework" not in turn.item.rungs:
        words = question.framework or turn.words("interview-framework").text
        label = turn.words("hint-free").text
        turn.emit(e.Hinted(turn.id, "framework", e.Words("framework", words), 1, 1, 100, label))
        return
    missing = _unnamed(turn)
    if not missing:
        return turn.say("redirect", "nothing-left")
    reply = missing[0]
    line = turn.words_in_turn("interview-hint", len(turn.item.rungs), name=reply.name)
    label = turn.words("hint-names", leaves=HINT_LEAVES).text
    turn.emit(e.Hinted(turn.id, reply.id, line, 1, 1, HINT_LEAVES, label, None, asked))


def _unnamed(turn: Turn) -> list[Reply]:
    return [reply for reply in _open_musts(turn) if reply.id not in turn.item.rungs]


def _open_musts(turn: Turn) -> list[Reply]:
    heard = turn.item.heard
    replies = turn.question.interview.values()
    return [reply for reply in replies if reply.must and reply.id not in heard and reply.id + FIND not in heard]


def skip(turn: Turn) -> None:
    """Leave the interview: asked for the last word once, like everybody."""
    if turn.item.pending:
        turn.emit(e.Settled(turn.id, answered=False))
        return leave(turn)
    ask_last(turn)


def leave(turn: Turn) -> None:
    """Go, and hand over what everybody has to know."""
    turn.say("summarise", "interview-leave")
    hand_over(turn)
    turn.emit(e.Closed(turn.id, "moved-on"))


def hand_over(turn: Turn, item: str | None = None) -> None:
    """Tell, unmarked, what was not asked and is needed to go on."""
    item = item or turn.id
    question: InterviewQuestion = turn.script.question(item)  # type: ignore[assignment]
    if question.handover is None:
        return
    heard = turn.state.items[item].heard
    for name, line in question.handover.if_not_asked.items():
        words = turn.text(line)
        if words and name not in heard and name + FIND not in heard:
            said = e.Words(f"handover/{name}", words)
            turn.emit(e.Replied(item, name, said, "handover", question.handover.source))
