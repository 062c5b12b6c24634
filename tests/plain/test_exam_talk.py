"""An exam, line by line: rules, answers, moving, time, the hand-in: scripts of lines in, lines out."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from miliary_chat.base.errors import Conflict, StoreFull, UsageError
from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.actions import Say, Tick
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.commands import EXAM_COMMANDS
from miliary_chat.session.exam import give_time, seal_word, short_head

FILM, REPORT, WORD = "films/1", "films/2", "films/3"
HISTORY, ORDERS = "patient/1", "patient/2"
VERDICTS = re.compile(
    r"\b(right|wrong|correct|credited|missed|hint|marks?|points?|score)\b(?! mid zone)", re.IGNORECASE
)


def test_the_rules_come_first_and_no_time_runs_before_the_start(exams: Any) -> None:
    text = exams.sit(600, "/quit")
    assert "Spring paper." in text
    assert "Work alone." in text
    assert "Part 1 of 2, Films: 3 questions. In any order, and you may change your answers until you hand in." in text
    assert "Time: 20 minutes in all, from the moment you begin." in text
    assert "When the time is over: Your exam is handed in by itself" in text
    assert "Only lines that you have sent count" in text
    assert "The exam was not begun, and no time has run." in text
    assert exams.store.attempts() == ()


def test_the_start_is_a_word_of_its_own_and_anything_else_is_no_start(exams: Any) -> None:
    text = exams.sit("", "yes", "hello", "Start")
    assert text.count("The clock does not run yet.") == 2
    assert "question 1 of 5. 20:00 left." in text


def test_a_written_answer_is_kept_and_leads_to_the_next_question(exams: Any) -> None:
    text = exams.sit("start", 20, "tiny nodules")
    assert text.index("You: tiny nodules\nKept.") < text.index("Part Films, question 2 of 5. 19:40 left.")
    assert exams.answers() == {FILM: ("tiny nodules",)}


def test_an_answer_of_several_lines_is_one_answer(exams: Any) -> None:
    exams.sit("start", "tiny nodules\\", "both lungs")
    assert exams.answers() == {FILM: ("tiny nodules\nboth lungs",)}


def test_a_choice_is_kept_by_its_letter_and_what_names_no_option_is_asked_again(exams: Any) -> None:
    text = exams.sit("start", "/goto 3", "something else", "b")
    assert "Choose one of A, B, C" in text
    assert text.index("Kept: B.") < text.index("Part 2 of 2: A patient.")
    assert exams.attempt.state.items[WORD].chosen == ("b",)


def test_a_patient_and_an_order_answer_at_once_and_stay(exams: Any) -> None:
    text = exams.sit("start", "/goto 4", "any lumps", "what is the weather", "/next", "TSH", "/next")
    assert "Patient: There is a bump." in text
    assert "Kept. There is no answer to that." in text
    assert "Result, TSH" in text
    assert "1.9 mIU/L" in text
    assert "That was the last question." in text
    assert exams.answers() == {HISTORY: ("any lumps", "what is the weather"), ORDERS: ("TSH",)}


def test_whoever_comes_to_the_end_hears_what_is_not_answered_and_what_is_flagged(exams: Any) -> None:
    text = exams.sit("start", "nodules", "/flag", "/goto 5", "/next")
    assert text[text.index("That was the last question.") :].startswith(
        "That was the last question.\nNot answered: 2, 3, 4 and 5.\nFlagged: 2.\n/goto"
    )


def test_the_last_answer_counts_and_every_one_is_kept(exams: Any) -> None:
    text = exams.sit("start", "nodules", "/back", "/answer", "no, lines", "/back", "/clear", "/answer")
    assert "Your answer: nodules" in text
    assert "What you send now replaces it" in text
    assert "Your answer is emptied." in text
    assert text.rstrip().splitlines()[-2] == "You have not answered this question."
    assert exams.answers() == {FILM: ("nodules", "no, lines", "")}


def test_questions_are_listed_with_how_they_stand(exams: Any) -> None:
    text = exams.sit("start", "nodules", "/flag", "/questions")
    assert "1 answered, 1 not answered, 3 not seen yet, 1 flagged." in text
    assert "1: answered.\n2: not answered, flagged, you are here.\n3: not seen yet.\nPart A patient:\n4: not" in text


def test_a_flag_is_taken_away_by_the_same_command_and_may_be_set_from_afar(exams: Any) -> None:
    text = exams.sit("start", "/flag", "/flag", "/flag 3")
    assert text.index("Question 1 is flagged.") < text.index("Question 1 is not flagged any more.")
    assert "Question 3 is flagged." in text


@pytest.mark.parametrize("typed", ["/goto", "/goto 0", "/goto 6", "/goto film", "/goto 99999999999", "/goto -1"])
def test_a_number_that_is_none_is_asked_for_again(exams: Any, typed: str) -> None:
    assert "Type a question's number, from 1 to 5, after the command." in exams.sit("start", typed)


@pytest.mark.parametrize(
    ("typed", "said"), [("/gotoo 2", "Did you mean /goto?"), ("/hint", "There is no command /hint.")]
)
def test_a_slip_is_no_answer(exams: Any, typed: str, said: str) -> None:
    assert said in exams.sit("start", typed)
    assert exams.answers() == {}


def test_help_lists_every_command(exams: Any) -> None:
    text = exams.sit("start", "/help")
    assert all(f"{command.usage}: {command.help}" in text for command in EXAM_COMMANDS)


def test_the_question_is_repeated_with_the_answer_that_is_kept(exams: Any) -> None:
    text = exams.sit("start", "nodules", "/back", "/repeat")
    assert text.count("Question: Describe the film.") == 3
    assert "Your answer: nodules" in text


def test_a_picture_is_told_in_neutral_words_only_whatever_is_closed(exams: Any) -> None:
    exams.write("""format: 1
