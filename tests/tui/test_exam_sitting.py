"""A whole exam on the screen, key by key: the rules, every kind of question, the hand-in, the review."""

from collections.abc import Callable
from pathlib import Path

import pytest

from exam_rooms import (
    WHOLE,
    Room,
    answer,
    attempt_of,
    begun,
    exam,
    note_of,
    passes,
    press,
    said,
    secrets_in,
    seen,
    settled,
    sitting,
    type_in,
)
from miliary_chat.base.errors import StoreFull
from miliary_chat.dialogue import events as e
from miliary_chat.exam.packing import write_exam
from miliary_chat.session.exam import short_head
from miliary_chat.session.store import open_store
from miliary_chat.tui.screens.ask import AskScreen
from miliary_chat.tui.screens.exam.over import OverScreen
from miliary_chat.tui.screens.exam.rest import RestScreen
from miliary_chat.tui.screens.exam.rules import RulesScreen
from miliary_chat.tui.screens.exam.sitting import ExamScreen
from miliary_chat.tui.screens.exam.timed import ExamFilmScreen, ExamReader
from miliary_chat.tui.screens.home import HomeScreen
from miliary_chat.tui.screens.reader import ReaderScreen
from miliary_chat.tui.start import Resume, SitExam
from miliary_chat.tui.widgets.exam_bar import ExamBar

MakeRoom = Callable[..., Room]
SIZE = (120, 40)
LINEAR = {
    "all": {
        "title": "The film",
        "navigation": "linear",
        "take": [{"question": "patient-zero/findings/first"}, {"question": "patient-zero/findings/second"}],
    }
}


@pytest.fixture
def room(tmp_path: Path) -> MakeRoom:
    """A room with a paper."""
    return lambda paper=None, candidates="": Room(tmp_path, paper or exam(), candidates)


def time_of(screen: ExamScreen) -> str:
    """The time in the bar."""
    return " · ".join(face.words for face in screen.query_one(ExamBar).faces)


async def test_a_whole_exam_from_the_rules_to_the_review(room: MakeRoom) -> None:
    here = room(exam(after={"show": "answers", "when": "hand-in"}))
    told = []
    async with here.app().run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert isinstance(pilot.app.screen, RulesScreen)
        told.append(seen(pilot))
        await press(pilot, "enter")
        screen = sitting(pilot)
        told.append(seen(pilot))
        assert "The patient  Question 1 of 6" in told[-1]
        assert "20:00 left" in told[-1]
        assert "Clinic. A teacher of 28." in told[-1]
        await answer(pilot, "any cough?")
        told.append(seen(pilot))
        assert "Yes, for weeks." in told[-1], "a patient replies, and one stays"
        assert screen.box.text == ""
        await press(pilot, "f3")
        told.append(seen(pilot))
        assert "What do you see?" in told[-1]
        await answer(pilot, "tiny dots, both lungs")
        told.append(seen(pilot))
        assert "How large are they?" in told[-1]
        assert note_of(pilot) == "Answer to question 2 kept."
        await answer(pilot, "tiny")
        await answer(pilot, "an MRI please")
        told.append(seen(pilot))
        assert "The MRI shows nothing." in told[-1]
        await press(pilot, "f3")
        await answer(pilot, "a")
        told.append(seen(pilot))
        assert "Which two?" in told[-1]
        await press(pilot, "down", "space", "down", "down", "space", "enter")
        told.append(seen(pilot))
        assert (
            note_of(pilot)
            == "Answer to question 6 kept. That was the last question: F4 shows all of them, F8 hands in."
        )
        await press(pilot, "f8")
        told.append(seen(pilot))
        assert "All 6 questions are answered." in told[-1]
        await press(pilot, "1", "enter")
        assert isinstance(pilot.app.screen, OverScreen)
        told.append(seen(pilot))
        assert "Handed in. You answered 6 of 6 questions." in told[-1]
        assert [secrets_in(text) for text in told] == [[]] * len(told)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ReaderScreen)
        review = "\n".join(line.plain for block in pilot.app.screen._page.blocks for line in block.lines(110))
    store = open_store(here.url)
    assert short_head(store.attempts()[0].head) in told[-1]
    store.close()
    assert "tiny dots, both lungs" in review
    assert "SECRET expert words" in review
    assert "credited: SECRET dots" in review
    kinds = [type(event) for event in here.events()]
    assert e.Judged not in kinds
    assert kinds[-1] is e.Ended


