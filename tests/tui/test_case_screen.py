"""What happens on the case's screen, key by key."""

import threading
from collections.abc import Callable

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from miliary_chat.dialogue import actions as a
from miliary_chat.dialogue.script import Script
from miliary_chat.session.attempt import Attempt
from miliary_chat.tui.screens.ask import AskScreen
from miliary_chat.tui.screens.case import CaseScreen
from miliary_chat.tui.screens.debrief import DebriefScreen
from miliary_chat.tui.screens.film import FilmScreen
from miliary_chat.tui.screens.home import HomeScreen
from miliary_chat.tui.screens.reader import ReaderScreen
from miliary_chat.tui.viewer.pane import PicturePane
from miliary_chat.tui.widgets.key_line import KeyLine
from miliary_chat.tui.widgets.page import Page
from miliary_chat.tui.widgets.stage_rail import StageRail

Made = Callable[..., object]
SIZE = (120, 40)


async def settled(pilot: Pilot[int]) -> CaseScreen:
    """Wait until all that was asked for is done; the case's screen."""
    for _ in range(3):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
    return pilot.app.screen_of_case


async def type_in(pilot: Pilot[int], text: str) -> None:
    """Put a text into the box as a paste does, without waiting for each key."""
    pilot.app.screen_of_case.box.insert(text)
    await pilot.pause()


def lines_of(screen: CaseScreen) -> str:
    """The talk as it stands."""
    return "\n".join(screen.talk.text_lines)


def note_of(screen: CaseScreen) -> str:
    """The sentence above the box."""
    note = screen.query_one("#note", Static)
    return str(note.content) if note.display else ""


async def test_enter_sends_what_was_typed_and_shows_what_came_of_it(bench, attempt, tutor) -> None:
    async with bench(attempt).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        await pilot.press(*"any cough", "enter")
        await settled(pilot)
        assert tutor.seen[-1] == a.Say("any cough")
        assert "you      any cough" in lines_of(screen)
        assert "patient  Yes, for weeks." in lines_of(screen)
        assert screen.box.text == ""


async def test_every_letter_digit_and_question_mark_is_text_while_the_box_has_the_keys(bench, begun_at, tutor) -> None:
    async with bench(begun_at("findings")).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        await pilot.press(*"?TBz1+0idcq", "slash", "j")
        assert screen.box.text == "?TBz1+0idcq/j"
        assert screen.pane.look is not None
        assert screen.pane.look.place is None


async def test_ctrl_j_breaks_the_line_and_the_box_grows(bench, attempt, tutor) -> None:
    async with bench(attempt).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        low = screen.box.size.height
        await pilot.press("a", "ctrl+j", "b", "ctrl+j", "c")
        await pilot.pause()
        assert screen.box.text == "a\nb\nc"
        assert screen.box.size.height == low + 2
        await pilot.press("enter")
        await settled(pilot)
        assert tutor.seen[-1] == a.Say("a\nb\nc")


async def test_an_empty_answer_sends_nothing(bench, attempt, tutor) -> None:
    async with bench(attempt).run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("enter", "space", "enter")
        await settled(pilot)
        assert len(tutor.seen) == 1


async def test_a_store_that_is_full_leaves_the_text_in_the_box_and_says_so(bench, attempt, tutor) -> None:
    async with bench(attempt).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        before = lines_of(screen)
        tutor.full = True
        await type_in(pilot, "tiny dots")
        await pilot.press("enter")
        await settled(pilot)
        assert screen.box.text == "tiny dots"
        assert note_of(screen) == "There is no room left on the disk. Your answer is still in the box."
        assert lines_of(screen) == before
        tutor.full = False
        await pilot.press("enter")
        await settled(pilot)
        assert screen.box.text == ""
        assert note_of(screen) == ""


@pytest.mark.parametrize(
    ("full", "left"), [(False, ", both lungs\nand the apices"), (True, "tiny dots, both lungs\nand the apices")]
)
async def test_what_is_typed_while_an_answer_is_being_stored_is_kept(bench, attempt, tutor, full, left) -> None:
    async with bench(attempt).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        tutor.full, tutor.gate = full, threading.Event()
        await pilot.press(*"tiny dots", "enter")
        assert screen.box.text == "tiny dots", "it stands in the box until it is stored"
        await pilot.press(*", both lungs", "ctrl+j", *"and the apices")
        tutor.gate.set()
        await settled(pilot)
        assert tutor.seen[-1] == a.Say("tiny dots")
        assert screen.box.text == left
        assert screen.box.cursor_location == (1, len("and the apices"))


