"""An exam's results as a table for a terminal."""

import unicodedata
from collections.abc import Iterator, Sequence

from miliary_chat.base.sanitise import clean, one_line
from miliary_chat.exam import advice
from miliary_chat.exam.item_analysis import ClassFigures, QuestionFigures
from miliary_chat.exam.questions import shortened
from miliary_chat.exam.result import Candidate, ExamResults, ItemResult
from miliary_chat.report.exams import told
from miliary_chat.report.exams.told import NONE, figure
from miliary_chat.session.exam import short_head

Row = tuple[str, ...]

_NAME = 28
_QUESTION = 30
"""Columns of a question below which its words say nothing."""
_GAP = 2


def table(results: ExamResults, figures: ClassFigures, width: int) -> Iterator[str]:
    """The lines, none longer than `width` but for those that are sentences: those are for the caller to fold."""
    return map(_safe, _table(results, figures, width))


def _table(results: ExamResults, figures: ClassFigures, width: int) -> Iterator[str]:
    mark = "" if results.pass_mark is None else f", pass mark {results.pass_mark}"
    yield f"{one_line(results.title)} ({results.exam}): {told.size(results)}{mark}."
    yield from told.cautions(results)
    if results.candidates:
        yield ""
        yield from _candidates(results, width)
        yield from _remarks(results.candidates)
        if vitals := told.vitals(results):
            yield ""
            yield f"Critical and not met: {one_line(vitals)}."
    if results.seated:
        yield ""
        yield "Still sitting, without marks yet:"
        for one in results.seated:
            label = f"{one_line(one.name)} ({one_line(one.code)})" if one.name else one_line(one.code)
            yield f"  {label}, since {told.moment(one.started_us)}: {one_line(told.where(one))}"
    if results.unread:
        yield ""
        yield "Could not be read, and are in none of the figures:"
        for lost in results.unread:
            yield f"  {one_line(lost.code)}, attempt {lost.attempt[:8]}: {one_line(lost.why)}"
    if results.candidates:
        yield ""
        yield from _whole(figures)
        yield ""
        yield from _questions(figures.questions, width)
    yield ""
    yield told.disclaimer(results)


def candidate_table(results: ExamResults, one: Candidate, width: int) -> Iterator[str]:
    """One candidate: the mark, the parts, and each question with what was not earned in it."""
    return map(_safe, _candidate_table(results, one, width))


def _safe(line: str) -> str:
    """Text that was not cleaned on its way in does not get out: a code, a label, a reason."""
    return clean(line).replace("\n", " ")


def _candidate_table(results: ExamResults, one: Candidate, width: int) -> Iterator[str]:
    yield f"{one_line(results.title)} ({results.exam}): {one_line(one.label)}, attempt {one.number}."
    verdict = f", {word}" if (word := told.verdict(one)) else ""
    against = "" if one.pass_mark is None else f"; the pass mark is {one.pass_mark}"
    yield f"{one.mark} out of 100{verdict}{against}."
    if one.provisional:
        yield told.provisional(one)
    used = f"{told.clock(one.used_us)} used, {told.ending(one)}"
    yield f"{told.moment(one.started_us)}, {used}; head {short_head(one.head)}."
    yield from (one_line(remark) for remark in told.remarks(one))
    if one.vitals_missed:
        yield f"Critical and not met: {one_line('; '.join(one.vitals_missed))}."
    yield ""
    yield from _set([("part", "mark"), *((one_line(part.title), figure(part.mark)) for part in one.parts)], left={0})
    yield ""
    head = ("", "question", "mark", "waits", "time")
    rows = [head, *(_item(results, item) for item in one.items)]
    yield from (_cut(line, width) for line in _fitted(rows, width))
    missed = [
        (item, ", ".join(p.name for p in item.parts if p.worth > 0 >= p.earned and not p.bonus)) for item in one.items
    ]
    if any(names for _, names in missed):
        yield ""
        yield "Not earned:"
        yield from (f"  {item.place}: {one_line(names)}." for item, names in missed if names)
    yield ""
    yield told.disclaimer(results)


def _item(results: ExamResults, item: ItemResult) -> Row:
    waits = str(item.waiting) if item.waiting else ""
    label = one_line(results.questions[item.question].label)
    return str(item.place), label, figure(item.mark), waits, told.clock(item.spent_us)


