"""A case that has not changed is not checked again; one that has, is."""

import os
import shutil
from pathlib import Path

import pytest

from miliary_chat.author.checking.many import check_all
from miliary_chat.author.checking.remembering import Memory


def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "cache" / "checked.json")


def test_what_was_found_is_remembered_and_is_the_same(folder: Path, tmp_path: Path) -> None:
    (first,) = check_all([folder], memory(tmp_path))
    again = memory(tmp_path)
    found = again.recall(folder)
    assert found is not None
    assert found.problems == first.problems
    assert check_all([folder], again) == (first,)


@pytest.mark.parametrize("name", ["case.yaml", "answers.yaml", "film.png"])
def test_a_change_of_any_file_beside_it_is_noticed(folder: Path, tmp_path: Path, name: str) -> None:
    check_all([folder], memory(tmp_path))
    with (folder / name).open("a") as stream:
        stream.write("\n# changed\n")
    assert memory(tmp_path).recall(folder) is None


@pytest.mark.parametrize("content", ["", "{", "[]", "null"])
def test_a_damaged_memory_is_no_memory(folder: Path, tmp_path: Path, content: str) -> None:
    file = tmp_path / "cache" / "checked.json"
    file.parent.mkdir()
    file.write_text(content)
    assert Memory(file).recall(folder) is None
    assert [problem.code for problem in check_all([folder], Memory(file))[0].problems] == ["N402"]


def test_a_case_that_cannot_be_read_is_not_remembered(tmp_path: Path) -> None:
    gone = tmp_path / "gone.yaml"
    (checked,) = check_all([gone], memory(tmp_path))
    assert [problem.code for problem in checked.problems] == ["E101"]
    assert memory(tmp_path).recall(gone) is None


def test_where_nothing_can_be_written_the_check_goes_on(folder: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    (checked,) = check_all([folder], Memory(blocked / "checked.json"))
    assert [problem.code for problem in checked.problems] == ["N402"]


def test_many_cases_are_checked_by_several_processes_in_their_order(folder: Path, tmp_path: Path) -> None:
    text = (folder / "case.yaml").read_text("utf-8")
    paths = []
    for number in range(9):
        path = tmp_path / "many" / f"case-{number}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text.replace("level: intro", "level: intr" if number == 4 else "level: core"), "utf-8")
        paths.append(path)
    checked = check_all(paths, jobs=2)
    assert [one.path for one in checked] == paths
    assert [bool(one.errors) for one in checked] == [number == 4 for number in range(9)]


def test_a_second_case_with_the_same_id_is_told_where_it_stands(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "z-copy"
    shutil.copytree(folder, copy)
    for memory_ in (memory(tmp_path), memory(tmp_path)):
        one, other = check_all([folder, copy], memory_)
        assert "W551" not in {problem.code for problem in one.problems}
        (told,) = (problem for problem in other.problems if problem.code == "W551")
        assert (told.file, told.line) == (str(copy / "case.yaml"), 11)
        assert str(folder) in told.message
    assert "W551" not in {problem.code for problem in check_all([copy], memory(tmp_path))[0].problems}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with a name here")
def test_a_pipe_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "case.yaml")
    (checked,) = check_all([tmp_path], memory(tmp_path))
    assert [problem.code for problem in checked.problems] == ["E101"]
