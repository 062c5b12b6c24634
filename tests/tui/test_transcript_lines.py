"""What each event looks like in the talk."""

from typing import Final

import pytest
from hypothesis import given, strategies as st

from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.script import Script
from miliary_chat.judge.judgement import Span
from miliary_chat.tui.blocks import Options, Turn
from miliary_chat.tui.transcript_lines import Telling, marked

ITEM: Final = "findings/main"
SAID: Final = e.Words("test", "Well said.")


def told(script: Script, *events: e.Event) -> list[str]:
    """The talk's lines at 80 columns, without the empty ones."""
    telling = Telling(script)
    telling.tell(events)
    return [line.plain for block in telling.blocks for line in block.lines(80) if line.plain.strip()]


ONE_LINE = [
    (e.Answered(ITEM, "tiny dots", 1), "you      tiny dots"),
    (e.Credited(ITEM, "dots", SAID), "tutor    ✓ Well said."),
    (e.Credited(ITEM, "dots", SAID, 75, "hinted"), "tutor    ✓ Well said.  after a hint, 75 %"),
    (e.Pumped(ITEM, SAID), "tutor    Well said."),
    (e.Asserted(ITEM, "dots", SAID), "tutor    → Well said."),
    (e.Corrected(ITEM, "wrong", SAID), "tutor    ✗ Well said."),
    (e.Contradicted(ITEM, "dots", SAID), "tutor    ✗ Well said."),
    (e.AskedBack(ITEM, e.Pending("clarify"), SAID), "tutor    ≈ Well said."),
    (e.AskedBack(ITEM, e.Pending("lead"), SAID), "tutor    Well said."),
    (e.Replied(ITEM, "cough", SAID), "patient  Well said."),
    (e.Replied(ITEM, "neck", SAID, "finding"), "exam     Well said."),
    (e.Replied(ITEM, "neck", SAID, "handover", "the letter"), "notes    the letter: Well said."),
    (e.Withheld(ITEM, "fna", SAID, "too-early"), "tutor    ≈ Well said."),
    (e.Listed(ITEM, "tb", "asserted", "TB", words=SAID), "tutor    ✓ Well said."),
    (e.Listed(ITEM, "tb", "withdrawn", "TB", words=SAID), "tutor    – Well said."),
    (e.Committed(ITEM, "tb", "TB", 100, SAID), "tutor    ✓ Well said."),
    (e.Committed(ITEM, "tb", "TB", 60, SAID), "tutor    ≈ Well said."),
    (e.Committed(ITEM, "tb", "TB", 0, SAID), "tutor    ✗ Well said."),
    (e.Committed(ITEM, "tb", "TB", 100), "tutor    lead: TB"),
    (e.Claimed(ITEM, "dots", "dots", SAID), "tutor    ! Well said."),
    (e.Spoke(ITEM, "summarise", SAID), "tutor    Well said."),
    (e.Spoke(ITEM, "note", e.Words("expert/findings", "So it is.")), "expert   So it is."),
    (e.Ended("completed"), "the end " + "─" * 72),
]


@pytest.mark.parametrize(("event", "line"), ONE_LINE, ids=lambda value: str(value)[:40])
def test_an_event_becomes_its_line(script: Script, event: e.Event, line: str) -> None:
    assert told(script, event) == [line]


@pytest.mark.parametrize(
    "event",
    [
        e.Judged(ITEM, 1, "judge"),
        e.Erred(ITEM, "wrong", 1),
        e.Settled(ITEM, answered=True),
        e.Unrecognised(ITEM, "hm"),
        e.Closed(ITEM, "complete"),
        e.Listed(ITEM, "tb", "asserted", "TB"),
        e.Chosen(ITEM, ("a",), None),
    ],
    ids=lambda event: type(event).__name__,
)
def test_what_is_for_the_record_only_is_not_said(script: Script, event: e.Event) -> None:
    assert told(script, event) == []


def test_a_hint_says_what_it_leaves_and_where_it_points(script: Script) -> None:
    hint = e.Hinted(ITEM, "dots", SAID, 1, 2, 75, "hint 1 of 2 · leaves 75 %", "film/apex")
    assert told(script, hint) == [
        "tutor    Well said.",
        "         hint 1 of 2 · leaves 75 %",
        "         in the picture: right apex",
    ]


def test_a_result_has_its_name_and_how_long_it_took(script: Script) -> None:
    result = e.Resulted(ITEM, "ct", SAID, "must", name="CT of the chest", takes="1 day")
    assert told(script, result) == ["result   CT of the chest · 1 day", "         Well said."]


