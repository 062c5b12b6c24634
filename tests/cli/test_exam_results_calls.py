"""`exam results`: the calls of an examiner."""

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from classes import Hall, sit, small_exam
from miliary_chat.base.errors import UsageError
from miliary_chat.cli.exam_results import exam_results
from miliary_chat.cli.for_examiners_results import exam_results_app
from miliary_chat.cli.wishes import Wishes
from miliary_chat.session.exam import Paper, begin
from miliary_chat.session.store import open_store

Captured = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store in which two have sat a small exam, and one still sits."""
    folder = tmp_path_factory.mktemp("calls")
    store, hall = open_store(f"sqlite:///{folder}/kept.db"), Hall()
    exam = small_exam(folder / "exam")
    sit(store, exam, hall, "A", ("grey square", "a"))
    sit(store, exam, hall, "B", ("grey", "b"))
    sit(store, exam, hall, "B", ("square", "a"))
    begin(store, Paper.of(exam), hall, code="C")
    store.close()
    return folder


def wishes(place: Path) -> Wishes:
    return Wishes(db=f"sqlite:///{place}/kept.db")


def test_the_table_is_shown(place: Path, capsys: Captured) -> None:
    assert exam_results(wishes(place), "small-exam") == 0
    out, err = capsys.readouterr()
    assert out.startswith("A small exam (small-exam): 2 candidates, pass mark 60.")
    assert "Each candidate's highest attempt counts; 1 other is left out." in out
    assert err == ""


def test_an_exam_is_found_by_its_file_too(place: Path, capsys: Captured) -> None:
    assert exam_results(wishes(place), str(place / "exam")) == 0
    assert "small-exam" in capsys.readouterr().out


def test_a_wrong_name_is_told_with_those_that_there_are(place: Path) -> None:
    with pytest.raises(UsageError, match=r"did you mean “small-exam”\? The store has attempts at: small-exam\."):
        exam_results(wishes(place), "smal-exam")


def test_programs_get_json(place: Path, capsys: Captured) -> None:
    assert exam_results(wishes(place), "small-exam", as_json=True, attempts="all") == 0
    whole = json.loads(capsys.readouterr().out)
    assert [(one["code"], one["number"], one["mark"]) for one in whole["candidates"]] == [
        ("A", 1, 100),
        ("B", 1, 25),
        ("B", 2, 75),
    ]


def test_files_are_written_whole_and_what_was_written_is_told(place: Path, tmp_path: Path, capsys: Captured) -> None:
    assert exam_results(wishes(place), "small-exam", csv=tmp_path / "a" / "csv", html=tmp_path / "pages") == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "4 files written into" in err
    assert "3 files written into" in err
    with (tmp_path / "a" / "csv" / "candidates.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert [row["code"] for row in csv.DictReader(stream)] == ["A", "B", "C"]
    names = sorted(path.name for path in (tmp_path / "pages").iterdir())
    assert [name.partition("-")[0] for name in names] == ["A", "B", "class.html"]


def test_pages_show_candidates_nothing_unless_the_examiner_asks(place: Path, tmp_path: Path) -> None:
    for examiner, shown in ((False, False), (True, True)):
        folder = tmp_path / str(examiner)
        exam_results(wishes(place), "small-exam", html=folder, candidate="a", examiner=examiner)
        (page,) = folder.iterdir()
        assert ("square" in page.read_text(encoding="utf-8")) is shown


def test_one_candidate_alone(place: Path, capsys: Captured) -> None:
    assert exam_results(wishes(place), "small-exam", candidate="b") == 0
    assert "75 out of 100, passed; the pass mark is 60." in capsys.readouterr().out
    with pytest.raises(UsageError, match="still sitting"):
        exam_results(wishes(place), "small-exam", candidate="c")
    with pytest.raises(UsageError, match=r"no result of a candidate “x”\. There are: A, B\."):
        exam_results(wishes(place), "small-exam", candidate="x")


def test_it_is_called_with_options(place: Path) -> None:
    told = CliRunner().invoke(
        exam_results_app, ["small-exam", "--db", f"sqlite:///{place}/kept.db", "--attempts", "first", "--json"]
    )
    assert told.exit_code == 0
    assert [one["mark"] for one in json.loads(told.stdout)["candidates"]] == [100, 25]
    assert CliRunner().invoke(exam_results_app, ["small-exam", "--attempts", "worst"]).exit_code == 2
