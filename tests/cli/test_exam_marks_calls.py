"""`exam mark` and `exam regrade` as they are called: what they print, and their exit codes."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from miliary_chat.base.errors import MiliaryError, UsageError
from miliary_chat.cli.for_examiners_marks import marks
from miliary_chat.exam import rulings as r
from sat import CASE, Hall

MENDED = CASE.replace("accept: [tiny nodules]", "accept: [tiny nodules, snowstorm]")


@pytest.fixture
def hall(home: Path, tmp_path: Path) -> Hall:
    return Hall.at(tmp_path)


@pytest.fixture
def edited(tmp_path: Path) -> str:
    folder = tmp_path / "edited"
    folder.mkdir()
    (folder / "case.yaml").write_text(MENDED, encoding="utf-8")
    return str(folder)


def called(tmp_path: Path, *words: str, typed: str = "") -> Result:
    return CliRunner().invoke(marks, [*words, "--db", str(tmp_path / "exams.db")], input=typed)


def error_of(result: Result) -> MiliaryError:
    assert isinstance(result.exception, MiliaryError)
    return result.exception


def test_marking_line_by_line_stores_each_decision_signed(hall: Hall, tmp_path: Path) -> None:
    name = hall.sit("C1", {"findings/size": "1 cm"})
    result = called(tmp_path, "mark", "mock", "--plain", "--by", "Ada", typed="y\nq\n")
    assert result.exit_code == 0
    assert "it earns all of “1 to 3 mm”, in 1 answer" in result.stdout
    assert "C1" not in result.stdout
    assert [(one.by, one.leaves) for one in r.read(hall.store, name).people] == [("Ada", 100)]


@pytest.mark.parametrize("verb", ["mark", "regrade"])
def test_an_exam_that_nobody_knows_is_answered_with_those_that_there_are(hall: Hall, tmp_path: Path, verb: str) -> None:
    hall.sit("C1", {})
    error = error_of(called(tmp_path, verb, "mokc", *(["--plain"] if verb == "mark" else [])))
    assert isinstance(error, UsageError)
    assert "mock" in error.advice


def test_an_exam_can_be_named_by_its_file(hall: Hall, tmp_path: Path) -> None:
    hall.sit("C1", {"findings/size": "1 cm"})
    (tmp_path / "exam.yaml").write_bytes(hall.paper.source)
    result = called(tmp_path, "mark", str(tmp_path / "exam.yaml"), "--plain", "--by", "Ada", typed="q\n")
    assert "0 of 1 wording" in result.stdout


def test_a_regrade_shows_the_difference_and_changes_nothing(hall: Hall, tmp_path: Path, edited: str) -> None:
    name = hall.sit("C1", {"findings/film": "snowstorm, both lungs, no effusion", "findings/size": "2 mm"})
    result = called(tmp_path, "regrade", "mock", "--case", edited)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "What earns more or less:"
    assert lines[2].split() == ["dots/findings/film", "tiny", "nodules", "1", "0"]
    assert lines[3] == "Whose mark changes:"
    assert lines[4].split()[0] == "C1"
    assert lines[-1] == (
        "1 attempt judged anew: one mark changes. Nothing was changed; --apply --by NAME --why TEXT makes it so."
    )
    assert len(r.read(hall.store, name).entries) == 1


def test_a_regrade_that_is_applied_is_ruled_once(hall: Hall, tmp_path: Path, edited: str) -> None:
    name = hall.sit("C1", {"findings/film": "snowstorm"})
    words = ("regrade", "mock", "--case", edited, "--apply", "--by", "Ada", "--why", "mended")
    assert called(tmp_path, *words).stdout.rstrip().endswith("what markers decided stays over it.")
    assert called(tmp_path, *words).stdout == "1 attempt judged anew: no mark changes. There is nothing to rule.\n"
    assert [entry.seq for entry in r.read(hall.store, name).entries] == [1, 2]


def test_programs_get_the_difference_as_json(hall: Hall, tmp_path: Path, edited: str) -> None:
    name = hall.sit("C1", {"findings/film": "snowstorm"})
    record = json.loads(called(tmp_path, "regrade", "mock", "--case", edited, "--json").stdout)
    assert record["exam"] == "mock"
    assert record["written"] == 0
    assert list(record["cases"]) == ["dots"]
    (attempt,) = record["attempts"]
    assert (attempt["code"], attempt["attempt"], attempt["rejudged"]) == ("C1", name, True)
    assert (attempt["waited"], attempt["waits"]) == (1, 0)
    assert [(one["part"], one["gain"], one["lose"]) for one in record["changed"]] == [("nodules", 1, 0)]


@pytest.mark.parametrize("more", [(), ("--by", "Ada"), ("--why", "x"), ("--by", " ", "--why", "x")])
def test_a_regrade_that_nobody_signs_is_refused_before_anything_is_read(
    hall: Hall, tmp_path: Path, more: tuple[str, ...]
) -> None:
    assert isinstance(error_of(called(tmp_path, "regrade", "mock", "--apply", *more)), UsageError)


def test_nothing_handed_in_is_a_sentence(hall: Hall, tmp_path: Path) -> None:
    hall.sit("C1", {}, hand_in=False)
    for words in (("mark", "mock", "--plain"), ("regrade", "mock")):
        assert "handed in" in str(error_of(called(tmp_path, *words)))