exam: spring
title: Spring paper
time: 20 min
navigation: linear
sections:
  films: {take: [{case: whole, only: [answer, report, choice]}]}
""")
    text = exams.sit("start", "nodules", "random", "/picture", "/next", "yes", "/picture")
    assert "In words: Dots in both lungs." in text
    assert "Innumerable tiny nodules" not in text
    assert "as an expert sees it" not in text


def test_time_is_told_on_demand(exams: Any) -> None:
    assert "18 minutes 30 seconds left in all." in exams.sit("start", 90, "/time")


def test_half_five_minutes_and_one_minute_are_announced_while_a_line_is_awaited(exams: Any) -> None:
    text = exams.sit("start", 599, 1, 299, 1, 239, 1, 58)
    assert re.findall(r"^.*left\.$", text, re.MULTILINE)[1:4] == [
        "Half of the time is over, 10 minutes left.",
        "5 minutes left.",
        "1 minute left.",
    ]


def test_a_machine_that_slept_through_the_marks_says_once_what_is_really_left(exams: Any) -> None:
    text = exams.sit("start", 1_000)
    assert "Half of the time is over, 3 minutes 20 seconds left." not in text
    assert text.count("3 minutes 20 seconds left.") == 1


def test_at_the_deadline_the_exam_is_handed_in_and_what_was_not_sent_is_not_known(exams: Any) -> None:
    text = exams.sit("start", "nodules", 1_200, "too late")
    assert "The time is over, and your exam is handed in." in text
    assert exams.attempt.state.ended == "time"
    assert exams.answers() == {FILM: ("nodules",)}


def test_where_the_line_can_be_seen_what_is_half_typed_is_handed_in(exams: Any, half: Any) -> None:
    text = exams.sit("start", half("tiny nod"), 1_200, seen=True)
    assert "Taken as typed, question 1: tiny nod" in text
    assert "Only lines that you have sent count" not in text
    assert exams.answers() == {FILM: ("tiny nod",)}


def test_a_half_typed_command_or_yes_is_no_answer(exams: Any, half: Any) -> None:
    exams.sit("start", half("/hand-i"), 5, "/hand-in", half("ye"), 1_200, seen=True)
    assert exams.answers() == {}


def test_a_line_that_comes_a_moment_after_the_deadline_is_not_taken(exams: Any) -> None:
    text = exams.sit("start", lambda: None, "nodules", lambda: exams.clock.forward(1_200), "late")
    assert exams.answers() == {FILM: ("nodules",)}
    assert "handed in" in text


def test_an_hour_back_on_the_machines_clock_gives_no_time_and_is_said(exams: Any) -> None:
    text = exams.sit("start", lambda: exams.clock.forward(60, utc=-3_540), "/time")
    assert "This machine's clock was set back by 1 hour. That is noted; your time is as it was." in text
    assert "19 minutes left in all." in text


def test_time_that_is_given_meanwhile_is_said_within_seconds(exams: Any) -> None:
    def give() -> None:
        give_time(exams.store, exams.store.attempts(), 300_000_000, by="Dr Ito", why="fire alarm", clock=exams.clock)

    text = exams.sit("start", 60, give, 5, "/time")
    assert "Time added: 5 minutes, by Dr Ito: fire alarm." in text
    assert "23:55 left." in text


LINEAR = """\
format: 1
exam: spring
title: Spring paper
sections:
  films:
    title: Films
    navigation: linear
    question_time: 1 min
    take: [{case: whole, only: [answer, report]}]
  end:
    title: The end
    time: 2 min
    take: [{case: whole, only: [choice]}]
