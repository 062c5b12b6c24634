"""The author's commands as they are called: what comes out, where, and the exit code."""

import json
from pathlib import Path

import pytest

from miliary_chat.cli.main import main
from miliary_chat.cli.paper import Paper

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


@pytest.fixture
def place(tmp_path: Path, capsys: Captured) -> Path:
    assert called(capsys, "new", "--id", "stitch", "--title", "A stitch", "--into", str(tmp_path), "--yes")[0] == 0
    return tmp_path / "stitch"


def changed(place: Path, old: str, new: str, name: str = "case.yaml") -> None:
    file = place / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


class TestNew:
    def test_it_says_what_comes_next(self, capsys: Captured, tmp_path: Path) -> None:
        code, out, err = called(capsys, "new", "--title", "A stitch in the side", "--into", str(tmp_path), "--yes")
        assert code == 0
        files = "case.yaml, answers.yaml, README.md, case.schema.json, answers.schema.json"
        assert err == f"{tmp_path / 'stitch-in-side'} is there: {files}.\n"
        assert f"miliary-chat check {tmp_path / 'stitch-in-side'}" in out
        assert "docs/writing-cases.md" in out

    def test_a_place_with_a_space_can_be_typed_as_it_is_shown(self, capsys: Captured, tmp_path: Path) -> None:
        out = called(capsys, "new", "--title", "A stitch", "--into", str(tmp_path / "my cases"), "--yes")[1]
        assert f'miliary-chat check "{tmp_path / "my cases" / "stitch"}"' in out

    def test_nobody_is_asked_where_nobody_is(self, capsys: Captured) -> None:
        code, _, err = called(capsys, "new")
        assert (code, err) == (2, "miliary-chat: Nobody is there to be asked. Give --title and --id, and --yes.\n")

    def test_it_overwrites_nothing(self, capsys: Captured, place: Path) -> None:
        code, _, err = called(capsys, "new", "--id", "stitch", "--into", str(place.parent), "--yes")
        assert code == 2
        assert "is there already" in err


class TestCheck:
    def test_a_clean_case_is_told_so(self, capsys: Captured, place: Path) -> None:
        changed(place, "reviewed: {status: unreviewed}", "reviewed: {status: reviewed, by: Dr X, on: 2026-01-01}")
        assert called(capsys, "check", str(place)) == (0, "", "1 case checked: nothing to mend; it can be played.\n")

    def test_a_lint_is_an_error_only_when_that_is_asked_for(self, capsys: Captured, place: Path) -> None:
        changed(place, "title: A stitch", "title: A right pneumothorax")
        assert [called(capsys, "check", str(place), *more)[0] for more in ((), ("--strict",))] == [0, 1]

    def test_an_error_is_an_error(self, capsys: Captured, place: Path) -> None:
        changed(place, "level: intro", "level: intr")
        code, out, err = called(capsys, "check", str(place))
        assert code == 1
        assert f"{place}/case.yaml:14:8: E204 " in out
        assert err.endswith("it cannot be played. “check --explain E204” tells what to do.\n")

    def test_broken_answers_are_an_error(self, capsys: Captured, place: Path) -> None:
        changed(place, "met: [pain, breathless]", "met: [pian, breathless]", "answers.yaml")
        code, out, _ = called(capsys, "check", str(place))
        assert (code, "E402" in out, "did you mean “pain”?" in out) == (1, True, True)

    def test_it_says_the_same_the_second_time(self, capsys: Captured, place: Path) -> None:
        assert called(capsys, "check", str(place)) == called(capsys, "check", str(place))

    def test_the_problems_are_there_for_programs_and_for_github(self, capsys: Captured, place: Path) -> None:
        (problem,) = json.loads(called(capsys, "check", str(place), "--format", "json")[1])
        assert (problem["code"], problem["severity"], problem["line"]) == ("N402", "notice", 17)
        out = called(capsys, "check", str(place), "--format", "github")[1]
        assert out.startswith(f"::notice file={place}/case.yaml,line=17,col=11,title=N402::No radiologist")

    def test_a_pipe_gets_no_colours(self, capsys: Captured, place: Path) -> None:
        assert "\x1b" not in called(capsys, "check", str(place))[1]

    @pytest.mark.parametrize("code", ["W501", "w501", "E101"])
    def test_a_code_is_explained(self, capsys: Captured, code: str) -> None:
        ended, out, _ = called(capsys, "check", "--explain", code)
        assert (ended, out.startswith(f"{code.upper()}: ")) == (0, True)

    def test_an_unknown_code_is_not(self, capsys: Captured) -> None:
        assert called(capsys, "check", "--explain", "W5O1")[0] == 2

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"\x00\x01\x02PNG", "E104"),
            ("id: x\n".encode("utf-16"), "E103"),
            (b"id:\n\t- x\n", "E105"),
            (b"on: push\njobs: {}\n", "E114"),
            (b"x" * 1_000_001, "E102"),
            (b"", "E113"),
        ],
    )
    def test_what_is_no_case_is_told_in_a_sentence(
        self, capsys: Captured, tmp_path: Path, content: bytes, code: str
    ) -> None:
        (tmp_path / "case.yaml").write_bytes(content)
        ended, out, _ = called(capsys, "check", str(tmp_path))
        assert ended == 1
        assert code in out

    @pytest.mark.parametrize("command", [("check",), ("test",), ("test", "--players", "2")])
    @pytest.mark.parametrize("name", ["a", "."])
    def test_a_circle_of_links_is_told_in_a_sentence(
        self, capsys: Captured, tmp_path: Path, command: tuple[str, ...], name: str
    ) -> None:
        (tmp_path / "a").symlink_to(tmp_path / "b")
        (tmp_path / "b").symlink_to(tmp_path / "a")
        code, out, err = called(capsys, *command, str(tmp_path / name))
        assert code == 1
        assert "E101 Too many levels of symbolic links." in out + err

    def test_a_folder_that_leads_back_to_itself_is_told(self, capsys: Captured, tmp_path: Path) -> None:
        (tmp_path / "again").symlink_to(tmp_path)
        code, _, err = called(capsys, "check", str(tmp_path))
        assert (code, "again leads back" in err, len(err.splitlines())) == (1, True, 1)

    def test_a_folder_without_a_case_is_told(self, capsys: Captured, tmp_path: Path) -> None:
        code, _, err = called(capsys, "check", str(tmp_path))
        assert (code, "There is no case in" in err) == (2, True)


