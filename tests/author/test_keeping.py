"""Keeping answers: every byte that was there stays, and what is written can be read again."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from miliary_chat.author.answers import Answers, Labelled
from miliary_chat.author.bench.keeping import keep
from miliary_chat.base.errors import CaseError, MiliaryError
from miliary_chat.base.sanitise import clean
from miliary_chat.case.nodes import compose
from miliary_chat.case.source_text import harmless
from miliary_chat.case.validation import fill

DOTS = Labelled(say="tiny dots", met=("dots",), near=("size",))
FILM = "findings/film"


def kept_answers(file: Path) -> tuple[Labelled, ...]:
    """The answers to the film that the file holds."""
    tree, problems = compose(file.read_bytes() if file.exists() else b"answers: {}", str(file), gaps=True)
    assert tree is not None
    answers, invalid = fill(Answers, tree, str(file))
    assert answers is not None, (problems, invalid)
    return answers.answers.get(FILM, ())


def kept_in(folder: Path, before: str, item: str = FILM, one: Labelled = DOTS) -> str:
    """The file after `one` was kept in it."""
    file = folder / "answers.yaml"
    file.write_bytes(before.encode())
    keep(file, item, one)
    return file.read_bytes().decode()


def test_a_file_that_is_not_there_is_made(tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    kept = keep(file, FILM, DOTS)
    assert file.read_text() == (
        "# Real answers, and what each must earn.\nformat: 1\nanswers:\n  findings/film:\n"
        "    - say: tiny dots\n      met: [dots]\n      near: [size]\n"
    )
    assert (kept.file, kept.line, kept.there) == (file, 5, False)
    assert kept_answers(file) == (DOTS,)


ENTRY = "    - say: tiny dots\n      met: [dots]\n      near: [size]\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "# Real answers, and what each must earn.\nformat: 1\nanswers:\n  findings/film:\n" + ENTRY),
        ("# mine\n", "# mine\nformat: 1\nanswers:\n  findings/film:\n" + ENTRY),
        ("format: 1", "format: 1\nanswers:\n  findings/film:\n" + ENTRY),
        (
            "format: 1\nanswers:\n  findings/film:\n    - say: a # first\n",
            "format: 1\nanswers:\n  findings/film:\n    - say: a # first\n" + ENTRY,
        ),
        (
            "answers:\n  findings/film:\n    - say: a\n\n  # the route\n  findings/route:\n    - say: b\n",
            "answers:\n  findings/film:\n    - say: a\n" + ENTRY + "\n  # the route\n  findings/route:\n    - say: b\n",
        ),
        (
            "answers:\n  findings/film:\n    - say: a\n      # a thought about it\n  history:\n    - say: b\n",
            "answers:\n  findings/film:\n    - say: a\n      # a thought about it\n"
            + ENTRY
            + "  history:\n    - say: b\n",
        ),
        (
            "answers:\n  history:\n    - say: b\n\n# at last\ndialogues:\n  one:\n    turns: [hello]\n",
            "answers:\n  history:\n    - say: b\n  findings/film:\n"
            + ENTRY
            + "\n# at last\ndialogues:\n  one:\n    turns: [hello]\n",
        ),
        (
            "answers:\n  findings/film:\n  - say: a\n  history:\n  - say: b\n",
            "answers:\n  findings/film:\n  - say: a\n  - say: tiny dots\n    met: [dots]\n    near: [size]\n"
            "  history:\n  - say: b\n",
        ),
        (
            "answers:\n    findings/film:\n        -   say: a\nformat: 1\n",
            "answers:\n    findings/film:\n        -   say: a\n        - say: tiny dots\n          met: [dots]\n"
            "          near: [size]\nformat: 1\n",
        ),
        (
            "answers:\n  findings/film:\n    - say: |\n        a\n        # not a comment\n",
            "answers:\n  findings/film:\n    - say: |\n        a\n        # not a comment\n" + ENTRY,
        ),
        ("answers:  # none yet\n", "answers:  # none yet\n  findings/film:\n" + ENTRY),
        (
            "answers:\n  findings/film:\n  history:\n    - say: b\n",
            "answers:\n  findings/film:\n" + ENTRY + "  history:\n    - say: b\n",
        ),
        (
            "format: 1\r\nanswers:\r\n  findings/film:\r\n    - say: a\r\n",
            "format: 1\r\nanswers:\r\n  findings/film:\r\n    - say: a\r\n" + ENTRY.replace("\n", "\r\n"),
        ),
    ],
)
def test_an_answer_is_appended_where_it_belongs_and_nothing_else_moves(tmp_path: Path, before: str, after: str) -> None:
    assert kept_in(tmp_path, before) == after


def test_a_mark_at_the_beginning_of_the_file_stays(tmp_path: Path) -> None:
    after = kept_in(tmp_path, "\ufeffanswers:\n  findings/film:\n    - say: a\n")
    assert after == "\ufeffanswers:\n  findings/film:\n    - say: a\n" + ENTRY


def test_the_same_answer_with_the_same_verdicts_is_kept_once(tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    keep(file, FILM, DOTS)
    before = file.read_bytes()
    again = keep(file, FILM, DOTS)
    assert (again.there, again.line, file.read_bytes()) == (True, 5, before)


def test_the_same_answer_with_other_verdicts_is_refused_and_its_line_is_named(tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    keep(file, FILM, DOTS)
    with pytest.raises(MiliaryError, match=r"answers.yaml:5 holds this answer already, with other verdicts"):
        keep(file, FILM, Labelled(say="tiny dots"))


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("answers: {findings/film: [{say: a}]}\n", "on lines of its own"),
        ("answers:\n  findings/film: [{say: a}]\n", "on lines of its own"),
        ("answers:\n\t- a\n", "answers.yaml:2:1: E105"),
        ("answers:\n  findings/film:\n    - met: [dots]\n", "answers.yaml:3:7: E201"),
        ("answers:\n  findings/film:\n    - say: a\n      met: [x]\n      near: [x]\n", "“x” is named twice"),
        ("format: 1\nstages: [a]\n", "answers.yaml:2:1: E202"),
    ],
)
def test_a_file_that_cannot_take_it_stays_as_it_is_and_a_sentence_says_why(
    tmp_path: Path, before: str, said: str
) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text(before)
    with pytest.raises(MiliaryError, match=said):
        keep(file, FILM, DOTS)
    assert file.read_text() == before
    assert os.listdir(tmp_path) == ["answers.yaml"]


def test_a_place_that_cannot_be_written_to_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(MiliaryError, match=r"cannot be written .* Copy the case to a folder of your own"):
        keep(tmp_path / "gone" / "answers.yaml", FILM, DOTS)


def test_a_file_that_may_not_be_written_to_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "answers.yaml"
    keep(file, FILM, DOTS)
    monkeypatch.setattr("miliary_chat.author.bench.keeping.os.access", lambda path, mode: False)
    with pytest.raises(MiliaryError, match="It may not be written to"):
        keep(file, FILM, Labelled(say="more"))
    assert kept_answers(file) == (DOTS,)


def test_a_disk_that_fails_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "answers.yaml"
    keep(file, FILM, DOTS)
    before = file.read_bytes()

    def full(*given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("miliary_chat.author.bench.keeping.os.replace", full)
    with pytest.raises(MiliaryError, match="No space left on device"):
        keep(file, FILM, Labelled(say="more"))
    assert (file.read_bytes(), os.listdir(tmp_path)) == (before, ["answers.yaml"])


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_a_link_stays_a_link_and_its_file_takes_the_answer(tmp_path: Path) -> None:
    real = tmp_path / "real.yaml"
    real.write_text("format: 1\n")
    link = tmp_path / "answers.yaml"
    link.symlink_to(real)
    keep(link, FILM, DOTS)
    assert link.is_symlink()
    assert kept_answers(real) == (DOTS,)


def test_a_folder_in_the_file_s_place_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").mkdir()
    with pytest.raises(CaseError, match="E101"):
        keep(tmp_path / "answers.yaml", FILM, DOTS)


@settings(max_examples=150, deadline=None)
@given(
    said=st.lists(st.text(min_size=1, max_size=80).map(lambda text: harmless(clean(text)).strip()), max_size=4),
    note=st.text(max_size=30).map(lambda text: harmless(clean(text)).strip() or None),
)
def test_whatever_was_said_is_read_again_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, said: list[str], note: str | None
) -> None:
    file = tmp_path_factory.mktemp("kept") / "answers.yaml"
    wanted: dict[str, Labelled] = {}
    for text in said:
        if text and text not in wanted:
            wanted[text] = Labelled(say=text, missed=("dots",), note=note)
            before = file.read_bytes() if file.exists() else b""
            keep(file, FILM, wanted[text])
            assert file.read_bytes().startswith(before)
    assert kept_answers(file) == tuple(wanted.values())