async def test_what_is_changed_is_sent_before_one_leaves_and_stands_in_the_box_on_the_way_back(room: MakeRoom) -> None:
    here = room()
    async with here.app().run_test(size=SIZE) as pilot:
        screen = await begun(pilot)
        await type_in(pilot, "any co")
        await press(pilot, "f3")
        await type_in(pilot, "dots")
        await press(pilot, "f2")
        assert screen.box.text == "any co", "what is half typed to a patient stays a draft"
        await press(pilot, "f3")
        assert screen.box.text == "dots"
        await type_in(pilot, " in both lungs")
        await press(pilot, "f3", "f2", "f3")
    assert [text for _, text, _ in here.answers()] == ["dots", "dots in both lungs"]


@pytest.mark.parametrize(
    ("typed", "number"), [("/goto 4", 4), ("/next", 2), ("/go 6", 6), ("/questions", 1), ("/back", 1)]
)
async def test_a_command_does_what_its_key_does(room: MakeRoom, typed: str, number: int) -> None:
    async with room().app().run_test(size=SIZE) as pilot:
        screen = await begun(pilot)
        await answer(pilot, typed)
        assert screen.query_one(ExamBar).place == f"Question {number} of 6"
        assert screen.box.text == ""


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("/flag 3", "Question 3 is flagged."),
        ("/goto 9", "There is no question 9; they go from 1 to 6."),
        ("/goto the end", "Which question? Give its number, from 1 to 6."),
        ("/goon", "There is no rest break to end."),
        ("/clear", "There is no answer here that could be emptied."),
        ("/answer", "Your questions, orders and choices stand above."),
        ("/repeat", "What would you like to ask or examine?"),
        ("/picture", "This question has no picture."),
    ],
)
async def test_a_command_that_moves_nothing_says_what_is(room: MakeRoom, typed: str, told: str) -> None:
    async with room().app().run_test(size=SIZE) as pilot:
        screen = await begun(pilot)
        await answer(pilot, typed)
        assert note_of(pilot) == told
        assert screen.query_one(ExamBar).place == "Question 1 of 6"


@pytest.mark.parametrize("typed", ["/hint", "/why", "/dispute I said so", "/skipp", "/cards"])
async def test_nothing_that_helps_is_offered(room: MakeRoom, typed: str) -> None:
    here = room()
    async with here.app().run_test(size=SIZE) as pilot:
        await begun(pilot)
        await answer(pilot, typed)
        assert note_of(pilot).startswith("There is no command")
    assert here.answers() == []


async def test_an_answer_is_kept_without_leaving_and_an_emptied_one_is_kept_too(room: MakeRoom) -> None:
    here = room()
    async with here.app().run_test(size=SIZE) as pilot:
        screen = await begun(pilot)
        await press(pilot, "f3")
        await type_in(pilot, "dots")
        await press(pilot, "ctrl+o")
        assert note_of(pilot) == "Answer to question 2 kept."
        assert screen.box.text == "dots"
        await press(pilot, "ctrl+o")
        assert note_of(pilot) == "Nothing has changed since your answer was kept."
        screen.box.take("")
        await answer(pilot, "/time")
        assert note_of(pilot) == "You have 20 minutes for the whole exam."
        assert screen.box.text == "dots", "a command takes the answer's place only while it is typed"
        await press(pilot, "ctrl+o")
        screen.box.take("")
        await press(pilot, "f3")
        assert note_of(pilot) == "Question 2 is empty now; that is kept."
    assert [text for _, text, _ in here.answers()] == ["dots", ""]