def _candidates(results: ExamResults, width: int) -> Iterator[str]:
    titles = list(dict.fromkeys((part.id, one_line(part.title)) for one in results.candidates for part in one.parts))
    parts = [title for _, title in titles]
    rows = [_candidate(one, results, [name for name, _ in titles]) for one in results.candidates]
    head = ("candidate", "mark", "up to", "result", *parts, "time", "head")
    lines = _set([head, *rows], left={0, 3, len(head) - 1})
    legend = ""
    if max(map(_cells, lines)) > width:
        numbers = [str(number) for number in range(1, len(parts) + 1)]
        head = ("candidate", "mark", "up to", "result", *numbers, "time", "head")
        lines = _set([head, *rows], left={0, 3, len(head) - 1})
        legend = "Parts: " + ", ".join(f"{number} {title}" for number, title in zip(numbers, parts, strict=True)) + "."
    yield from (_cut(line, width) for line in lines)
    if legend:
        yield legend


def _candidate(one: Candidate, results: ExamResults, parts: Sequence[str]) -> Row:
    marks = {part.id: part.mark for part in one.parts}
    attempt = f" #{one.number}" if results.counting == "all" else ""
    label = f"{_shown(one.name)} ({one_line(one.code)})" if one.name else one_line(one.code, limit=_NAME + 12)
    return (
        label + attempt,
        str(one.mark),
        str(one.highest) if one.highest > one.mark else "",
        told.verdict(one),
        *(figure(marks.get(name)) for name in parts),
        told.clock(one.used_us),
        short_head(one.head),
    )


def _shown(name: str) -> str:
    return shortened(name, _NAME)


def _remarks(candidates: Sequence[Candidate]) -> Iterator[str]:
    found = [(one, remark) for one in candidates for remark in told.remarks(one)]
    if found:
        yield ""
        yield "To look at:"
        yield from (f"  {one_line(one.code)}: {one_line(remark)}" for one, remark in found)


def _whole(figures: ClassFigures) -> Iterator[str]:
    exam = figures.analysis.exam
    if figures.passed is not None:
        still = " (what waits for a marker can still decide)" if figures.undecided else ""
        yield f"{figures.passed} passed, {figures.failed} failed, {figures.undecided} open{still}."
    yield (
        f"Mean {figure(exam.mean, 1)}, median {figure(exam.median, 1)}, standard deviation {figure(exam.sd, 1)};"
        f" alpha {figure(exam.alpha)} % ({advice.of_alpha(exam.alpha) or 'not defined here'}),"
        f" standard error of a mark {figure(exam.standard_error, 1)}."
    )


def _questions(questions: Sequence[QuestionFigures], width: int) -> Iterator[str]:
    head = ("", "question", "given", "facility", "discr.", "effic.", "median", "")
    rows = [_question(number, one) for number, one in enumerate(questions, start=1)]
    lines = _fitted([head, *rows], width)
    yield from (_cut(line, width) for line in lines)
    doubtful = [
        str(n) for n, one in enumerate(questions, start=1) if one.statistics and advice.is_doubtful(one.statistics)
    ]
    if doubtful:
        yield f"Look at these before their marks count: {', '.join(doubtful)}."


def _fitted(rows: Sequence[Row], width: int) -> list[str]:
    """The questions cut to fit; where little of them would be left, the advice goes, which is told below too."""
    for columns in (8, 7):
        kept = [row[:columns] for row in rows]
        bare = _set([(row[0], "", *row[2:]) for row in kept], left={1, 7})
        room = width - max(map(_cells, bare)) - _GAP
        if room >= _QUESTION:
            break
    room = max(_QUESTION, room)
    return _set([(row[0], shortened(row[1], room), *row[2:]) for row in kept], left={1, 7})


def _question(number: int, one: QuestionFigures) -> Row:
    known = one.statistics
    index = known.discrimination_index if known else None
    return (
        str(number),
        one_line(one.question.label),
        str(one.given),
        figure(known.facility if known else None),
        figure(index),
        figure(known.discriminative_efficiency if known else None),
        NONE if one.median_s is None else told.clock(one.median_s * 1_000_000),
        advice.of_discrimination(index) or "",
    )


def _set(rows: Sequence[Row], left: set[int]) -> list[str]:
    """Rows as lines, each column as wide as its widest cell; numbers end, words begin at one place."""
    widths = [max(_cells(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        (" " * _GAP)
        .join(
            _padded(cell, width, column in left) for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        .rstrip()
        for row in rows
    ]


def _padded(cell: str, width: int, left: bool) -> str:
    room = " " * (width - _cells(cell))
    return cell + room if left else room + cell


def _cells(text: str) -> int:
    """How many columns of a terminal a text takes: wide characters two, those that combine none."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def _cut(line: str, width: int) -> str:
    if _cells(line) <= width:
        return line
    while _cells(line) > width - 1:
        line = line[:-1]
    return line + "…"
