"""The page about results names every column of every file and every key of the JSON's outermost part."""

import re
from pathlib import Path

import pytest

from classes import Hall, sit, small_exam
from miliary_chat.exam.item_analysis import analyse_items
from miliary_chat.exam.results import results
from miliary_chat.report.exams.record import record
from miliary_chat.report.exams.sheets import sheets
from miliary_chat.session.store import open_store

PAGE = (Path(__file__).parents[2] / "docs" / "exam-results.md").read_text(encoding="utf-8")


def test_the_page_names_what_is_written(tmp_path: Path) -> None:
    store, hall = open_store(f"sqlite:///{tmp_path}/page.db"), Hall()
    sit(store, small_exam(tmp_path / "exam"), hall, "A", ("grey", "a"))
    found = results(store, "small-exam", hall)
    store.close()
    figures = analyse_items(found)
    told = set(re.findall(r"`([a-z_]+)`", PAGE))
    for name, content in sheets(found, figures).items():
        columns = content.decode("utf-8-sig").splitlines()[0].split(",")
        assert name in PAGE
        assert {column for column in columns if not column.startswith("part_")} <= told
    assert set(record(found, figures)) <= told


@pytest.mark.parametrize("option", ["--csv", "--html", "--json", "--attempts", "--examiner"])
def test_the_page_names_the_options(option: str) -> None:
    assert option in PAGE
