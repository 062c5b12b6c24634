"""An exam's results as CSV files for spreadsheets (RFC 4180), in which no text can become a formula."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

from miliary_chat.base.sanitise import clean
from miliary_chat.exam import advice
from miliary_chat.exam.item_analysis import ClassFigures, QuestionFigures
from miliary_chat.exam.result import Candidate, Decision, ExamResults, ItemResult, Seated
from miliary_chat.report.exams import told

Cell = str | int | float | bool | None
Rows = Iterator[Sequence[Cell]]

BOM: Final = b"\xef\xbb\xbf"
"""Files begin with it: without, Excel takes UTF-8 for another encoding, and it is the program that most people have.
Whoever reads them by program says "utf-8-sig"."""

_FORMULA: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV Injection), wide forms too."""

_DIGITS: Final = 4
_SECOND: Final = 1_000_000


def sheets(results: ExamResults, figures: ClassFigures) -> dict[str, bytes]:
    """The files by name: a row a candidate, an answer, a question, and a point of a question."""
    return {
        "candidates.csv": _file(_candidates(results)),
        "answers.csv": _file(_answers(results)),
        "questions.csv": _file(_questions(figures)),
        "points.csv": _file(_points(figures)),
    }


def cell(value: Cell) -> str:
    """A cell as it is written. Text that could be a formula gets an apostrophe in front; our own numbers do not."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{round(value, _DIGITS) + 0.0:.{_DIGITS}f}".rstrip("0").rstrip(".")  # a sum with 0.0: no -0
        case int():
            return str(value)
    text = clean(value)
    starts = value[:1] in ("\t", "\r", "\n") or text.lstrip().startswith(_FORMULA)
    return f"'{text}" if starts else text


def _file(rows: Iterable[Sequence[Cell]]) -> bytes:
    target = io.StringIO(newline="")
    csv.writer(target, lineterminator="\r\n").writerows([cell(value) for value in row] for row in rows)
    return BOM + target.getvalue().encode("utf-8")


def _candidates(results: ExamResults) -> Rows:
    parts = list(dict.fromkeys(part.id for one in results.candidates for part in one.parts))
    yield (
        *("code", "name", "attempt", "number", "status", "started", "ended", "head"),
        *("mark", "highest", "waiting", "pass_mark", "result"),
        *(f"part_{name}" for name in parts),
        *("used_s", "limit_s", "time_factor", "late_answers", "rested_s", "returns", "away_s", "clock_set_s"),
        *("added_s", "added_by_and_why", "critical_not_met", "judge", "blueprint"),
    )
    for one in results.candidates:
        yield _candidate(one, parts)
    for seated in results.seated:
        yield _seated(seated, len(parts))


def _candidate(one: Candidate, parts: Sequence[str]) -> Sequence[Cell]:
    marks = {part.id: part.mark for part in one.parts}
    added = "; ".join(f"{gift.by}: {gift.why}" if gift.why else gift.by for gift in one.added)
    return (
        *(one.code, one.name, one.attempt, one.number, told.ending(one), _iso(one.started_us), _iso(one.ended_us)),
        *(one.head, one.mark, one.highest, one.waiting, one.pass_mark, told.verdict(one)),
        *(marks.get(name) for name in parts),
        *(_s(one.used_us), _s(one.limit_us), one.factor, one.late, _s(one.rested_us), one.returns, _s(one.away_us)),
        *(_s(sum(one.moved)) if one.moved else None, _s(sum(gift.us for gift in one.added)), added),
        *("; ".join(one.vitals_missed), one.judge, one.blueprint),
    )


def _seated(one: Seated, parts: int) -> Sequence[Cell]:
    known = (one.code, one.name, one.attempt, one.number, "sitting", _iso(one.started_us))
    return (*known, *[None] * (7 + parts + 13))


def _answers(results: ExamResults) -> Rows:
    yield (
        *("code", "attempt", "number", "place", "question", "part", "words", "activity", "mark", "share_of_exam"),
        *("seconds", "opened", "answer", "chosen", "credited_words", "earned", "not_earned", "wrong"),
        *("waiting", "decisions", "late_answers", "flagged"),
    )
    for one in results.candidates:
        for item in one.items:
            yield _answer(results, one, item)


def _answer(results: ExamResults, one: Candidate, item: ItemResult) -> Sequence[Cell]:
    question = results.questions[item.question]
    options = dict(question.options)
    credited = [text for text, marked in told.stretches(item.answer, item.credited) if marked]
    wrong = [part.name for part in item.parts if part.kind == "wrong"]
    said = {heard.concept: heard.name for heard in item.heard if heard.wrong}
    return (
        *(one.code, one.attempt, one.number, item.place, question.id, question.part, question.words),
        *(question.activity, item.mark, item.share, _s(item.spent_us), item.seen, item.answer),
        "; ".join(f"{key}: {options.get(key, key)}" for key in item.chosen),
        "; ".join(credited),
        "; ".join(part.name for part in item.parts if part.earned > 0),
        "; ".join(part.name for part in item.parts if part.worth > 0 and part.earned <= 0 and not part.bonus),
        "; ".join(dict.fromkeys([*wrong, *(said.get(name, name) for name in item.erred)])),
        item.waiting,
        "; ".join(signed(decision) for decision in item.decisions),
        item.late,
        item.flagged,
    )


def signed(decision: Decision) -> str:
    """A person's decision in a line, with the name under it."""
    why = f", {decision.why}" if decision.why else ""
    wording = f" for “{decision.wording}”" if decision.wording else ""
    earns = f"{decision.leaves} %" if decision.concept else "nothing in it"
    name = f"{decision.name}: " if decision.concept else ""
    return f"{name}{earns}{wording} ({decision.by}, {_iso(decision.at_us)}{why})"


