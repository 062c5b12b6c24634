"""Where "next" leads, from part to part, and what that closes."""

from typing import Any

import pytest

from miliary_chat.dialogue.actions import GoTo, Say, Skip
from miliary_chat.plain.exam_onward import before, onward
from miliary_chat.session.attempt import Attempt
from miliary_chat.session.exam import begin

FREE, TIMED, LINEAR = "", "time: 5 min, ", "navigation: linear, "


def sitting(exams: Any, first: str, second: str, *moves: Any) -> Attempt:
    """Two parts of two questions each, of these kinds, after some moves."""
    exams.write(
        "format: 1\nexam: spring\ntitle: Spring\ntime: 1 h\nsections:\n"
        f"  a: {{{first}take: [{{question: whole/findings/film}}, {{question: whole/findings/report}}]}}\n"
        f"  b: {{{second}take: [{{question: whole/debrief/word}}, {{question: whole/history/main}}]}}\n"
    )
    attempt = begin(exams.store, exams.paper, exams.clock)
    for move in moves:
        attempt.send(move)
    return attempt


@pytest.mark.parametrize(
    ("first", "second", "moves", "kind", "action", "closes"),
    [
        (FREE, FREE, (), "question", GoTo("a/2"), ()),
        (FREE, FREE, (GoTo("a/2"),), "part", GoTo("b/1"), ()),
        (FREE, FREE, (GoTo("b/2"),), "end", None, ()),
        (FREE, TIMED, (GoTo("a/2"),), "new-clock", GoTo("b/1"), ()),
        (TIMED, FREE, (GoTo("a/2"),), "new-clock", GoTo("b/1"), ("a/1", "a/2")),
        (LINEAR, FREE, (), "question", Skip(), ("a/1",)),
        (LINEAR, FREE, (Skip(),), "part", Skip(), ("a/2",)),
        (LINEAR, TIMED, (Skip(),), "new-clock", Skip(), ("a/2",)),
        (FREE, LINEAR, (GoTo("a/2"),), "new-clock", GoTo("b/1"), ()),
        (LINEAR, LINEAR, (Skip(), Skip(), Skip()), "question", Skip(), ("b/2",)),
        (LINEAR, LINEAR, (Skip(), Skip(), Skip(), Skip()), "nowhere", None, ()),
    ],
)
def test_the_way_on(
    exams: Any, first: str, second: str, moves: tuple[Any, ...], kind: str, action: Any, closes: tuple[str, ...]
) -> None:
    attempt = sitting(exams, first, second, *moves)
    step = onward(attempt.script, attempt.state)
    assert (step.kind, step.action, step.closes) == (kind, action, closes)


def test_the_way_on_can_always_be_taken(exams: Any) -> None:
    attempt = sitting(exams, TIMED, LINEAR)
    kinds = []
    while (step := onward(attempt.script, attempt.state)).action is not None:
        attempt.send(Say("x", item=attempt.state.current))
        attempt.send(step.action)
        kinds.append(step.kind)
    assert kinds == ["question", "new-clock", "question", "question"]


def test_the_question_before_is_the_one_before_in_the_exam(exams: Any) -> None:
    attempt = sitting(exams, FREE, FREE)
    assert before(attempt.script, attempt.state) is None
    attempt.send(GoTo("b/1"))
    assert before(attempt.script, attempt.state) == "a/2"
