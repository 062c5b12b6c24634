"""A library finds the cases of its folders, shows broken ones beside the others, and says what it could not read."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from miliary_chat.base.errors import CaseError
from miliary_chat.case.library import Card, Library, shipped_cases
from miliary_chat.case.model import Case
from miliary_chat.case.reader import CaseRefused

CASE = """format: 1
id: {id}
title: {title}
diagnosis: D
level: intro
minutes: 5
tags: [chest]
reviewed: {{status: reviewed}}
stages: {{s: {{question: Q?, expect: {{e: [x]}}}}}}
"""

needs_links = pytest.mark.skipif(os.name == "nt", reason="links and their errors are Unix's")


def put(folder: Path, name: str, text: str | None = None, title: str = "A cough") -> Path:
    path = folder / name / "case.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text if text is not None else CASE.format(id=name, title=title), encoding="utf-8")
    return path.parent


def test_a_card_tells_what_a_list_shows(tmp_path: Path) -> None:
    path = put(tmp_path, "cough")
    assert Library([tmp_path]).cards() == (
        Card("cough", path, "A cough", level="intro", minutes=5, tags=("chest",), reviewed=True),
    )


def test_a_card_has_the_defaults_of_a_case(tmp_path: Path) -> None:
    put(
        tmp_path, "bare", "format: 1\nid: bare\ntitle: T\ndiagnosis: D\nstages: {s: {question: Q?, expect: {e: [x]}}}\n"
    )
    (card,) = Library([tmp_path]).cards()
    fields = Case.model_fields
    assert (card.level, card.minutes, card.tags) == tuple(fields[key].default for key in ("level", "minutes", "tags"))
    assert card.reviewed is False


@pytest.mark.parametrize("late", ["level: advanced\nminutes: 40\n", "title: T\nlevel: advanced\nminutes: 40\n"])
def test_a_card_knows_what_stands_behind_the_stages_too(tmp_path: Path, late: str) -> None:
    top = "format: 1\nid: a\ndiagnosis: D\n" + ("" if "title" in late else "title: T\n")
    put(tmp_path, "a", top + "stages: {s: {question: Q?, expect: {e: [x]}}}\n" + late)
    assert [(card.title, card.level, card.minutes) for card in Library([tmp_path]).cards()] == [("T", "advanced", 40)]


def test_cards_come_by_title_from_all_folders_and_from_single_files(tmp_path: Path) -> None:
    put(tmp_path / "one", "b", title="Zebra")
    put(tmp_path / "two", "a", title="apple")
    (tmp_path / "two" / "c.yaml").write_text(CASE.format(id="c", title="Mango"), encoding="utf-8")
    (tmp_path / "two" / "c.answers.yaml").write_text("x: y", encoding="utf-8")
    (tmp_path / "two" / "pictures").mkdir()
    (tmp_path / "two" / ".git").mkdir()
    library = Library([tmp_path / "one"], [tmp_path / "two"])
    assert [card.id for card in library.cards()] == ["a", "c", "b"]
    assert library.troubles == ()


def test_a_folder_may_be_a_case_itself(tmp_path: Path) -> None:
    path = put(tmp_path, "cough")
    assert [card.path for card in Library([], [path]).cards()] == [path]


def test_the_later_folder_wins_and_it_is_said(tmp_path: Path) -> None:
    first, second = put(tmp_path / "one", "a", title="Old"), put(tmp_path / "two", "a", title="New")
    (card,) = Library([tmp_path / "one", tmp_path / "two"]).cards()
    assert (card.title, card.path, card.hides) == ("New", second, (first,))


@pytest.mark.parametrize(
    ("text", "code"),
    [("title: [", "E106"), ("", "E113"), ("id: broken", "E114"), ("format: 1\nid: broken\n", "E201"), ("\0\1", "E104")],
)
def test_a_broken_case_has_its_card_and_hides_no_other(tmp_path: Path, text: str, code: str) -> None:
    put(tmp_path, "broken", text)
    put(tmp_path, "whole")
    cards = {card.id: card for card in Library([tmp_path]).cards()}
    assert set(cards) == {"broken", "whole"}
    assert code in {problem.code for problem in cards["broken"].errors}
    assert cards["whole"].errors == ()


def test_what_is_wrong_behind_the_top_is_known_after_a_check(tmp_path: Path) -> None:
    put(tmp_path, "a", CASE.format(id="a", title="T").replace("[x]", "[x"))
    library = Library([tmp_path])
    assert [(card.checked, len(card.errors)) for card in library.cards()] == [(False, 0)]
    assert [(card.checked, len(card.errors)) for card in library.cards(check=True)] == [(True, 1)]


def test_a_case_is_found_by_id_or_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path, "cough")
    monkeypatch.chdir(tmp_path)
    library = Library([tmp_path])
    for name in ("cough", str(path), str(path / "case.yaml"), "./cough", "cough/case.yaml"):
        assert library.find(name).case.id == "cough"
    assert Library([]).find("cough").case.id == "cough", "a folder in the current one"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("couhg", "There is no case “couhg”. Did you mean “cough”?"),
        ("a dry cough", "There is no case “a dry cough”. Did you mean “cough”?"),
        ("xyzzy", "There is no case “xyzzy”. “miliary-chat list” shows those that there are."),
        ("no/where", "There is no case at no/where. “miliary-chat list” shows those that there are."),
        ("gone.yaml", "There is no case at gone.yaml. “miliary-chat list” shows those that there are."),
        ("a\0b", "There is no case “a b”. “miliary-chat list” shows those that there are."),
    ],
)
def test_an_unknown_case_is_told_with_what_was_meant(tmp_path: Path, name: str, sentence: str) -> None:
    put(tmp_path, "cough", title="A dry cough")
    with pytest.raises(CaseError) as error:
        Library([tmp_path]).find(name)
    assert str(error.value) == sentence


def test_a_broken_case_is_found_and_refused_with_its_problems(tmp_path: Path) -> None:
    put(tmp_path, "broken", "title: [")
    with pytest.raises(CaseRefused, match="E106"):
        Library([tmp_path]).find("broken")


@needs_links
def test_what_cannot_be_looked_into_is_a_sentence_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "cough")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    (tmp_path / "loop.yaml").symlink_to(tmp_path / "nowhere")
    library = Library([tmp_path, tmp_path / "not-made-yet"], [tmp_path / "gone"])
    assert [card.id for card in library.cards()] == ["cough"]
    assert library.troubles == (
        f"{tmp_path / 'circle'} cannot be looked into: Too many levels of symbolic links.",
        f"{tmp_path / 'loop.yaml'} cannot be looked into: No such file or directory.",
        f"{tmp_path / 'gone'} is not there.",
    )


def test_a_folder_that_may_not_be_read_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: object) -> list[str]:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "listdir", refuse)
    library = Library([tmp_path])
    assert library.cards() == ()
    assert library.troubles == (f"{tmp_path} cannot be looked into: Permission denied.",)


def test_a_case_that_vanishes_after_it_was_listed_is_told(tmp_path: Path) -> None:
    path = put(tmp_path, "cough")
    library = Library([tmp_path])
    assert library.cards()
    (path / "case.yaml").unlink()
    with pytest.raises(CaseRefused, match="E101 No such file or directory"):
        library.find("cough")


@needs_links
def test_a_folder_that_holds_itself_is_no_trouble(tmp_path: Path) -> None:
    put(tmp_path, "cough")
    (tmp_path / "again").symlink_to(tmp_path)
    assert [card.id for card in Library([tmp_path]).cards()] == ["cough"]


def test_the_shipped_cases_have_a_folder() -> None:
    assert shipped_cases().is_dir()


def test_a_library_is_imported_without_what_reads_cases() -> None:
    late = ("yaml", "pydantic", "rapidfuzz")
    code = f"import sys, miliary_chat.case.library; print([name for name in {late} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_a_broken_case_is_found_by_the_name_of_its_folder_and_refused_with_its_mistake(tmp_path: Path) -> None:
    (tmp_path / "case-04").mkdir()
    (tmp_path / "case-04" / "case.yaml").write_text("format: 1\ntitle: [\n", "utf-8")
    with pytest.raises(CaseError, match=r"case\.yaml:3:1: E106"):
        Library((tmp_path,)).find("case-04")
