"""What each event looks like as a line."""

import pytest

from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.script import Script
from miliary_chat.dialogue.state import State
from miliary_chat.plain.rendering import Rendering, in_words

HINT = e.Words("hint/nodules/1", "Zoom in.")
FILM, QUIZ = "findings/film", "debrief/word"
SAID = e.Words("x", "Ten weeks.")

ONE_LINE = [
    (e.Answered(FILM, "both lungs", 1), "You: both lungs"),
    (e.Credited(FILM, "nodules", e.Words("credit", "small nodules")), "Credited: small nodules"),
    (
        e.Hinted(FILM, "nodules", HINT, 1, 2, 75, "hint 1 of 2 · leaves 75 %"),
        "Hint 1 of 2, leaves 75 %: Zoom in.",
    ),
    (
        e.Prompted(FILM, "nodules", e.Words("p", "One word?"), 25, "one or two words · leaves 25 %"),
        "One or two words, leaves 25 %: One word?",
    ),
    (e.Asserted(FILM, "nodules", e.Words("t", "They are called miliary.")), "Told: They are called miliary."),
    (
        e.Corrected(FILM, "air-space", e.Words("c", "Each dot has an edge.")),
        "Correction, consolidation: Each dot has an edge.",
    ),
    (e.Contradicted(FILM, "hila", e.Words("c", "Look at the hila again.")), "Look again: Look at the hila again."),
    (e.AskedBack(FILM, e.Pending("clarify", "nodules"), e.Words("a", "How big?")), "Not yet: How big?"),
    (e.AskedBack(FILM, e.Pending("typo", "nodules"), e.Words("a", "Did you mean hila?")), "Tutor: Did you mean hila?"),
    (e.Replied("history/main", "cough", SAID), "Patient: Ten weeks."),
    (e.Replied("history/main", "neck-lump.find", SAID, "finding"), "You find: Ten weeks."),
    (e.Replied("history/main", "cough", SAID, "handover", "the letter"), "The letter: Ten weeks."),
    (
        e.Resulted("workup/main", "sputum", e.Words("r", "Negative."), "must", name="sputum smear", takes="2 days"),
        "Result, sputum smear (needed; takes 2 days): Negative.",
    ),
    (
        e.Withheld("workup/main", "biopsy", e.Words("w", "Of what?"), "too-early"),
        "Not yet: Of what?",
    ),
    (e.Listed("differential/main", "tb", "possible", "TB", words=e.Words("l", "miliary TB")), "Listed: miliary TB"),
    (
        e.Listed("differential/main", "tb", "withdrawn", "TB", words=e.Words("w", "TB is off your list.")),
        "Tutor: TB is off your list.",
    ),
    (e.Committed("differential/main", "tb", "miliary TB", 60), "Your lead: miliary TB."),
    (e.Chosen(QUIZ, ("b",), True, e.Words("r", "Right. Size only.")), "Tutor: Right. Size only."),
    (e.Chosen(QUIZ, ("b",), None), "Noted: b."),
    (e.Claimed(FILM, "hila", "I said hila", e.Words("c", "Noted as claimed.")), "Tutor: Noted as claimed."),
    (e.Pumped(FILM, e.Words("p", "What else?")), "Tutor: What else?"),
    (e.Spoke(FILM, "summarise", e.Words("s", "That covers it.")), "Tutor: That covers it."),
    (e.Spoke(None, "expert", e.Words("s", "Tiny nodules.")), "Expert: Tiny nodules."),
]


def test_a_diagnosis_that_is_listed_without_words_is_not_shown(script: Script) -> None:
    assert Rendering(script).lines(e.Listed("differential/main", "tb", "asserted", "TB"), State()) == ()


@pytest.mark.parametrize(("event", "line"), ONE_LINE, ids=lambda value: type(value).__name__)
def test_an_event_is_one_line_that_says_who_speaks(script: Script, event: e.Event, line: str) -> None:
    assert [str(one) for one in Rendering(script).lines(event, State())] == [line]


@pytest.mark.parametrize(
    "event",
    [
        e.Judged(FILM, 1, "judge"),
        e.Erred(FILM, "air-space", 1),
        e.Settled(FILM, True),
        e.Unrecognised(FILM, "cheese"),
        e.Closed(FILM, "complete"),
    ],
    ids=lambda event: type(event).__name__,
)
def test_what_is_no_words_is_not_shown(script: Script, event: e.Event) -> None:
    assert Rendering(script).lines(event, State()) == ()


def test_a_question_comes_with_its_stage_its_scene_and_its_picture_in_words(script: Script) -> None:
    opened = e.Opened(FILM, e.Words("q", "Describe the film."), scene="The film is up.", show="film")
    assert [str(line) for line in Rendering(script).lines(opened, State())] == [
        "",
        "Stage 2 of 5: findings.",
        "The film is up.",
        "Picture: PA chest radiograph.",
        "In words: Dots in both lungs.",
        "Tutor: Describe the film.",
    ]


def test_stage_and_picture_are_announced_once(script: Script) -> None:
    rendering = Rendering(script)
    rendering.lines(e.Opened(FILM, e.Words("q", "Describe the film."), show="film"), State())
    again = rendering.lines(e.Opened("findings/report", e.Words("q", "Write the report."), show="film"), State())
    assert [str(line) for line in again] == ["Tutor: Write the report."]


def test_a_place_to_look_at_is_named_with_the_command_that_goes_there(script: Script) -> None:
    hint = e.Hinted(FILM, "nodules", HINT, 2, 2, 40, "hint 2 of 2 · leaves 40 %", point="right-mid-zone")
    assert [str(line) for line in Rendering(script).lines(hint, State())][1:] == [
        "Look at: Right mid zone. /zoom right mid zone"
    ]


def test_an_exam_does_not_say_what_a_result_was_worth(script: Script) -> None:
    silent = Script(script.title, script.items, script.cases, policy="exam")
    result = e.Resulted("workup/main", "sputum", e.Words("r", "Negative."), "must", name="sputum smear")
    assert [str(line) for line in Rendering(silent).lines(result, State())] == ["Result, sputum smear: Negative."]


def test_marks_that_a_voice_cannot_read_are_spelt_out() -> None:
    assert in_words("✓ nodules: said\n≈ size: 3 cm\n✗ hila: denied") == (
        "Credited: nodules: said\nNearly: size: 3 cm\nNot credited: hila: denied"
    )
