"""A tired candidate at a real terminal, line by line: killed in the middle, back at once, handed in; and the clock."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("a terminal of one's own needs POSIX", allow_module_level=True)

from own_terminal import Terminal

pytestmark = pytest.mark.long

EXAM = """\
format: 1
exam: evening
title: Evening paper
time: {time}
after: {{show: marks}}
sections:
  film:
    title: The film
    take: [{{question: wedding-photograph/findings/film}}]
  patient:
    title: The patient
    take: [{{case: wedding-photograph, only: [interview]}}]
  quiz:
    title: Quiz
    take: [{{case: wedding-photograph, only: [choice]}}]
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A person with a home of their own and an ordinary terminal."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MILIARY_", "NO_COLOR"))}
    return {**kept, "TERM": "xterm-256color", "MILIARY_HOME": str(tmp_path / "home")}


@pytest.fixture
def terminals() -> Iterator[list[Terminal]]:
    """Terminals that are closed in the end, come what may."""
    opened: list[Terminal] = []
    yield opened
    for terminal in opened:
        terminal.close()


def exam(tmp_path: Path, time: str) -> str:
    """The exam's file."""
    file = tmp_path / "evening.exam.yaml"
    file.write_text(EXAM.format(time=time), "utf-8")
    return str(file)


def asked(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    """The program beside it, as an examiner calls it."""
    return subprocess.run(
        [sys.executable, "-m", "miliary_chat", *words],
        capture_output=True, encoding="utf-8", env=environment, timeout=60, check=False,
    )  # fmt: skip


def seconds_left(text: bytes) -> int:
    """The time left that was told last, in seconds."""
    minutes, seconds = re.findall(rb"(\d+):(\d\d) left", text)[-1]
    return 60 * int(minutes) + int(seconds)


def test_a_whole_exam_with_a_kill_in_the_middle_ends_with_everything_that_was_sent_and_typed(
    tmp_path: Path, environment: dict[str, str], terminals: list[Terminal]
) -> None:
    first = Terminal("exam", "sit", exam(tmp_path, "30 min"), "--plain", environment=environment)
    terminals.append(first)
    first.wait_for("start or /quit:")
    first.type("start\r")
    first.wait_for("Question 1:")
    first.type("tiny nodules in both lungs\r")
    first.wait_for("Question 2:")
    first.type("any fever?\r")
    first.wait_for("temperature twice")
    first.type("any lum")
    live = json.loads(asked(environment, "exam", "live", "evening", "--json").stdout)[0]
    assert (live["place"], live["answered"]) == ("The patient, question 2 of 8", 2)
    given = asked(environment, "exam", "extend", "evening", "--minutes", "5", "--why", "fire alarm", "--by", "Dr Ito")
    assert given.returncode == 0
    first.wait_for("Time added: 5 minutes, by Dr Ito: fire alarm.")
    first.wait_for("left. Question 2: any lum")  # what was typed stands in the line again
    before = seconds_left(first.raw)
    first.kill()
    assert first.left() == -signal.SIGKILL
    assert b"\x1b" not in first.raw

    second = Terminal("resume", "--plain", environment=environment)
    terminals.append(second)
    second.wait_for("You are back in your exam")
    second.wait_for("question 2 of 8")
    second.wait_for("Question 2: any lum")
    assert 0 <= before - seconds_left(second.raw) <= 60
    second.type("ps?\r")
    second.wait_for("wedding photographs")
    second.type("/goto 3\r")
    second.wait_for("Question 3:")
    second.type("b\r")
    second.wait_for("Kept: B.")
    second.type("/hand-in\r")
    second.wait_for("Not answered: 4, 5, 6, 7 and 8. Hand in now?")
    second.type("yes\r")
    second.wait_for("For the invigilator to note:")
    second.wait_for("Your marks")
    assert second.left() == 0


def test_at_the_deadline_the_line_that_is_being_typed_is_handed_in(
    tmp_path: Path, environment: dict[str, str], terminals: list[Terminal]
) -> None:
    one = Terminal("exam", "sit", exam(tmp_path, "4 s"), "--plain", environment=environment)
    terminals.append(one)
    one.wait_for("start or /quit:")
    one.type("start\r")
    one.wait_for("Question 1:")
    one.type("tiny nodules everywhere")
    one.wait_for("The time is over, and your exam is handed in.")
    assert one.left() == 0
    assert b"Taken as typed, question 1: tiny nodules everywhere" in one.raw


@pytest.mark.parametrize(("key", "code"), [("\x03", 130), ("\x04", 0)])
def test_leaving_by_ctrl_c_or_the_end_of_the_input_keeps_the_place_and_says_that_the_clock_goes_on(
    tmp_path: Path, environment: dict[str, str], terminals: list[Terminal], key: str, code: int
) -> None:
    one = Terminal("exam", "sit", exam(tmp_path, "30 min"), "--plain", environment=environment)
    terminals.append(one)
    one.wait_for("start or /quit:")
    one.type("start\r")
    one.wait_for("Question 1:")
    one.type(key)
    assert one.left() == code
    assert b"The clock goes on." in one.raw


def test_a_reader_who_left_ends_a_sitting_quietly(tmp_path: Path, environment: dict[str, str]) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "miliary_chat", "exam", "sit", exam(tmp_path, "30 min"), "--plain"],
        input="start\nnodules\n/questions\n", stdout=write, stderr=subprocess.PIPE, encoding="utf-8", env=environment,
        timeout=60, check=False,
    )  # fmt: skip
    os.close(write)
    assert done.returncode == 141
    assert "Traceback" not in done.stderr
