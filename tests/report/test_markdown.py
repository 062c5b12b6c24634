"""A talk and a debrief as Markdown: everything is in it, and nothing of it is markup that was not meant."""

import pytest
from hypothesis import given, strategies as st
from markdown_it import MarkdownIt

from miliary_chat.base.markdown import escape
from miliary_chat.case.model import Case
from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.debrief import Debrief, Missed, QuizResult, Reply, Side, Table
from miliary_chat.dialogue.marks import Marks, StageMark, Vital
from miliary_chat.dialogue.script import Script
from miliary_chat.judge.judgement import Span
from miliary_chat.report.markdown import debrief_markdown, transcript_markdown

CASE = {
    "format": 1,
    "id": "dots",
    "title": "Dots *everywhere*",
    "diagnosis": "Metastases",
    "images": {"film": {"caption": "PA film", "describe": "Dots."}},
    "stages": {"findings": {"label": "film", "question": "What?", "expect": {"dots": {"accept": ["dots"]}}}},
    "quiz": {"one": {"question": "How large?", "options": {"a": "3 mm", "b": "3 cm"}, "right": ["a"], "why": {}}},
}
ITEM = "findings/main"
WORDS = e.Words("x", "Well said.")


def plain(markdown: str) -> str:
    """What somebody reads when the Markdown is shown."""
    tokens = MarkdownIt("commonmark").parse(markdown)
    inline = [child for token in tokens for child in token.children or ()]
    return "".join("\n" if child.type.endswith("break") else child.content for child in inline)


@given(st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_categories=("Cc", "Zs")), min_size=1))
def test_a_text_is_shown_as_it_is_and_not_as_markup(text: str) -> None:
    assert plain(f"x{escape(text)}x") == f"x{text}x"


@pytest.mark.parametrize(
    "text", ["# head", "- item", "1. one", "12) twelve", "> said", "***", "=== ", "+ plus", "| a |"]
)
def test_a_line_that_looks_like_a_block_stays_a_paragraph(text: str) -> None:
    assert MarkdownIt("commonmark").parse(escape(text))[0].type == "paragraph_open"


@pytest.fixture
def script() -> Script:
    """A case of one question and one of the quiz."""
    return Script.of_case(Case.model_validate(CASE), "pin")


def test_a_talk_reads_as_it_went(script: Script) -> None:
    events = [
        e.Opened(ITEM, e.Words("q", "What do you see?"), scene="You put it up.", show="film"),
        e.Answered(ITEM, "dots\n<b>every</b>where", 1),
        e.Judged(ITEM, 1, "judge"),
        e.Credited(ITEM, "dots", WORDS, 75, "hinted"),
        e.Hinted(ITEM, "size", e.Words("h", "Measure."), 1, 2, 75, "hint 1 of 2"),
        e.Corrected(ITEM, "wrong", e.Words("c", "Not so.")),
        e.Replied(ITEM, "cough", e.Words("r", "Ten weeks."), "handover", "the letter"),
        e.Resulted(ITEM, "ct", e.Words("r", "Random."), "must", name="CT"),
        e.Closed(ITEM, "complete"),
        e.Opened("debrief/one", e.Words("q", "How large?\nA. 3 mm\nB. 3 cm")),
        e.Ended("completed"),
    ]
    text = transcript_markdown(script, events)
    assert text.startswith("# Dots \\*everywhere\\*\n\n## Film\n\n*You put it up.*\n\n*(Picture: PA film)*")
    for part in (
        "> dots\n> \\<b\\>every\\</b\\>where",
        "✓ Well said. (75 %)",
        "Measure. *(hint 1 of 2)*",
        "✗ Not so.",
        "**the letter:** Ten weeks.",
        "**CT:** Random.",
        "## Quiz\n\n**How large?**\n\n- A: 3 mm\n- B: 3 cm",
        "*The end.*",
    ):
        assert part in text


def test_a_debrief_is_whole(script: Script) -> None:
    side = Side(
        ITEM,
        "film",
        "What?",
        "Dots.",
        (Reply("lots of dots", (Span(8, 10), Span(9, 12))),),
        (Missed("size", "It matters."),),
    )
    debrief = Debrief(
        "Dots",
        "Metastases",
        "The reading.",
        Marks(
            70, (StageMark("film", "film", 70, 1), StageMark("x", "x", None, 1)), (Vital("TB", "must-not-miss", True),)
        ),
        (side, Side(ITEM, "film", "More?", "No.")),
        quiz=(QuizResult("How large?", {"a": "3 mm", "b": "3 cm"}, ("b",), ("a",), {"b": "Too large."}),),
        table=Table(("TB", "mets"), (("fever", ("yes", "no")),), ("size",)),
        disclaimer="No advice.",
    )
    text = debrief_markdown(debrief)
    for part in (
        "| in all | 70 |\n| film | 70 |\n| x | – |",
        "- ✓ must not be missed: TB",
        "> lots of **dots**",
        "> (no answer)",
        "- → missed: size. It matters.",
        "|  | TB | mets |\n| --- | --- | --- |\n| fever | yes | no |",
        "- ✓ A: 3 mm",
        "- ✗ B: 3 cm (your choice). Too large.",
        "*No advice.*",
    ):
        assert part in text


def test_an_expert_who_wrote_nothing_has_no_heading() -> None:
    side = Side(ITEM, "film", "What?", "", (Reply("dots"),))
    text = debrief_markdown(Debrief("Dots", "Metastases", "", Marks(70, ()), (side,)))
    assert "> dots" in text
    assert "Expert" not in text
    assert "\n\n\n" not in text
