"""A page: blocks drawn line by line, marked by a mouse, drawn anew when the theme changes."""

from pathlib import Path

import pytest
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.content import Content, Span
from textual.selection import SELECT_ALL

from miliary_chat.tui import themes
from miliary_chat.tui.blocks import Prose, Turn, toned
from miliary_chat.tui.widgets.page import Page


class Sheet(App[None]):
    """One page."""

    CSS_PATH = Path(themes.__file__).with_name("miliary.tcss")

    def __init__(self, page: Page) -> None:
        super().__init__()
        for theme in themes.THEMES:
            self.register_theme(theme)
        self.theme = themes.DARK
        self.page = page

    def compose(self) -> ComposeResult:
        """The page."""
        yield self.page


def lines(count: int) -> list[Prose]:
    """So many lines."""
    return [Prose(toned(f"line {number}")) for number in range(count)]


async def test_only_what_changed_is_folded_again() -> None:
    app = Sheet(Page(lines(3), sticky=True))
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        app.page.show([*lines(2), Prose(toned("other")), Prose(toned("new"))], 2)
        assert app.page.text_lines == ["line 0", "line 1", "other", "new"]
        app.page.show(lines(1))
        assert app.page.text_lines == ["line 0"]


async def test_the_same_words_twice_are_marked_each_in_its_own_way() -> None:
    """An answer that was wrong at one question is unmarked where nothing was heard in it."""
    wrong, unheard = Turn("you", Content("looks normal", [Span(6, 12, "erred")])), Turn("you", Content("looks normal"))
    app = Sheet(Page([wrong], sticky=True))
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        app.page.show([wrong, unheard], changed=1)
        await pilot.pause()
        marks = [[span.style for span in line.spans if span.style == "erred"] for line in app.page._lines]
        assert [mark for mark in marks if mark] == [["erred"]]
        app.page.show([unheard, wrong])
        await pilot.pause()
        marks = [[span.style for span in line.spans if span.style == "erred"] for line in app.page._lines]
        assert marks[-1] == ["erred"]
        assert sum(map(bool, marks)) == 1


async def test_a_page_that_is_not_sticky_starts_at_its_top() -> None:
    app = Sheet(Page(lines(100)))
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        assert app.page.scroll_offset.y == 0
        await pilot.press("tab", "space", "j")
        await pilot.pause()
        assert app.page.scroll_offset.y > 5


async def test_a_resize_keeps_in_sight_what_was_being_read() -> None:
    app = Sheet(Page([Prose(toned(f"{number} " + "word " * 30)) for number in range(40)]))
    async with app.run_test(size=(80, 20)) as pilot:
        await pilot.pause()
        app.page.scroll_to(y=app.page.line_of(20), animate=False, immediate=True)
        await pilot.resize_terminal(50, 20)
        await pilot.pause()
        assert app.page.text_lines[app.page.scroll_offset.y].startswith("20 ")


async def test_what_a_mouse_marks_is_the_text_as_it_is_shown() -> None:
    app = Sheet(Page([Turn("you", toned("tiny [/red] nodules"))]))
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.pause()
        app.screen.selections = {app.page: SELECT_ALL}
        await pilot.pause()
        assert "you      tiny [/red] nodules" in str(app.screen.get_selected_text())
        assert app.page.render_line(1).text.strip() == "you      tiny [/red] nodules"


async def test_the_theme_changes_what_is_drawn() -> None:
    app = Sheet(Page([Turn("you", toned("words", "good"))]))
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.pause()

        def colours() -> set[str]:
            return {segment.style.color.name for segment in app.page.render_line(1) if segment.style}

        dark = colours()
        app.theme = themes.LIGHT
        await pilot.pause()
        assert dark.isdisjoint(colours())


def rows_of(page: Page) -> list[list[Segment]]:
    """What the page draws of what is in sight."""
    return [list(strip) for strip in page.render_lines(page.region.size.region)]


def rows_made_anew(page: Page) -> list[list[Segment]]:
    """What Textual makes of the page's lines when nothing was kept."""
    page._styles_cache.clear()
    return [list(strip) for strip in super(Page, page).render_lines(page.region.size.region)]


@pytest.mark.parametrize("styles", ["", "padding: 2 3 1 4;", "border: round red;"])
@pytest.mark.parametrize("size", [(60, 12), (40, 9), (100, 30)])
async def test_rows_that_were_kept_are_those_that_would_be_drawn_anew(styles: str, size: tuple[int, int]) -> None:
    app = Sheet(Page([Turn("you", toned(f"{number} " + "word " * 9, "good")) for number in range(9)], sticky=True))
    app.CSS = f"Page {{ {styles} }}"
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for step in (0, -3, 1, -20, 50):
            app.page.scroll_relative(y=step, animate=False, immediate=True)
            assert rows_of(app.page) == rows_made_anew(app.page)
        app.page.show([*app.page.blocks[:4], Turn("tutor", toned("other", "bad"))], 4)
        await pilot.pause()
        assert rows_of(app.page) == rows_made_anew(app.page)
        app.theme = themes.LIGHT
        await pilot.pause()
        assert rows_of(app.page) == rows_made_anew(app.page)
        await pilot.resize_terminal(size[0] - 7, size[1] + 2)
        await pilot.pause()
        assert rows_of(app.page) == rows_made_anew(app.page)


async def test_a_page_that_scrolls_draws_only_the_rows_that_come_into_sight(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Sheet(Page(lines(30)))
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        rows_of(app.page)
        drawn: list[int] = []
        draw = Page._draw
        monkeypatch.setattr(Page, "_draw", lambda page, at, width: (drawn.append(at), draw(page, at, width))[1])
        app.page.scroll_relative(y=2, animate=False, immediate=True)
        await pilot.pause()
        rows_of(app.page)
        assert drawn == [10, 11]