def _questions(figures: ClassFigures) -> Rows:
    yield (
        *("number", "question", "part", "words", "activity", "given", "answered", "worth", "mean", "facility", "sd"),
        *("intended_weight", "effective_weight", "discrimination_index", "discriminative_efficiency"),
        *("upper_facility", "lower_facility", "median_seconds", "facility_says", "discrimination_says", "look_at"),
    )
    for number, one in enumerate(figures.questions, start=1):
        yield _question(number, one)


def _question(number: int, one: QuestionFigures) -> Sequence[Cell]:
    head = (number, one.question.id, one.question.part, one.question.words, one.question.activity)
    known = one.statistics
    if known is None:
        return (*head, one.given, one.answered, *[None] * 10, one.median_s, None, None, None)
    return (
        *(*head, one.given, one.answered, known.maximum, known.mean, known.facility, known.sd),
        *(known.intended_weight, known.effective_weight, known.discrimination_index),
        *(known.discriminative_efficiency, known.upper_facility, known.lower_facility, one.median_s),
        *(advice.of_facility(known.facility), advice.of_discrimination(known.discrimination_index)),
        advice.is_doubtful(known),
    )


def _points(figures: ClassFigures) -> Rows:
    yield (
        *("question", "kind", "id", "name", "credited", "near", "denied", "missing", "decided", "candidates"),
        *("used_phrasings", "unused_phrasings", "right", "upper_third", "lower_third"),
    )
    for one in figures.questions:
        name = one.question.id
        for point in one.wanted:
            used = "; ".join(f"{words} ({count})" for words, count in point.used)
            counts = (point.credited, point.near, point.denied, point.missing, point.decided, one.given)
            yield (name, "expected", point.id, point.name, *counts, used, "; ".join(point.unused), None, None, None)
        for wrong in one.wrong:
            yield (name, "wrong", wrong.id, wrong.name, *[None] * 5, wrong.candidates, *[None] * 5)
        for option in one.options:
            thirds = (option.right, option.upper, option.lower)
            yield (name, "option", option.key, option.text, *[None] * 5, option.chosen, None, None, *thirds)


def _iso(us: int) -> str:
    return datetime.fromtimestamp(us / _SECOND, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _s(us: int | None) -> float | None:
    return None if us is None else us / _SECOND
