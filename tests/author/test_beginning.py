"""`new` writes a case that passes its own checks and plays."""

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from miliary_chat.author.beginning import begin, id_from
from miliary_chat.author.checking.check import check
from miliary_chat.base.errors import UsageError
from miliary_chat.case.loaded import load_case
from miliary_chat.dialogue import actions as a
from miliary_chat.dialogue.script import Script
from persons import Person


@pytest.mark.parametrize(
    ("title", "id_"),
    [
        ("A stitch in the side", "stitch-in-side"),
        ("Pain: worse on breathing?", "pain-worse-on-breathing"),
        ("The", "the"),
        ("Žluťoučký", "lu-ou-k"),
        ("???", ""),
        ("x" * 100, "x" * 60),
    ],
)
def test_a_title_suggests_an_id(title: str, id_: str) -> None:
    assert id_from(title) == id_


@pytest.mark.parametrize(
    "title",
    [
        "A stitch in the side",
        "Pain: worse on breathing?",
        "yes",
        "12",
        '"Quoted" \\ and # more',
        "[x] & *y",
        "Žluťoučký",
        "- a",
    ],
)
def test_any_title_comes_back_as_it_was_typed(tmp_path: Path, title: str) -> None:
    begin(tmp_path / "case", "case", title)
    assert load_case(tmp_path / "case").case.title == title
    assert {problem.code for problem in check(tmp_path / "case")} == {"N402"}


@pytest.mark.parametrize("id_", ["", "Stitch", "a--b", "-a", "a b", "../a", "x" * 61, "ä"])
def test_what_is_no_id_is_refused_and_nothing_is_made(tmp_path: Path, id_: str) -> None:
    with pytest.raises(UsageError):
        begin(tmp_path / "case", id_, "A title")
    assert not (tmp_path / "case").exists()


def test_a_folder_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "case").mkdir()
    with pytest.raises(UsageError, match="is there already"):
        begin(tmp_path / "case", "case", "A title")
    assert list((tmp_path / "case").iterdir()) == []


@pytest.mark.parametrize("name", ["case", "answers"])
def test_an_editor_finds_the_schema_that_the_first_line_names(shared_folder: Path, name: str) -> None:
    text = (shared_folder / f"{name}.yaml").read_text(encoding="utf-8")
    named = text.splitlines()[0].removeprefix("# yaml-language-server: $schema=")
    schema = json.loads((shared_folder / named).read_text(encoding="utf-8"))
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert not list(Draft202012Validator(schema).iter_errors(yaml.safe_load(text)))


def test_the_new_case_can_be_played_to_its_end(shared_folder: Path) -> None:
    loaded = load_case(shared_folder)
    trainee = Person(Script.of_case(loaded.case, loaded.hash))
    trainee.does(a.Begin())
    for _ in range(20):
        if trainee.state.ended is None:
            trainee.does(a.Skip())
    assert trainee.state.ended == "completed"
