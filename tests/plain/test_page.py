"""What comes in from a terminal or a pipe, and what goes out."""

import io

import pytest

from miliary_chat.plain.lines import Line
from miliary_chat.plain.page import Page, lenient


def page_with(typed: str) -> Page:
    return Page(io.StringIO(), io.StringIO(typed))


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("both lungs\n", ["both lungs"]),
        ("both lungs", ["both lungs"]),
        ("first\r\nsecond\n", ["first", "second"]),
        ("a long\\\nanswer\nnext\n", ["a long\nanswer", "next"]),
        ("\n\n", ["", ""]),
        ("red \x1b[31m, bell \x07, nul \x00.\n", ["red [31m, bell , nul ."]),
        ("\u202eright to left\n", [" right to left"]),
    ],
)
def test_an_answer_is_a_line_and_a_backslash_at_its_end_continues_it(typed: str, heard: list[str]) -> None:
    page = page_with(typed)
    assert [page.hear() for _ in heard] == heard
    assert page.hear() is None


def test_what_was_typed_of_an_answer_that_never_ended_is_at_hand() -> None:
    page = page_with("half of an\\\nans\\\n")
    assert page.hear() is None
    assert page.unsent == "half of an\nans\n"


def test_an_endless_line_is_cut_and_the_next_one_is_heard() -> None:
    page = page_with("x" * 1_000_000 + "\nnext\n")
    first = page.hear()
    assert first is not None
    assert 2_000 < len(first) < 20_000
    assert page.hear() == "next"


def test_bytes_that_are_no_text_are_replaced_rather_than_refused() -> None:
    source = io.TextIOWrapper(io.BytesIO(b"\xff\xfe\x00\x80 nodules\n"), encoding="ascii")
    lenient(source)
    heard = Page(io.StringIO(), source).hear()
    assert heard is not None
    assert heard.endswith("nodules")


def test_characters_that_the_console_does_not_know_are_replaced_rather_than_fatal() -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii")
    out.isatty = lambda: True  # type: ignore[method-assign]
    lenient(out)
    Page(out, io.StringIO()).say([Line("Tutor", "37 °C, “both lungs”")])
    assert raw.getvalue().splitlines() == [b"Tutor: 37 ?C, ?both lungs?"]
