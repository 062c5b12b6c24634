"""The screens with films of one's own: the attempt's film is theirs, and what cannot be shown is told once."""

from pathlib import Path

import pytest
from PIL import Image
from textual.pilot import Pilot
from textual.widgets._toast import Toast

from miliary_chat.base.settings import Settings
from miliary_chat.case.library import Library
from miliary_chat.session.store import open_store
from miliary_chat.tui.app import MiliaryApp, PlayCase
from miliary_chat.tui.screens.case import CaseScreen
from miliary_chat.tui.viewer.pane import PicturePane

CASE = """
format: 1
id: dots
title: A film full of dots
diagnosis: Miliary metastases
images:
  film: {file: film.png, caption: A film (synthetic), describe: Dots.}
stages:
  findings: {show: film, question: What do you see?, expect: {nodules: {accept: [tiny nodules]}}}
"""


@pytest.fixture
def app(tmp_path: Path, clock) -> MiliaryApp:
    """The program over one case, which is begun at once."""
    (tmp_path / "cases" / "dots").mkdir(parents=True)
    (tmp_path / "cases" / "dots" / "case.yaml").write_text(CASE, "utf-8")
    Image.new("L", (50, 40), 10).save(tmp_path / "cases" / "dots" / "film.png")
    (tmp_path / "home" / "pictures" / "dots").mkdir(parents=True)
    return MiliaryApp(
        library=Library((tmp_path / "cases",)),
        open_store=lambda: open_store(f"sqlite:///{tmp_path / 'attempts.db'}"),
        clock=clock,
        settings=Settings(theme="dark"),
        start=PlayCase("dots"),
    )


async def settled(pilot: Pilot[int]) -> None:
    """Wait until the desk is empty."""
    for _ in range(8):
        await pilot.pause()
        await pilot.app.desk.do(lambda: None)
    await pilot.pause()


async def test_the_own_film_is_the_one_that_is_shown(app: MiliaryApp, tmp_path: Path) -> None:
    Image.new("L", (64, 48), 90).save(tmp_path / "home" / "pictures" / "dots" / "film.png")
    async with app.run_test(size=(160, 50), notifications=True) as pilot:
        await settled(pilot)
        assert isinstance(app.screen, CaseScreen)
        look = app.screen.query_one(PicturePane).look
        assert look is not None
        assert look.picture is not None
        assert (look.picture.size, look.shown.caption) == ((64, 48), "A film (own picture)")
        assert not app.screen.query(Toast)


async def test_what_cannot_be_shown_is_told_and_the_case_is_there(app: MiliaryApp, tmp_path: Path) -> None:
    (tmp_path / "home" / "pictures" / "dots" / "film.png").write_bytes(b"[/] no picture")
    async with app.run_test(size=(160, 50), notifications=True) as pilot:
        await settled(pilot)
        look = app.screen.query_one(PicturePane).look
        assert look is not None
        assert look.picture is not None
        assert look.picture.size == (50, 40)
        (toast,) = app.screen.query(Toast)
        assert "The case shows the picture that it came with." in str(toast.render())
