"""`miliary-chat schema` prints what editors need, or writes it without ever costing an author a file."""

import json
from pathlib import Path

import pytest

from miliary_chat.cli.main import main

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _here(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("miliary_chat.cli.endings.heed_termination", lambda: None)


def called(capsys: Captured, *words: str | Path) -> tuple[int, str, str]:
    code = main([str(word) for word in words])
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize(
    ("words", "urn"),
    [
        ((), "urn:miliary-chat:case:1"),
        (("case",), "urn:miliary-chat:case:1"),
        (("answers",), "urn:miliary-chat:answers:1"),
        (("rubrics",), "urn:miliary-chat:rubrics:1"),
        (("exam",), "urn:miliary-chat:exam:1"),
    ],
)
def test_a_schema_goes_to_standard_output_and_nothing_else_does(
    capsys: Captured, words: tuple[str, ...], urn: str
) -> None:
    code, out, err = called(capsys, "schema", *words)
    assert (code, err) == (0, "")
    assert json.loads(out)["$id"] == urn


def test_a_schema_is_written_with_the_line_that_an_editor_wants(capsys: Captured, tmp_path: Path) -> None:
    file = tmp_path / "case.schema.json"
    code, out, err = called(capsys, "schema", "--out", file)
    assert (code, out) == (0, "")
    assert "# yaml-language-server: $schema=case.schema.json" in err
    assert file.read_text(encoding="utf-8") == called(capsys, "schema")[1]
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == ["case.schema.json"]


def test_writing_it_again_changes_nothing_and_says_so(capsys: Captured, tmp_path: Path) -> None:
    file = tmp_path / "case.schema.json"
    called(capsys, "schema", "--out", file)
    before = file.stat().st_mtime_ns
    assert called(capsys, "schema", "--out", file) == (0, "", f"{file} is up to date.\n")
    assert file.stat().st_mtime_ns == before


def test_a_file_that_holds_something_else_is_replaced_by_force_alone(capsys: Captured, tmp_path: Path) -> None:
    file = tmp_path / "notes.json"
    file.write_text("my notes", encoding="utf-8")
    code, _, err = called(capsys, "schema", "--out", file)
    assert code == 2
    assert "Add --force to replace it." in err
    assert file.read_text(encoding="utf-8") == "my notes"
    assert called(capsys, "schema", "--out", file, "--force")[0] == 0
    assert json.loads(file.read_text(encoding="utf-8"))["$id"] == "urn:miliary-chat:case:1"


@pytest.mark.parametrize("name", ["case.yaml", "case.YML"])
def test_a_case_is_never_written_over(capsys: Captured, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("format: 1\n", encoding="utf-8")
    code, _, err = called(capsys, "schema", "--out", tmp_path / name, "--force")
    assert code == 2
    assert "is named like a case" in err
    assert (tmp_path / name).read_text(encoding="utf-8") == "format: 1\n"


@pytest.mark.parametrize("where", [".", "nowhere/case.schema.json"])
def test_a_place_that_cannot_be_written_to_is_said_in_a_sentence(capsys: Captured, tmp_path: Path, where: str) -> None:
    code, out, err = called(capsys, "schema", "--out", tmp_path / where)
    assert (code, out) == (1, "")
    assert "cannot be written" in err
    assert "Nothing was changed." in err


def test_a_schema_that_there_is_not_is_a_wrong_call(capsys: Captured) -> None:
    code, _, err = called(capsys, "schema", "drawing")
    assert code == 2
    assert "'case', 'answers', 'rubrics', 'exam'" in err
