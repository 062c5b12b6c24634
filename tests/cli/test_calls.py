"""Every command as it is called: what comes out, where, and the exit code."""

import io
import json
import re
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from miliary_chat import __version__
from miliary_chat.case.library import shipped_cases
from miliary_chat.cli.front import FRONT
from miliary_chat.cli.main import main

WHOLE = Path(__file__).parents[1] / "case" / "whole.yaml"
Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _here(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("miliary_chat.cli.endings.heed_termination", lambda: None)


def called(capsys: Captured, *arguments: str) -> tuple[int, str, str]:
    """The exit code, what was printed, and what was said on standard error."""
    code = main(arguments)
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    return code, out, err


@pytest.mark.parametrize("words", [("--version",), ("-V",), ("version",), ("--plain", "--version")])
def test_the_version_is_told_whichever_way_it_is_asked_for(capsys: Captured, words: tuple[str, ...]) -> None:
    assert called(capsys, *words) == (0, f"miliary-chat {__version__}\n", "")


def test_the_front_page_names_every_command_and_option(capsys: Captured) -> None:
    from miliary_chat.cli.program import program

    assert called(capsys, "--help") == (0, FRONT, "")
    for name, command in commands(get_command(program)):
        assert f"miliary-chat {name}" in FRONT
        if name.startswith("exam "):  # theirs would be half the page; each tells them itself
            continue
        for option in (option for option in command.params if option.param_type_name == "option"):
            assert any(re.search(rf"(^|[ ,;]){word}\b", FRONT, re.MULTILINE) for word in option.opts), (name, option)


def commands(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("chekc",), "Did you mean 'check'?"),
        (("play",), "CASE"),
        (("play", "wedding", "--plain"), "Did you mean “wedding-photograph”?"),
        (("play", "nowhere/case.yaml", "--plain"), "There is no case at nowhere/case.yaml"),
        (("play", "wedding-photograph", "--plain", "--from", "nowhere"), "There is no stage “nowhere” here."),
        (("resume", "--plain"), "Nothing is in progress."),
        (("resume", "zzz", "--plain"), "There is no attempt “zzz”."),
        (("check", "nowhere"), "There is nothing at nowhere."),
        (("export", "wedding-photograph"), "Say what to export."),
        (("export", "wedding-photograph", "--anki", "case.yaml"), "case.yaml does not end in .apkg."),
        (("export", "nothing", "--anki", "x.apkg"), "There is no case “nothing”."),
        (("export", "wedding-photograph", "--anki", "x.apkg", "--attempt", "zzz"), "There is no attempt “zzz”."),
        (("list", "--nonsense"), "--nonsense"),
        (("play", "wedding-photograph", "--theme", "pink"), "pink"),
    ],
)
def test_a_wrong_call_is_answered_in_a_sentence_and_with_2(capsys: Captured, words: tuple[str, ...], said: str) -> None:
    code, out, err = called(capsys, *words)
    assert code == 2
    assert said in err
    assert out == ""


def test_list_shows_the_shipped_cases_to_people_and_to_programs(capsys: Captured) -> None:
    code, out, _ = called(capsys, "list")
    assert code == 0
    assert "\nwedding-photograph  A dry cough" in f"\n{out}"
    cards = {card["id"]: card for card in json.loads(called(capsys, "list", "--json")[1])}
    assert all(card["problems"] == [] for card in cards.values())
    assert cards["wedding-photograph"]["level"] == "core"


@pytest.mark.parametrize("order", [("list", "--cases"), ("--cases",)])
def test_an_option_may_stand_before_or_after_the_command(
    capsys: Captured, tmp_path: Path, order: tuple[str, ...]
) -> None:
    shutil.copy(WHOLE, tmp_path / "whole.yaml")
    words = (*order, str(tmp_path)) if len(order) == 2 else (*order, str(tmp_path), "list")
    assert "A cough in spring" in called(capsys, *words)[1]


def test_folders_of_cases_add_up_and_a_missing_one_is_mentioned(capsys: Captured, tmp_path: Path) -> None:
    shutil.copy(WHOLE, tmp_path / "whole.yaml")
    code, out, err = called(capsys, "--cases", str(tmp_path), "list", "--cases", str(tmp_path / "gone"))
    assert code == 0
    assert "A cough in spring" in out
    assert "gone is not there" in err


