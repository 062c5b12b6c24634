"""Answers from files: what a line may hold, and what is said of one that holds none."""

import io

import pytest

from miliary_chat.grading import answers
from miliary_chat.grading.answers import BadRow, Row, read_answers


def jsonl(text: str) -> list[Row | BadRow]:
    return list(read_answers(io.StringIO(text), "jsonl"))


def csv(text: str) -> list[Row | BadRow]:
    return list(read_answers(io.StringIO(text, newline=""), "csv"))


def test_a_json_line_is_an_answer_and_empty_lines_are_passed_over() -> None:
    assert jsonl('\n{"id": "a", "rubric": "r", "answer": "TB", "more": 1}\n\n') == [Row(2, "a", "r", "TB")]


def test_an_id_may_be_a_number_and_an_answer_empty() -> None:
    assert jsonl('{"id": 7, "rubric": "r", "answer": ""}') == [Row(1, 7, "r", "")]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("TB", "this is no JSON"),
        ("[" * 100_000, "this is no JSON"),
        ("[1]", "a line is an object"),
        ('{"rubric": "r", "answer": "x"}', "there is no “id”"),
        ('{"id": "a", "answer": "x"}', "there is no “rubric”"),
        ('{"id": "a", "rubric": "r"}', "there is no “answer”"),
        ('{"id": "a", "rubric": "r", "answer": null}', "there is no “answer”"),
        ('{"id": true, "rubric": "r", "answer": "x"}', "“id” is no text and no number"),
        ('{"id": "\\ud800", "rubric": "r", "answer": "x"}', "“id” holds characters"),
        ('{"id": "a", "rubric": ["r"], "answer": "x"}', "“rubric” is no text"),
        ('{"id": "a", "rubric": "r", "answer": 3}', "“answer” is no text"),
    ],
)
def test_a_bad_line_says_why_and_the_next_one_is_read(line: str, why: str) -> None:
    first, second = jsonl(line + '\n{"id": "b", "rubric": "r", "answer": "x"}\n')
    assert isinstance(first, BadRow)
    assert (first.number, first.why.startswith(why)) == (1, True), first.why
    assert second == Row(2, "b", "r", "x")


def test_a_line_that_is_too_long_is_skipped_without_being_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "LINE_LIMIT", 50)
    good = '{"id": "b", "rubric": "r", "answer": "x"}\n'
    for read in (jsonl, csv):
        header = "id,rubric,answer\n" if read is csv else ""
        found = read(header + "y" * 500 + "\n" + (good if read is jsonl else "b,r,x\n"))
        assert [type(row) for row in found] == [BadRow, Row]
        assert found[0].number == header.count("\n") + 1


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_has_its_columns_in_any_order_with_any_of_the_usual_delimiters(delimiter: str) -> None:
    text = (
        "answer,ID,note,Rubric\n".replace(",", delimiter)
        + f'"no{delimiter} TB\nat all"{delimiter}1{delimiter}-{delimiter}r\n'
    )
    assert csv("\ufeff" + text) == [Row(3, "1", "r", f"no{delimiter} TB\nat all")]


def test_csv_without_a_column_says_which() -> None:
    assert csv("id,answer\n1,x\n") == [BadRow(1, "the header row has no “rubric”; it needs id, rubric, answer")]


def test_a_short_csv_row_is_bad_and_an_empty_one_is_nothing() -> None:
    assert csv("id,rubric,answer\n1,r\n,,\n\n2,r,x\n") == [
        BadRow(2, "this row has 2 cells, the header 3"),
        Row(3, "", "", ""),
        Row(5, "2", "r", "x"),
    ]


def test_an_empty_file_holds_nothing() -> None:
    assert jsonl("") == []
    assert csv("") == []
