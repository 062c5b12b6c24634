"""The author's bench on the screen: an answer, its rows, a concept beside them, and the keys."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from miliary_chat.author.bench.workbench import Workbench
from miliary_chat.base.settings import Settings
from miliary_chat.tui.authoring import AuthorApp
from miliary_chat.tui.screens.ask import AskScreen
from miliary_chat.tui.screens.reader import ReaderScreen
from miliary_chat.tui.screens.trying import TryScreen
from miliary_chat.tui.widgets.key_line import KeyLine
from miliary_chat.tui.widgets.page import Page
from written import SetClock, saved, written

SIZE = (120, 40)
Made = Callable[[], AuthorApp]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return written(tmp_path)


@pytest.fixture
def trying(place: Path) -> Made:
    clock = SetClock()
    return lambda: AuthorApp(clock=clock, settings=Settings(theme="dark"), bench=Workbench(place, clock, "findings"))


async def settled(pilot: Pilot[int]) -> TryScreen:
    """Wait until the judge is done; the bench."""
    for _ in range(3):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
    return next(screen for screen in pilot.app.screen_stack if isinstance(screen, TryScreen))


async def typed(pilot: Pilot[int], text: str) -> TryScreen:
    """Type a line as a paste does, and send it."""
    screen = await settled(pilot)
    screen.box.insert(text)
    await pilot.press("enter")
    return await settled(pilot)


def found(screen: TryScreen) -> str:
    return "\n".join(screen.query_one("#found", Page).text_lines)


def concept(screen: TryScreen) -> str:
    return "\n".join(screen.query_one("#concept", Page).text_lines)


def note(screen: TryScreen) -> str:
    line = screen.query_one("#note", Static)
    return str(line.content) if line.display else ""


async def test_an_answer_is_judged_and_every_concept_has_its_row(trying: Made) -> None:
    async with trying().run_test(size=SIZE) as pilot:
        screen = await typed(pilot, "tiny nodules, 2 cm, a snowstorm")
        assert screen.box.text == ""
        rows = [line.strip() for line in found(screen).splitlines() if line.strip()]
        assert rows[0] == "tiny nodules, 2 cm, a snowstorm"
        assert rows[1] == "not heard  “snowstorm”"
        assert rows[2].startswith("› ✓ dots")
        assert rows[3].startswith("≈ size")
        assert rows[3].endswith("the value is not 1-3 mm")
        assert rows[4:] == ["· both", "· no-effusion", "· solid"]


async def test_the_chosen_concept_is_told_in_full_and_the_arrows_choose(trying: Made) -> None:
    async with trying().run_test(size=SIZE) as pilot:
        screen = await typed(pilot, "tiny nodulles")
        assert "read: “nodulles” as “nodules” (typo)" in concept(screen)
        assert "innumerable tiny nodules" in concept(screen)
        await pilot.press("down")
        await settled(pilot)
        assert "1-3 mm" in concept(screen)
        await pilot.press("shift+tab", "up")
        await settled(pilot)
        assert concept(screen).startswith("solid")


async def test_f3_tries_what_the_answer_proposes_for_the_chosen_concept(trying: Made) -> None:
    async with trying().run_test(size=SIZE) as pilot:
        screen = await typed(pilot, "a snowstorm")
        assert "F3 would it help to add “snowstorm”?" in concept(screen)
        await pilot.press("f3")
        await settled(pilot)
        assert "with “snowstorm”" in concept(screen)
        assert "this answer: dots missing → met" in concept(screen)
        assert "add “snowstorm” under “accept” of dots" in " ".join(concept(screen).split())


async def test_f3_tries_the_phrasing_that_stands_in_the_box(trying: Made) -> None:
    async with trying().run_test(size=SIZE) as pilot:
        screen = await typed(pilot, "a snowstorm")
        screen.box.insert("both lungs")
        await pilot.press("f3")
        await settled(pilot)
        assert screen.box.text == "both lungs"
        assert "“both lungs” meets both too" in concept(screen)


async def test_f2_keeps_the_answer_and_says_where(trying: Made, place: Path) -> None:
    async with trying().run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
        assert note(screen).startswith("There is no answer to keep yet.")
        await typed(pilot, "tiny nodules")
        await pilot.press("f2")
        await settled(pilot)
        assert note(screen) == "Kept in answers.yaml:5: met dots."
        assert "1 answer kept" in str(screen.query_one("#bar", Static).content)
    assert "say: tiny nodules" in (place / "answers.yaml").read_text()


async def test_f4_goes_to_another_question(trying: Made) -> None:
    async with trying().run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        await pilot.press("f4")
        await pilot.pause()
        assert isinstance(pilot.app.screen, AskScreen)
        assert pilot.app.screen.query_one(OptionList).highlighted == 1
        await pilot.press("down", "enter")
        await settled(pilot)
        assert str(screen.query_one("#asked", Static).content) == "How did it get there?"
        assert "blood" in found(screen)


async def test_f5_puts_the_last_answer_back(trying: Made) -> None:
    async with trying().run_test(size=SIZE) as pilot:
        screen = await typed(pilot, "tiny dots")
        await pilot.press("f5")
        assert screen.box.text == "tiny dots"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/kep", "There is no command “/kep”. Did you mean /keep?"),
        ("/why dost", "There is no concept “dost” in findings/film. Did you mean “dots”?"),
        ("/item nowhere", "There is no question “nowhere” here."),
        ("/what dots " + "x" * 201, "A phrasing has 1 to 200 characters."),
    ],
)
async def test_what_cannot_be_done_is_a_sentence(trying: Made, line: str, said: str) -> None:
    async with trying().run_test(size=SIZE) as pilot:
        screen = await typed(pilot, line)
        assert note(screen).startswith(said)


async def test_a_command_chooses_the_concept_that_it_names(trying: Made) -> None:
    async with trying().run_test(size=SIZE) as pilot:
        screen = await typed(pilot, "/what both bilateral")
        assert concept(screen).startswith("both")
        assert "with “bilateral”" in concept(screen)


async def test_a_save_in_another_window_is_read_at_the_next_answer(trying: Made, place: Path) -> None:
    async with trying().run_test(size=SIZE) as pilot:
        await settled(pilot)
        saved(place, ("[tiny nodules,", "[a snowstorm, tiny nodules,"))
        screen = await typed(pilot, "a snowstorm")
        assert note(screen) == "The case has changed; it was read again."
        assert "✓ dots" in found(screen)


async def test_help_lists_every_key_and_command(trying: Made) -> None:
    async with trying().run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("f1")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ReaderScreen)
        told = "\n".join(pilot.app.screen.query_one(Page).text_lines)
        for word in ("F2", "/keep", "/what CONCEPT PHRASING", "/quit", "esc"):
            assert word in told


async def test_hostile_text_is_shown_as_text(trying: Made) -> None:
    async with trying().run_test(size=SIZE) as pilot:
        screen = await typed(pilot, "[/] [@click=app.quit]tiny nodules[/] \x1b]52;c;aGk=\x07")
        assert "[@click=app.quit]tiny nodules[/]" in found(screen)
        assert "\x1b" not in found(screen)


@pytest.mark.parametrize("size", [(80, 24), (200, 60), (40, 12)])
async def test_it_fits_every_terminal(trying: Made, size: tuple[int, int]) -> None:
    async with trying().run_test(size=size) as pilot:
        screen = await typed(pilot, "tiny nodules, 2 cm, a snowstorm")
        for widget in ("#box", "#found", "#concept", "#keys"):
            assert screen.query_one(widget).region.height >= 1
            assert screen.query_one(widget).region.bottom <= size[1]
        assert screen.query_one("#keys", KeyLine).region.bottom == size[1]


async def test_escape_leaves(trying: Made) -> None:
    app = trying()
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("escape")
    assert app.return_code == 0