def test_history_begins_empty_and_then_holds_what_was_played(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    code, out, err = called(capsys, "history")
    assert (code, out) == (0, "")
    assert "no attempts yet" in err
    assert json.loads(called(capsys, "history", "--json")[1]) == []
    monkeypatch.setattr("sys.stdin", io.StringIO("/finish yes\n"))
    assert called(capsys, "play", "wedding-photograph", "--plain")[0] == 0
    assert "out of 100 (finished)" in called(capsys, "history")[1]
    kept = json.loads(called(capsys, "history", "--json")[1])[0]
    assert (kept["case"], kept["ended"]) == ("wedding-photograph", "finished")
    assert isinstance(kept["total"], int)


def test_check_prints_every_problem_where_it_is(capsys: Captured, tmp_path: Path) -> None:
    broken = tmp_path / "case.yaml"
    broken.write_text(WHOLE.read_text("utf-8").replace("level: core", "level: hard"), "utf-8")
    code, out, err = called(capsys, "check", str(broken))
    assert code == 1
    assert out.splitlines()[0].startswith(f"{broken}:6:8: E")
    assert err.startswith("1 case checked: 1 error; it cannot be played.")
    found = json.loads(called(capsys, "check", str(broken), "--json")[1])
    assert (found[0]["line"], found[0]["column"]) == (6, 8)


def test_check_without_a_path_looks_at_every_case(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("chest-films", "film-round", "ten-minutes"):
        shutil.copytree(shipped_cases() / name, tmp_path / name)
    monkeypatch.setattr("miliary_chat.case.library.shipped_cases", lambda: tmp_path)
    code, _, err = called(capsys, "check")
    assert code == 0
    assert err.startswith("2 cases and 1 exam checked: ")


@pytest.mark.long
def test_every_case_and_exam_that_ships_is_without_fault(capsys: Captured) -> None:
    code, _, err = called(capsys, "check")
    assert code == 0
    cases, exams = (sum(1 for _ in shipped_cases().glob(f"*/{name}.yaml")) for name in ("case", "exam"))
    assert err.startswith(f"{cases} cases and {exams} exams checked: ")


def test_a_broken_case_is_refused_with_its_first_problem_and_with_1(capsys: Captured, tmp_path: Path) -> None:
    broken = tmp_path / "case.yaml"
    broken.write_text("format: 1\nid: x\ntitle: [\n", "utf-8")
    code, _, err = called(capsys, "play", str(broken), "--plain")
    assert code == 1
    assert "cannot be played" in err


def test_a_store_that_cannot_be_opened_is_one_sentence_and_1(capsys: Captured, tmp_path: Path) -> None:
    (tmp_path / "a.db").write_bytes(b"this is no database, whatever its name says" * 100)
    code, _, err = called(capsys, "history", "--db", str(tmp_path / "a.db"))
    assert code == 1
    assert err.count("\n") == 1


def test_a_mistake_of_the_program_is_one_sentence_and_the_log_keeps_the_rest(
    capsys: Captured, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*arguments: object, **more: object) -> None:
        raise ZeroDivisionError("a mistake of ours")

    monkeypatch.setattr("miliary_chat.cli.listing.open_library", broken)
    code, _, err = called(capsys, "list")
    assert code == 1
    assert err.count("\n") == 1
    assert str(home / "miliary-chat.log") in err
    assert "ZeroDivisionError: a mistake of ours" in (home / "miliary-chat.log").read_text("utf-8")


def test_ctrl_c_is_130_without_a_word_of_complaint(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*arguments: object, **more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("miliary_chat.cli.listing.open_library", stopped)
    assert called(capsys, "list") == (130, "", "")


RUBRICS = "rubrics: {lungs: {expect: {effusion: [pleural effusion]}, misconceptions: {air: [pneumothorax]}}}\n"
GOOD = '{"id": "a", "rubric": "lungs", "answer": "ptx, small effusion"}\n'


def graded(capsys: Captured, folder: Path, answers: str, *options: str) -> tuple[int, str, str]:
    (folder / "r.yaml").write_text(RUBRICS)
    (folder / "a.jsonl").write_text(answers)
    return called(capsys, "grade", str(folder / "r.yaml"), str(folder / "a.jsonl"), *options)


def test_grade_writes_what_each_answer_says(capsys: Captured, tmp_path: Path) -> None:
    code, out, err = graded(capsys, tmp_path, GOOD)
    assert (code, err) == (0, "1 answer graded.\n")
    told = json.loads(out)
    assert (told["id"], told["met"], told["misconceptions"]) == ("a", ["effusion"], ["air"])
    assert told["evidence"]["air"]["readings"] == [{"typed": "ptx", "read_as": "pneumothorax", "kind": "abbreviation"}]


def test_grade_writes_csv_where_the_file_is_called_so(capsys: Captured, tmp_path: Path) -> None:
    code, out, _ = graded(capsys, tmp_path, GOOD, "--out", str(tmp_path / "o.csv"))
    header, row = (tmp_path / "o.csv").read_text().splitlines()
    assert (code, out, header) == (0, "", "id,met,near,denied,misconceptions,evidence")
    assert row.startswith("a,effusion,,,air,")
    assert not (tmp_path / "o.csv.part").exists()


def test_grade_reports_a_bad_line_by_its_number_and_goes_on(capsys: Captured, tmp_path: Path) -> None:
    unknown = '{"id": "b", "rubric": "lung", "answer": "x"}\n'
    code, out, err = graded(capsys, tmp_path, "what?\n" + unknown + GOOD, "--jobs", "1")
    assert code == 1
    assert len(out.splitlines()) == 1
    assert "a.jsonl:1: this is no JSON" in err
    assert "a.jsonl:2: there is no rubric “lung”; did you mean “lungs”?\n" in err
    assert "1 answer graded; 2 lines held none." in err


def test_grade_refuses_what_it_cannot_judge_with_before_it_reads_an_answer(capsys: Captured, tmp_path: Path) -> None:
    assert graded(capsys, tmp_path, GOOD, "--out", str(tmp_path / "a.jsonl"))[0] == 2
    assert (tmp_path / "a.jsonl").read_text() == GOOD
    assert graded(capsys, tmp_path, GOOD, "--out", str(tmp_path / "o.txt"))[0] == 2
    assert called(capsys, "grade", str(tmp_path / "r.yaml"), str(tmp_path / "none.jsonl"))[0] == 2
    (tmp_path / "r.yaml").write_text("rubrics: {lungs: {expekt: {}}, x: {expekt: {a: [b]}}}")
    code, out, err = called(capsys, "grade", str(tmp_path / "r.yaml"), str(tmp_path / "a.jsonl"))
    assert (code, out) == (2, "")
    assert "did you mean “expect”?" in err


def test_a_bare_jobs_asks_for_every_core(capsys: Captured, tmp_path: Path) -> None:
    code, out, _ = graded(capsys, tmp_path, GOOD, "--jobs", "--out", str(tmp_path / "o.jsonl"))
    assert (code, out) == (0, "")
    assert json.loads((tmp_path / "o.jsonl").read_text())["met"] == ["effusion"]


def test_lexicon_shows_how_a_word_is_read_and_how_to_override_it(capsys: Captured) -> None:
    code, out, err = called(capsys, "lexicon", "collapse", "biliary")
    assert (code, err) == (0, "")
    assert "abbreviation: read as “atelectasis”, near " in out
    assert "lexicon: {apart: [collapse]}" in out
    assert "is never taken for: miliary" in out
    code, out, _ = called(capsys, "lexicon", "--json", "PA")
    assert {sense["read_as"] for sense in json.loads(out)[0]["senses"]} >= {"pulmonary artery", "posteroanterior"}


def cards_in(file: Path) -> int:
    """How many cards an Anki package holds."""
    with closing(sqlite3.connect(":memory:")) as collection:
        collection.deserialize(zipfile.ZipFile(file).read("collection.anki2"))
        return int(collection.execute("select count(*) from cards").fetchone()[0])


def test_export_writes_a_case_as_flashcards_over_an_earlier_file(capsys: Captured, tmp_path: Path) -> None:
    file = tmp_path / "deck.apkg"
    file.write_bytes(b"an earlier one")
    code, out, err = called(capsys, "export", str(WHOLE), "--anki", str(file))
    assert (code, out) == (0, "")
    assert err == f"{cards_in(file)} cards into {file}; import it in Anki with File, Import.\n"
    assert cards_in(file) > 10
    assert not (tmp_path / "deck.apkg.part").exists()


def test_export_leaves_what_was_there_when_it_cannot_write(capsys: Captured, tmp_path: Path) -> None:
    (tmp_path / "deck.apkg").mkdir()
    code, _, err = called(capsys, "export", str(WHOLE), "--anki", str(tmp_path / "deck.apkg"))
    assert code == 1
    assert err.count("\n") == 1
    assert "What was there is untouched." in err
    assert not (tmp_path / "deck.apkg.part").exists()


def test_export_of_an_attempt_holds_what_was_missed_once_it_is_over(
    capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("export", str(WHOLE), "--anki", str(tmp_path / "missed.apkg"), "--attempt")
    monkeypatch.setattr("sys.stdin", io.StringIO("/skip\n/skip\nno pleural effusion and both lungs\n"))
    called(capsys, "play", str(WHOLE), "--plain")
    name = json.loads(called(capsys, "history", "--json")[1])[0]["id"]
    code, _, err = called(capsys, *words, name)
    assert code == 2
    assert "is not finished. Go on with it: miliary-chat resume" in err
    monkeypatch.setattr("sys.stdin", io.StringIO("/finish yes\n"))
    _, _, err = called(capsys, "resume", name, "--plain")
    assert f"miliary-chat export whole --anki missed.apkg --attempt {name[:8]}" in err
    code, _, err = called(capsys, *words, name[:6])
    assert code == 0
    assert cards_in(tmp_path / "missed.apkg") > 0
    code, _, err = called(capsys, "export", "wedding-photograph", *words[2:], name)
    assert (code, "is one of whole." in err) == (2, True)
