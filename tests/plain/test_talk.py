"""A talk, line by line: answers, commands, mistakes and ends."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from miliary_chat.base.errors import StoreFull
from miliary_chat.dialogue.actions import Action, Dispute, Say
from miliary_chat.dialogue.events import Answered, Event
from miliary_chat.plain.talk import Talk
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.commands import COMMANDS

Begin = Callable[..., str]


@pytest.fixture
def told(attempt: Attempt, paper: Any) -> Begin:
    """Begins the case (or takes it up) with these lines typed, and gives back all that was printed."""

    def begin(*lines: str, resume: bool = False) -> str:
        sheet = paper(*lines)
        talk = Talk(attempt, sheet.page)
        if resume:
            talk.resume()
        else:
            talk.begin()
        return sheet.text + sheet.aside.getvalue()

    return begin


def test_a_case_begins_with_what_it_is_and_how_to_talk(told: Begin) -> None:
    text = told()
    assert text.splitlines()[:2] == [
        "A cough in spring. Core, about 20 minutes.",
        "A teaching simulation, not medical advice.",
    ]
    assert "/help" in text
    assert "Stage 1 of 5: The clinic." in text


def test_an_answer_that_nobody_saw_being_typed_is_printed_before_what_it_led_to(told: Begin) -> None:
    text = told("how long have you coughed")
    assert text.index("You: how long have you coughed") < text.index("Patient: Ten weeks.")


def test_the_end_of_the_input_keeps_the_place_and_says_how_to_come_back(told: Begin, attempt: Attempt) -> None:
    text = told("how long have you coughed")
    assert text.splitlines()[-1] == (f"Your place is kept. To go on: miliary-chat resume {attempt.id[:8]} --plain")
    assert attempt.state.ended is None


def test_quit_leaves_what_follows_unheard(told: Begin, attempt: Attempt) -> None:
    told("/quit", "how long have you coughed")
    assert not any(isinstance(record.event, Answered) for record in attempt.events)


def test_half_an_answer_is_kept_as_a_draft_and_shown_again(told: Begin, attempt: Attempt) -> None:
    told("how long have\\")
    assert attempt.read_draft() == "how long have\n"
    assert "You had begun to type: how long have" in told(resume=True)


def test_somebody_who_comes_back_hears_the_question_and_what_was_last_said(told: Begin) -> None:
    told("how long have you coughed", "any lumps")
    text = told(resume=True)
    assert text.index("Tutor: ") < text.index("You: any lumps") < text.index("Patient: There is a bump.")
    assert "Ten weeks" not in text


def test_an_edited_case_is_mentioned_when_somebody_comes_back(told: Begin, attempt: Attempt) -> None:
    attempt.edited = True
    assert "The case was edited since you began" in told(resume=True)


def test_help_lists_every_command(told: Begin) -> None:
    text = told("/help")
    assert all(command.usage in text and command.help in text for command in COMMANDS)


def test_an_unknown_command_is_no_answer(told: Begin, attempt: Attempt) -> None:
    assert "There is no command /hnit. Did you mean /hint?" in told("/hnit")
    assert not any(isinstance(record.event, Answered) for record in attempt.events)


def test_finishing_early_is_asked_about_once_and_a_no_goes_on(told: Begin, attempt: Attempt) -> None:
    text = told("/finish", "no", "how long have you coughed")
    assert "All right, we go on." in text
    assert attempt.state.ended is None
    assert "Patient: Ten weeks." in text


@pytest.mark.parametrize("lines", [("/finish", "yes"), ("/finish yes",)])
def test_finishing_early_leads_to_the_debrief(told: Begin, attempt: Attempt, lines: tuple[str, ...]) -> None:
    text = told(*lines)
    assert attempt.state.ended == "finished"
    assert text.index("You have finished here.") < text.index("Debrief: A cough in spring") < text.index("Total: ")


def test_a_finished_attempt_that_is_taken_up_tells_its_debrief_again(told: Begin) -> None:
    told("/finish yes")
    text = told(resume=True)
    assert "Debrief: A cough in spring" in text
    assert "To go on" not in text


def test_zoom_before_any_picture_says_so(told: Begin) -> None:
    assert "There is no picture yet." in told("/zoom")


def test_the_question_is_repeated_on_request(told: Begin) -> None:
    asked = [line for line in told("/repeat").splitlines() if line.startswith("Tutor: ")]
    assert asked[-1] in asked[:-1]


def test_notes_hold_what_was_learnt(told: Begin) -> None:
    text = told("how long have you coughed", "/notes")
    assert text.count("Ten weeks.") == 2


def test_a_blank_line_in_a_pipe_says_nothing(told: Begin, attempt: Attempt) -> None:
    before = len(attempt.events)
    told("", "   ")
    assert len(attempt.events) == before


def test_an_answer_of_ten_thousand_characters_is_heard_in_part_and_that_is_said(told: Begin) -> None:
    text = told("how long have you coughed " + "and " * 2_500)
    assert "I have read the first 2,000 characters of it" in text
    assert "Patient: Ten weeks." in text


@pytest.mark.parametrize("answer", ["🫁🫁🫁", "سعال جاف", "[/red]", "[@click=app.quit]x[/]", "{name}", "%s %d"])
def test_strange_answers_are_answered_and_printed_as_they_were_typed(told: Begin, answer: str) -> None:
    assert f"You: {answer}" in told(answer)


def test_the_conversation_can_be_saved_and_nothing_is_overwritten(
    told: Begin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = told("any *lumps*", "/save talk.md", "/save talk.md", "/save")
    kept = (tmp_path / "talk.md").read_text("utf-8")
    assert kept.startswith("# A cough in spring\n")
    assert "any \\*lumps\\*" in kept
    assert "could not be saved: File exists" in text
    assert len(list(tmp_path.glob("whole-*.md"))) == 1


def test_flashcards_wait_for_the_end_which_says_how_to_get_them(told: Begin, attempt: Attempt) -> None:
    text = told("/cards", "/finish yes")
    assert "wait for the end of the case" in text
    assert text.splitlines()[-1] == (
        "What you missed as flashcards for Anki: "
        f"miliary-chat export whole --anki missed.apkg --attempt {attempt.id[:8]}"
    )


def test_what_is_disputed_is_asked_for_where_it_can_be_several_things(script: Any, clock: Any, paper: Any) -> None:
    sent: list[Action] = []

    def disputing(script: Any, state: object, action: Action, at: int) -> tuple[Event, ...]:
        from miliary_chat.dialogue.tutor import decide

        sent.append(action)
        return decide(script, state, action, at)

    attempt = Attempt.rehearse(script, [], clock, stage="findings", decide=disputing)
    attempt.send(Say("consolidation, opacities"))
    sheet = paper("/dispute", "1", "/dispute I said it plainly")
    Talk(attempt, sheet.page).resume()
    assert "Which of these did you say?" in sheet.text
    assert "1: consolidation" in sheet.text
    assert "2: “opacities”" in sheet.text
    assert sent[-2:] == [Dispute("air-space"), Dispute(words="I said it plainly")]


def test_in_a_pipe_a_full_disk_stops_the_talk_before_the_next_line_answers_the_wrong_question(
    attempt: Attempt, paper: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(action: Action) -> tuple[Event, ...]:
        raise StoreFull("The disk is full.", "Make room, then send it again.")

    monkeypatch.setattr(attempt, "send", full)
    sheet = paper("how long have you coughed", "any lumps")
    with pytest.raises(StoreFull):
        Talk(attempt, sheet.page).begin()


def test_a_terminal_hears_of_a_full_disk_and_can_try_again(
    attempt: Attempt, paper: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    send, failed = attempt.send, []

    def full_once(action: Action) -> tuple[Event, ...]:
        if not failed:
            failed.append(action)
            raise StoreFull("The disk is full.", "Make room, then send it again.")
        return send(action)

    monkeypatch.setattr(attempt, "send", full_once)
    sheet = paper("any lumps", "any lumps")
    monkeypatch.setattr(type(sheet.page), "echo", False)
    Talk(attempt, sheet.page).begin()
    assert "The disk is full." in sheet.aside.getvalue()
    assert "Patient: There is a bump." in sheet.text
