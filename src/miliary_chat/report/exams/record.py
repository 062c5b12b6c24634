"""An exam's results as JSON, for programs: keys that last, null where nothing is defined.

    {"format": 1, "exam": {...}, "class": {...}, "questions": [...], "candidates": [...], "sitting": [...],
     "unread": [...]}

Keys are the fields of the dataclasses in exam/result.py and exam/item_analysis.py, whose docstrings say what each is
and in which unit; `_us` are microseconds. `questions` holds a question's figures beside it, `candidates` every answer
with its parts. A marker's decision stands in `decisions`, the machine's own marking of the same parts in `machine`.
"""

import json
from dataclasses import asdict
from typing import Any, Final

from miliary_chat.base.sanitise import clean
from miliary_chat.exam import advice
from miliary_chat.exam.item_analysis import ClassFigures, QuestionFigures
from miliary_chat.exam.result import Candidate, ExamResults
from miliary_chat.report.exams import told

FORMAT: Final = 1
"""Grows when a key goes or changes its meaning; new keys may come at any time."""

_OF_THE_EXAM: Final = (
    "exam",
    "title",
    "at_us",
    "counting",
    "pass_mark",
    "judges",
    "blueprints",
    "reviewed",
    "left_out",
)


def as_json(results: ExamResults, figures: ClassFigures) -> str:
    """The whole as JSON text."""
    return json.dumps(record(results, figures), ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def record(results: ExamResults, figures: ClassFigures) -> dict[str, Any]:
    """The whole as plain dictionaries and lists."""
    exam = {name: getattr(results, name) for name in _OF_THE_EXAM}
    counted = {name: getattr(figures, name) for name in ("small", "passed", "failed", "undecided")}
    whole = {
        "format": FORMAT,
        "exam": exam,
        "class": {
            **asdict(figures.analysis.exam),
            **counted,
            "waiting": results.waiting,
            "histogram": [asdict(one) for one in figures.histogram],
            "note": told.disclaimer(results),
        },
        "questions": [_question(number, one) for number, one in enumerate(figures.questions, start=1)],
        "candidates": [_candidate(one) for one in results.candidates],
        "sitting": [asdict(one) for one in results.seated],
        "unread": [asdict(one) for one in results.unread],
    }
    return _plain(whole)


def _question(number: int, one: QuestionFigures) -> dict[str, Any]:
    figures = asdict(one)
    question = figures.pop("question")
    question["options"] = dict(question["options"])
    question.pop("wanted")
    known = one.statistics
    says = {
        "facility": advice.of_facility(known.facility if known else None),
        "discrimination": advice.of_discrimination(known.discrimination_index if known else None),
        "look_at": known is not None and advice.is_doubtful(known),
    }
    for point in figures["wanted"]:
        point["used"] = dict(point["used"])
    return {"number": number, **question, "figures": {**figures, "says": says}}


def _candidate(one: Candidate) -> dict[str, Any]:
    return {**asdict(one), "provisional": one.provisional, "overdue": one.overdue}


def _plain(record: dict[str, Any]) -> dict[str, Any]:
    """Tuples as the lists that JSON makes of them, and no text that a terminal would obey."""
    return {clean(name): _value(value) for name, value in record.items()}


def _value(value: Any) -> Any:
    match value:
        case dict():
            return _plain(value)
        case list() | tuple():
            return [_value(inner) for inner in value]
        case str():
            return clean(value)
    return value
