"""The time of an exam on the screen: what is always seen, what is said, what happens when it is over."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import Input

from exam_rooms import ANSWERS, Room, answer, begun, exam, note_of, passes, press, said, seen, settled, sitting, type_in
from miliary_chat.dialogue import events as e
from miliary_chat.dialogue.state import Entered, ItemState, State
from miliary_chat.dialogue.terms import SectionTerms, Terms
from miliary_chat.session.exam import give_time, seal_word
from miliary_chat.session.store import open_store
from miliary_chat.tui.exam_time import ClockFace, faces, in_words
from miliary_chat.tui.screens.ask import AskScreen
from miliary_chat.tui.screens.exam.over import OverScreen
from miliary_chat.tui.screens.exam.sitting import ExamScreen
from miliary_chat.tui.widgets.exam_bar import ExamBar

SIZE = (120, 40)
MINUTE = 60_000_000
PARTS = {
    "one": {"title": "One", "time": "4 min", "take": list(ANSWERS)},
    "two": {"title": "Two", "take": [{"question": "patient-zero/debrief/one"}]},
}
EACH = {"one": {"title": "One", "navigation": "linear", "question_time": "1 min", "take": list(ANSWERS)}}


@pytest.fixture
def room(tmp_path: Path) -> Callable[..., Room]:
    """A room with a paper."""
    return lambda paper=None, candidates="": Room(tmp_path, paper or exam(), candidates)


def shown(screen: ExamScreen) -> tuple[ClockFace, ...]:
    """The clocks in the bar."""
    return screen.query_one(ExamBar).faces


async def test_half_five_minutes_and_one_minute_are_said_once(room) -> None:
    here = room()
    async with here.app().run_test(size=SIZE, notifications=True) as pilot:
        screen = await begun(pilot)
        await passes(pilot, here, 599)
        assert note_of(pilot) == ""
        assert shown(screen) == (ClockFace("10:01 left"),)
        for seconds, words, near in [
            (1, "Half of the time is over, 10 minutes left.", False),
            (299, "5 minutes left.", True),
            (239, "1 minute left.", True),
        ]:
            await passes(pilot, here, seconds)
            assert note_of(pilot) == words
            assert shown(screen)[0].near is near
            screen.note("")
            await passes(pilot, here, 1)
            assert note_of(pilot) == "", "once is enough"
        assert "1 minute left." in said(pilot), "it stands in a corner for a while, too"


async def test_what_is_typed_at_the_deadline_is_handed_in(room) -> None:
    here = room()
    async with here.app().run_test(size=SIZE) as pilot:
        screen = await begun(pilot)
        await press(pilot, "f3")
        await answer(pilot, "dots")
        await type_in(pilot, "tiny, I thi")
        await passes(pilot, here, 20 * 60 - 0.5)
        assert isinstance(pilot.app.screen, ExamScreen)
        screen.box.insert("nk")
        await screen.keep_draft()
        await passes(pilot, here, 0.6)
        assert isinstance(pilot.app.screen, OverScreen)
        assert "The time is over; your exam is handed in. You answered 2 of 6 questions." in said(pilot)
    assert here.answers()[-1][1:] == ("tiny, I think", True)
    assert here.events()[-1] == e.Ended("time", here.events()[0].at_us + 20 * MINUTE)


async def test_the_end_comes_over_a_question_that_nobody_has_answered_yet(room) -> None:
    here = room()
    async with here.app().run_test(size=SIZE) as pilot:
        await begun(pilot)
        await press(pilot, "f8")
        assert isinstance(pilot.app.screen, AskScreen)
        await passes(pilot, here, 20 * 60 + 1)
        assert isinstance(pilot.app.screen, OverScreen)


async def test_an_answer_that_comes_too_late_says_so(room) -> None:
    here = room()
    async with here.app().run_test(size=SIZE) as pilot:
        await begun(pilot)
        await press(pilot, "f3")
        await type_in(pilot, "dots")
        here.clock.go(20 * 60 + 5)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, OverScreen)
    assert here.answers() == []


async def test_grace_lets_the_answer_be_finished_and_nothing_else(room) -> None:
    here = room(exam(overdue="grace", grace="60 s"))
    async with here.app().run_test(size=SIZE) as pilot:
        screen = await begun(pilot)
        await press(pilot, "f3")
        await type_in(pilot, "dots")
        await passes(pilot, here, 20 * 60 - 1, 2)
        assert note_of(pilot) == "The time is over. You have 59 seconds to finish this answer and hand in."
        assert shown(screen) == (ClockFace("time over, hand in: 0:59", near=True, last=True),)
        await press(pilot, "enter")
        assert note_of(pilot) == "Your answer is kept. The time is over: F8 hands in."
        await press(pilot, "f8", "1", "enter")
        assert isinstance(pilot.app.screen, OverScreen)
    assert [(a.text, a.late) for a in here.events() if isinstance(a, e.Answered)] == [("dots", True)]


async def test_a_part_with_a_time_of_its_own_counts_by_itself_and_closes(room) -> None:
    here = room(exam(PARTS))
    async with here.app().run_test(size=SIZE) as pilot:
        screen = await begun(pilot)
        assert [face.words for face in shown(screen)] == ["this part 4:00", "in all 20:00"]
        await type_in(pilot, "dots")
        await passes(pilot, here, 239)
        await passes(pilot, here, 2)
        assert screen.query_one(ExamBar).place == "Question 3 of 3"
        assert note_of(pilot) == "The time for “One” is over. What was typed counts."
        assert [face.words for face in shown(screen)] == ["15:59 left"]
        await press(pilot, "f2")
        assert note_of(pilot) == "There is no earlier question that is open."
    assert here.answers() == [("one/1", "dots", True)]


async def test_leaving_a_part_that_closes_is_asked_about(room) -> None:
    here = room(exam(PARTS))
    async with here.app().run_test(size=SIZE) as pilot:
        screen = await begun(pilot)
        await answer(pilot, "dots")
        await press(pilot, "f3")
        told = said(pilot)
        assert "Questions 1 and 2 are closed for good when you go on. Question 2 has no answer yet." in told
        await press(pilot, "escape")
        assert screen.query_one(ExamBar).place == "Question 2 of 3"
        await press(pilot, "f3", "1", "enter")
        assert screen.query_one(ExamBar).place == "Question 3 of 3"


async def test_a_question_has_its_own_countdown(room) -> None:
    here = room(exam(EACH))
    async with here.app().run_test(size=SIZE) as pilot:
        screen = await begun(pilot)
        assert [face.words for face in shown(screen)] == ["this question 1:00", "in all 20:00"]
        await type_in(pilot, "dots")
        await passes(pilot, here, 58, 3)
        assert note_of(pilot) == "The time for question 1 is over. What was typed counts."
        assert screen.query_one(ExamBar).place == "Question 2 of 2"
        await passes(pilot, here, 61)
        assert "all questions closed" in seen(pilot)
        await answer(pilot, "more")
        assert note_of(pilot) == "All questions are closed. F8 hands in."
        await press(pilot, "f8", "1", "enter")
        assert isinstance(pilot.app.screen, OverScreen)
    assert here.answers() == [("one/1", "dots", True)]


async def test_time_that_an_examiner_gives_is_told_and_counts(room) -> None:
    here = room()
    async with here.app().run_test(size=SIZE) as pilot:
        screen = await begun(pilot)
        store = open_store(here.url)
        give_time(store, store.attempts(), 5 * MINUTE, by="Dr Ito", why="fire [b]alarm[/b]", clock=here.clock)
        store.close()
        await passes(pilot, here, 5)
        assert note_of(pilot) == "You have been given 5 minutes, by Dr Ito: fire [b]alarm[/b]."
        await passes(pilot, here, 1)
        assert shown(screen) == (ClockFace("24:54 left"),)


async def test_an_invigilator_gives_time_here_with_the_word(room) -> None:
    here = room()
    async with here.app().run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.app.exams.begin(_with_word(pilot.app.screen._paper), "", None)
        await settled(pilot)
        screen = sitting(pilot)
        await answer(pilot, "/invigilator")
        form = pilot.app.screen
        for name, value in (("word", "wrong"), ("minutes", "5"), ("name", "Dr Ito"), ("reason", "fire alarm")):
            form.query_one(f"#{name}", Input).value = value
        form.query_one("#reason", Input).focus()
        await press(pilot, "enter")
        await settled(pilot)
        assert note_of(pilot) == "That is not the word. Nothing was given."
        assert "wrong" not in seen(pilot)
        form.query_one("#word", Input).value = "owl"
        await press(pilot, "enter")
        await settled(pilot)
        assert pilot.app.screen is screen
        assert note_of(pilot) == "You have been given 5 minutes, by Dr Ito: fire alarm."
        await passes(pilot, here, 1)
        assert shown(screen) == (ClockFace("24:59 left"),)


async def test_without_a_word_no_time_can_be_given_here(room) -> None:
    async with room().app().run_test(size=SIZE) as pilot:
        await begun(pilot)
        await answer(pilot, "/invigilator")
        assert note_of(pilot) == "This exam has no word by which time could be given at this machine."


def _with_word(paper):  # type: ignore[no-untyped-def]
    from dataclasses import replace

    return replace(paper, word=seal_word("owl", b"salt"))


def state(*, limit: int | None = 20, section: int | None = None, question: int | None = None) -> State:
    """At the first question, with limits in minutes."""
    limits = [None if one is None else one * MINUTE for one in (limit, section, question)]
    terms = Terms("x", "x", (SectionTerms("s", "S", "", limits[1], limits[2]),), limits[0])
    ref = e.ItemRef("s/1", "pin", "findings", "main", "s")
    own = ItemState(opened_us=1)
    return State(terms=terms, current="s/1", refs={"s/1": ref}, items={"s/1": own}, sections={"s": Entered(0, 0)})


@pytest.mark.parametrize(
    ("now", "minutes", "told"),
    [
        (state(), 1, [("19:00 left", False, False)]),
        (state(), 15, [("5:00 left", True, False)]),
        (state(), 19, [("1:00 left", True, True)]),
        (state(limit=6), 2, [("4:00 left", False, False)]),
        (state(limit=6), 3, [("3:00 left", True, False)]),
        (state(limit=None), 3, [("no time limit", False, False)]),
        (state(section=10), 1, [("this part 9:00", False, False), ("in all 19:00", False, False)]),
        (state(section=30), 1, [("19:00 left", False, False)]),
        (state(limit=None, section=30), 1, [("this part 29:00", False, False)]),
    ],
)
def test_the_clocks_that_matter_are_shown_and_warn_near_the_end(now, minutes, told) -> None:
    assert [(face.words, face.near, face.last) for face in faces(now, minutes * MINUTE)] == told


def test_the_time_in_words_names_every_limit() -> None:
    assert in_words(state(section=10), MINUTE) == "You have 9 minutes for this part, 19 minutes for the whole exam."
    assert in_words(state(limit=None), MINUTE) == "This exam has no time limit."
