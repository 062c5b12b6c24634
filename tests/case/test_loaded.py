"""A loaded case is pinned by what was typed and by its pictures, and comes back from what a store keeps."""

import os
import shutil
from pathlib import Path

import pytest

from miliary_chat.case.loaded import Loaded, load_case
from miliary_chat.case.reader import CaseRefused, check_case, read_case

WHOLE = Path(__file__).parent / "whole.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(WHOLE, tmp_path / "case.yaml")
    (tmp_path / "film.png").write_bytes(b"a picture")
    return tmp_path


def edited(folder: Path, old: str, new: str) -> str:
    text = WHOLE.read_text(encoding="utf-8")
    assert old in text
    (folder / "case.yaml").write_text(text.replace(old, new), encoding="utf-8")
    return load_case(folder).hash


def test_a_case_with_every_key_is_read_without_a_problem(folder: Path) -> None:
    loaded = load_case(folder)
    assert loaded.notices == ()
    assert loaded.case.id == "whole"
    assert loaded.images == {"film": folder / "film.png"}
    assert loaded.folder == folder
    assert loaded.case.debrief.compare is not None
    assert loaded.case.debrief.compare.rows["1:30"] == ("no", "012")


def test_the_file_itself_may_be_named(folder: Path) -> None:
    assert load_case(folder / "case.yaml").hash == load_case(folder).hash


def test_a_missing_picture_is_a_notice_and_the_case_plays(folder: Path) -> None:
    (folder / "film.png").unlink()
    loaded = load_case(folder)
    assert [(problem.code, problem.line, problem.column) for problem in loaded.notices] == [("N401", 18, 11)]
    assert loaded.images == {}


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
@pytest.mark.parametrize("name", ["film.png", "deeper/film.png"])
def test_a_link_out_of_the_folder_is_refused(folder: Path, tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "film.png").write_bytes(b"x")
    (folder / "film.png").unlink()
    (folder / "film.png").symlink_to(outside / "film.png")
    (folder / "deeper").symlink_to(outside)
    text = WHOLE.read_text(encoding="utf-8").replace("file: film.png", f"file: {name}")
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    assert [problem.code for problem in check_case(folder).problems] == ["E309"]


def test_a_stored_case_is_the_one_that_was_started(folder: Path) -> None:
    started = load_case(folder)
    edited(folder, "title: A cough in spring", "title: Another")
    again = Loaded.from_source(started.source, started.image_hashes)
    assert (again.case, again.hash) == (started.case, started.hash)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# A case that", "# Another comment; a case that"),
        ("tags: [chest, young adult]", "tags:\n  - chest\n  - 'young adult'"),
        ("level: core", "level:   core"),
    ],
)
def test_how_it_is_laid_out_does_not_change_a_hash(folder: Path, old: str, new: str) -> None:
    before = load_case(folder).hash
    assert edited(folder, old, new) == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: A cough in spring", "title: A cough in autumn"),
        ("level: core\n", ""),
        ("checked: yes", "checked: true"),
        ("{fever: [uncommon, usual]", "{Fever: [uncommon, usual]"),
        ("options: {a: The cause, b: The size, c: no}", "options: {b: The size, a: The cause, c: no}"),
    ],
)
def test_what_is_typed_and_its_order_change_a_hash(folder: Path, old: str, new: str) -> None:
    before = load_case(folder).hash
    assert edited(folder, old, new) != before


def test_a_picture_changes_a_hash(folder: Path) -> None:
    before = load_case(folder).hash
    (folder / "film.png").write_bytes(b"another picture")
    assert load_case(folder).hash != before


def test_line_breaks_of_windows_change_no_hash(folder: Path) -> None:
    before = load_case(folder).hash
    (folder / "case.yaml").write_bytes(WHOLE.read_bytes().replace(b"\n", b"\r\n"))
    assert load_case(folder).hash == before


def test_the_canonical_form_is_what_it_was() -> None:
    """A running attempt is pinned by this hash: a change here needs a new format, not a new number."""
    source = b"format: 1\nid: a\ntitle: \xc3\xa9\ndiagnosis: D\nstages: {s: {question: Q?, expect: {e: [x]}}}\n"
    expected = "2497a82105dae78b77eaebc9c98bbf1c70e1fd919a6f329d9bc0ca6ae773b7c4"
    assert Loaded.from_source(source, {"film": "00"}).hash == expected


def test_a_broken_case_is_refused_with_all_its_problems(folder: Path) -> None:
    (folder / "case.yaml").write_text("format: 1\nid: a\n", encoding="utf-8")
    with pytest.raises(
        CaseRefused, match=r"cannot be played: 3 problems\. The first: .*case\.yaml:1:1: E201"
    ) as refused:
        load_case(folder)
    assert len(refused.value.problems) == 3


def test_a_stored_case_that_this_release_refuses_says_so() -> None:
    with pytest.raises(CaseRefused, match="the stored case cannot be played: 1 problem"):
        Loaded.from_source(b"", {}, "the stored case")


def test_without_a_folder_no_file_is_looked_for() -> None:
    assert read_case(WHOLE.read_bytes(), "x").problems == ()
