"""The app with a real store and a real case: from home to the debrief, and back after it was ended."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from miliary_chat.base.errors import NewerStore
from miliary_chat.base.settings import Settings, read_settings
from miliary_chat.case.library import Library
from miliary_chat.session.store import Store, open_store
from miliary_chat.tui.app import Home, MiliaryApp, PlayCase, Resume, Start
from miliary_chat.tui.screens.ask import AskScreen
from miliary_chat.tui.screens.case import CaseScreen
from miliary_chat.tui.screens.debrief import DebriefScreen
from miliary_chat.tui.screens.home import HomeScreen
from miliary_chat.tui.widgets.stage_rail import StageRail

CASE = """
format: 1
id: dots
title: A film full of dots
diagnosis: Miliary metastases
stages:
  findings:
    label: film
    question: What do you see?
    expect:
      nodules: {accept: [tiny nodules]}
      both: {accept: [both lungs]}
quiz:
  one:
    question: How large is miliary?
    options: {a: Up to 3 mm, b: Up to 3 cm}
    right: a
"""

Made = Callable[..., MiliaryApp]


@pytest.fixture
def made(tmp_path: Path, clock) -> Made:
    """An app over one case and one store in a folder of its own."""
    cases = tmp_path / "cases"
    (cases / "dots").mkdir(parents=True)
    (cases / "dots" / "case.yaml").write_text(CASE, "utf-8")

    def make(start: Start, open_it: Callable[[], Store] | None = None) -> MiliaryApp:
        opens = open_it or (lambda: open_store(f"sqlite:///{tmp_path / 'attempts.db'}"))
        return MiliaryApp(
            library=Library((cases,)), open_store=opens, clock=clock, settings=Settings(theme="dark"), start=start
        )

    return make


async def settled(pilot: Pilot[int]) -> None:
    """Wait until the desk is empty; workers that wait for a person are not waited for."""
    for _ in range(8):
        await pilot.pause()
        if not pilot.app.desk.closed:
            await pilot.app.desk.do(lambda: None)
    await pilot.pause()


async def say(pilot: Pilot[int], text: str) -> CaseScreen:
    """Send an answer."""
    screen = pilot.app.screen
    assert isinstance(screen, CaseScreen), pilot.app.last_words
    screen.box.insert(text)
    await pilot.press("enter")
    await settled(pilot)
    return screen


async def test_a_case_is_played_from_home_to_the_debrief_and_its_mark_stands_at_home(made: Made) -> None:
    async with made(Home()).run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        screen = await say(pilot, "tiny nodules in both lungs")
        assert "✓" in "\n".join(screen.talk.text_lines)
        await say(pilot, "a")
        assert screen.attempt.state.ended is not None
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, DebriefScreen)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, HomeScreen)
        row = str(pilot.app.screen.query_one("#rows", OptionList).get_option("play dots").prompt)
        assert row.split()[-1] == "100"


async def test_while_a_case_is_opened_its_title_stands_there(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = threading.Event()
    find = Library.find
    monkeypatch.setattr(Library, "find", lambda library, name: (gate.wait(20), find(library, name))[1])
    app = made(PlayCase("dots"))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert app.screen.query_one(StageRail).title == "A film full of dots"
        assert str(app.screen.query_one("#wait", Static).content) == "Opening …"
        gate.set()
        await settled(pilot)
        assert isinstance(app.screen, CaseScreen)


async def test_an_attempt_that_was_ended_half_way_comes_back_as_it_was(made: Made) -> None:
    app = made(PlayCase("dots"))
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        screen = await say(pilot, "tiny nodules")
        lines = screen.talk.text_lines
        screen.box.insert("and both lu")
        await pilot.pause()
        await app.end(143)
        await pilot.pause()
    assert app.return_value == 143
    again = made(PlayCase("dots"))
    async with again.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        assert isinstance(again.screen, AskScreen)
        await pilot.press("enter")
        await settled(pilot)
        screen = again.screen
        assert isinstance(screen, CaseScreen)
        assert screen.talk.text_lines == lines
        assert screen.box.text == "and both lu"
        assert screen.box.cursor_location == (0, 11)
        name = screen.attempt.id
    resumed = made(Resume(name[:6]))
    async with resumed.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        assert resumed.screen.attempt.id == name


async def test_a_case_in_progress_can_be_started_anew(made: Made) -> None:
    async with made(PlayCase("dots")).run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        first = pilot.app.screen.attempt.id
    async with made(PlayCase("dots")).run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("2", "enter")
        await settled(pilot)
        assert pilot.app.screen.attempt.id != first
    async with made(PlayCase("dots", new=True)).run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        assert isinstance(pilot.app.screen, CaseScreen)
    async with made(PlayCase("dots")).run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_a_case_that_was_edited_goes_on_as_it_began_and_says_so(made: Made, tmp_path: Path) -> None:
    async with made(PlayCase("dots")).run_test(size=(100, 30)) as pilot:
        await settled(pilot)
    file = tmp_path / "cases" / "dots" / "case.yaml"
    file.write_text(CASE.replace("What do you see?", "What now?"), "utf-8")
    async with made(PlayCase("dots")).run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        screen = pilot.app.screen
        assert "What do you see?" in "\n".join(screen.talk.text_lines)
        assert "has been edited since" in str(screen.query_one("#note", Static).content)


async def test_a_store_that_cannot_be_opened_leaves_home_with_its_cases_and_one_sentence(made: Made) -> None:
    def newer() -> Store:
        raise NewerStore("The store was written by release 9.", "Update first.")

    async with made(Home(), newer).run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, HomeScreen)
        assert str(screen.query_one("#note", Static).content) == "The store was written by release 9. Update first."
        assert screen.query_one("#rows", OptionList).get_option("play dots")
    app = made(PlayCase("dots"), newer)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
    assert app.return_value == 1
    assert app.last_words == "The store was written by release 9. Update first."


async def test_a_mistake_of_our_own_ends_the_app_without_a_traceback_on_the_screen(made: Made) -> None:
    def wrong() -> Store:
        raise ZeroDivisionError("ours")

    app = made(Home(), wrong)
    with pytest.raises(ZeroDivisionError):
        async with app.run_test(size=(100, 30)) as pilot:
            await settled(pilot)
    assert isinstance(app.failure, Exception)
    assert app._exit_renderables == []


async def test_the_theme_that_was_chosen_outlives_the_app(made: Made) -> None:
    async with made(Home()).run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+t")
        await settled(pilot)
    assert read_settings().settings.theme == "paper"


async def test_the_palette_offers_the_deeds_of_the_screen(made: Made) -> None:
    async with made(PlayCase("dots")).run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("f9")
        await pilot.pause()
        await pilot.press(*"notes")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert pilot.app.screen.query_one("#bar", Static).content == "Notes"


@pytest.mark.parametrize(
    "size",
    [
        (1, 1),
        pytest.param((10, 3), marks=pytest.mark.long),
        pytest.param((20, 5), marks=pytest.mark.long),
        (40, 10),
        pytest.param((300, 100), marks=pytest.mark.long),
    ],
)
async def test_no_size_of_the_terminal_ends_the_app(made: Made, size: tuple[int, int]) -> None:
    async with made(Home()).run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        screen = await say(pilot, "tiny nodules in both lungs")
        for key in ("f1", "escape", "f6", "escape", "f8", "escape", "pageup"):
            await pilot.press(key)
        await say(pilot, "b")
        await pilot.press("enter")
        await settled(pilot)
        assert screen.attempt.state.ended == "completed"
        assert isinstance(pilot.app.screen, DebriefScreen)
