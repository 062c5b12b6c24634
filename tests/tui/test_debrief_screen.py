"""The debrief: what it shows, and the places that it points at."""

import sys
from dataclasses import replace

import pytest
from textual.widgets import Static

from miliary_chat.dialogue import actions as a
from miliary_chat.dialogue.debrief import (
    Debrief,
    Elsewhere,
    LookAlike,
    Mended,
    Missed,
    QuizResult,
    Reply,
    Side,
    Table,
)
from miliary_chat.dialogue.marks import ItemMark, Marks, StageMark, Vital
from miliary_chat.judge.judgement import Span
from miliary_chat.report.decks import Deck
from miliary_chat.tui.debrief_lines import DebriefPage, debrief_page
from miliary_chat.tui.screens.ask import AskScreen
from miliary_chat.tui.screens.compare import CompareScreen
from miliary_chat.tui.screens.debrief import DebriefScreen
from miliary_chat.tui.screens.film import FilmScreen
from miliary_chat.tui.viewer.outside import open_address
from miliary_chat.tui.viewer.pane import PicturePane
from miliary_chat.tui.widgets.page import Page

WHOLE = Debrief(
    title="A film full of dots",
    diagnosis="Miliary metastases",
    expert="Dots everywhere.",
    marks=Marks(
        72,
        (
            StageMark("history", "history", 90, 1, (ItemMark("history/main", "talk", 90, 1, (), 80, 60),)),
            StageMark("findings", "film", None, 1),
            StageMark("debrief", "debrief", 50, 1),
        ),
        (Vital("miliary TB", "must-not-miss", False), Vital("isolation", "critical", True)),
        ("even size",),
        finished=False,
    ),
    sides=(
        Side(
            "findings/main",
            "film",
            "What do you see?",
            "Tiny nodules, too many to count.",
            (Reply("lots of dots", (Span(8, 12),)), Reply("no [/red] idea")),
            (Missed("even size", "It tells little.", "film/apex"), Missed("no effusion", how="told")),
            (Mended("consolidation", "Every dot has an edge.", "patchy"),),
            "film",
        ),
        Side("findings/more", "film", "Anything else?", "No."),
    ),
    quiz=(QuizResult("How large?", {"a": "3 mm", "b": "3 cm"}, ("b",), ("a",), {"a": "By definition."}),),
    look_alikes=(LookAlike("Miliary TB", "The same film.", ("common",), ("no fever",)),),
    table=Table(
        ("TB", "metastases"),
        (("fever", ("usual", "rare")),),
        ("equal size",),
        "miliary",
        ("miliary-tb", "renal-metastases"),
    ),
    pearls=("A pattern is no diagnosis.",),
    teaching=(("Route", "By the blood."),),
    references=("A book.",),
    see_also=(Elsewhere("A film", "https://example.org", "CC0-1.0"),),
    next=("The stone cutter",),
    disclaimer="Not medical advice.",
)


def told(page: DebriefPage, width: int = 100) -> str:
    """The page as it reads."""
    return "\n".join(line.plain for block in page.blocks for line in block.lines(width))


def test_everything_in_a_debrief_is_told() -> None:
    text = told(debrief_page(WHOLE))
    for part in (
        "Miliary metastases",
        "in all",
        "finished early: what was not reached counts as not answered",
        "thorough 80 %, to the point 60 %",
        "not marked: film",
        "quiz             █",
        "✗ must not be missed: miliary TB · missed",
        "✓ critical: isolation · you had it",
        "! claimed by you, not in the marks: even size",
        "no [/red] idea",
        "no answer",
        "→ missed: even size. It tells little.  [1] shows where",
        "→ told: no effusion.",
        "✗ consolidation. you said “patchy”: Every dot has an edge.",
        "for: common",
        "against: no fever",
        "≈ does not separate them: equal size",
        "✓ A  3 mm",
        "✗ B  3 cm  your choice",
        "By definition.",
        " 1 A pattern is no diagnosis.",
        "Route. By the blood.",
        "A film: https://example.org (CC0-1.0)",
        "The stone cutter",
        "Not medical advice.",
    ):
        assert part in text


def test_what_there_is_not_has_no_heading() -> None:
    bare = replace(WHOLE, sides=(), quiz=(), look_alikes=(), table=None, references=(), pearls=(), next=())
    text = told(debrief_page(bare))
    for heading in ("question by question", "quiz ──", "look-alikes", "references", "to take home", "what to try next"):
        assert heading not in text


def test_an_expert_who_wrote_nothing_has_no_heading() -> None:
    silent = replace(WHOLE, expert="", sides=tuple(replace(side, expert="") for side in WHOLE.sides))
    text = told(debrief_page(silent))
    assert "expert" not in text
    assert all(reply.text in text for side in WHOLE.sides for reply in side.replies)


def test_the_expert_stands_beside_the_trainee_with_credited_words_marked() -> None:
    page = debrief_page(WHOLE)
    line = next(line for block in page.blocks for line in block.lines(100) if "lots of dots" in line.plain)
    assert "Tiny nodules, too many to count." in line.plain
    assert [line.plain[span.start : span.end] for span in line.spans if span.style == "credit"] == ["dots"]


def test_every_place_has_a_number() -> None:
    (place,) = debrief_page(WHOLE).places
    assert (place.item, place.image, place.region) == ("findings/main", "film", "apex")


