"""CSV files of an exam's results: read back whole, and no text in them is a formula."""

import csv
import io

import pytest
from hypothesis import given, strategies as st

from miliary_chat.base.sanitise import clean
from miliary_chat.exam.item_analysis import analyse_items
from miliary_chat.exam.result import ExamResults
from miliary_chat.report.exams.sheets import BOM, cell, sheets
from spoiling import spoilt


def rows(content: bytes) -> list[dict[str, str]]:
    read = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    assert all(len(row) == len(read[0]) for row in read)
    return [dict(zip(read[0], row, strict=True)) for row in read[1:]]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+49", "'+49"),
        ("-3 mm", "'-3 mm"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "' =1"),
        ("\r=1", "'\n=1"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
        ("a=b", "a=b"),
        ("\x1b[31mred", " [31mred"),
        (-3, "-3"),
        (-3.25, "-3.25"),
        (1 / 3, "0.3333"),
        (-0.00001, "0"),
        (12345.678, "12345.678"),
        (True, "yes"),
        (None, ""),
    ],
)
def test_a_cell_is_text_or_a_number_of_ours_and_never_a_formula(value: str | float | None, written: str) -> None:
    assert cell(value) == written


@given(st.lists(st.text(), min_size=1))
def test_any_text_comes_back_clean_and_is_no_formula(texts: list[str]) -> None:
    target = io.StringIO(newline="")
    csv.writer(target, lineterminator="\r\n").writerow(cell(text) for text in texts)
    (row,) = csv.reader(io.StringIO(target.getvalue(), newline=""), strict=True)
    for text, read in zip(texts, row, strict=True):
        assert read.removeprefix("'") == clean(text).removeprefix("'")
        assert not read.lstrip().startswith(("=", "+", "-", "@"))


def test_files_are_as_spreadsheets_want_them(found: ExamResults) -> None:
    for content in sheets(found, analyse_items(found)).values():
        assert content.startswith(BOM)
        assert content.endswith(b"\r\n")
        assert content.count(b"\r\n") == len(rows(content)) + 1


def test_hostile_text_comes_back_as_text_in_its_own_cell(found: ExamResults) -> None:
    bad = spoilt(found)
    for name, content in sheets(bad, analyse_items(bad)).items():
        clean = rows(sheets(found, analyse_items(found))[name])
        read = rows(content)
        assert len(read) == len(clean)
        for row in read:
            for text in row.values():
                assert not text.startswith(("=", "+", "@", "\t", "\r"))
                assert not text.startswith("-") or float(text) < 0
                assert not {"\x1b", "\x9b", "\u202e"} & set(text)


def test_candidates_have_a_row_each_and_whoever_sits_too(found: ExamResults) -> None:
    read = rows(sheets(found, analyse_items(found))["candidates.csv"])
    assert [(row["code"], row["mark"], row["result"], row["status"]) for row in read] == [
        ("A", "100", "passed", "handed in"),
        ("B", "75", "passed", "handed in"),
        ("C", "25", "failed", "handed in"),
        ("D", "0", "failed", "handed in"),
        ("E", "50", "failed", "handed in"),
        ("F", "25", "failed", "the time ran out"),
        ("H", "", "", "sitting"),
    ]
    assert (read[2]["waiting"], read[2]["highest"]) == ("1", "50")
    assert (read[5]["clock_set_s"], read[5]["added_s"], read[5]["added_by_and_why"]) == (
        "-3660",
        "60",
        "Dr Ito: fire alarm",
    )
    assert (read[0]["part_see"], read[0]["part_know"], read[0]["used_s"]) == ("100", "100", "60")


def test_answers_have_a_row_each(found: ExamResults) -> None:
    read = rows(sheets(found, analyse_items(found))["answers.csv"])
    assert len(read) == 12
    first = read[0]
    assert (first["question"], first["answer"], first["mark"]) == ("small/findings/shape", "grey square", "100")
    assert (read[2]["earned"], read[2]["not_earned"], read[2]["wrong"]) == ("grey", "square", "balloon")
    assert (read[3]["chosen"], read[3]["mark"]) == ("a: Grey", "100")
    assert read[8]["decisions"].startswith("square: 100 % for “boxy” (Dr Ito, 2027-01-15T")


def test_questions_and_points_have_their_figures(found: ExamResults) -> None:
    files = sheets(found, analyse_items(found))
    shape, colour = rows(files["questions.csv"])
    assert (shape["given"], shape["answered"], shape["worth"], shape["facility"]) == ("6", "5", "50", "58.3333")
    assert (colour["facility"], colour["facility_says"]) == ("33.3333", "rather hard")
    points = rows(files["points.csv"])
    grey = next(row for row in points if row["id"] == "grey")
    assert (grey["credited"], grey["missing"], grey["used_phrasings"]) == ("4", "2", "grey (3); ashen (1)")
    assert [(row["name"], row["candidates"]) for row in points if row["kind"] == "wrong"] == [("balloon", "1")]
    assert [(row["id"], row["right"]) for row in points if row["kind"] == "option"] == [
        ("a", "yes"),
        ("b", "no"),
        ("c", "no"),
    ]
