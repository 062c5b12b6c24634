"""Text that enters: nothing that a terminal would obey, and nothing else changed."""

import unicodedata

import pytest
from hypothesis import given, strategies as st

from miliary_chat.base.sanitise import clean, one_line

ANY_TEXT = st.text(st.characters(exclude_categories=()))
FORBIDDEN = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\ufeff")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("tiny nodules, 2 mm", "tiny nodules, 2 mm"),
        ("[/red] [@click=app.quit]", "[/red] [@click=app.quit]"),
        ("naïve 😀 µm ≤ 3", "naïve 😀 µm ≤ 3"),
        ("شريط أبيض", "شريط أبيض"),
        ("👩‍⚕️", "👩‍⚕️"),
        ("a\tb", "a b"),
        ("a\x00\x01\x02b", "a b"),
        ("\x1b[2J", " [2J"),
        ("\x1b]52;c;aGk=\x07", " ]52;c;aGk= "),
        ("\x9b31m", " 31m"),
        ("left\u202elung\u202c", "left lung "),
        ("a\ud800b", "a b"),
        ("one\r\ntwo\rthree\u2028four\x85five\x0bsix", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("e\u0301", "é"),
    ],
)
def test_what_a_terminal_would_obey_goes_and_the_rest_stays(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@given(ANY_TEXT)
def test_no_text_at_all_brings_a_control_a_surrogate_or_a_change_of_direction(text: str) -> None:
    kept = clean(text)
    assert not FORBIDDEN & set(kept)
    assert all(char == "\n" or unicodedata.category(char) not in ("Cc", "Cs") for char in kept)
    kept.encode()


@given(ANY_TEXT)
def test_clean_text_comes_back_as_it_is(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert one_line(one_line(text)) == one_line(text)


@given(ANY_TEXT, st.integers(0, 50))
def test_no_more_than_the_limit_comes_back(text: str, limit: int) -> None:
    assert clean(text, limit=limit) == clean(text)[:limit]


@given(ANY_TEXT)
def test_one_line_is_one_line_without_space_to_spare(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert line == " ".join(line.split())
