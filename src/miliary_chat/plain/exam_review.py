"""After the hand-in: what the invigilator notes, and what the candidate may see now, as plain lines."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from miliary_chat.base.sanitise import one_line
from miliary_chat.dialogue.debrief import choice_result, side
from miliary_chat.dialogue.debrief_parts import Reply
from miliary_chat.dialogue.marks import Marks
from miliary_chat.dialogue.parts import mark_of
from miliary_chat.dialogue.score import marks
from miliary_chat.exam.handed_in import Review, conclude, reviewed
from miliary_chat.plain.debriefing import chosen, sided
from miliary_chat.plain.lines import BLANK, Line, heading
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.clock import Clock
from miliary_chat.session.store import Store

_STAY = ("interview", "order")


def after_hand_in(attempt: Attempt, store: Store, clock: Clock) -> tuple[Line, ...]:
    """What stands at the end of a sitting: its mark of identity, then nothing, the marks, or the answers too."""
    then = conclude(store, attempt, clock, Path.cwd())
    lines = [Line("For the invigilator to note", f"{then.head}. It tells later that nothing was changed.")]
    if then.file is not None:
        lines.append(Line("Your answers", f"in the file {one_line(str(then.file))}"))
    if then.trouble:
        lines.append(Line("", then.trouble))
    if then.shown == "nothing":
        return (*lines, Line("", then.later))
    review = reviewed(store, attempt)
    found = marks(attempt.script, review.state)
    lines += [*heading("Your marks"), *_marks(attempt, found)]
    if then.shown == "answers":
        lines += [*heading("Question by question"), *_questions(attempt, review)]
    return tuple(lines)


def _marks(attempt: Attempt, found: Marks) -> Iterator[Line]:
    yield Line("Total", f"{found.total} out of 100.")
    if found.provisional:
        yield Line("", "Provisional: a person still has to look at some answers.")
    terms = attempt.script.terms
    if terms is not None and terms.pass_mark is not None:
        reached = "reached" if found.total >= terms.pass_mark else "not reached"
        yield Line("Pass mark", f"{terms.pass_mark}, {reached}{' so far' if found.provisional else ''}.")
    if len(found.stages) > 1:
        for part in found.stages:
            yield Line(f"Part {part.title}", "no mark." if part.mark is None else f"{part.mark} out of 100.")


def _questions(attempt: Attempt, review: Review) -> Iterator[Line]:
    script, state = attempt.script, review.state
    for number, ref in enumerate(script.items, start=1):
        mark = mark_of(script, state, ref.id).mark
        part = script.terms.section(ref.section).title if script.terms and len(script.terms.sections) > 1 else ""
        yield BLANK
        yield Line(
            "",
            f"Question {number}{f', {part}' if part else ''}. {'No mark' if mark is None else f'{mark} out of 100'}.",
        )
        if script.activity(ref.id) == "choice":
            yield from chosen(choice_result(script, state, ref.id))[1:]
            continue
        one = side(script, state, ref.id, review.events)
        answers = state.items[ref.id].answers
        counted = answers if script.activity(ref.id) in _STAY else answers[-1:]  # of what is written the last counts
        replies = tuple(Reply(text) for text in counted if text)
        yield from sided(replace(one, stage="Question", replies=replies))[1:]