async def test_a_choice_can_be_changed_by_letter_arrows_and_mouse(room: MakeRoom) -> None:
    here = room()
    async with here.app().run_test(size=SIZE) as pilot:
        screen = await begun(pilot)
        await answer(pilot, "/goto 5")
        await answer(pilot, "b")
        await press(pilot, "f2")
        assert "☒ B  Up to 3 cm" in seen(pilot), "what is chosen can be seen"
        await answer(pilot, "no idea what you mean")
        assert screen.query_one(ExamBar).place == "Question 5 of 6"
        assert "A, B, C" in seen(pilot)
        screen.box.take("")
        line = next(at for at, text in enumerate(screen.talk.text_lines) if "Up to 3 m" in text and "C" in text)
        await pilot.click(screen.talk, offset=(20, line))
        await press(pilot, "enter")
    assert [event.options for event in here.events() if isinstance(event, e.Chosen)] == [("b",), ("c",)]


async def test_a_linear_part_asks_once_before_a_question_without_an_answer_is_left(room: MakeRoom) -> None:
    async with room(exam(LINEAR)).app().run_test(size=SIZE) as pilot:
        screen = await begun(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, AskScreen)
        assert "Question 1 is closed for good when you go on. It has no answer yet." in said(pilot)
        await press(pilot, "enter")
        assert screen.query_one(ExamBar).place == "Question 1 of 2", "Enter once too often loses nothing"
        await answer(pilot, "dots")
        assert screen.query_one(ExamBar).place == "Question 2 of 2"
        await press(pilot, "f2")
        assert note_of(pilot) == "There is no earlier question that is open."
        await answer(pilot, "/goto 1")
        assert note_of(pilot) == "That question is closed."


async def test_a_rest_break_covers_the_questions_and_the_clock_stands_still(room: MakeRoom) -> None:
    here = room(candidates="code,name,rest\nC7,Ada,5 min\n")
    async with here.app(SitExam("paper", "c7")).run_test(size=SIZE) as pilot:
        screen = await begun(pilot)
        await press(pilot, "f3")
        await type_in(pilot, "dots")
        await passes(pilot, here, 60)
        await press(pilot, "ctrl+g")
        assert isinstance(pilot.app.screen, RestScreen)
        assert "What do you see?" not in seen(pilot)
        await passes(pilot, here, 120)
        assert "The clock stands still for 3:00 more" in seen(pilot)
        assert "19:00 left" in seen(pilot)
        await press(pilot, "x")
        assert pilot.app.screen is screen
        assert screen.box.text == "dots"
        assert time_of(screen) == "19:00 left"
        await press(pilot, "ctrl+g")
        await passes(pilot, here, 200)
        assert "used up" in seen(pilot)
        await press(pilot, "escape", "ctrl+g")
        assert note_of(pilot) == "You have no rest break in this exam, or none is left."


async def test_a_second_that_passes_as_somebody_comes_back_from_a_break_does_not_send_them_back(room: MakeRoom) -> None:
    here = room(candidates="code,name,rest\nC7,Ada,5 min\n")
    async with here.app(SitExam("paper", "c7")).run_test(size=SIZE) as pilot:
        screen = await begun(pilot)
        await press(pilot, "ctrl+g")
        resting = pilot.app.screen
        assert isinstance(resting, RestScreen)
        resting.dismiss(None)
        screen.catch_up()  # what a tick does that was under way
        await settled(pilot)
        assert pilot.app.screen is screen
        assert screen.attempt.state.paused_us is None


