"""An exam with mistakes: each at the line and column where an examiner would look for it, with what to do."""

import pytest
from hypothesis import given, strategies as st

from miliary_chat.case.blueprint_reader import read_blueprint

TOP = "format: 1\nexam: a\ntitle: T\n"
"""Three lines, so that what follows begins in line 4."""
SECTIONS = "\nsections: {s: {take: {case: c}}}\n"


def section(text: str) -> str:
    """A section's further keys; they begin in line 6, column 5."""
    return "sections:\n  s:\n    " + text.replace("\n", "\n    ")


_TIME = "E204 Write a time with its unit, such as 90 s, 20 min or 1 h 30 min."
_WHEN = "E204 Write a date and time with its zone, such as 2026-12-01 09:00+01:00."
_WHERE = (
    "E204 Write a question as case/stage/question, such as a-cough/findings/size; where a stage has one question, it is"
    " called main, and the quiz's stage is debrief."
)

# fmt: off
BROKEN = [
    ("tim: 5 min" + SECTIONS, "4:1: E202 “tim” is no key here; did you mean “time”?"),
    (section("take: {case: c}\nquestion-time: 1 min"),
     "7:5: E202 “question-time” is no key here; did you mean “question_time”?"),
    (section("take: [{caze: c}]"),
     "6:13: E202 “caze” is no key here; did you mean “case”?"),
    ("after: {shwo: marks}" + SECTIONS, "4:9: E202 “shwo” is no key here; did you mean “show”?"),
    ("time: 5", "4:7: " + _TIME + "\n1:1: E201 The file needs “sections”."),
    ("time: soon" + SECTIONS, "4:7: " + _TIME),
    ("time: 5 minutes" + SECTIONS, "4:7: " + _TIME),
    ("time: 1.5 h" + SECTIONS, "4:7: " + _TIME),
    ("time: 0 s" + SECTIONS, "4:7: E204 Write a time between a second and two weeks."),
    ("time: 400 h" + SECTIONS, "4:7: E204 Write a time between a second and two weeks."),
    ("time: [5 min]" + SECTIONS, "4:7: " + _TIME.replace("E204", "E208")),
    ("opens: tomorrow" + SECTIONS, "4:8: " + _WHEN),
    ("opens: 2026-12-01 09:00" + SECTIONS, "4:8: " + _WHEN),
    ("opens: 2026-13-01 09:00Z" + SECTIONS, "4:8: " + _WHEN),
    ("opens: 0001-01-01 00:00+14:00" + SECTIONS, "4:8: " + _WHEN),
    ("navigation: sideways" + SECTIONS,
     "4:13: E204 “sideways” is not possible here. Write “free” or “linear”."),
    ("order: shufled" + SECTIONS,
     "4:8: E204 “shufled” is not possible here; did you mean “shuffled”? Write “fixed” or “shuffled”."),
    ("attempts: 0" + SECTIONS, "4:11: E204 Write how many attempts a candidate has, such as 1, or unlimited."),
    ("attempts: ²" + SECTIONS, "4:11: E204 Write how many attempts a candidate has, such as 1, or unlimited."),
    ("pass: 101" + SECTIONS, "4:7: E204 Write a mark out of 100."),
    ("pass: 60 %" + SECTIONS, "4:7: E204 Write a whole number."),
    ("seed: x" + SECTIONS, "4:7: E204 Write a whole number."),
    (section("take: {case: c}\ndraw: 0"), "7:11: E204 Write how many, from 1 to 1000."),
    (section("take: {case: c}\nweight: much"), "7:13: E204 Write a number, such as 2 or 0.5."),
    (section("title: S"), "5:3: E201 “s” needs “take”."),
    (section("take: c"), "6:11: E203 A mapping (“key: value” lines) was expected, but this is the text “c”."),
    (section("take: []"), "6:5: E206 “take” has no value. Write one, or delete the key."),
    (section("take: [{only: report}]"), "6:12: E208 Say one of “case”, “question” and “tag”."),
    (section("take:\n  - {case: c}\n  - {case: c, tag: t}"), "8:9: E208 Say one of “case”, “question” and “tag”."),
    (section("take: {question: c/s/q, only: report}"), "6:5: E208 “only” goes with “case” or “tag”."),
    (section("take: {case: c, only: [reports]}"),
     "6:28: E204 “reports” is not possible here; did you mean “report”? Write “answer”, “interview”, “differential”,"
     " “order”, “choice” or “report”."),
    (section("take: {case: A Cough}"),
     "6:18: E205 “A Cough” is no id. Write small letters, digits and hyphens, such as “a-cough”."),
    (section("take: {question: c/findings}"), "6:22: " + _WHERE),
    (section("take: {question: c/../q}"), "6:22: " + _WHERE),
    ("sections: {A Section: {take: {case: c}}}",
     "4:12: E205 “A Section” is no id. Write small letters, digits and hyphens, such as “a-section”."),
    ("sections: [{take: {case: c}}]",
     "4:11: E203 A mapping (“key: value” lines) was expected, but this is a list."),
    ("sections: {}", "4:1: E206 “sections” has no value. Write one, or delete the key."),
    ("overdue: grace" + SECTIONS, "4:1: E208 “overdue: grace” needs to know how long: add “grace: 30 s”."),
    ("grace: 30 s" + SECTIONS, "4:1: E208 “grace” goes with “overdue: grace”."),
    ("opens: 2026-12-02 09:00Z\ncloses: 2026-12-02 09:30+01:00" + SECTIONS,
     "5:1: E208 “closes” has to come after “opens”."),
    ("after: {show: marks, when: closes}" + SECTIONS, "4:22: E208 “when: closes” needs a “closes”."),
    (section("take: {case: c}\nquestion_time: 30 s"),
     "7:5: E208 “s” has a question_time, so it needs “navigation: linear”."),
    (section("take: {case: c}\nweight: 0"),
     "4:1: E208 Every section has weight 0, so there is nothing to earn."),
    (section("weight: 2\ntake: {case: c, weight: 0}"),
     "7:5: E208 All that “s” takes has weight 0, so there is nothing to earn."),
    ("time: 5 min\ntime: 6 min" + SECTIONS, "5:1: E109 The key “time” was there before, in line 4."),
]