async def test_a_number_shows_where_and_s_saves(bench, attempt, monkeypatch, tmp_path) -> None:
    monkeypatch.setattr("miliary_chat.tui.screens.debrief.debrief", lambda *given: WHOLE)
    attempt.send(a.Submit())
    async with bench(attempt).run_test(size=(120, 40)) as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("enter")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, DebriefScreen)
        assert screen.query_one(Page).text_lines
        for key in ("1", "n"):
            await pilot.press(key)
            await pilot.pause()
            assert isinstance(pilot.app.screen, FilmScreen)
            assert pilot.app.screen.query_one(PicturePane).look.place == "apex"
            await pilot.press("escape")
            await pilot.pause()
        await pilot.press("7", "s")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert str(screen.query_one("#note", Static).content).startswith("Saved: ")
        await pilot.press("t")
        await pilot.pause()
        assert pilot.app.screen is pilot.app.screen_of_case
    assert "even size" in (tmp_path / "a-film-full-of-dots-debrief.md").read_text("utf-8")


async def debriefed(pilot) -> DebriefScreen:
    """Through to the debrief of an attempt that has ended."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.press("enter")
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    assert isinstance(pilot.app.screen, DebriefScreen)
    return pilot.app.screen


async def pressed(pilot, key: str) -> str:
    """What is noted after a key."""
    await pilot.press(key)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    return str(pilot.app.screen.query_one("#note", Static).content)


async def test_a_keeps_what_was_missed_as_flashcards_and_never_over_an_earlier_file(bench, attempt, tmp_path) -> None:
    attempt.send(a.Submit())
    async with bench(attempt).run_test(size=(200, 40)) as pilot:
        await debriefed(pilot)
        told = await pressed(pilot, "a")
        assert told.startswith("4 cards: ")
        assert told.endswith("a-film-full-of-dots-missed.apkg. In Anki: File, Import.")
        assert "missed-2.apkg" in await pressed(pilot, "ctrl+l")
    assert (tmp_path / "a-film-full-of-dots-missed.apkg").read_bytes().startswith(b"PK")


async def test_a_says_how_to_get_what_makes_flashcards(bench, attempt, tmp_path, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "genanki", None)
    attempt.send(a.Submit())
    async with bench(attempt).run_test(size=(200, 40)) as pilot:
        await debriefed(pilot)
        assert 'pip install "miliary-chat[anki]"' in await pressed(pilot, "a")
    assert not list(tmp_path.glob("*.apkg"))


async def test_who_missed_nothing_gets_a_sentence_and_no_file(bench, attempt, tmp_path, monkeypatch) -> None:
    nothing = lambda *given: Deck("dots", "Dots", "", ())  # noqa: E731
    monkeypatch.setattr("miliary_chat.report.decks.deck_of_attempt", nothing)
    attempt.send(a.Submit())
    async with bench(attempt).run_test(size=(200, 40)) as pilot:
        await debriefed(pilot)
        assert await pressed(pilot, "a") == "You missed nothing that a card could be made of."
    assert not list(tmp_path.glob("*.apkg"))


async def test_cards_before_the_end_are_said_to_wait_for_it(bench, attempt) -> None:
    async with bench(attempt).run_test(size=(200, 40)) as pilot:
        await pilot.app.workers.wait_for_complete()
        assert "wait for the end of the case" in await pressed(pilot, "ctrl+l")


async def test_c_lays_the_cases_own_diagnosis_beside_a_look_alike(bench, attempt, monkeypatch) -> None:
    monkeypatch.setattr("miliary_chat.tui.screens.debrief.debrief", lambda *given: WHOLE)
    attempt.send(a.Submit())
    async with bench(attempt).run_test(size=(120, 40)) as pilot:
        screen = await debriefed(pilot)
        await pilot.press("c")
        await pilot.pause()
        assert isinstance(pilot.app.screen, CompareScreen)
        assert (pilot.app.screen.left, pilot.app.screen.right) == ("miliary-tb", "renal-metastases")
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.screen is screen


async def test_what_lies_elsewhere_is_opened_only_when_it_was_chosen(bench, attempt, monkeypatch) -> None:
    handed: list[str] = []
    monkeypatch.setattr("miliary_chat.tui.screens.debrief.debrief", lambda *given: WHOLE)
    monkeypatch.setattr("miliary_chat.tui.viewer.outside.handed_over", lambda target: not handed.append(target))
    attempt.send(a.Submit())
    async with bench(attempt).run_test(size=(120, 40)) as pilot:
        screen = await debriefed(pilot)
        for key, opened in (("escape", []), ("enter", ["https://example.org"])):
            await pilot.press("o")
            await pilot.pause()
            assert isinstance(pilot.app.screen, AskScreen)
            await pilot.press(key)
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
            assert handed == opened
        assert str(screen.query_one("#note", Static).content) == "It is opening in your browser."


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)", "--help", "/etc/passwd"])
async def test_only_a_page_is_handed_to_the_browser(bench, attempt, monkeypatch, address: str) -> None:
    monkeypatch.setattr("miliary_chat.tui.viewer.outside.handed_over", lambda target: pytest.fail(target))
    async with bench(attempt).run_test() as pilot:
        assert await open_address(pilot.app, address) == f"This is no address of a page: {address}"


async def test_without_a_browser_the_address_is_told(bench, attempt, monkeypatch) -> None:
    monkeypatch.setattr("miliary_chat.tui.viewer.outside.handed_over", lambda target: False)
    async with bench(attempt).run_test() as pilot:
        told = await open_address(pilot.app, "https://example.org")
    assert told == "No browser was found here. The address: https://example.org"
