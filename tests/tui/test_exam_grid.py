"""All questions at one look, exams on the list at home, and what is asked before a hand-in."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.widgets import OptionList

from exam_rooms import ANSWERS, WHOLE, Room, answer, begun, exam, note_of, press, said, seen, settled, sitting, type_in
from miliary_chat.dialogue.exam.overview import Row
from miliary_chat.session.commands import EXAM_COMMANDS, Unknown
from miliary_chat.session.store import open_store
from miliary_chat.tui.deeds import Now, key_name
from miliary_chat.tui.exam_deeds import EXAM_DEEDS, exam_deed, offered, read
from miliary_chat.tui.exam_help import exam_help
from miliary_chat.tui.exam_items import ranges
from miliary_chat.tui.screens.exam.doing import EXAM_DOINGS
from miliary_chat.tui.screens.exam.grid import GridScreen, QuestionGrid
from miliary_chat.tui.screens.exam.over import OverScreen
from miliary_chat.tui.screens.exam.rules import RulesScreen
from miliary_chat.tui.screens.home import HomeScreen
from miliary_chat.tui.start import Home
from miliary_chat.tui.widgets.exam_bar import ExamBar

SIZE = (120, 40)
SWALLOWED = {"f10", "f11", "ctrl+s", "ctrl+q", "ctrl+b", "ctrl+a", "ctrl+z", "ctrl+p"}


@pytest.fixture
def room(tmp_path: Path) -> Callable[..., Room]:
    """A room with a paper."""
    return lambda paper=None, candidates="": Room(tmp_path, paper or exam(), candidates)


def home_rows(app: App[int]) -> list[str]:
    """The rows at home."""
    rows = app.screen.query_one("#rows", OptionList)
    return [str(rows.get_option_at_index(at).prompt).strip() for at in range(rows.option_count)]


async def test_the_grid_tells_how_each_question_stands_and_goes_there(room) -> None:
    async with room().app().run_test(size=SIZE) as pilot:
        screen = await begun(pilot)
        await press(pilot, "f3", "f5")
        assert note_of(pilot) == "Question 2 is flagged."
        assert "Question 2 of 6 ⚑" in seen(pilot)
        await answer(pilot, "dots")
        await press(pilot, "f4")
        assert isinstance(pilot.app.screen, GridScreen)
        cells = pilot.app.screen.query_one(QuestionGrid).text_lines
        assert [cell.split() for cell in cells] == [["1", "○", "2", "●⚑", "3", "○", "4", "·", "5", "·", "6", "·"]]
        assert note_of(pilot) == "Question 3: not answered, you are here."
        await press(pilot, "left")
        assert note_of(pilot) == "Question 2: answered, flagged."
        await press(pilot, "end", "enter")
        assert screen.query_one(ExamBar).place == "Question 6 of 6"
        await press(pilot, "f4", "2", "enter", "f5")
        assert note_of(pilot) == "Question 2 is no longer flagged."


async def test_the_grid_of_a_linear_part_says_what_cannot_be_gone_to(room) -> None:
    paper = exam(
        {"all": {"title": "Film", "navigation": "linear", "take": [*ANSWERS, {"question": "patient-zero/debrief/one"}]}}
    )
    async with room(paper).app().run_test(size=SIZE) as pilot:
        screen = await begun(pilot)
        await press(pilot, "f4", "right")
        assert note_of(pilot) == "Question 2: not seen yet. Going there closes 1 for good."
        await press(pilot, "right", "enter")
        assert note_of(pilot) == "Question 3: not seen yet. The questions of this part are taken one after the other."
        await press(pilot, "left", "enter")
        assert "closed for good" in said(pilot)
        await press(pilot, "1", "enter")
        assert screen.query_one(ExamBar).place == "Question 2 of 3"


@pytest.mark.parametrize(
    ("size", "lines"),
    [
        ((80, 24), 12),
        pytest.param((40, 12), 15, marks=pytest.mark.long),
        pytest.param((200, 60), 3, marks=pytest.mark.long),
    ],
)
async def test_sixty_questions_fit_and_the_arrows_reach_each(size, lines) -> None:
    rows = tuple(Row(n, f"s/{n}", "", n % 2 == 0, n == 7, True, n < 3, n == 30) for n in range(1, 61))

    class Hall(App[int]):
        def compose(self) -> ComposeResult:
            yield QuestionGrid(rows, id="grid")

    app = Hall()
    async with app.run_test(size=size) as pilot:
        grid = app.query_one(QuestionGrid)
        grid.focus()
        await pilot.pause()
        assert len(grid.text_lines) == lines
        assert max(map(len, grid.text_lines)) <= size[0]
        assert grid.row.number == 30
        await pilot.press("home", "up", "left")
        assert grid.row.number == 1
        for _ in range(59):
            await pilot.press("right")
        assert grid.row.number == 60
        await pilot.press("1", "7")
        assert grid.row.number == 17


async def test_before_the_hand_in_what_is_open_flagged_and_half_typed_is_told(room) -> None:
    here = room()
    async with here.app().run_test(size=SIZE) as pilot:
        screen = await begun(pilot)
        await type_in(pilot, "any co")
        await press(pilot, "f3", "f5")
        await answer(pilot, "dots")
        await press(pilot, "f8")
        told = said(pilot)
        assert "Not answered: 3 to 6. Half typed, not sent: 1. It is handed in as it stands. Flagged: 2." in told
        await press(pilot, "enter")
        assert pilot.app.screen is screen, "Enter once too often hands nothing in"
        await press(pilot, "f8", "1", "enter")
        assert isinstance(pilot.app.screen, OverScreen)
    assert ("all/1", "any co", True) in here.answers()


async def test_home_lists_exams_apart_and_opens_their_rules(room) -> None:
    here = room()
    async with here.app(Home()).run_test(size=SIZE) as pilot:
        await settled(pilot)
        rows = home_rows(pilot.app)
        assert rows[-2] == "Exams"
        assert rows[-1].split() == ["The", "paper", "6", "questions", "20", "min"]
        await press(pilot, "e", "enter")
        assert isinstance(pilot.app.screen, RulesScreen)
        await press(pilot, "enter", "f3")
        await press(pilot, "ctrl+c", "1", "enter")
        assert isinstance(pilot.app.screen, HomeScreen)
        rows = home_rows(pilot.app)
        assert "Continue" not in rows
        assert rows[-1].split() == ["●", "The", "paper", "in", "progress,", "20:00", "left", "20", "min"]
        await press(pilot, "e", "enter", "enter")
        assert sitting(pilot).query_one(ExamBar).place == "Question 2 of 6"


async def test_an_exam_whose_time_ran_out_alone_is_ended_when_somebody_comes_home(room) -> None:
    here = room()
    async with here.app().run_test(size=SIZE) as pilot:
        await begun(pilot)
        await press(pilot, "f3")
        await type_in(pilot, "dots")
        await press(pilot, "ctrl+c", "2", "enter")
    here.clock.go(3_600)
    async with here.app(Home()).run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert note_of(pilot) == "The time of “The paper” ran out while nobody was here: it was handed in then."
        assert home_rows(pilot.app)[-1].split()[2:4] == ["handed", "in"]
    assert here.answers() == [("all/2", "dots", True)]


async def test_a_broken_paper_says_what_is_wrong_and_is_not_opened(room) -> None:
    here = room(exam(time="soon"))
    async with here.app(Home()).run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "e", "enter")
        assert isinstance(pilot.app.screen, HomeScreen)
        assert home_rows(pilot.app)[-1].startswith("⚠ The paper")
        assert note_of(pilot).startswith("This exam cannot be sat.")


async def test_an_attempt_whose_paper_is_gone_can_be_gone_on_with(room) -> None:
    here = room()
    async with here.app().run_test(size=SIZE) as pilot:
        await begun(pilot)
        await press(pilot, "ctrl+c", "2", "enter")
    (here.paper / "exam.yaml").unlink()
    async with here.app(Home()).run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "e", "enter")
        assert sitting(pilot).query_one(ExamBar).place == "Question 1 of 6"
    store = open_store(here.url)
    assert len(store.attempts()) == 1
    store.close()


def test_every_deed_of_an_exam_has_a_command_a_doing_and_a_line_of_help_and_no_key_is_swallowed() -> None:
    keys = [deed.key for deed in EXAM_DEEDS if deed.key]
    assert len(set(keys)) == len(keys)
    assert not SWALLOWED & set(keys)
    assert set(EXAM_DOINGS) == {deed.name for deed in EXAM_DEEDS}
    told = "\n".join(line.plain for block in exam_help() for line in block.lines(120))
    for deed in EXAM_DEEDS:
        assert read(deed.slash.split()[0]) == (deed, "")
        assert deed.slash in told
        assert key_name(deed.key) in told


def test_every_command_of_an_exam_is_a_deed_on_the_screen() -> None:
    for command in EXAM_COMMANDS:
        for name in (command.name, *command.aliases):
            found = read(f"/{name}")
            assert isinstance(found, tuple), name
            assert found[0] == exam_deed("commands" if name == "commands" else command.name)


@pytest.mark.parametrize(("typed", "nearest"), [("/them", "theme"), ("/nxt", "next"), ("/xyzzy", None)])
def test_an_unknown_command_names_the_nearest(typed: str, nearest: str | None) -> None:
    found = read(typed)
    assert isinstance(found, Unknown)
    assert found.nearest == nearest


def test_only_what_can_be_done_is_offered() -> None:
    assert ("^G", "rest break") not in offered(Now(place="exam", policy="exam"))
    assert ("^G", "rest break") in offered(Now(place="exam", policy="exam", breaks=True))
    resting = Now(place="exam", policy="exam", breaks=True, resting=True)
    assert [deed.name for deed in EXAM_DEEDS if deed.applies(resting)] == [
        "help",
        "hand-in",
        "commands",
        "time",
        "goon",
        "theme",
        "quit",
    ]


@pytest.mark.parametrize(
    ("numbers", "words"),
    [([], ""), ([3], "3"), ([1, 2], "1 and 2"), ([1, 2, 3, 4], "1 to 4"), ([9, 7, 1, 2, 3, 4], "1 to 4, 7 and 9")],
)
def test_numbers_are_read_out_together(numbers, words) -> None:
    assert ranges(numbers) == words


def test_the_paper_of_these_tests_has_six_questions() -> None:
    assert len(WHOLE) == 6
