"""Stretches of an answer that are proposed as phrasings keep what denies them."""

import pytest

from miliary_chat.author.bench.stretches import between_heard, between_marks, denies, with_its_denial
from miliary_chat.judge.judgement import Span


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("air on the right, no shift, about 2 cm", "shift", "no shift"),
        ("air on the right, no obvious shift", "shift", "no obvious shift"),
        ("no effusion, some shift", "shift", "shift"),
        ("without shift", "shift", "without shift"),
        ("shift", "shift", "shift"),
    ],
)
def test_a_stretch_takes_the_word_that_denies_it_along(text: str, word: str, expected: str) -> None:
    start = text.index(word)
    assert with_its_denial(text, start, start + len(word)) == expected


@pytest.mark.parametrize(("word", "expected"), [("no", True), ("without", True), ("with", False), ("shift", False)])
def test_a_denial_is_known(word: str, expected: bool) -> None:
    assert denies(word) is expected


def test_stretches_end_at_marks_and_at_what_was_heard() -> None:
    text = "dots, big heart and some shift"
    assert between_marks(text, 10, 15) == " big heart and some shift"
    assert list(between_heard(text, [Span(6, 15)])) == ["dots", "and some shift"]
