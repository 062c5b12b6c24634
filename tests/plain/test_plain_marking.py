"""Marking line by line: what is printed for each line that is typed."""

import io
from pathlib import Path

import pytest

from miliary_chat.exam.marker import Marker
from miliary_chat.plain.marking import MarkTalk
from miliary_chat.plain.page import Page
from sat import Hall


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    return Hall.at(tmp_path)


def marked(hall: Hall, *lines: str) -> list[str]:
    """What is printed for some lines in a pipe, after the line that tells the keys."""
    out = io.StringIO()
    page = Page(out, io.StringIO("".join(f"{line}\n" for line in lines)))
    MarkTalk(Marker(hall.marking(), hall.clock), page).begin()
    return out.getvalue().splitlines()[1:]


def test_a_card_is_told_and_a_letter_decides_it(hall: Hall) -> None:
    hall.sit("C1", {"findings/size": "Hm, about a centimetre?", "findings/film": "both lungs"})
    assert marked(hall, "h") == [
        "",
        "0 of 1 wording, 1 candidate, less than a minute",
        "Question: How large are they?",
        "1 candidate: “about a centimetre”",
        "Does it say: 1 to 3 mm?",
        "The machine: nearly (the value is off: about a centimetre): “about a centimetre” is not the value expected.",
        "In the answer: Hm, ⟦about a centimetre⟧?",
        "mark> h",
        "“about a centimetre”: it earns half of “1 to 3 mm”, in 1 answer. u takes it back.",
        "",
        "1 of 1 wording, 1 candidate",
        "Nothing waits any more. These marks are final.",
        "",
        "1 of 1 wording, 1 candidate. What you decided is stored.",
    ]


def test_words_that_nothing_claimed_are_given_a_number(hall: Hall) -> None:
    hall.sit("C1", {"findings/film": "no effusion\nsnowstorm"})
    lines = marked(hall, "1", "q", "never read")
    assert "What does it say: one of these, or nothing that counts?" in lines
    assert "1: tiny nodules" in lines
    assert "In the answer: no effusion¦⟦snowstorm⟧" in lines
    assert "“snowstorm”: it says “tiny nodules”, in 1 answer. u takes it back." in lines


@pytest.mark.parametrize("line", ["", "   ", "yes", "y n", "z", "9", "?", "r", "r because", "w", "s"])
def test_a_line_that_decides_nothing_stores_nothing(hall: Hall, line: str) -> None:
    hall.sit("C1", {"findings/size": "1 cm"})
    before = hall.marking().units()
    marked(hall, line)
    assert hall.marking().units() == before


def test_a_reason_may_stand_behind_its_letter(hall: Hall) -> None:
    hall.sit("C1", {"findings/size": "1 cm"})
    lines = marked(hall, "r a slip of the pen", "y", "u")
    assert "The reason is kept with your next decision." in lines
    assert "Taken back: “1 cm” waits again." in lines
    assert [one.why for one in hall.marking().decisions()] == ["a slip of the pen"]