def test_a_contraindicated_order_is_marked(script: Script) -> None:
    result = e.Resulted(ITEM, "biopsy", SAID, "contra", name="lung biopsy")
    assert told(script, result) == ["result   ✗ lung biopsy", "           Well said."]


def test_diagnoses_listed_in_one_breath_stand_in_one_line(script: Script) -> None:
    first = e.Listed(ITEM, "tb", "asserted", "TB", words=e.Words("x", "TB"))
    second = e.Listed(ITEM, "sarcoid", "asserted", "sarcoid", words=e.Words("x", "sarcoid"))
    assert told(script, first, second) == ["tutor    ✓ TB   ✓ sarcoid"]


def test_the_speaker_is_named_once_a_turn(script: Script) -> None:
    lines = told(script, e.Pumped(ITEM, SAID), e.Pumped(ITEM, SAID), e.Answered(ITEM, "dots", 1), e.Pumped(ITEM, SAID))
    assert [line[:8].strip() for line in lines] == ["tutor", "", "you", "tutor"]


def test_a_letter_is_one_turn_and_names_its_source_once(script: Script) -> None:
    parts = [e.Replied(ITEM, name, e.Words("x", name), "handover", "the letter") for name in ("one", "two")]
    assert told(script, *parts) == ["notes    the letter: one", "         two"]


def test_a_stage_begins_with_its_name_its_scene_and_its_picture(script: Script) -> None:
    lines = told(script, e.Opened(ITEM, e.Words("q", "What do you see?"), scene="You put it up.", show="film"))
    assert lines[0].startswith("film ──")
    assert lines[1:] == ["scene    You put it up.", "picture  PA chest film", "tutor    What do you see?"]


def test_a_choice_shows_its_options_once_with_their_letters(script: Script) -> None:
    opened = e.Opened("debrief/one", e.Words("q", "How large is miliary?\nA. Up to 3 mm\nB. Up to 3 cm"))
    assert told(script, opened)[1:] == [
        "tutor    How large is miliary?",
        "           A  Up to 3 mm",
        "           B  Up to 3 cm",
    ]


def test_a_choice_that_is_made_can_no_longer_be_steered(script: Script) -> None:
    telling = Telling(script)
    telling.tell([e.Opened("debrief/one", e.Words("q", "How large?"))])
    assert isinstance(telling.blocks[telling.choice or 0], Options)
    telling.tell([e.Answered("debrief/one", "b", 1), e.Chosen("debrief/one", ("b",), False, SAID)])
    assert telling.choice is None
    said = [block.words.plain for block in telling.blocks if isinstance(block, Turn)]
    assert said[-3:] == ["b", "Up to 3 cm", "Well said."]


@pytest.mark.parametrize("hostile", ["[/red]", "[@click=app.quit]x[/]", "[[", "$primary", "a[b]c"])
def test_nothing_that_is_said_is_markup(script: Script, hostile: str) -> None:
    words = e.Words("x", hostile)
    events = [e.Answered(ITEM, hostile, 1), e.Credited(ITEM, "dots", words), e.Opened(ITEM, words, scene=hostile)]
    assert "\n".join(told(script, *events)).count(hostile) == 4


def test_credited_and_wrong_words_are_marked_in_the_answer(script: Script) -> None:
    telling = Telling(script)
    telling.tell([e.Answered(ITEM, "dots and fluid", 1)])
    changed = telling.tell(
        [
            e.Credited(ITEM, "dots", SAID, spans=(Span(0, 4),), revision=1),
            e.Contradicted(ITEM, "no-fluid", SAID, spans=(Span(9, 14),), revision=1),
        ]
    )
    turn = telling.blocks[0]
    assert isinstance(turn, Turn)
    assert changed == 0
    assert [(turn.words.plain[s.start : s.end], s.style) for s in turn.words.spans] == [
        ("dots", "credit"),
        ("fluid", "erred"),
    ]


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4))
def test_marking_changes_no_letter_and_stays_in_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    content = marked(text, [Span(*sorted(span)) for span in spans])
    assert all(0 <= span.start < span.end <= len(text) for span in content.spans)


def test_events_told_one_by_one_read_as_those_told_at_once(script: Script) -> None:
    events = [event for event, _ in ONE_LINE]
    at_once, one_by_one = Telling(script), Telling(script)
    at_once.tell(events)
    for event in events:
        one_by_one.tell([event])
    assert at_once.blocks == one_by_one.blocks
