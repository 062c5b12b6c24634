"""How a line is put on a page."""

import pytest
from hypothesis import given, strategies as st

from miliary_chat.plain.lines import Line, set_out


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        (Line("Tutor", "What else?"), "Tutor: What else?"),
        (Line("", "Clinic."), "Clinic."),
        (Line("Marks", ""), "Marks"),
        (Line("", ""), ""),
    ],
)
def test_who_speaks_stands_at_the_start_of_the_line(line: Line, printed: str) -> None:
    assert set_out(line, None) == printed


def test_a_terminal_gets_lines_that_fit_and_a_pipe_gets_them_whole() -> None:
    line = Line("Tutor", "one two three four five six seven eight")
    assert set_out(line, 20) == "Tutor: one two three\nfour five six seven\neight"
    assert "\n" not in set_out(line, None)


def test_the_line_breaks_of_a_text_are_kept_when_it_is_folded() -> None:
    assert set_out(Line("Tutor", "Which?\nA. The cause\nB. The size"), 80) == "Tutor: Which?\nA. The cause\nB. The size"


@given(st.text(alphabet=st.characters(exclude_categories=["C", "Z"]) | st.just(" "), max_size=300), st.integers(1, 200))
def test_folding_loses_no_word(text: str, width: int) -> None:
    assert set_out(Line("", text), width).split() == text.split()