async def test_the_store_is_full_and_the_answer_stays_in_the_box(room: MakeRoom, monkeypatch) -> None:
    here = room()
    async with here.app().run_test(size=SIZE) as pilot:
        screen = await begun(pilot)
        await press(pilot, "f3")
        store = await pilot.app.store()

        def full(*given: object) -> None:
            raise StoreFull("There is no room left on the disk.", "Make room, then send it again.")

        with monkeypatch.context() as broken:
            broken.setattr(store, "append", full)
            await answer(pilot, "dots")
            assert note_of(pilot) == "There is no room left on the disk. Make room, then send it again."
            assert screen.box.text == "dots"
            assert screen.query_one(ExamBar).place == "Question 2 of 6"
        await press(pilot, "enter")
        assert note_of(pilot) == "Answer to question 2 kept."
    assert [text for _, text, _ in here.answers()] == ["dots"]


async def test_somebody_who_leaves_comes_back_to_the_question_the_words_and_the_time(room: MakeRoom) -> None:
    here = room()
    async with here.app().run_test(size=SIZE) as pilot:
        screen = await begun(pilot)
        await press(pilot, "f3")
        await type_in(pilot, "half a sen")
        await press(pilot, "ctrl+c")
        assert "The clock goes on meanwhile: 20:00 left." in said(pilot)
        name = screen.attempt.id
        await press(pilot, "2", "enter")
    here.clock.go(61)
    async with here.app(Resume(name[:6])).run_test(size=SIZE) as pilot:
        await settled(pilot)
        screen = sitting(pilot)
        assert screen.query_one(ExamBar).place == "Question 2 of 6"
        assert screen.box.text == "half a sen"
        assert time_of(screen) == "18:59 left"
    async with here.app().run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert "Go on where you were: 18:59 left" in seen(pilot)
        await press(pilot, "enter")
        assert sitting(pilot).attempt.id == name


async def test_two_windows_on_one_exam_tell_each_other(room: MakeRoom) -> None:
    here = room()
    async with here.app().run_test(size=SIZE) as one:
        screen = await begun(one)
        await press(one, "f3")
        async with here.app(Resume(screen.attempt.id)).run_test(size=SIZE) as two:
            await settled(two)
            await answer(two, "dots in the second window")
            assert sitting(two).query_one(ExamBar).place == "Question 3 of 6"
            await type_in(one, "dots in the first window")
            await press(one, "enter")
            assert note_of(one).startswith("This exam went on in another window.")
            assert screen.query_one(ExamBar).place == "Question 3 of 6"
            await press(one, "f2")
            assert screen.box.text == "dots in the first window", "what was typed is a draft of its question"
            await press(two, "f8")
            await press(two, "1", "enter")
            if not isinstance(two.app.screen, OverScreen):  # the first window had moved on meanwhile
                await press(two, "f8", "1", "enter")
            assert isinstance(two.app.screen, OverScreen)
            await answer(one, " again")
            assert isinstance(one.app.screen, OverScreen)


@pytest.mark.parametrize(
    "size",
    [
        (80, 24),
        pytest.param((120, 40), marks=pytest.mark.long),
        pytest.param((200, 60), marks=pytest.mark.long),
        (60, 16),
    ],
)
async def test_the_question_the_box_and_the_time_fit_every_screen(room: MakeRoom, size: tuple[int, int]) -> None:
    async with room().app().run_test(size=size) as pilot:
        screen = await begun(pilot)
        await press(pilot, "f3")
        told = seen(pilot)
        assert "20:00 left" in told
        assert "What do you see?" in told
        assert screen.box.region.bottom < size[1]
        assert secrets_in(told) == []
        await press(pilot, "f7")
        assert isinstance(pilot.app.screen, ExamFilmScreen)
        assert "20:00 left" in seen(pilot)
        await press(pilot, "d")
        assert "A chest from the front." in seen(pilot)
        await press(pilot, "escape", "f6")
        assert isinstance(pilot.app.screen, ExamReader)
        assert "20:00 left" in seen(pilot)
        await press(pilot, "escape", "f1")
        assert secrets_in(seen(pilot)) == []


