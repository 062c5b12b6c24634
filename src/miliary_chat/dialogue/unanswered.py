"""What the tutor asked and was not told yet: a short answer may still complete what was said then."""

from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.concepts import rubric
from miliary_chat.dialogue.listening import quoted
from miliary_chat.dialogue.turn import Turn

_SHORT = 3
"""Words up to which an answer is taken for the missing piece of an earlier one."""


def open_question(turn: Turn, concept: str, text: str) -> e.Pending | None:
    """The question about `concept` that was asked and passed, with the words that it was about.

    None where there was none, or where `text` is too long to be only its answer.
    """
    if concept not in turn.item.asked_back or len(text.split()) > _SHORT:
        return None
    for earlier in reversed(turn.item.answers[:-1]):
        verdict = rubric(turn.script, turn.id).judge(earlier).of(concept)
        if verdict.outcome == "near" and verdict.evidence:
            return e.Pending("clarify", concept, quoted(earlier, verdict.evidence.spans))
    return None