NO_EXAM = [
    ("", "1:1: E113 This file is empty."),
    ("- a\n- b\n", "1:1: E116 This is not an exam: an exam is “key: value” lines."),
    ("colour: red\n",
     "1:1: E116 This YAML is not an exam; an exam has “format: 1”, “exam: its-id”, a title and sections."),
    ("format: 1\nid: a\ndiagnosis: D\nstages: {}\n",
     "4:1: E206 “stages” has no value. Write one, or delete the key.\n"
     "1:1: E116 This YAML is a case; an exam has “format: 1”, “exam: its-id”, a title and sections."),
    ("format: 2\nexam: a\ntitle: T" + SECTIONS,
     "1:9: E115 Format 2 needs a newer release of miliary-chat; this one reads format 1."),
    ("format: 0\nexam: a\ntitle: T" + SECTIONS, "1:9: E204 Write “format: 1”."),
    ("format: 99999999999999999999\nexam: a\ntitle: T" + SECTIONS,
     "1:9: E115 Format 999999999 needs a newer release of miliary-chat; this one reads format 1."),
]
# fmt: on


def told(text: str) -> list[str]:
    reading = read_blueprint(text.encode(), "x.yaml")
    assert reading.errors
    assert reading.blueprint is None
    return sorted(str(problem) for problem in reading.problems)


@pytest.mark.parametrize(("text", "problems"), BROKEN, ids=[row[1] for row in BROKEN])
def test_a_mistake_is_told_at_its_place(text: str, problems: str) -> None:
    assert told(TOP + text) == sorted(f"x.yaml:{line}" for line in problems.splitlines())


@pytest.mark.parametrize(("text", "problems"), NO_EXAM, ids=[row[1] for row in NO_EXAM])
def test_what_is_no_exam_is_told_to_be_none(text: str, problems: str) -> None:
    assert told(text) == sorted(f"x.yaml:{line}" for line in problems.splitlines())


def test_a_case_is_told_from_an_exam_where_a_case_was_wanted() -> None:
    from miliary_chat.case.reader import read_case

    (problem,) = read_case((TOP + SECTIONS).encode(), "x.yaml").problems
    assert (problem.code, problem.message) == (
        "E114",
        "This is an exam, not a case. Name the file exam.yaml, or NAME.exam.yaml.",
    )


@given(st.binary(max_size=300))
def test_reading_never_raises_for_what_the_bytes_say(source: bytes) -> None:
    reading = read_blueprint(source, "x.yaml")
    assert reading.blueprint is None
    assert reading.errors


@given(
    st.dictionaries(
        st.sampled_from(["format", "exam", "title", "time", "opens", "after", "pass", "sections", "take", "seed"]),
        st.recursive(
            st.sampled_from(["1", "a", "5 min", "{}", "[]", "2026-01-01 09:00Z", "é", "0", "grace"]),
            lambda inner: (
                st.lists(inner, max_size=2).map(lambda items: f"[{', '.join(items)}]")
                | st.dictionaries(st.sampled_from(["s", "take", "case", "show"]), inner, max_size=2).map(
                    lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs.items()) + "}"
                )
            ),
            max_leaves=6,
        ),
        max_size=8,
    )
)
def test_any_keys_with_any_values_are_read_or_told_of(keys: dict[str, str]) -> None:
    text = "".join(f"{key}: {value}\n" for key, value in keys.items())
    reading = read_blueprint(text.encode(), "x.yaml")
    assert (reading.blueprint is None) == bool(reading.errors)
