"""A trainee is quoted in the words that were typed, and only in those that count."""

import pytest

from miliary_chat.dialogue.listening import quoted
from miliary_chat.judge.judgement import Span


@pytest.mark.parametrize(
    ("text", "spans", "quote"),
    [
        ("tiny nodules everywhere", (Span(0, 12),), "tiny nodules"),
        ("no big effusion", (Span(0, 2), Span(7, 15)), "no big effusion"),
        ("no effusion, consolidation or cavity", (Span(0, 2), Span(30, 36)), "no … cavity"),
        ("tiny\nnodules", (Span(0, 12),), "tiny nodules"),
    ],
)
def test_spans_are_quoted_with_what_lies_close_between_them(text: str, spans: tuple[Span, ...], quote: str) -> None:
    assert quoted(text, spans) == quote