async def test_the_cursor_stays_where_it_was_in_what_was_typed_meanwhile(bench, attempt, tutor) -> None:
    async with bench(attempt).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        tutor.gate = threading.Event()
        await pilot.press(*"dots", "enter", *" evn", "left", *"e")
        tutor.gate.set()
        await settled(pilot)
        await pilot.press(*"!")
        assert screen.box.text == " eve!n"


async def test_an_answer_that_was_changed_while_it_was_being_stored_is_left_as_it_is_now(bench, attempt, tutor) -> None:
    async with bench(attempt).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        tutor.gate = threading.Event()
        await pilot.press(*"dots", "enter", "backspace")
        tutor.gate.set()
        await settled(pilot)
        assert screen.box.text == "dot"


async def test_enter_pressed_twice_sends_an_answer_once_and_says_nothing(bench, attempt, tutor) -> None:
    async with bench(attempt).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        tutor.gate = threading.Event()
        await pilot.press(*"dots", "enter", "enter")
        assert note_of(screen) == ""
        await pilot.press("x", "enter")
        assert note_of(screen) == "One moment: your last answer is still being stored."
        tutor.gate.set()
        await settled(pilot)
        assert [action for action in tutor.seen if isinstance(action, a.Say)] == [a.Say("dots")]
        assert (screen.box.text, note_of(screen)) == ("x", "")


async def test_an_answer_that_could_not_be_stored_is_kept_as_a_draft(bench, attempt, tutor) -> None:
    async with bench(attempt).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        tutor.full = True
        await type_in(pilot, "dots")
        screen.box._pausing = None
        await pilot.press("enter")
        await settled(pilot)
        screen.box._pausing._target()._pause()
        await settled(pilot)
        assert attempt.read_draft() == "dots"


async def test_a_turn_that_changes_nothing_about_the_picture_leaves_it_as_it_is(bench, begun_at, monkeypatch) -> None:
    async with bench(begun_at("findings")).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        shown = []
        monkeypatch.setattr(screen.pane, "show", lambda *films, **told: shown.append(films))
        await type_in(pilot, "even")
        await pilot.press("enter")
        await settled(pilot)
        assert shown == []


@pytest.mark.parametrize(
    "text", ["[/red]", "[@click=app.quit]x[/]", "[bold]x", "\\[", "日本語 🙂 ملاحظة", "# **x** <b>"]
)
async def test_an_answer_is_shown_as_it_was_typed(bench, attempt, text: str) -> None:
    async with bench(attempt).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        await type_in(pilot, text)
        await pilot.press("enter")
        await settled(pilot)
        assert f"you      {text}" in lines_of(screen)


async def test_an_unknown_command_names_the_nearest_one_and_keeps_the_text(bench, attempt, tutor) -> None:
    async with bench(attempt).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        await type_in(pilot, "/hnt")
        await pilot.press("enter")
        await settled(pilot)
        assert "Did you mean /hint?" in note_of(screen)
        assert screen.box.text == "/hnt"
        assert len(tutor.seen) == 1
        await pilot.press("x")
        assert screen.box.text == "x"


async def test_a_slash_before_a_number_is_an_answer(bench, attempt, tutor) -> None:
    async with bench(attempt).run_test(size=SIZE) as pilot:
        await settled(pilot)
        await type_in(pilot, "/15 mm")
        await pilot.press("enter")
        await settled(pilot)
        assert tutor.seen[-1] == a.Say("/15 mm")


