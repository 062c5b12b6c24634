"""The table of an exam's results in a terminal."""

from dataclasses import replace

import pytest

from miliary_chat.exam.item_analysis import analyse_items
from miliary_chat.exam.result import ExamResults
from miliary_chat.report.exams.table import candidate_table, table
from spoiling import spoilt


def lines(found: ExamResults, width: int) -> list[str]:
    return list(table(found, analyse_items(found), width))


def test_the_class_at_eighty_columns(found: ExamResults) -> None:
    said = lines(found, 80)
    assert said[0] == "A small exam (small-exam): 6 candidates, pass mark 60."
    assert "Provisional: 1 wording waits for a marker." in said
    head = next(line for line in said if line.startswith("candidate"))
    assert head.split() == ["candidate", "mark", "up", "to", "result", "Seeing", "Knowing", "time", "head"]
    first = said[said.index(head) + 1]
    assert first.split()[:8] == ["Ada", "Example", "(A)", "100", "passed", "100", "100", "1:00"]
    assert "  F: Time added: 1 minute, by Dr Ito: fire alarm." in said
    assert any(line.startswith("  H, since 15 January 2027") for line in said)
    assert any(line.startswith("  G, attempt ") for line in said)
    assert "2 passed, 4 failed, 0 open." in said
    assert said[-1].endswith("Not yet reviewed by a radiologist.")


@pytest.mark.parametrize("width", [40, 80, 120])
def test_rows_fit_whatever_the_width(found: ExamResults, width: int) -> None:
    wide = replace(
        found,
        candidates=tuple(
            replace(
                one, name="汉字" * 30, parts=tuple(replace(part, title="A very long part " * 4) for part in one.parts)
            )
            for one in found.candidates
        ),
    )
    said = lines(wide, width)
    start = next(number for number, line in enumerate(said) if line.startswith("candidate"))
    for line in said[start : start + 7]:
        assert len(line) + sum(char in "汉字" for char in line) <= width


def test_no_line_is_one_that_a_terminal_would_obey(found: ExamResults) -> None:
    bad = spoilt(found)
    said = [*lines(bad, 80), *(line for one in bad.candidates for line in candidate_table(bad, one, 80))]
    assert not {"\x1b", "\x9b", "\u202e", "\r", "\n", "\t"} & set("".join(said))


def test_one_candidate_has_each_question_and_what_was_not_earned(found: ExamResults) -> None:
    said = list(candidate_table(found, found.candidates[2], 80))
    assert said[1] == "25 out of 100, failed; the pass mark is 60."
    assert said[2] == "Provisional: 1 wording waits for a marker; the mark can still rise to 50."
    assert "  1: square." in said


def test_an_empty_class_is_said_and_no_more(found: ExamResults) -> None:
    empty = replace(found, candidates=(), seated=(), unread=(), questions={})
    assert lines(empty, 80)[0] == "A small exam (small-exam): 0 candidates, pass mark 60."
