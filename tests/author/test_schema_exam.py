"""The schema of an exam: a real validator accepts what the program reads, and refuses mistakes."""

import pytest

from as_editors import EDITORS, refusals
from exams import TOP
from miliary_chat.case.blueprint_reader import read_blueprint

SECTIONS = "sections: {s: {take: {case: c}}}\n"

WHOLE = """\
instructions: |
  Write as you would to a colleague.
time: 1 h 30 min
navigation: free
order: shuffled
seed: 7
attempts: 2
opens: 2026-12-01 09:00+01:00
closes: 2026-12-01 12:00 +01:00
pass: 60
overdue: grace
grace: 30 s
after: {show: answers, when: closes}
sections:
  films:
    title: Six films
    instructions: Say what you see.
    time: 20 min
    question_time: 90 s
    navigation: linear
    order: fixed
    draw: 6
    weight: 2
    take:
      - {case: wedding-photograph, only: [report, answer], weight: 0.5}
      - {tag: young adult, only: choice}
      - {question: wedding-photograph/debrief/the-word}
  rest: {take: {case: 12}}
"""

READ = [
    WHOLE,
    SECTIONS,
    "attempts: unlimited\n" + SECTIONS,
    "attempts: Unlimited\n" + SECTIONS,
    "opens: 2026-12-01T08:00:00Z\n" + SECTIONS,
    "pass: 0\n" + SECTIONS,
    "time: 45s\n" + SECTIONS,
    "after: {when: released}\n" + SECTIONS,
]

MISTAKES = [
    ("tim: 5 min\n" + SECTIONS, ": Additional properties are not allowed ('tim' was unexpected)"),
    ("", ": 'sections' is a required property"),
    ("time: 5\n" + SECTIONS, "time: 5 is not of type 'string'"),
    ("time: soon\n" + SECTIONS, "time: 'soon' does not match"),
    ("opens: 2026-12-01 09:00\n" + SECTIONS, "opens: '2026-12-01 09:00' does not match"),
    ("attempts: 0\n" + SECTIONS, "attempts: 0 is less than the minimum of 1"),
    ("pass: 101\n" + SECTIONS, "pass: 101 is greater than the maximum of 100"),
    ("overdue: grace\n" + SECTIONS, ": 'grace' is a required property"),
    ("grace: 30 s\n" + SECTIONS, ": 'overdue' is a required property"),
    ("after: {show: all}\n" + SECTIONS, "after/show: 'all' is not one of ['nothing', 'marks', 'answers']"),
    ("sections: {}\n", "sections: {} should be non-empty"),
    ("sections: {S: {take: {case: c}}}\n", "sections: 'S' does not match"),
    ("sections: {s: {title: T}}\n", "sections/s: 'take' is a required property"),
    ("sections: {s: {take: c}}\n", "sections/s/take: 'c' is not of type 'object', 'array'"),
    ("sections: {s: {take: []}}\n", "sections/s/take: [] should be non-empty"),
    ("sections: {s: {take: [{only: report}]}}\n", "sections/s/take/0: 'case' is a required property"),
    ("sections: {s: {take: {case: c, tag: t}}}\n", "sections/s/take: False schema does not allow 't'"),
    ("sections: {s: {take: {question: c/s}}}\n", "sections/s/take/question: 'c/s' does not match"),
    ("sections: {s: {take: {question: c/s/q, only: [report]}}}\n", "take: False schema does not allow ['report']"),
    ("sections: {s: {take: {case: c, only: [reports]}}}\n", "take/only/0: 'reports' is not one of ['answer', "),
    ("sections: {s: {draw: 0, take: {case: c}}}\n", "sections/s/draw: 0 is less than the minimum of 1"),
]


@pytest.mark.parametrize("editor", EDITORS)
@pytest.mark.parametrize("text", READ)
def test_an_exam_that_is_read_has_nothing_underlined(text: str, editor: str) -> None:
    assert [str(problem) for problem in read_blueprint((TOP + text).encode(), "x.yaml").problems] == []
    assert refusals(TOP + text, "exam", EDITORS[editor]) == []


@pytest.mark.parametrize(("text", "said"), MISTAKES, ids=[row[1] for row in MISTAKES])
def test_a_mistake_is_underlined_and_refused(text: str, said: str) -> None:
    assert read_blueprint((TOP + text).encode(), "x.yaml").errors
    (told,) = refusals(TOP + text, "exam")
    assert said in told