@pytest.mark.parametrize(
    ("key", "typed", "action"),
    [
        ("f2", "/hint", a.AskHint()),
        ("f3", "/why", a.AskWhy()),
        ("f4", "/skip", a.Skip()),
        ("f5", "/dispute", a.Dispute()),
    ],
)
async def test_a_deed_has_a_key_and_a_command_that_do_the_same(bench, begun_at, tutor, key, typed, action) -> None:
    async with bench(begun_at("findings")).run_test(size=SIZE) as pilot:
        await settled(pilot)
        await type_in(pilot, "dots")
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press(key)
        await settled(pilot)
        assert tutor.seen[-1] == action
        if typed == "/skip":
            return
        count = len(tutor.seen)
        await type_in(pilot, typed)
        await pilot.press("enter")
        await settled(pilot)
        assert tutor.seen[count:] == [action]
        assert pilot.app.screen_of_case.box.text == ""


async def test_what_cannot_be_done_yet_is_said_in_one_sentence(bench, attempt, tutor) -> None:
    async with bench(attempt).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        await pilot.press("f3")
        assert note_of(screen) == "There is no answer of yours yet that it could be about."
        await pilot.press("f7")
        assert note_of(screen) == "No picture has been shown yet."
        assert len(tutor.seen) == 1


async def test_what_is_half_typed_is_kept_half_a_second_after_typing_pauses(bench, attempt) -> None:
    async with bench(attempt).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        await pilot.press(*"half ty")
        assert attempt.read_draft() == ""
        assert screen.box._pausing is not None
        screen.box._pausing._target()._pause()
        await settled(pilot)
        assert attempt.read_draft() == "half ty"


async def test_a_draft_comes_back_with_the_cursor_behind_it(bench, attempt) -> None:
    attempt.draft("half a\nthought")
    async with bench(attempt).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        assert screen.box.text == "half a\nthought"
        assert screen.box.cursor_location == (1, 7)


async def test_resuming_shows_the_same_lines(bench, attempt, script: Script, tutor, clock) -> None:
    for action in (a.Say("cough?"), a.Skip(), a.Say("lots of dots"), a.AskHint(), a.Say("more"), a.Dispute()):
        attempt.send(action)
    live = Attempt.rehearse(script, (), clock, decide=type(tutor)())
    async with bench(live).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        for action in (a.Say("cough?"), a.Skip(), a.Say("lots of dots"), a.AskHint(), a.Say("more"), a.Dispute()):
            screen.act(action)
            await settled(pilot)
        grown, shown = lines_of(screen), screen.talk.blocks
    async with bench(attempt).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        assert lines_of(screen) == grown
        assert screen.talk.blocks == shown


async def test_the_words_that_were_credited_are_marked_where_they_stand(bench, begun_at) -> None:
    async with bench(begun_at("findings")).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        await type_in(pilot, "lots of dots")
        await pilot.press("enter")
        await settled(pilot)
        row = next(at for at, line in enumerate(screen.talk.text_lines) if "lots of dots" in line)
        strip = screen.talk.render_line(row - screen.talk.scroll_offset.y)
        marked = [segment.text for segment in strip if segment.style and segment.style.underline]
        assert marked == ["dots"]


