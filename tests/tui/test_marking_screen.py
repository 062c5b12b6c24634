"""The marker's screen: a wording a card, a key a decision, nothing about persons, at 80 by 24 too."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from miliary_chat.base.errors import StoreFull
from miliary_chat.base.settings import Settings
from miliary_chat.case.library import Library
from miliary_chat.exam import rulings as r
from miliary_chat.session.store import open_store
from miliary_chat.tui.app import MarkExam, MiliaryApp
from miliary_chat.tui.screens.marking import MarkingScreen
from miliary_chat.tui.widgets.key_line import KeyLine
from miliary_chat.tui.widgets.page import Page
from sat import SOURCE, Hall

SIZES = [(80, 24), (120, 40), (40, 12)]
Made = Callable[[], MiliaryApp]


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    return Hall.at(tmp_path)


@pytest.fixture
def marking(hall: Hall, tmp_path: Path) -> Made:
    return lambda: MiliaryApp(
        library=Library(()),
        open_store=lambda: open_store(f"sqlite:///{tmp_path}/exams.db"),
        clock=hall.clock,
        settings=Settings(theme="dark"),
        start=MarkExam(SOURCE, "Ada"),
    )


async def settled(pilot: Pilot[int]) -> MarkingScreen:
    for _ in range(3):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, MarkingScreen)
    return screen


async def pressed(pilot: Pilot[int], *keys: str) -> MarkingScreen:
    """Press keys, waiting for each decision to be stored."""
    screen = await settled(pilot)
    for key in keys:
        await pilot.press(key)
        screen = await settled(pilot)
    return screen


def shown(screen: MarkingScreen) -> str:
    lines = [str(screen.query_one("#bar", Static).content), *screen.query_one("#card", Page).text_lines]
    note = screen.query_one("#note", Static)
    return "\n".join([*lines, str(note.content) if note.display else ""])


@pytest.mark.parametrize("size", SIZES)
async def test_a_card_shows_the_question_the_words_and_the_machines_reason(
    hall: Hall, marking: Made, size: tuple[int, int]
) -> None:
    hall.sit("CODE-77", {"findings/size": "about a centimetre"})
    hall.store.keep_person("CODE-77", "Hildegard")
    async with marking().run_test(size=size) as pilot:
        words = " ".join(shown(await settled(pilot)).split())
        assert words.startswith("Marking 0 of 1 wording, 1 candidate, less than a minute Question How large are they?")
        assert "“about a centimetre”" in words
        assert "1 to 3 mm?" in words
        assert "is not the value" in words
        assert "CODE-77" not in words
        assert "Hildegard" not in words


async def test_the_words_and_the_machines_reason_are_seen_without_scrolling_on_a_small_terminal(
    hall: Hall, marking: Made
) -> None:
    hall.sit("C1", {"findings/film": "both lungs, right effusion. " + "tiny nodules with a long tale " * 40})
    async with marking().run_test(size=(80, 24)) as pilot:
        page = (await settled(pilot)).query_one("#card", Page)
        seen = "\n".join(page.text_lines[: page.size.height])
        assert "“right effusion”" in seen
        assert "denied" in seen
        assert page.size.height >= 16


@pytest.mark.parametrize(("key", "total"), [("y", 100), ("h", 50), ("n", 0)])
async def test_one_key_decides_for_everybody(hall: Hall, marking: Made, key: str, total: int) -> None:
    names = [hall.sit(f"C{number}", {"findings/size": "about a centimetre"}) for number in range(3)]
    async with marking().run_test(size=(80, 24)) as pilot:
        words = shown(await pressed(pilot, key))
        assert "1 of 1 wording" in words
        assert "Nothing waits any more" in words
        assert "in 3 answers" in words
    for name in names:
        (event,) = r.read(hall.store, name).people
        assert (event.concept, event.leaves, event.by) == ("size", total, "Ada")


async def test_words_that_nothing_claimed_take_a_number_or_nothing(hall: Hall, marking: Made) -> None:
    name = hall.sit("C1", {"findings/film": "snow, hail"})
    async with marking().run_test(size=(80, 24)) as pilot:
        words = shown(await pressed(pilot, "y"))
        assert "A number: that is what it says." in words
        await pressed(pilot, "2", "n")
    assert [(one.concept, one.wording) for one in r.read(hall.store, name).people] == [("both", "hail"), ("", "snow")]


async def test_undo_later_whole_answer_and_a_reason_have_a_key_each(hall: Hall, marking: Made) -> None:
    name = hall.sit("C1", {"findings/film": "x " * 100 + "tiny; snow; both lungs", "findings/size": "1 cm"})
    async with marking().run_test(size=(80, 24)) as pilot:
        screen = await pressed(pilot, "s")
        first = shown(screen)
        assert "comes again at the end" in first
        assert "Whole answer" in shown(await pressed(pilot, "space"))
        screen = await pressed(pilot, "r")
        box = screen.query_one("#reason", Input)
        assert box.has_focus
        await pilot.press(*"yes n")
        await pressed(pilot, "enter")
        assert "With your next decision" in shown(screen) or "kept with your next" in shown(screen)
        assert r.read(hall.store, name).people == ()
        await pressed(pilot, "n")
        assert "Taken back" in shown(await pressed(pilot, "u"))
    one, back = r.read(hall.store, name).people
    assert (one.why, one.withdrawn, back.withdrawn) == ("yes n", False, True)


async def test_escape_closes_the_reason_and_keeps_what_was_there(hall: Hall, marking: Made) -> None:
    hall.sit("C1", {"findings/size": "1 cm"})
    async with marking().run_test(size=(80, 24)) as pilot:
        screen = await pressed(pilot, "r", "x", "escape")
        assert not screen.query_one("#reason", Input).display
        assert screen.marker.reason == ""
        await pressed(pilot, "q")
        assert pilot.app.return_code == 0


async def test_a_full_disk_is_told_and_the_card_stays(
    hall: Hall, marking: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.sit("C1", {"findings/size": "1 cm"})
    async with marking().run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app = pilot.app
        assert isinstance(app, MiliaryApp)
        store = await app.store()

        def full(*arguments: object) -> None:
            raise StoreFull("There is no room left on the disk.")

        monkeypatch.setattr(store, "append_rulings", full)
        words = shown(await pressed(pilot, "y"))
        assert "no room left" in words
        assert "“1 cm”" in words
        monkeypatch.undo()
        assert "Nothing waits" in shown(await pressed(pilot, "y"))


HOSTILE = ["[/] [@click=app.quit]x[/]", "\x1b]52;c;eHg=\x07pwned", "[bold red]", "\u202eevil words", "snow " * 380]


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_words_are_only_words(hall: Hall, marking: Made, text: str) -> None:
    hall.sit("C1", {"findings/film": text})
    async with marking().run_test(size=(80, 24)) as pilot:
        screen = await pressed(pilot, "space", "n")
        assert "nothing in it" in shown(screen)


async def test_nothing_to_mark_ends_with_a_sentence(hall: Hall, marking: Made) -> None:
    async with marking().run_test(size=(80, 24)) as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        app = pilot.app
        assert isinstance(app, MiliaryApp)
        assert "Nobody has handed in" in app.last_words


async def test_the_keys_of_the_card_stand_below_it(hall: Hall, marking: Made) -> None:
    hall.sit("C1", {"findings/size": "1 cm", "findings/film": "snow"})
    async with marking().run_test(size=(80, 24)) as pilot:
        screen = await settled(pilot)
        assert ("1-9", "it says that") in screen.query_one(KeyLine).keys
        screen = await pressed(pilot, "n")
        assert ("y", "all of it") in screen.query_one(KeyLine).keys
