"""JSON of an exam's results: keys that last, null where nothing is defined, no text that a terminal would obey."""

import json
from dataclasses import replace

from miliary_chat.exam.item_analysis import analyse_items
from miliary_chat.exam.result import ExamResults
from miliary_chat.report.exams.record import as_json, record
from spoiling import spoilt

EXAM = "exam title at_us counting pass_mark judges blueprints reviewed left_out"
CLASS = (
    "candidates items same_items mean median sd skewness kurtosis alpha error_ratio standard_error small passed failed"
    " undecided waiting histogram note"
)
QUESTION = "number id label part activity words options right expert figures"
FIGURES = "statistics given answered spent_s median_s wanted wrong options says"
CANDIDATE = (
    "code name attempt number started_us ended_us reason head mark highest parts waiting pass_mark passed used_us"
    " limit_us factor shown never_shown vitals_missed items judge blueprint late moved returns away_us added rested_us"
    " provisional overdue"
)
ITEM = (
    "item question section place mark share spent_us seen answers answer credited chosen parts machine heard erred"
    " decisions waiting late flagged"
)


def test_what_is_written_is_what_is_read_back(found: ExamResults) -> None:
    figures = analyse_items(found)
    assert json.loads(as_json(found, figures)) == record(found, figures)


def test_the_keys_are_those_that_programs_rely_on(found: ExamResults) -> None:
    whole = record(found, analyse_items(found))
    assert list(whole) == ["format", "exam", "class", "questions", "candidates", "sitting", "unread"]
    for part, keys in (
        (whole["exam"], EXAM),
        (whole["class"], CLASS),
        (whole["questions"][0], QUESTION),
        (whole["questions"][0]["figures"], FIGURES),
        (whole["candidates"][0], CANDIDATE),
        (whole["candidates"][0]["items"][0], ITEM),
    ):
        assert set(part) == set(keys.split())


def test_what_is_not_defined_is_null(found: ExamResults) -> None:
    one = replace(found, candidates=found.candidates[:1])
    whole = record(one, analyse_items(one))
    assert whole["class"]["alpha"] is None
    assert whole["questions"][0]["figures"]["statistics"]["discrimination_index"] is None
    assert whole["questions"][1]["figures"]["options"][0]["upper"] is None


def test_no_text_is_one_that_a_terminal_would_obey(found: ExamResults) -> None:
    bad = spoilt(found)
    text = as_json(bad, analyse_items(bad))
    assert not {"\x1b", "\x9b", "\u202e", "\r"} & set(text)
    assert "\\u001b" not in text
    assert json.loads(text)["candidates"][0]["items"][0]["answer"].endswith("grey square")
