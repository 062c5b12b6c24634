"""The review of an exam that was handed in: its marks, and where that may be seen the answers beside the expert's."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from miliary_chat.dialogue.debrief import choice_result, side
from miliary_chat.dialogue.marks import ItemMark, Marks
from miliary_chat.dialogue.score import marks
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.terms import Shown
from miliary_chat.exam.handed_in import Review
from miliary_chat.tui import exam_items
from miliary_chat.tui.blocks import Bar, Block, Heading, Prose, run, toned
from miliary_chat.tui.debrief_lines import choice_blocks, side_blocks
from miliary_chat.tui.transcript_lines import GOOD

_PROVISIONAL: Final = (
    "This mark is provisional: something you wrote came close to what was expected, or seemed to deny it, and earns "
    "nothing yet. A person still looks at it."
)


def review_blocks(script: Script, review: Review, shown: Shown) -> list[Block]:
    """What may be shown of it: nothing, the marks, or each question, too."""
    if shown == "nothing":
        return []
    found = marks(script, review.state)
    blocks = list(_marks(script, found))
    if shown == "answers":
        blocks.append(Heading("question by question"))
        for part in found.stages:
            for mark in part.items:
                blocks += _question(script, review, mark)
    return blocks


def _marks(script: Script, found: Marks) -> Iterator[Block]:
    yield Heading("marks", top=True)
    width = min(max([16, *(len(part.title) for part in found.stages)]), 30)
    yield Bar("in all", found.total, "provisional" if found.provisional else "", width)
    if len(found.stages) > 1:
        for part in found.stages:
            if part.mark is None:
                yield Prose(toned(f"{part.title}: not marked", "quiet"))
            else:
                yield Bar(part.title, part.mark, name_width=width)
    terms = script.terms
    if terms is not None and terms.pass_mark is not None:
        reached = "reached" if found.total >= terms.pass_mark else "not reached"
        so_far = " so far" if found.provisional else ""
        yield Prose(toned(f"The pass mark is {terms.pass_mark}: {reached}{so_far}."), gap=True)
    if found.provisional:
        yield Prose(toned(_PROVISIONAL), gap=True)


def _question(script: Script, review: Review, mark: ItemMark) -> Iterator[Block]:
    item = mark.item
    worth = "not marked" if mark.mark is None else f"{mark.mark} of 100"
    yield Heading(f"{exam_items.position(script, item)} · {worth}")
    if script.activity(item) == "choice":
        result = choice_result(script, review.state, item)
        yield Prose(toned(result.question, "strong"), gap=True)
        yield from choice_blocks(result)
        return
    one = side(script, review.state, item, review.events)
    if not exam_items.talks(script, item):  # the last answer counts
        one = replace(one, replies=one.replies[-1:] if exam_items.kept_answer(script, review.state, item) else ())
    yield from side_blocks(replace(one, stage=""))
    named = [part.name for part in mark.parts if part.earned > 0]
    if named:
        yield Prose(run(("credited: ", "quiet"), "; ".join(named)), GOOD, "good")