class TestTest:
    def test_a_case_that_is_fair_passes(self, capsys: Captured, place: Path) -> None:
        code, out, err = called(capsys, "test", str(place), "--strict")
        assert (code, err) == (0, "1 case, 16 answers; all as labelled.\n")
        assert "16 of 16 answers as labelled; 1 of 1 dialogues as told" in out

    def test_an_answer_that_is_judged_otherwise_fails_with_its_line(self, capsys: Captured, place: Path) -> None:
        changed(place, "met: [pain, breathless]", "met: [pain]", "answers.yaml")
        code, out, err = called(capsys, "test", str(place), "--no-mutants")
        assert (code, err) == (1, "1 case, 16 answers; 1 not as labelled.\n")
        assert "answers.yaml:9 history/main: “when did the pain start, and are you short of breath?”" in out
        assert "breathless: not labelled, found met" in out

    def test_update_shows_and_writes_what_is_found_and_keeps_what_was(self, capsys: Captured, place: Path) -> None:
        before = (place / "answers.yaml").read_bytes()
        changed(place, "met: [pain, breathless]", "met: [pain]", "answers.yaml")
        changed_bytes = (place / "answers.yaml").read_bytes()
        code, out, _ = called(capsys, "test", str(place), "--update", "--yes")
        assert code == 0
        assert "-      met: [pain]\n+      met: [pain, breathless]" in out
        assert (place / "answers.yaml").read_bytes() == before
        assert (place / "answers.yaml.bak").read_bytes() == changed_bytes

    def test_update_writes_nothing_where_nobody_can_be_asked(self, capsys: Captured, place: Path) -> None:
        changed(place, "met: [pain, breathless]", "met: [pain]", "answers.yaml")
        before = (place / "answers.yaml").read_bytes()
        code, _, err = called(capsys, "test", str(place), "--update")
        assert (code, "Add --yes" in err) == (2, True)
        assert (place / "answers.yaml").read_bytes() == before
        assert not list(place.glob("*.bak"))

    def test_the_proof_is_there_for_programs(self, capsys: Captured, place: Path) -> None:
        (proof,) = json.loads(called(capsys, "test", str(place), "--json")[1])
        assert (proof["case"], proof["answers"], proof["holds"]) == ("stitch", 16, True)
        assert proof["mutants"]["lived"] == []

    def test_everything_that_was_not_reached_is_listed_on_request(self, capsys: Captured, place: Path) -> None:
        out = called(capsys, "test", str(place), "--all", "--no-mutants")[1]
        assert "findings/main: phrasing of pneumothorax “collapsed right lung”" in out

    def test_a_case_that_cannot_be_played_is_not_tested(self, capsys: Captured, place: Path) -> None:
        changed(place, "level: intro", "level: intr")
        code, _, err = called(capsys, "test", str(place))
        assert (code, "1 case cannot be played" in err) == (1, True)

    def test_players_walk_a_case_and_bring_the_same_again(self, capsys: Captured, place: Path) -> None:
        words = ("test", "--players", "6", "--seed", "4", str(place))
        code, out, _ = called(capsys, *words)
        assert (code, "6 players" in out, "seed 4" in out) == (0, True, True)
        assert "Nothing is wrong" in out
        assert called(capsys, *words)[1] == out
        (walks,) = json.loads(called(capsys, *words, "--json")[1])
        assert (walks["players"], walks["clean"], walks["faults"]) == (6, True, [])

    def test_players_who_find_that_nobody_can_get_full_marks_fail_the_case(self, capsys: Captured, place: Path) -> None:
        changed(place, "broader: [pneumothorax]", "reject: [right, pleural space]")
        code, out, _ = called(capsys, "test", "--players", "2", str(place))
        assert (code, "Nobody can get full marks" in out) == (1, True)

    def test_players_do_not_enter_a_case_that_cannot_be_played(self, capsys: Captured, place: Path) -> None:
        changed(place, "level: intro", "level: intr")
        code, out, err = called(capsys, "test", "--players", "2", str(place))
        assert (code, out, "E204" in err) == (1, "", True)


class TestPaper:
    LONG = "  findings/main: “right sided pneumothorax about two fingers deep, with no shift of the mediastinum”"

    def test_a_line_for_a_program_stays_a_line(self) -> None:
        assert Paper(coloured=False, width=40).folded(self.LONG) == self.LONG

    def test_a_line_for_eyes_is_folded_at_words(self) -> None:
        lines = Paper(coloured=False, width=40, folds=True).folded(self.LONG).split("\n")
        assert len(lines) == 3
        assert all(len(line) <= 40 for line in lines)
        assert [len(line) - len(line.lstrip()) for line in lines] == [2, 4, 4]
        assert " ".join(line.strip() for line in lines) == self.LONG.strip()

    def test_a_place_is_never_broken_so_that_it_can_be_opened(self) -> None:
        place = f"/home/{'x' * 60}/case.yaml:14:11:"
        assert place in Paper(coloured=False, width=40, folds=True).folded(f"{place} N402 Not reviewed.").split("\n")
