"""What was found in a question is kept by content: the same as if it were judged anew, and never when it changed."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from miliary_chat.author.checking.check import check
from miliary_chat.author.checking.lints import study
from miliary_chat.author.checking.lints.pages import Page, Pages, thin_out

ROOT = Path(__file__).parents[2]
WHOLE = ROOT / "tests" / "case" / "whole.yaml"


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The items whose rubrics were asked for."""
    asked: list[str] = []
    real = study.Study.rubric

    def rubric(self: study.Study, item: str) -> object:
        asked.append(item)
        return real(self, item)

    monkeypatch.setattr(study.Study, "rubric", rubric)
    return asked


def edited(folder: Path, old: str, new: str) -> None:
    text = (folder / "case.yaml").read_text("utf-8")
    assert old in text
    (folder / "case.yaml").write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    "path",
    [WHOLE, pytest.param(ROOT / "cases" / "wedding-photograph", marks=pytest.mark.long)],
    ids=["whole", "flagship"],
)
def test_what_is_kept_says_what_judging_anew_says(path: Path, tmp_path: Path, compiled: list[str]) -> None:
    fresh = check(path)
    assert check(path, Pages(tmp_path)) == fresh
    compiled.clear()
    assert check(path, Pages(tmp_path)) == fresh
    assert compiled == []


def test_only_a_question_that_changed_is_judged_again(folder: Path, tmp_path: Path, compiled: list[str]) -> None:
    check(folder, Pages(tmp_path))
    compiled.clear()
    edited(folder, "- collapsed right lung", "- the right lung is down")
    check(folder, Pages(tmp_path))
    assert set(compiled) == {"findings/main"}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("On one side they stop early.", "A right pneumothorax.", "W512"),
        ("- collapsed right lung", "- no right pneumothorax", "W503"),
        ("title: A stitch in the side", "title: A right pneumothorax", "W510"),
    ],
)
def test_a_change_is_noticed(folder: Path, tmp_path: Path, old: str, new: str, code: str) -> None:
    assert code not in {problem.code for problem in check(folder, Pages(tmp_path))}
    edited(folder, old, new)
    assert code in {problem.code for problem in check(folder, Pages(tmp_path))}


@pytest.mark.parametrize("content", ["", "{", "[]", "null"])
def test_a_damaged_page_is_no_page(folder: Path, tmp_path: Path, content: str) -> None:
    found = check(folder, Pages(tmp_path))
    for file in tmp_path.glob("*/*.json"):
        file.write_text(content)
    assert check(folder, Pages(tmp_path)) == found


def test_where_nothing_can_be_written_the_check_goes_on(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert check(folder, Pages(tmp_path / "file")) == check(folder)


def test_the_oldest_pages_go_when_there_are_too_many(folder: Path, tmp_path: Path) -> None:
    check(folder, Pages(tmp_path))
    before = len(list(tmp_path.glob("*/*.json")))
    thin_out(tmp_path, most=before - 2)
    assert len(list(tmp_path.glob("*/*.json"))) == before - 2


def test_a_text_with_none_of_the_words_is_not_judged() -> None:
    def never() -> list[str]:
        raise AssertionError("asked")

    page = Page()
    probes = page.probes(lambda: {"effusion": (frozenset({"effus"}), False)})
    assert probes == {"effusion": [["effus"], False]}
    judge: Callable[[], list[str]] = lambda: ["effusion"]  # noqa: E731
    assert page.says("an effusion", ("effusion",), judge) == ["effusion"]
    assert page.says("an effusion", ("effusion",), never) == ["effusion"]


def test_the_next_process_finds_the_pages_of_this_one(folder: Path, tmp_path: Path) -> None:
    # A set of words has another order in each process; a key must not.
    script = "import sys; from pathlib import Path; from miliary_chat.author.checking.check import check"
    script += "; from miliary_chat.author.checking.lints.pages import Pages"
    script += "; check(Path(sys.argv[1]), Pages(Path(sys.argv[2])))"
    names = []
    for seed in ("1", "2"):
        words = [sys.executable, "-c", script, str(folder), str(tmp_path)]
        environment = {"PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": seed}
        subprocess.run(words, check=True, env=environment)
        names.append(sorted(file.name for file in tmp_path.glob("*/*.json")))
    assert names[0] == names[1] != []
