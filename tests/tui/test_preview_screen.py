"""The preview: problems beside the case, and a save that is taken up at the same place. The tests poll by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from miliary_chat.base.settings import Settings
from miliary_chat.tui.authoring import AuthorApp
from miliary_chat.tui.screens.ask import AskScreen
from miliary_chat.tui.screens.broken import BrokenScreen
from miliary_chat.tui.screens.preview import PreviewScreen
from miliary_chat.tui.widgets.key_line import KeyLine
from miliary_chat.tui.widgets.page import Page
from written import SetClock, saved, written

SIZE = (120, 40)
Made = Callable[..., AuthorApp]
BREAK = ("title:", "titel:")


@pytest.fixture(autouse=True)
def _by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    for screen in ("preview", "broken"):
        monkeypatch.setattr(f"miliary_chat.tui.screens.{screen}.POLL", 3600.0)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return written(tmp_path)


@pytest.fixture
def preview(place: Path) -> Made:
    return lambda stage="findings": AuthorApp(
        clock=SetClock(), settings=Settings(theme="dark"), path=place, stage=stage
    )


async def settled(pilot: Pilot[int]) -> PreviewScreen:
    """Wait until all that was asked for is done; the preview."""
    for _ in range(4):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
    return next(screen for screen in pilot.app.screen_stack if isinstance(screen, PreviewScreen))


async def said(pilot: Pilot[int], text: str) -> PreviewScreen:
    """Answer."""
    screen = await settled(pilot)
    screen.box.insert(text)
    await pilot.press("enter")
    return await settled(pilot)


async def polled(pilot: Pilot[int]) -> PreviewScreen:
    """Let half a second pass."""
    screen = await settled(pilot)
    screen.poll()
    return await settled(pilot)


def talk(screen: PreviewScreen) -> str:
    return "\n".join(screen.talk.text_lines)


def problems(screen: PreviewScreen) -> str:
    return "\n".join(screen.query_one("#problems", Page).text_lines)


def note(screen: PreviewScreen) -> str:
    line = screen.query_one("#note", Static)
    return str(line.content) if line.display else ""


async def test_the_case_stands_beside_all_that_check_says_of_it(preview: Made) -> None:
    async with preview().run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        assert "What do you see?" in talk(screen)
        assert "lint" in problems(screen)
        assert "N402" in problems(screen)
        assert screen.query_one("#problems").region.x >= screen.talk.region.right


async def test_a_save_shows_the_new_words_at_the_same_place_with_the_same_answers(preview: Made, place: Path) -> None:
    async with preview().run_test(size=SIZE) as pilot:
        screen = await said(pilot, "tiny nodules")
        screen.box.insert("half typed")
        saved(place, ("What do you see?", "Describe it."), ("[tiny nodules,", "[dots, tiny nodules,"))
        await polled(pilot)
        assert "Describe it." in talk(screen)
        assert "What do you see?" not in talk(screen)
        assert "you      tiny nodules" in talk(screen)
        assert screen.box.text == "half typed"
        assert note(screen) == "The case was read again."
        await pilot.press("enter")
        await settled(pilot)
        assert "you      half typed" in talk(screen)


async def test_a_mistake_keeps_the_old_case_and_says_from_when_it_is(preview: Made, place: Path) -> None:
    async with preview().run_test(size=SIZE) as pilot:
        screen = await said(pilot, "tiny nodules")
        before = talk(screen)
        saved(place, BREAK)
        await polled(pilot)
        assert talk(screen) == before
        assert "2 errors" in problems(screen)
        assert "The case on screen is that of " in problems(screen)
        assert "E202" in problems(screen)
        await said(pilot, "both lungs")
        assert "you      both lungs" in talk(screen)
        saved(place, BREAK[::-1], ("What do you see?", "Describe it."))
        await polled(pilot)
        assert "Describe it." in talk(screen)
        assert "you      both lungs" in talk(screen)
        assert "E202" not in problems(screen)
        assert "The case on screen is that of" not in problems(screen)


async def test_where_the_same_answers_lead_no_further_it_says_so(preview: Made, place: Path) -> None:
    async with preview().run_test(size=SIZE) as pilot:
        await said(pilot, "tiny nodules, 2 mm, both lungs, no pleural effusion")
        screen = await said(pilot, "through the blood")
        assert screen.attempt.state.current == "differential/main"
        saved(place, ("          both:", "          apex: {accept: [the apices], need: required}\n          both:"))
        await polled(pilot)
        assert screen.attempt.state.current == "findings/film"
        assert "After the same answers findings/film is still open now." in note(screen)


async def test_a_case_that_cannot_be_played_shows_its_problems_and_begins_once_it_is_mended(
    preview: Made, place: Path
) -> None:
    saved(place, BREAK)
    async with preview().run_test(size=SIZE) as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        broken = pilot.app.screen
        assert isinstance(broken, BrokenScreen)
        assert "The case cannot be played yet." in "\n".join(broken.query_one(Page).text_lines)
        saved(place, BREAK[::-1])
        broken.poll()
        screen = await settled(pilot)
        assert pilot.app.screen is screen
        assert "What do you see?" in talk(screen)


async def test_a_file_that_is_gone_for_a_moment_stops_nothing(preview: Made, place: Path) -> None:
    async with preview().run_test(size=SIZE) as pilot:
        screen = await said(pilot, "tiny nodules")
        text = (place / "case.yaml").read_bytes()
        (place / "case.yaml").unlink()
        await polled(pilot)
        assert "E101" in problems(screen)
        (place / "case.yaml").write_bytes(text)
        await polled(pilot)
        assert "E101" not in problems(screen)
        assert "you      tiny nodules" in talk(screen)


async def test_what_changes_no_word_of_the_case_is_only_checked_anew(preview: Made, place: Path) -> None:
    async with preview().run_test(size=SIZE) as pilot:
        screen = await said(pilot, "tiny nodules")
        attempt = screen.attempt
        (place / "answers.yaml").write_text("answers:\n  findings/film:\n    - say: a\n      met: [dost]\n")
        await polled(pilot)
        assert "answers.yaml:4:12 E402" in problems(screen)
        saved(place, ("stages:\n", "stages:  # all of them\n"))
        await polled(pilot)
        assert screen.attempt is attempt
        assert note(screen) == ""


async def test_nothing_changed_reads_nothing(preview: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    async with preview().run_test(size=SIZE) as pilot:
        screen = await said(pilot, "tiny nodules")
        monkeypatch.setattr("miliary_chat.tui.screens.preview.look", lambda path: pytest.fail("it was read"))
        attempt = screen.attempt
        await polled(pilot)
        assert screen.attempt is attempt


async def test_f12_closes_the_problems_and_opens_them_again(preview: Made) -> None:
    async with preview().run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        panel = screen.query_one("#problems")
        assert panel.display
        await pilot.press("f12")
        assert not panel.display
        assert any(key == "F12" and "problem" in what for key, what in screen.query_one("#keys", KeyLine).keys)
        await pilot.press("f12")
        assert panel.display


async def test_tab_leads_to_the_problems_and_escape_back(preview: Made) -> None:
    async with preview().run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        await pilot.press("tab")
        assert screen.query_one("#problems").has_focus
        assert ("esc", "back") in screen.query_one("#keys", KeyLine).keys
        await pilot.press("escape")
        assert screen.box.has_focus
        assert isinstance(pilot.app.screen, PreviewScreen)


@pytest.mark.parametrize("way", ["key", "command"])
async def test_any_stage_can_be_jumped_to(preview: Made, way: str) -> None:
    async with preview().run_test(size=SIZE) as pilot:
        screen = await said(pilot, "tiny nodules")
        if way == "command":
            await said(pilot, "/stage differential")
        else:
            await pilot.press("ctrl+g")
            await pilot.pause()
            assert isinstance(pilot.app.screen, AskScreen)
            await pilot.press("3", "enter")
            await settled(pilot)
        assert screen.attempt.state.current == "differential/main"
        assert "you      tiny nodules" not in talk(screen)
        assert screen.box.text == ""


async def test_a_stage_that_is_not_there_is_answered_with_what_was_meant(preview: Made) -> None:
    async with preview().run_test(size=SIZE) as pilot:
        screen = await said(pilot, "/stage finding")
        assert note(screen) == "There is no stage “finding” here. Did you mean “findings”?"


@pytest.mark.parametrize("way", ["key", "command"])
async def test_it_begins_anew_at_the_beginning(preview: Made, way: str) -> None:
    async with preview().run_test(size=SIZE) as pilot:
        screen = await said(pilot, "tiny nodules")
        if way == "key":
            await pilot.press("ctrl+n")
        else:
            await said(pilot, "/restart")
        await settled(pilot)
        assert screen.attempt.state.current == "history/main"


async def test_a_trainee_s_commands_work_as_ever(preview: Made) -> None:
    async with preview().run_test(size=SIZE) as pilot:
        screen = await said(pilot, "/skip")
        assert screen.attempt.state.current == "findings/spread"
        await said(pilot, "/nonsense")
        assert "nonsense" in note(screen)


async def test_leaving_says_that_nothing_is_kept(preview: Made) -> None:
    app = preview()
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, AskScreen)
        assert "Nothing of it is kept." in str(app.screen.query_one("#ask-question", Static).content)
        await pilot.press("enter")
        await pilot.pause()
    assert app.return_code == 0


async def test_nothing_is_stored(preview: Made, tmp_path: Path) -> None:
    async with preview().run_test(size=SIZE) as pilot:
        await said(pilot, "tiny nodules")
    assert list((tmp_path / "home").rglob("*")) == []
    assert sorted(path.name for path in (tmp_path / "dots").iterdir()) == ["case.yaml"]


async def test_a_stage_that_is_not_there_any_more_begins_at_the_beginning(preview: Made) -> None:
    async with preview("nowhere").run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        assert screen.attempt.state.current == "history/main"


async def test_hostile_text_in_a_case_is_shown_as_text(preview: Made, place: Path) -> None:
    async with preview().run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        saved(place, ("What do you see?", '"[/] [@click=app.quit]What?[/]"'), ("format: 1", "format: 1\n'[/red]': x"))
        await polled(pilot)
        assert "“[/red]” is no key here" in problems(screen)
        saved(place, ("format: 1\n'[/red]': x", "format: 1"))
        await polled(pilot)
        assert "[/] [@click=app.quit]What?[/]" in talk(screen)


@pytest.mark.parametrize("size", [(80, 24), (200, 60), (40, 12)])
async def test_it_fits_every_terminal(preview: Made, size: tuple[int, int]) -> None:
    async with preview().run_test(size=size) as pilot:
        screen = await settled(pilot)
        panel = screen.query_one("#problems")
        assert panel.region.height >= 1
        assert screen.talk.region.height >= 2
        assert screen.box.region.bottom <= size[1]
        if size[0] < 100:
            assert panel.region.y >= screen.talk.region.bottom
