"""`try` and `preview` as they are called."""

from pathlib import Path

import pytest

from miliary_chat.cli.main import main
from written import saved, written

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _here(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("miliary_chat.cli.endings.heed_termination", lambda: None)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return written(tmp_path)


def called(capsys: Captured, *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    return code, out, err


def test_answers_can_be_tried_in_a_pipe(program, place: Path) -> None:
    done = program("try", str(place), "findings/film", "--plain", typed="tiny nodules\n/keep\n/quit\n")
    assert done.returncode == 0
    assert "✓ dots met: “tiny nodules”" in done.stdout
    assert "Kept in answers.yaml:5: met dots." in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("try", "PLACE", "nowhere", "--plain"), 2, "There is no question “nowhere” here. There are: history,"),
        (("try", "nowhere", "--plain"), 2, "There is no case “nowhere”."),
        (("try",), 2, "CASE"),
        (("preview", "nowhere"), 2, "There is no case “nowhere”."),
        (("preview", "PLACE", "--plain"), 2, "A preview needs a whole terminal. Line by line, “miliary-chat check "),
        (("preview", "PLACE"), 2, "A preview needs a whole terminal."),
    ],
)
def test_a_wrong_call_is_answered_in_a_sentence(
    capsys: Captured, place: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    got, out, err = called(capsys, *(str(place) if word == "PLACE" else word for word in words))
    assert (got, out) == (code, "")
    assert said in err


def test_a_case_with_mistakes_cannot_be_tried_and_says_why(capsys: Captured, place: Path) -> None:
    saved(place, ("title:", "titel:"))
    code, out, err = called(capsys, "try", str(place), "--plain")
    assert (code, out) == (1, "")
    assert "cannot be played: 2 problems. The first: " in err


def test_a_preview_says_at_once_that_there_is_no_such_stage(
    capsys: Captured, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("miliary_chat.cli.previewing.plainly", lambda wishes: False)
    code, _, err = called(capsys, "preview", str(place), "--from", "nowhere")
    assert code == 2
    assert "There is no stage “nowhere” here. It has: history, findings, differential, debrief." in err


def test_a_preview_opens_on_a_case_that_cannot_be_played_yet(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saved(place, ("title:", "titel:"))
    shown: list[Path] = []
    monkeypatch.setattr("miliary_chat.cli.previewing.plainly", lambda wishes: False)
    monkeypatch.setattr("miliary_chat.tui.authoring.run_preview", lambda path, **how: shown.append(path) or 0)
    assert main(("preview", str(place), "--from", "findings")) == 0
    assert shown == [place]
