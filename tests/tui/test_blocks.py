"""Blocks fold to a width, and lose nothing."""

import pytest
from hypothesis import given, strategies as st
from textual.content import Content

from miliary_chat.tui.blocks import Bar, Block, Columns, Grid, Heading, Option, Options, Prose, Turn, fold, run, toned

TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cf", "Mn", "Me", "Mc", "Zl", "Zp")), max_size=200)
WIDTHS = st.integers(30, 210)


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    """Any block with any text in it."""
    text = draw(TEXTS)
    words = toned(text, "good")
    options = (Option("a", "A", text), Option("b", "B", "no"))
    return draw(
        st.sampled_from(
            [
                Turn("you", words),
                Turn("tutor", words, "✓", "good", gap=False),
                Heading(text or "x"),
                Prose(words, "·", inset=3, gap=True),
                Options(options, several=True, cursor=0, live=True),
                Bar(text, 40, text),
                Columns(("you", (words,)), ("expert", (words, words))),
                Grid(("", "one", "two"), ((text, text, "x"),)),
            ]
        )
    )


@given(blocks(), WIDTHS)
def test_no_line_is_wider_than_the_page(block: Block, width: int) -> None:
    assert all(line.cell_length <= width for line in block.lines(width))


@given(TEXTS, WIDTHS)
def test_folding_loses_no_letter(text: str, width: int) -> None:
    folded = "".join(line.plain for line in fold(Content(text), width))
    assert "".join(folded.split()) == "".join(text.split())


def test_line_breaks_of_a_text_are_kept() -> None:
    assert [line.plain for line in fold(Content("one\n\ntwo"), 20)] == ["one", "", "two"]


def test_prose_keeps_a_readable_measure_on_a_wide_screen() -> None:
    assert max(line.cell_length for line in Turn("you", toned("word " * 200)).lines(200)) <= 99


@pytest.mark.parametrize(("mark", "bar"), [(0, 0), (100, 50), (50, 25)])
def test_a_bar_is_as_long_as_its_mark(mark: int, bar: int) -> None:
    line = Bar("findings", mark).lines(120)[0].plain
    assert line.count("█") == bar
    assert line.endswith(f"{mark:3d}")


def test_what_has_no_mark_has_a_dash() -> None:
    assert Bar("findings", None).lines(80)[0].plain.endswith("–")


def test_columns_stand_side_by_side_where_there_is_room_and_below_each_other_where_not() -> None:
    columns = Columns(("you", (toned("mine"),)), ("expert", (toned("theirs"),)))
    assert "mine" in columns.lines(100)[1].plain
    assert "theirs" in columns.lines(100)[1].plain
    assert [line.plain.strip() for line in columns.lines(60)] == ["you", "mine", "expert", "theirs"]


def test_a_table_without_room_becomes_a_list() -> None:
    grid = Grid(("", "TB", "sarcoid"), (("fever", "usual", "rare"),))
    assert [line.plain for line in grid.lines(34)] == ["fever", "  TB: usual", "  sarcoid: rare"]


def test_the_cursor_goes_round_the_options() -> None:
    options = Options((Option("a", "A", "one"), Option("b", "B", "two")), live=True)
    assert options.moved(1).cursor == 0
    assert options.moved(1).moved(-1).cursor == 1
    assert options.moved(-1).cursor == 1


def test_toned_text_is_never_markup() -> None:
    assert run(("[b]x[/b]", "good"), "[/]").plain == "[b]x[/b][/]"
