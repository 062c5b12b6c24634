"""The answer box: pastes whole, holds so much and no more, and lets nothing hostile in."""

import pytest
from textual import events
from textual.app import App, ComposeResult

from miliary_chat.base.sanitise import ANSWER_LIMIT
from miliary_chat.tui.messages import Capped, Scrolled, Sent
from miliary_chat.tui.widgets.answer_box import AnswerBox


class Desk(App[None]):
    """A box, and what it says."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []

    def compose(self) -> ComposeResult:
        """The box alone."""
        yield AnswerBox(id="box")

    def on_mount(self) -> None:
        """The keys go to the box."""
        self.query_one(AnswerBox).focus()

    def on_sent(self, message: Sent) -> None:
        """Enter."""
        self.heard.append(("sent", message.text))

    def on_capped(self, message: Capped) -> None:
        """Too much."""
        self.heard.append(("capped", message.left_out))

    def on_scrolled(self, message: Scrolled) -> None:
        """Arrows and pages."""
        self.heard.append(("scrolled", message.pages, message.lines))


async def pasted(text: str) -> tuple[str, list[object], str]:
    """What the box holds after a paste, what it said, and its counter."""
    app = Desk()
    async with app.run_test() as pilot:
        box = app.query_one(AnswerBox)
        app.post_message(events.Paste(text))
        await pilot.pause()
        await pilot.pause()
        return box.text, app.heard, str(box.border_subtitle or "")


async def test_a_paste_of_several_lines_comes_in_whole_and_is_not_sent() -> None:
    text, heard, _ = await pasted("tiny nodules\nboth lungs\r\nno effusion")
    assert text == "tiny nodules\nboth lungs\nno effusion"
    assert heard == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a\x1b]52;c;evil\x07b", "a ]52;c;evil b"),
        ("a\u202eb", "a b"),
        ("a\ud800b", "a b"),
        ("a\x00b", "a b"),
        ("🙂 日本語", "🙂 日本語"),
        ("[/red]", "[/red]"),
    ],
)
async def test_nothing_that_a_terminal_would_obey_gets_in(given: str, kept: str) -> None:
    assert (await pasted(given))[0] == kept


async def test_a_paste_that_is_too_long_is_cut_and_says_so() -> None:
    text, heard, counter = await pasted("x" * 10_000)
    assert len(text) == ANSWER_LIMIT
    assert heard == [("capped", 10_000 - ANSWER_LIMIT)]
    assert counter == "2,000 of 2,000"


async def test_the_counter_shows_only_near_the_limit() -> None:
    assert (await pasted("x" * 1_600))[2] == ""
    assert (await pasted("x" * 1_800))[2] == "1,800 of 2,000"


async def test_what_replaces_a_selection_counts_for_what_it_replaces() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        box = app.query_one(AnswerBox)
        box.take("x" * ANSWER_LIMIT)
        box.select_all()
        app.post_message(events.Paste("new"))
        await pilot.pause()
        assert box.text == "new"
        assert app.heard == []


async def test_the_box_grows_to_six_lines_and_no_further() -> None:
    app = Desk()
    async with app.run_test(size=(80, 40)) as pilot:
        box = app.query_one(AnswerBox)
        box.styles.height = "auto"
        box.styles.max_height = 6
        box.take("\n".join("abcdefghij"))
        await pilot.pause()
        assert box.size.height == 6


async def test_the_arrows_of_an_empty_box_steer_and_those_of_a_full_one_move_the_cursor() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        await pilot.press("up", "down", "pageup")
        assert app.heard == [("scrolled", 0, -1), ("scrolled", 0, 1), ("scrolled", -1, 0)]
        app.query_one(AnswerBox).take("one\ntwo")
        await pilot.press("up")
        assert len(app.heard) == 3
        assert app.query_one(AnswerBox).cursor_location[0] == 0


async def test_enter_sends_all_of_it_and_undo_still_works() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        await pilot.press("a", "b", "ctrl+z", "c", "enter")
        assert app.heard == [("sent", "c")]
