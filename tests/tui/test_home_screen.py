"""Home: what can be gone on with, what can be started, and what there is when there is nothing."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual.app import App
from textual.widgets import Input, OptionList, Static

from miliary_chat.case.library import Card
from miliary_chat.case.problems import Problem
from miliary_chat.session.store import Standing, Summary
from miliary_chat.tui import themes
from miliary_chat.tui.screens.home import HomeScreen
from miliary_chat.tui.shelf import Shelf, ago, shelf

NOW = 10_000_000_000_000
MINUTE = 60_000_000


def card(name: str, title: str, **about: object) -> Card:
    """A case's card."""
    return replace(Card(name, Path(name), title), **about)


def summary(case: str, *, total: int | None = None, ended: str | None = None, title: str = "Dots") -> Summary:
    """An attempt at a case, last worked on six minutes ago."""
    standing = Standing("film, question 2 of 3", ended, total)
    return Summary(f"id-{case}-{total}", "local", f"case:{case}", "guided", title, 0, NOW - 6 * MINUTE, 5, standing)


CARDS = (
    card("dots", "A film full of dots", tags=("chest", "young adult"), level="core"),
    card("stone", "The stone cutter", tags=("chest", "occupational"), level="advanced"),
    card("broken", "A broken one", problems=(Problem("broken.yaml", 3, 1, "E101", "There is no title."),)),
)


class Hall(App[int]):
    """Home alone; what would be opened is remembered."""

    CSS_PATH = Path(themes.__file__).with_name("miliary.tcss")

    def __init__(self, shelf: Shelf) -> None:
        super().__init__()
        for theme in themes.THEMES:
            self.register_theme(theme)
        self.theme = themes.DARK
        self.home = HomeScreen(shelf, case_folder="/home/me/cases")
        self.opened: list[str] = []
        self.cases = self

    def on_mount(self) -> None:
        """Home."""
        self.push_screen(self.home)

    def open(self, case: str) -> None:
        """A case was chosen."""
        self.opened.append(f"case {case}")

    def resume(self, attempt: str) -> None:
        """An attempt was chosen."""
        self.opened.append(f"attempt {attempt}")


def rows(app: Hall) -> list[str]:
    """The rows as they read."""
    options = app.home.query_one("#rows", OptionList)
    return [str(options.get_option_at_index(number).prompt).strip() for number in range(options.option_count)]


def note(app: Hall) -> str:
    """The sentence above the keys."""
    return str(app.home.query_one("#note", Static).content)


async def test_cases_are_listed_with_what_is_known_of_them() -> None:
    attempts = (
        summary("dots"),
        summary("dots", total=72, ended="completed"),
        summary("dots", total=40, ended="completed"),
    )
    app = Hall(shelf(CARDS, attempts, NOW))
    async with app.run_test(size=(110, 30)) as pilot:
        await pilot.pause()
        told = rows(app)
        assert told[0] == "Continue"
        assert told[1].split("  ")[0] == "● Dots"
        assert told[1].endswith("film, question 2 of 3 · 6 minutes ago")
        dots = next(row for row in told if "A film full of dots" in row)
        assert "chest · young adult" in dots
        assert dots.split()[-4:] == ["core", "15", "min", "72"]
        assert next(row for row in told if "stone" in row).endswith("–")
        assert "3 cases · 1 in progress" in str(app.home.query_one("#bar", Static).content)


async def test_enter_goes_on_with_the_last_attempt_and_starts_what_is_chosen() -> None:
    app = Hall(shelf(CARDS, (summary("dots"),), NOW))
    async with app.run_test(size=(110, 30)) as pilot:
        await pilot.pause()
        await pilot.press("enter", "down", "enter")
        assert app.opened == ["attempt id-dots-None", "case dots"]


async def test_a_broken_case_says_what_is_wrong_and_cannot_be_started() -> None:
    app = Hall(shelf(CARDS, (), NOW))
    async with app.run_test(size=(110, 30)) as pilot:
        await pilot.pause()
        await pilot.press("down", "down", "enter")
        assert note(app) == "This case cannot be played. broken.yaml:3:1: E101 There is no title."
        assert app.opened == []


async def test_a_slash_filters_while_one_types_and_escape_shows_all_again() -> None:
    app = Hall(shelf(CARDS, (), NOW))
    async with app.run_test(size=(110, 30)) as pilot:
        await pilot.pause()
        await pilot.press("slash", *"occup")
        await pilot.pause()
        assert [row for row in rows(app) if "cut" in row or "dots" in row] == [rows(app)[1]]
        assert "The stone cutter" in rows(app)[1]
        await pilot.press("enter", "enter")
        assert app.opened == ["case stone"]
        await pilot.press("escape")
        await pilot.pause()
        assert len(rows(app)) == 4


async def test_a_filter_without_a_match_says_so_without_taking_markup() -> None:
    app = Hall(shelf(CARDS, (), NOW))
    async with app.run_test(size=(110, 30)) as pilot:
        await pilot.pause()
        await pilot.press("slash")
        app.home.query_one("#filter", Input).value = "[/red]"
        await pilot.pause()
        assert rows(app)[-1] == "No case matches “[/red]”. Esc shows all of them again."


async def test_without_cases_it_says_where_they_go() -> None:
    app = Hall(Shelf())
    async with app.run_test(size=(110, 30)) as pilot:
        await pilot.pause()
        assert "There are no cases yet." in rows(app)[-1]
        assert "/home/me/cases" in rows(app)[-1]
        await pilot.press("enter")
        assert app.opened == []


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (200, 60)])
async def test_rows_fit_every_width(size: tuple[int, int]) -> None:
    app = Hall(shelf((card("x", "日本語 [b] " * 30, tags=("a" * 90,)), *CARDS), (summary("dots"),), NOW))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.resize_terminal(*size)
        await pilot.pause()
        options = app.home.query_one("#rows", OptionList)
        assert options.virtual_size.height == options.option_count


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "just now"),
        (59, "just now"),
        (60, "1 minute ago"),
        (7_200, "2 hours ago"),
        (86_400, "1 day ago"),
        (99 * 604_800, "99 weeks ago"),
    ],
)
def test_how_long_ago(seconds: int, words: str) -> None:
    assert ago(seconds * 1_000_000) == words