"""


def test_one_after_the_other_there_is_no_way_back_and_leaving_without_an_answer_is_asked_about(exams: Any) -> None:
    exams.write(LINEAR)
    text = exams.sit("start", "/next", "no", "/next", "yes", "/back")
    assert "Go on? Question 1 is not answered, and will be closed. (yes or no)" in text
    assert "All right, nothing is changed." in text
    assert "That question is closed." in text


def test_a_question_whose_time_is_over_is_closed_and_the_next_line_is_not_its_answer(exams: Any) -> None:
    exams.write(LINEAR)
    text = exams.sit("start", 60, "for the report")
    assert text.index("The time for this question is over. It is closed.") < text.index("question 2 of 3. 1:00 left")
    assert exams.answers() == {REPORT: ("for the report",)}


def test_a_part_with_a_clock_of_its_own_is_entered_only_on_request(exams: Any) -> None:
    exams.write(LINEAR)
    text = exams.sit("start", "nodules", "random", 10, "/next", "yes", 120)
    assert "The next part is The end. It has a time of its own, which begins when you enter it." in text
    assert "Part The end, question 3 of 3. 2:00 left for this part." in text
    assert "The time for the part The end is over. It is closed." in text


def test_when_everything_is_closed_only_the_hand_in_is_left(exams: Any) -> None:
    exams.write(LINEAR)
    text = exams.sit("start", "nodules", "random", "/next", "yes", 121, "more", "/next", "/hand-in yes")
    assert "All questions are closed. /hand-in ends the exam." in text
    assert exams.attempt.state.ended == "handed in"


def test_handing_in_lists_what_is_not_answered_and_asks_once(exams: Any) -> None:
    text = exams.sit("start", "nodules", "/hand-in", "no", "/hand-in", "yes", "never heard")
    assert text.count("Not answered: 2, 3, 4 and 5.\nHand in now? After that nothing can be changed. (yes or no)") == 2
    head = short_head(exams.store.attempts()[0].head)
    assert f"For the invigilator to note: {head}." in text
    assert text.rstrip().endswith("Whoever runs the exam tells you how you did.")
    assert exams.answers() == {FILM: ("nodules",)}


@pytest.mark.parametrize(
    ("after", "there", "absent"),
    [
        ("{show: marks}", ["Your marks", "Part Films: "], ["Question by question", "Innumerable"]),
        ("{show: answers}", ["Question by question", "Expert: Innumerable tiny nodules.", "Right: b."], []),
        ("{show: answers, when: released}", ["when whoever runs the exam releases them"], ["Your marks", "Expert"]),
        ("{show: nothing}", ["tells you how you did"], ["Your marks", "Expert"]),
    ],
)
def test_afterwards_what_the_exam_shows_is_shown(exams: Any, after: str, there: list[str], absent: list[str]) -> None:
    exams.write((exams.folder / "exam.yaml").read_text("utf-8").replace("{show: nothing}", after))
    text = exams.sit("start", "miliary nodules", "/goto 3", "a", "/hand-in yes")
    ending = text[text.index("Your exam is handed in.") :]
    assert all(words in ending for words in there)
    assert not any(words in ending for words in absent)


def test_released_results_are_seen_by_whoever_comes_back(exams: Any) -> None:
    exams.write(
        (exams.folder / "exam.yaml").read_text("utf-8").replace("{show: nothing}", "{show: marks, when: released}")
    )
    exams.sit("start", "miliary nodules", "/hand-in yes")
    assert "Total:" not in exams.resume()
    exams.store.release("exam:spring", "Dr Ito", 1)
    assert "Total:" in exams.resume()


def test_no_verdict_is_said_before_the_review_nor_written_into_the_store(exams: Any) -> None:
    written = ("miliary nodules in both lungs, 2 mm", "random distribution", "b")
    patient = ("any lumps", "/next", "CT", "isolation", "iodine scan", "bloods", "/next")
    text = exams.sit("start", *written, *patient, "/questions", "/answer", "/repeat")
    assert not VERDICTS.findall(text[text.index("Part 1 of 2: Films.") :])
    with closing(sqlite3.connect(exams.folder / "attempts.db")) as database:
        kinds = "\n".join(row[0] for row in database.execute("select payload from events"))
    assert not re.search(r'"(credited|judged|erred|listed|contradicted)"', kinds, re.IGNORECASE)


def test_the_place_that_lists_show_names_no_stage_of_the_case(exams: Any) -> None:
    exams.sit("start", "/goto 4")
    assert exams.store.attempts()[0].standing.place == "A patient, question 4 of 5"


def test_quitting_says_that_the_clock_goes_on_and_how_to_come_back(exams: Any) -> None:
    text = exams.sit("start", "nodules", 60, "/quit")
    again = exams.store.attempts()[0].id[:8]
    assert text.splitlines()[-1] == (
        f"Your answers are kept. The clock goes on. 19:00 left. To go on: miliary-chat resume {again} --plain"
    )


def test_whoever_comes_back_is_at_the_same_question_with_the_time_that_is_really_left(exams: Any) -> None:
    exams.sit("start", "nodules", "half of it\\")
    exams.clock.forward(300)
    text = exams.resume("/answer")
    assert "You are back in your exam; the clock went on." in text
    assert "Part Films, question 2 of 5. 15:00 left." in text
    assert [r.event.away_us for r in exams.attempt.events if isinstance(r.event, e.Reentered)] == [300_000_000]


def test_whoever_comes_back_after_the_deadline_finds_it_handed_in_with_what_was_half_typed(exams: Any) -> None:
    exams.sit("start", "half of it\\")
    exams.clock.forward(5_000)
    text = exams.resume()
    assert "The time is over, and your exam is handed in." in text
    assert exams.answers() == {FILM: ("half of it",)}


def test_sitting_again_goes_on_and_a_used_up_exam_is_refused_with_the_way_to_its_end(exams: Any) -> None:
    exams.sit("start", "nodules")
    assert "question 2 of 5" in exams.sit("/hand-in yes")
    with pytest.raises(UsageError, match="You have used your one attempt at this exam"):
        exams.sit("start")


def test_a_named_candidate_is_asked_for_the_code_and_gets_the_time_that_they_are_granted(exams: Any) -> None:
    exams.write((exams.folder / "exam.yaml").read_text("utf-8"), "code,name,extra_time,rest\nC7,Ada,1.25,5 min\n")
    text = exams.sit("", "C8", "c7", "start")
    assert "There is no candidate “C8” in this exam." in text
    assert "Candidate C7, Ada." in text
    assert "Your extra time is in it: 1.25 times what others have." in text
    assert "Rest breaks: 5 minutes in all; the clock stands still in them." in text
    assert "question 1 of 5. 25:00 left." in text


def test_a_rest_break_covers_the_questions_and_stops_the_clock_as_long_as_it_is_granted(exams: Any) -> None:
    exams.write((exams.folder / "exam.yaml").read_text("utf-8"), "code,rest\nC7,5 min\n")
    text = exams.sit(
        "C7", "start", 60, "/rest", 100, "an answer", "/repeat", "/goon", "/time", "/rest", 250, "/goon", "/rest"
    )
    assert "Rest break. The clock stands still for up to 5 minutes. /goon ends it." in text
    assert "You are in a rest break. Go on first" in text
    assert "19 minutes left in all." in text
    assert "Your rest breaks are used up: the clock runs again." in text
    assert "There is no rest break left." in text
    assert exams.answers() == {}


def test_without_a_grant_there_is_no_rest_break(exams: Any) -> None:
    text = exams.sit("start", "/rest", "/goon")
    assert "This exam has no rest breaks for you." in text
    assert "You are not in a rest break." in text


def test_in_the_time_of_grace_the_answer_is_finished_and_nothing_else_begun(exams: Any) -> None:
    exams.write(
        (exams.folder / "exam.yaml")
        .read_text("utf-8")
        .replace("time: 20 min", "time: 20 min\noverdue: grace\ngrace: 30 s")
    )
    text = exams.sit("start", 1_205, "nodules", "/next", "/time", 30)
    assert "You have 30 seconds more for the answer that you are in" in text
    assert "The time is over. You have 25 seconds to finish this answer and hand in." in text
    assert "Kept.\nThe time is over. /hand-in ends the exam" in text
    assert exams.answers() == {FILM: ("nodules",)}
    assert exams.attempt.state.ended == "time"


def test_only_the_invigilator_who_knows_the_word_gives_time(exams: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = exams.paper
    monkeypatch.setattr(type(exams), "paper", property(lambda self: replace(whole, word=seal_word("owl"))))
    text = exams.sit(
        "start", "/invigilator", "/invigilator cat 5", "/invigilator owl x", "/invigilator owl 5 fire alarm"
    )
    assert "Type /invigilator WORD MINUTES REASON." in text
    assert "That is not the invigilator's word." in text
    assert "Type the minutes as a whole number" in text
    assert "Time added: 5 minutes, by the invigilator: fire alarm.\n25:00 left." in text


def test_without_a_word_nobody_gives_time_here(exams: Any) -> None:
    assert "No word was set for this exam. Time is given with: miliary-chat exam extend" in exams.sit(
        "start", "/invigilator owl 5 fire"
    )


def test_a_part_is_introduced_once_and_an_answered_question_comes_with_its_answer(exams: Any) -> None:
    text = exams.sit("start", "nodules", "/goto 4", "/goto 1")
    assert text.count("Part 1 of 2: Films.") == 1
    assert text.rstrip().splitlines()[-2:-1] == ["Your answer: nodules"]


def test_ctrl_c_keeps_the_place_and_goes_on_up(exams: Any) -> None:
    with pytest.raises(KeyboardInterrupt):
        exams.sit("start", "nodules", KeyboardInterrupt)
    assert exams.attempt.state.ended is None
    assert exams.answers() == {FILM: ("nodules",)}


def test_ctrl_c_keeps_what_stood_in_the_line(exams: Any, half: Any) -> None:
    with pytest.raises(KeyboardInterrupt):
        exams.sit("start", half("tiny nod"), KeyboardInterrupt, seen=True)
    assert exams.attempt.read_draft() == "tiny nod"


def test_what_was_half_typed_stays_until_the_line_is_changed(exams: Any, half: Any) -> None:
    with pytest.raises(KeyboardInterrupt):
        exams.sit("start", half("tiny nod"), KeyboardInterrupt, seen=True)
    exams.resume(5, 5, seen=True)
    assert exams.attempt.read_draft() == "tiny nod"
    exams.resume(5, half(""), seen=True)
    assert exams.attempt.read_draft() == ""


def test_what_was_half_typed_on_several_lines_is_told_and_kept(exams: Any) -> None:
    exams.sit("start", "tiny nodules\\")
    text = exams.resume(5, seen=True)
    assert "You had begun to type: tiny nodules" in text
    assert exams.attempt.read_draft() == "tiny nodules\n"


def test_empty_lines_in_a_pipe_are_layout_and_the_end_of_the_input_keeps_the_place(exams: Any) -> None:
    text = exams.sit("start", "", "   ", "\t")
    assert exams.answers() == {}
    assert "Your answers are kept. The clock goes on." in text


@pytest.mark.parametrize("answer", ["🫁🫁🫁", "سعال جاف", "[/red]", "{name}", "%s %d", "/15 mm", "?"])
def test_strange_answers_are_kept_as_they_were_typed(exams: Any, answer: str) -> None:
    assert f"You: {answer}\nKept." in exams.sit("start", answer)
    assert exams.answers() == {FILM: (answer,)}


def test_a_megabyte_is_kept_in_part_and_that_is_said(exams: Any) -> None:
    text = exams.sit("start", "nodules " * 130_000)
    assert "That was long" in text
    assert len(exams.answers()[FILM][0]) <= 2_000


def test_another_window_that_went_on_ends_this_one(exams: Any) -> None:
    def elsewhere() -> None:
        Attempt.resume(exams.store, exams.store.attempts()[0].id, exams.clock).send(Say("from there", item=FILM))

    with pytest.raises(Conflict):
        exams.sit("start", elsewhere, "from here")
    assert exams.answers() == {FILM: ("from there",)}


def test_another_window_is_noticed_while_nothing_is_typed(exams: Any) -> None:
    def elsewhere() -> None:
        Attempt.resume(exams.store, exams.store.attempts()[0].id, exams.clock).send(Tick())

    with pytest.raises(Conflict):
        exams.sit("start", elsewhere, 1_200)


def test_a_full_disk_in_a_pipe_stops_before_the_next_line_answers_another_question(
    exams: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole: Callable[..., Any] = Attempt.send

    def full(self: Attempt, action: Any) -> Any:
        if type(action).__name__ == "Say":
            raise StoreFull("The disk is full.", "Make room, then send it again.")
        return whole(self, action)

    monkeypatch.setattr(Attempt, "send", full)
    with pytest.raises(StoreFull):
        exams.sit("start", "nodules", "random")


def test_trouble_with_the_store_at_the_clock_is_said_once(exams: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    whole: Callable[..., Any] = Attempt.send

    def full(self: Attempt, action: Any) -> Any:
        if type(action).__name__ == "Tick":
            raise StoreFull("The disk is full.", "Make room.")
        return whole(self, action)

    monkeypatch.setattr(Attempt, "send", full)
    assert exams.sit("start", 1, 1, 1).count("The disk is full.") == 1


def test_the_picture_is_put_under_a_name_that_tells_nothing_and_taken_away_again(
    exams: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Attempt, "picture", lambda self, image, item: b"png")
    found = re.findall(r"The picture's file: (\S+)", exams.sit("start", "/picture"))
    assert [Path(one).name for one in found] == ["question-1.png"]
    assert not any(Path(one).parent.exists() for one in found)
