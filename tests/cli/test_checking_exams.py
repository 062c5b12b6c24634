"""`check` looks at exams as it does at cases: silences, memory, all formats, every path to one."""

import json
from pathlib import Path

import pytest

from exams import TOP, put_case, put_exam, write
from miliary_chat.author.checking.many import check_all
from miliary_chat.author.checking.remembering import Memory
from miliary_chat.case.library import Library
from miliary_chat.cli.main import main

Captured = pytest.CaptureFixture[str]
FREE = "sections: {s: {take: {case: cough}}}\n"
"""A whole case with free navigation: W567 in line 4."""
LINEAR = "sections: {s: {navigation: linear, take: {case: cough}}}\n"


@pytest.fixture
def shelf(tmp_path: Path, home: Path) -> Path:
    folder = tmp_path / "shelf"
    put_case(folder, "cough", "answer", "report", tags="chest")
    return folder


@pytest.fixture
def nothing_ships(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No case comes with the program: to check all that do takes most of a minute."""
    monkeypatch.setattr("miliary_chat.case.library.shipped_cases", lambda: tmp_path / "none")


def codes(shelf: Path, memory: Memory | None = None) -> list[str]:
    (checked,) = check_all([shelf / "mock"], memory, library=Library(()))
    return [problem.code for problem in checked.problems]


# Silences


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (FREE, ["W567"]),
        ("# ok W567: everybody knows the case\n" + FREE, []),
        (FREE.rstrip() + "  # ok W567: everybody knows the case\n", []),
        ("# ok W567\n" + FREE, ["W590", "W567"]),
        ("# ok W568: none\n" + FREE, ["W590", "W567"]),
        ("# ok E320: no\n" + FREE.replace("cough", "couhg"), ["W590", "E320"]),
    ],
)
def test_a_lint_is_silenced_as_in_a_case(shelf: Path, text: str, left: list[str]) -> None:
    put_exam(shelf / "mock", text)
    assert codes(shelf) == left


# Memory


def memory(shelf: Path) -> Memory:
    return Memory(shelf.parent / "checked.json", Library(()))


def test_what_was_found_is_remembered(shelf: Path) -> None:
    put_exam(shelf / "mock", FREE)
    assert memory(shelf).recall(shelf / "mock") is None
    assert codes(shelf, memory(shelf)) == ["W567"]
    found = memory(shelf).recall(shelf / "mock")
    assert found is not None
    assert (found.id, found.at) == ("mock", (2, 7))
    assert codes(shelf, memory(shelf)) == ["W567"]


def test_a_change_of_anything_that_it_depends_on_is_noticed(shelf: Path) -> None:
    put_exam(shelf / "mock", LINEAR)
    assert codes(shelf, memory(shelf)) == []
    write(shelf / "mock" / "candidates.csv", "code\nA 1\n")
    assert codes(shelf, memory(shelf)) == ["E331"]
    write(shelf / "mock" / "candidates.csv", "code\nA1\n")
    put_case(shelf, "cough", more="colour: red")
    assert codes(shelf, memory(shelf)) == ["E326"]
    put_case(shelf, "cough", "answer")
    put_exam(shelf / "mock", "sections: {s: {navigation: linear, draw: 1, take: {tag: chest}}}\n")
    assert codes(shelf, memory(shelf)) == ["E322"]
    put_case(shelf, "ache", "answer", tags="chest")
    assert codes(shelf, memory(shelf)) == []


# The command


def called(capsys: Captured, *words: str | Path) -> tuple[int, str, str]:
    code = main([str(word) for word in words])
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    return code, out, err


@pytest.fixture(autouse=True)
def _calm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("miliary_chat.cli.endings.heed_termination", lambda: None)


@pytest.mark.parametrize("path", ["mock", "mock/exam.yaml", "may.exam.yaml", "other.yaml"])
def test_an_exam_is_checked_however_it_is_named(capsys: Captured, shelf: Path, path: str) -> None:
    for folder, name in ((shelf / "mock", "exam.yaml"), (shelf, "may.exam.yaml"), (shelf, "other.yaml")):
        put_exam(folder, LINEAR, name)
    assert called(capsys, "check", shelf / path) == (0, "", "1 exam checked: nothing to mend; it can be sat.\n")


def test_an_exam_that_cannot_be_sat_fails_and_a_lint_does_when_one_is_strict(capsys: Captured, shelf: Path) -> None:
    file = put_exam(shelf / "mock", FREE)
    assert called(capsys, "check", file)[0] == 0
    assert called(capsys, "check", file, "--strict")[0] == 1
    put_exam(shelf / "mock", FREE.replace("cough", "couhg"))
    code, out, err = called(capsys, "check", file)
    assert (code, out) == (1, f"{file}:4:29: E320 There is no case “couhg”; did you mean “cough”?\n")
    assert err == "1 exam checked: 1 error; it cannot be sat. “check --explain E320” tells what to do.\n"


@pytest.mark.usefixtures("nothing_ships")
def test_without_a_path_exams_are_checked_among_the_cases(capsys: Captured, shelf: Path) -> None:
    file = put_exam(shelf / "mock", FREE)
    code, out, err = called(capsys, "check", "--cases", shelf)
    assert code == 0
    assert f"{file}:4:22: W567" in out
    assert err.startswith("1 case and 1 exam checked: ")
    assert "all can be played or sat" in err


def test_a_folder_is_checked_with_its_cases_and_exams(capsys: Captured, shelf: Path) -> None:
    put_exam(shelf / "mock", FREE.replace("cough", "couhg"))
    put_exam(shelf / "again", LINEAR)
    _, out, err = called(capsys, "check", shelf, "--format", "json")
    assert "1 case and 2 exams checked: " in err
    assert "1 cannot be sat." in err
    rows = [(Path(row["file"]).parent.name, row["code"], row["line"]) for row in json.loads(out)]
    assert rows[-1:] == [("mock", "E320", 4)]


def test_two_exams_with_one_id_are_told_and_a_case_may_share_it(capsys: Captured, shelf: Path) -> None:
    put_exam(shelf / "a", LINEAR, top=TOP.replace("mock", "cough"))
    put_exam(shelf / "b", LINEAR, top=TOP.replace("mock", "cough"))
    _, out, _ = called(capsys, "check", shelf, "--format", "github")
    place = f"file={shelf / 'b' / 'exam.yaml'},line=2,col=7,title=W551"
    words = f"The exam at {shelf / 'a'} is “cough” too; where both are listed, one hides the other."
    assert [line for line in out.splitlines() if "case.yaml" not in line] == [f"::warning {place}::{words}"]


@pytest.mark.usefixtures("nothing_ships")
def test_that_an_exam_has_closed_is_told_of_one_that_is_named(capsys: Captured, shelf: Path) -> None:
    put_exam(shelf / "mock", "closes: 2020-01-01 09:00Z\n" + LINEAR)
    assert "4:9: W562 This exam closed on 2020-01-01" in called(capsys, "check", shelf / "mock")[1]
    assert "W562" not in called(capsys, "check", "--cases", shelf)[1]
    assert "W562" in called(capsys, "check", shelf / "mock")[1]


def test_what_has_neither_case_nor_exam_is_a_wrong_call(capsys: Captured, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    code, _, err = called(capsys, "check", tmp_path / "empty")
    assert code == 2
    assert "A case is a folder with a case.yaml, an exam one with an exam.yaml." in err


def test_answers_are_not_looked_for_in_an_exam(capsys: Captured, shelf: Path) -> None:
    put_exam(shelf / "mock", LINEAR)
    code, _, err = called(capsys, "test", shelf / "mock")
    assert code == 2
    assert "There is no case in" in err


@pytest.mark.parametrize("code", ["E320", "W567", "E333"])
def test_a_code_of_exams_is_explained(capsys: Captured, code: str) -> None:
    assert called(capsys, "check", "--explain", code)[1].startswith(f"{code}: ")


# The list


def test_exams_are_listed_below_the_cases(capsys: Captured, shelf: Path) -> None:
    put_exam(shelf / "mock", "time: 20 min\n" + LINEAR)
    put_exam(shelf / "torn", FREE.replace("cough", "couhg"), top=TOP.replace("mock", "torn"))
    _, out, err = called(capsys, "list", "--cases", shelf)
    cases, exams = out.split("\n\nExams:\n")
    assert "A case" in cases
    lines = [" ".join(line.split()) for line in exams.splitlines()]
    assert "mock A mock 2 questions, 20 min" in lines
    assert "torn A torn has mistakes: miliary-chat check" in lines
    assert err == ""


def test_for_programs_the_cases_stay_what_they_were_and_exams_are_asked_for(capsys: Captured, shelf: Path) -> None:
    put_exam(shelf / "mock", "time: 20 min\ncloses: 2026-12-01 09:00+01:00\n" + LINEAR)
    cards = json.loads(called(capsys, "list", "--json", "--cases", shelf)[1])
    assert all("level" in card for card in cards)
    (card,) = (
        one
        for one in json.loads(called(capsys, "list", "--exams", "--json", "--cases", shelf)[1])
        if one["id"] == "mock"
    )
    assert card == {
        "id": "mock",
        "title": "A mock",
        "minutes": 20,
        "questions": 2,
        "opens": None,
        "closes": "2026-12-01T08:00:00+00:00",
        "path": str(shelf / "mock"),
        "problems": [],
    }


def test_whoever_plays_an_exam_is_told_how_to_sit_it(capsys: Captured, shelf: Path) -> None:
    put_exam(shelf / "mock", "time: 20 min\n" + LINEAR)
    code, _, err = called(capsys, "play", "mock", "--plain", "--cases", shelf)
    assert code == 2
    assert err.strip().endswith("It is an exam: miliary-chat exam sit mock")