async def test_resizing_wraps_again_and_stays_at_the_end(bench, begun_at) -> None:
    attempt = begun_at("findings")
    for number in range(20):
        attempt.send(a.Say(f"dots and more of them, number {number}, " * 4))
    async with bench(attempt).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        await type_in(pilot, "not sent yet")
        for size in ((80, 24), (40, 10), (200, 60), (120, 40)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
            talk = screen.query_one("#talk", Page)
            assert max(map(len, talk.text_lines)) <= talk.size.width
            assert talk.scroll_offset.y == talk.max_scroll_y
            assert screen.box.text == "not sent yet"


async def test_the_talk_scrolls_while_the_box_has_the_keys_and_stays_where_one_reads(bench, begun_at) -> None:
    attempt = begun_at("findings")
    for number in range(30):
        attempt.send(a.Say(f"dots {number}"))
    async with bench(attempt).run_test(size=(80, 24)) as pilot:
        screen = await settled(pilot)
        await pilot.press("pageup", "pageup")
        await pilot.pause()
        reading = screen.talk.scroll_offset.y
        assert reading < screen.talk.max_scroll_y
        assert screen.box.has_focus
        await type_in(pilot, "dots again")
        await pilot.press("enter")
        await settled(pilot)
        assert screen.talk.scroll_offset.y == reading
        await pilot.press("pagedown", "pagedown", "pagedown")
        await pilot.pause()
        assert screen.talk.at_end


async def test_a_reply_longer_than_the_page_is_read_from_its_beginning_and_the_next_turn_is_followed(
    bench, begun_at
) -> None:
    attempt = begun_at("findings")
    attempt.send(a.Say("dots"))
    async with bench(attempt).run_test(size=(80, 24)) as pilot:
        screen = await settled(pilot)
        await type_in(pilot, "dots and\n" + "more of them\n" * 30)
        await pilot.press("enter")
        await settled(pilot)
        top = screen.talk.text_lines[screen.talk.scroll_offset.y :][:2]
        assert any("you      dots and" in line for line in top)
        assert ("PgDn", "more below") in screen.query_one(KeyLine).keys
        await type_in(pilot, "short")
        await pilot.press("enter")
        await settled(pilot)
        assert screen.talk.at_end
        assert ("PgDn", "more below") not in screen.query_one(KeyLine).keys


async def test_a_choice_is_made_by_its_letter(bench, begun_at, tutor) -> None:
    async with bench(begun_at("quiz")).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        assert lines_of(screen).count("Up to 3 mm") == 1
        await pilot.press("b", "enter")
        await settled(pilot)
        assert tutor.seen[-1] == a.Say("b")


async def test_a_choice_is_made_with_the_arrows(bench, begun_at, tutor) -> None:
    async with bench(begun_at("quiz")).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        await pilot.press("down", "down")
        await pilot.pause()
        assert "› B  Up to 3 cm" in lines_of(screen)
        await pilot.press("up", "enter")
        await settled(pilot)
        assert tutor.seen[-1] == a.Choose(("a",))
        assert "›" not in lines_of(screen)


async def test_several_options_are_ticked_with_space(bench, begun_at, tutor) -> None:
    async with bench(begun_at("two")).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        await pilot.press("down", "space", "down", "down", "space")
        await pilot.pause()
        assert lines_of(screen).count("☒") == 2
        await pilot.press("enter")
        await settled(pilot)
        assert tutor.seen[-1] == a.Choose(("a", "c"))


async def test_where_the_tutor_points_the_picture_goes(bench, begun_at) -> None:
    async with bench(begun_at("findings")).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        assert screen.pane.display
        await pilot.press("f2")
        await settled(pilot)
        assert screen.pane.look.place == "apex"
        assert "in the picture: right apex" in lines_of(screen)


async def test_tab_gives_the_picture_the_keys_and_escape_gives_them_back(bench, begun_at) -> None:
    async with bench(begun_at("findings")).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        await pilot.press("tab", "2")
        assert screen.pane.has_focus
        assert screen.pane.look.place == "base"
        assert ("esc", "back") in screen.query_one(KeyLine).keys
        await pilot.press("c")
        assert screen.pane.look.shown.id == "normal"
        await pilot.press("escape")
        await pilot.pause()
        assert screen.box.has_focus
        assert screen.pane.look.shown.id == "film"


async def test_below_100_columns_a_key_opens_the_picture_on_the_whole_screen(bench, begun_at) -> None:
    async with bench(begun_at("findings")).run_test(size=(80, 24)) as pilot:
        screen = await settled(pilot)
        assert not screen.pane.display
        await pilot.press("f7")
        await pilot.pause()
        assert isinstance(pilot.app.screen, FilmScreen)
        await pilot.press("z", "escape")
        await settled(pilot)
        assert pilot.app.screen is screen
        assert screen.pane.look.place == "apex"
        await type_in(pilot, "/zoom base")
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app.screen.query_one(PicturePane).look.place == "base"


async def test_a_missing_picture_gives_way_to_its_words(bench, begun_at) -> None:
    app = bench(begun_at("findings"), lambda pin, image: None)
    async with app.run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        told = "\n".join(screen.pane.render_line(y).text for y in range(12))
        assert "The picture film.png is missing" in told
        assert "A chest from the front." in told
        assert "Dots everywhere." not in told


async def test_finishing_asks_once_and_enter_alone_goes_on(bench, attempt, tutor) -> None:
    async with bench(attempt).run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("f8")
        await pilot.pause()
        assert isinstance(pilot.app.screen, AskScreen)
        await pilot.press(*"finish", "enter")
        await settled(pilot)
        assert not any(isinstance(action, a.Submit) for action in tutor.seen)
        await pilot.press("f8")
        await pilot.pause()
        await pilot.press("1", "enter")
        await settled(pilot)
        assert isinstance(tutor.seen[-1], a.Submit)
        assert isinstance(pilot.app.screen, DebriefScreen)


async def test_ctrl_c_asks_before_it_leaves_and_keeps_what_is_typed(bench, attempt) -> None:
    app = bench(attempt)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await type_in(pilot, "half")
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert isinstance(app.screen, AskScreen)
        app.screen.query_one(OptionList).highlighted = 1
        await pilot.press("enter")
        await pilot.pause()
    assert app.return_value == 0
    assert attempt.read_draft() == "half"


async def test_leaving_for_the_cases_leads_there(bench, attempt) -> None:
    app = bench(attempt)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("escape", "enter")
        await settled(pilot)
        assert isinstance(app.screen, HomeScreen)


async def test_notes_help_and_the_question_can_be_read_again(bench, attempt) -> None:
    async with bench(attempt).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        for key in ("f6", "f1"):
            await pilot.press(key)
            await pilot.pause()
            assert isinstance(pilot.app.screen, ReaderScreen)
            await pilot.press("escape", "escape")
            await pilot.pause()
            if isinstance(pilot.app.screen, AskScreen):
                await pilot.press("escape")
                await pilot.pause()
            assert pilot.app.screen is screen
        await pilot.press("ctrl+r")
        assert note_of(screen) == "Take a history."


async def test_the_last_turn_goes_to_the_clipboard(bench, attempt) -> None:
    async with bench(attempt).run_test(size=SIZE) as pilot:
        await settled(pilot)
        await type_in(pilot, "cough?")
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("ctrl+y")
        assert pilot.app.clipboard == "you: cough?\npatient: Yes, for weeks."


async def test_the_talk_is_saved_where_it_says(bench, attempt, tmp_path) -> None:
    async with bench(attempt).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        await pilot.press("ctrl+o")
        await settled(pilot)
        await type_in(pilot, "/save again.md")
        await pilot.press("enter")
        await settled(pilot)
        assert note_of(screen).endswith("again.md")
    assert (tmp_path / "a-film-full-of-dots.md").read_text("utf-8").startswith("# A film full of dots")
    assert (tmp_path / "again.md").exists()


async def test_light_and_dark_change_places_and_are_remembered(bench, attempt) -> None:
    async with bench(attempt).run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+t")
        await settled(pilot)
        assert pilot.app.theme == "paper"
        assert pilot.app.settings.theme == "paper"


async def test_forty_by_ten_is_small_and_usable(bench, begun_at, tutor) -> None:
    async with bench(begun_at("findings")).run_test(size=(40, 10)) as pilot:
        screen = await settled(pilot)
        assert screen.talk.size.height >= 5
        await pilot.press(*"dots", "enter")
        await settled(pilot)
        assert tutor.seen[-1] == a.Say("dots")
        assert "✓ dots, too many to" in lines_of(screen)


async def test_without_colour_the_marks_are_still_there(bench, begun_at, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with bench(begun_at("findings")).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        await type_in(pilot, "dots")
        await pilot.press("enter")
        await settled(pilot)
        assert "✓ dots" in lines_of(screen)
        frame = pilot.app.screen._compositor.render_strips()
        styles = [segment.style for strip in frame for segment in strip if segment.style]
        colours = [colour.triplet for style in styles for colour in (style.color, style.bgcolor) if colour]
        assert colours
        assert all(colour is None or len(set(colour)) == 1 for colour in colours)
        assert any(style.underline for style in styles)


async def test_the_rail_shows_the_stages_and_the_time_worked(bench, attempt, clock) -> None:
    async with bench(attempt).run_test(size=SIZE) as pilot:
        screen = await settled(pilot)
        clock.us += 65_000_000
        screen._tick()
        rail = screen.query_one(StageRail)
        assert "HISTORY   film   quiz   debrief" in rail.render().plain
        assert rail.render().plain.rstrip().endswith("01:05")