async def test_a_picture_that_is_missing_does_not_tell_its_name(room: MakeRoom) -> None:
    here = room()
    async with here.app().run_test(size=SIZE) as pilot:
        screen = await begun(pilot)
        screen.attempt.picture = lambda image, item=None: None
        await press(pilot, "f3")
        told = seen(pilot)
        assert "A chest from the front." in told
        assert "metastases" not in told


async def test_nothing_is_known_of_the_cases_until_the_code_is_typed(room: MakeRoom) -> None:
    here = room(candidates="code,name,extra_time\nC7,Ada,1.5\n")
    async with here.app().run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert note_of(pilot) == "Type your candidate code and press Enter."
        await pilot.press(*"C9")
        await press(pilot, "enter")
        assert note_of(pilot).startswith("There is no candidate “C9” in this exam.")
        await press(pilot, "backspace")
        await pilot.press("7")
        await press(pilot, "enter")
        assert note_of(pilot) == "Ada. Is that you? Then go on below."
        assert "30 minutes in all" in seen(pilot)
        await press(pilot, "enter")
        assert time_of(sitting(pilot)) == "30:00 left"
        assert attempt_of(pilot).events[0].event.person == "C7"


async def test_not_now_goes_home_and_begins_nothing(room: MakeRoom) -> None:
    here = room()
    async with here.app().run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "down", "enter")
        assert isinstance(pilot.app.screen, HomeScreen)
    store = open_store(here.url)
    assert store.attempts() == ()
    store.close()


async def test_after_the_hand_in_nothing_is_shown_that_the_paper_does_not_allow(room: MakeRoom) -> None:
    here = room(exam(attempts=1, after={"show": "answers", "when": "released"}))
    async with here.app().run_test(size=SIZE) as pilot:
        await begun(pilot)
        await press(pilot, "f3")
        await answer(pilot, "dots")
        await press(pilot, "f8", "1", "enter")
        assert isinstance(pilot.app.screen, OverScreen)
        assert "when whoever runs the exam releases them" in seen(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, OverScreen)
        assert secrets_in(seen(pilot)) == []
    store = open_store(here.url)
    store.release("exam:paper", "Dr Ito", 1)
    store.close()
    async with here.app().run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert note_of(pilot) == "You have handed in this exam; it cannot be sat again."
        await press(pilot, "enter", "enter")
        assert isinstance(pilot.app.screen, ReaderScreen)
        assert "SECRET dots" in "\n".join(pilot.app.screen._page.text_lines)


@pytest.mark.parametrize(("take", "there"), [([{"case": "patient-zero"}], True), (list(WHOLE[1:]), False)])
async def test_a_picture_stays_up_only_where_all_questions_are_of_one_patient(room: MakeRoom, take, there) -> None:
    async with room(exam({"all": {"title": "All", "take": take}})).app().run_test(size=SIZE) as pilot:
        screen = await begun(pilot)
        await answer(pilot, "/goto 2")
        assert screen.has_class("-film")
        await answer(pilot, "/goto 4")
        assert screen.has_class("-film") is there


async def test_an_exam_from_a_pack_names_its_file_and_has_no_review(
    room: MakeRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = room(exam(after={"show": "answers", "when": "hand-in"}))
    (tmp_path / "paper.exam").write_bytes(write_exam(here.library.find_exam("paper")))
    monkeypatch.chdir(tmp_path)
    app = here.app(SitExam(str(tmp_path / "paper.exam")))
    async with app.run_test(size=(200, 40)) as pilot:
        await begun(pilot)
        await press(pilot, "f3")
        await answer(pilot, "dots")
        await press(pilot, "ctrl+c", "1", "enter")
        await press(pilot, "e", "enter", "enter")
        await press(pilot, "f8", "1", "enter")
        assert isinstance(pilot.app.screen, OverScreen)
        [written] = tmp_path.glob("*.attempt")
        assert f"Your answers are in the file {written}" in said(pilot)
        assert "Whoever runs the exam collects it" in said(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, OverScreen)
        assert secrets_in(seen(pilot)) == []
