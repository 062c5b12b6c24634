"""The comparison on the screen: two diagnoses, their pictures, what separates them first."""

import pytest

from miliary_chat.base.settings import Settings
from miliary_chat.case.look_alikes import take
from miliary_chat.session.clock import SystemClock
from miliary_chat.tui.compared_lines import compared_blocks
from miliary_chat.tui.comparing import CompareApp
from miliary_chat.tui.screens.ask import AskScreen
from miliary_chat.tui.screens.compare import CompareScreen
from miliary_chat.tui.screens.film import FilmScreen
from miliary_chat.tui.viewer.pane import PicturePane
from miliary_chat.tui.widgets.page import Page

SHIPPED = take("miliary")


def app(*chosen: str) -> CompareApp:
    return CompareApp(SHIPPED, chosen, clock=SystemClock(), settings=Settings())


def up(pilot) -> tuple[str, str]:
    """Which two are up."""
    screen = pilot.app.screen
    assert isinstance(screen, CompareScreen)
    return screen.left, screen.right


@pytest.mark.parametrize(
    ("chosen", "pair"),
    [
        ((), ("miliary-tb", "sarcoidosis")),
        (("silicosis",), ("silicosis", "miliary-tb")),
        (("normal", "silicosis", "miliary-tb"), ("normal", "silicosis")),
        (("normal", "normal"), ("normal", "miliary-tb")),
    ],
)
async def test_it_opens_with_two_that_differ(chosen: tuple[str, ...], pair: tuple[str, str]) -> None:
    async with app(*chosen).run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert up(pilot) == pair


async def test_keys_change_which_two_are_up_and_never_make_them_one() -> None:
    columns = list(SHIPPED.table.diagnoses)
    async with app().run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("x")
        assert up(pilot) == ("sarcoidosis", "miliary-tb")
        seen = []
        for _ in columns[1:]:
            await pilot.press("n")
            seen.append(up(pilot)[1])
        assert sorted(seen) == sorted(set(columns) - {"sarcoidosis"})
        await pilot.press("p")
        assert up(pilot)[1] == seen[-2]


async def test_any_of_them_can_be_chosen_for_either_side() -> None:
    async with app().run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("r")
        await pilot.pause()
        assert isinstance(pilot.app.screen, AskScreen)
        await pilot.press("end", "enter")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert up(pilot) == ("miliary-tb", "normal")
        await pilot.press("l")
        await pilot.pause()
        await pilot.press("end", "enter")  # the one on the right: they change places
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert up(pilot) == ("normal", "miliary-tb")


async def test_both_pictures_stand_at_the_same_fissure() -> None:
    async with app().run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        look = pilot.app.screen.query_one(PicturePane).look
        assert look
        assert look.beside
        assert look.in_register
        assert look.region().label == "right major fissure"
        await pilot.press("f7")
        await pilot.pause()
        assert isinstance(pilot.app.screen, FilmScreen)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_low_terminal_shows_the_table_and_gives_the_pictures_the_whole_screen(size) -> None:
    async with app().run_test(size=size) as pilot:
        await pilot.pause()
        assert not pilot.app.screen.query_one(PicturePane).display
        assert pilot.app.screen.query_one(Page).text_lines
        await pilot.press("v")
        await pilot.pause()
        assert isinstance(pilot.app.screen, FilmScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert up(pilot) == ("miliary-tb", "sarcoidosis")
        assert not pilot.app.screen.query_one(PicturePane).display


async def test_a_high_terminal_shows_both_until_the_table_is_wanted_alone() -> None:
    async with app().run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        pane = pilot.app.screen.query_one(PicturePane)
        for shown in (True, False, True):
            assert pane.display is shown
            await pilot.press("v")


def test_every_row_stands_once_under_what_it_is() -> None:
    table = SHIPPED.table
    for left, right in (("miliary-tb", "histoplasmosis"), ("silicosis", "sarcoidosis"), ("renal-metastases", "normal")):
        text = "\n".join(line.plain for block in compared_blocks(table, left, right) for line in block.lines(150))
        apart, _, rest = text.partition("what looks the same")
        for feature in table.features.values():
            row = f"\n{feature.label[:6]}"
            assert (row in apart) == feature.separates(left, right), feature.id
            assert (row in rest.partition("how to look")[0]) != feature.separates(left, right), feature.id
