"""How pictures are drawn: what a terminal says of itself is understood, and half-blocks are always there."""

import pytest

from miliary_chat.base.errors import UsageError
from miliary_chat.tui.viewer.graphics import HALF, WORDS, Answer, Graphics, ask_terminal, graphics_for

KITTY = b"\x1b_Gi=4201;OK\x1b\\\x1bP>|kitty(0.35.2)\x1b\\\x1b[6;18;9t\x1b[?62;52;c"
OLD_KITTY = b"\x1b_Gi=4201;OK\x1b\\\x1bP>|kitty(0.26.5)\x1b\\\x1b[6;18;9t\x1b[?62;c"
GHOSTTY = b"\x1b_Gi=4201;OK\x1b\\\x1bP>|ghostty 1.0.1\x1b\\\x1b[6;20;10t\x1b[?62;22c"
WEZTERM = b"\x1b_Gi=4201;OK\x1b\\\x1bP>|WezTerm 20240203\x1b\\\x1b[6;20;10t\x1b[?65;4;6;18;22c"
XTERM = b"\x1bP>|XTerm(379)\x1b\\\x1b[?2;0;1000;1000S\x1b[?63;1;2;4;6;9;15;22c"
PLAIN = b"\x1b[?1;2c"


@pytest.mark.parametrize(
    ("said", "kitty", "sixel", "cell"),
    [
        (KITTY, True, False, (9, 18)),
        (OLD_KITTY, False, False, (9, 18)),
        (GHOSTTY, True, False, (10, 20)),
        (WEZTERM, False, True, (10, 20)),
        (XTERM, False, True, (10, 20)),
        (PLAIN, False, False, (10, 20)),
        (b"q" + KITTY[:30] + b"typed meanwhile" + KITTY[30:], True, False, (9, 18)),
        (b"", False, False, (10, 20)),
        (b"\x1b[?64;14;24c", False, False, (10, 20)),  # 14 and 24 are not 4
        (b"\x1b[6;0;0t\x1b[?4c", False, False, (10, 20)),  # its class is 4, which is no attribute
    ],
)
def test_an_answer_is_understood(said: bytes, kitty: bool, sixel: bool, cell: tuple[int, int]) -> None:
    answer = Answer.read(said)
    assert (answer.kitty, answer.sixel, answer.cell) == (kitty, sixel, cell)


@pytest.mark.parametrize(
    ("window", "sixel", "cell"),
    [
        ((40, 90, 990, 800), True, (11, 20)),
        ((40, 120, 1320, 800), False, (11, 20)),  # xterm would show nothing of so large a picture
        ((40, 120, 0, 0), True, (10, 20)),
    ],
)
def test_the_windows_own_pixels_count_and_its_sixels_must_fill_it(
    window: tuple[int, int, int, int], sixel: bool, cell: tuple[int, int]
) -> None:
    answer = Answer.read(XTERM).in_window(*window)
    assert (answer.sixel, answer.cell) == (sixel, cell)


@pytest.mark.parametrize(
    ("wish", "said", "way"),
    [
        (None, KITTY, Graphics("kitty", (9, 18))),
        ("auto", WEZTERM, Graphics("sixel", (10, 20))),
        ("auto", PLAIN, HALF),
        ("half", KITTY, HALF),
        ("none", KITTY, WORDS),
        ("kitty", PLAIN, Graphics("kitty", (10, 20))),
        ("tgp", PLAIN, Graphics("kitty", (10, 20))),
        ("sixel", PLAIN, Graphics("sixel", (10, 20))),
    ],
)
def test_a_wish_counts_and_else_the_best_that_there_is(wish: str | None, said: bytes, way: Graphics) -> None:
    assert graphics_for(wish, lambda: Answer.read(said)) == way


def test_in_a_browser_there_are_half_blocks_whatever_was_wished_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEXTUAL_DRIVER", "textual.drivers.web_driver:WebDriver")
    assert graphics_for("kitty", lambda: Answer.read(KITTY)) == HALF
    assert graphics_for("none", lambda: Answer.read(KITTY)) == WORDS


def test_a_way_that_there_is_not_is_a_wrong_call() -> None:
    with pytest.raises(UsageError, match="auto, half, kitty, sixel, none"):
        graphics_for("ascii", Answer)


def test_where_there_is_no_terminal_nobody_is_asked() -> None:
    assert ask_terminal() == Answer()
