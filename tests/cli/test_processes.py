"""The program as a process: pipes that close, signals, bytes that are no text."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Program = Callable[..., subprocess.CompletedProcess[str]]
PLAY = (sys.executable, "-m", "miliary_chat", "play", "wedding-photograph", "--plain")

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")


def test_without_a_terminal_home_goes_line_by_line_and_says_so(program: Program) -> None:
    done = program()
    assert done.returncode == 0
    assert "--plain" in done.stderr
    assert "A dry cough and a film full of dots" in done.stdout


def test_a_case_in_a_pipe_ends_with_its_input_and_says_on_stderr_how_to_go_on(program: Program) -> None:
    done = program("play", "wedding-photograph", "--plain", typed="any fever?\n")
    assert done.returncode == 0
    assert "You: any fever?\nPatient: " in done.stdout
    assert done.stderr.startswith("Your place is kept. To go on: miliary-chat resume ")
    again = program("resume", "--plain")
    assert "You: any fever?" in again.stdout


def test_plain_output_holds_no_control_codes_and_no_boxes(program: Program) -> None:
    text = program("play", "wedding-photograph", "--plain", typed="any lumps\n/help\n/finish yes\n").stdout
    assert not [char for char in text if ord(char) < 32 and char != "\n"]
    assert not [char for char in text if "\u2500" <= char <= "\u259f"]


def test_whoever_stops_reading_early_causes_no_complaint(home: Path) -> None:
    with subprocess.Popen(
        [*PLAY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(os.environ)
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        process.stdin.write(b"any fever?\n" * 3)
        process.stdin.close()
        assert process.wait(60) == 141
        assert process.stderr.read() == b""


def test_binary_input_is_no_crash(home: Path) -> None:
    noise = bytes(range(256)) * 20 + b"\nany fever?\n"
    done = subprocess.run([*PLAY], input=noise, capture_output=True, timeout=60, check=False)
    assert done.returncode == 0
    assert b"Traceback" not in done.stdout + done.stderr
    assert b"Patient: " in done.stdout


@posix
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_keeps_the_place_and_says_how_to_go_on(home: Path, number: signal.Signals, code: int) -> None:
    with subprocess.Popen(
        [*PLAY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write("any fever?\n")
        process.stdin.flush()
        for line in process.stdout:
            if line.startswith("Patient: "):
                break
        process.send_signal(number)
        _, err = process.communicate(timeout=60)
        assert process.returncode == code
    assert "Your place is kept" in err
    assert "Traceback" not in err


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_a_home_that_cannot_be_written_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o500)
    monkeypatch.setenv("MILIARY_HOME", str(shut))
    done = subprocess.run([*PLAY], input="", capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
