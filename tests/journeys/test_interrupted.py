"""Somebody whose machine lets them down: the input ends, the process is killed, and nothing is lost."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest

pytestmark = pytest.mark.long

TRAINEES = run_path(str(Path(__file__).with_name("trainees.py")))
PROGRAM = (sys.executable, "-m", "miliary_chat")
PLAY = ("play", "wedding-photograph", "--plain", "--seed", "7")


@pytest.fixture
def lines(desk: Any, person: Any) -> list[str]:
    """What a strong trainee types in a whole case."""
    one = person(TRAINEES["STRONG"], lambda news: "done")
    desk.play(one)
    return one.typed


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A home of this person's own."""
    return {**os.environ, "MILIARY_HOME": str(tmp_path / "home"), "PYTHONIOENCODING": "utf-8"}


def typed(environment: dict[str, str], arguments: Sequence[str], lines: Sequence[str]) -> str:
    """Run the program to the end of the input; what it printed."""
    done = subprocess.run(
        [*PROGRAM, *arguments],
        input="".join(f"{line}\n" for line in lines),
        capture_output=True,
        encoding="utf-8",
        env=environment,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def killed_after(environment: dict[str, str], arguments: Sequence[str], lines: Sequence[str]) -> str:
    """Type the lines, wait until the last one is printed (it is stored then), and kill -9."""
    with subprocess.Popen(
        [*PROGRAM, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", env=environment
    ) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write("".join(f"{line}\n" for line in lines))
        process.stdin.flush()
        seen = []
        left = list(lines)
        for row in process.stdout:
            seen.append(row)
            if left and row == f"You: {left[0]}\n":
                left.pop(0)
            if not left:
                break
        process.kill()
        process.wait(60)
    return "".join(seen)


def the_end(text: str) -> str:
    """The debrief, whole."""
    assert "\nDebrief: " in text, text[-1500:]
    return text.partition("\nDebrief: ")[2]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
def test_somebody_killed_three_times_ends_where_an_undisturbed_one_ends(
    environment: dict[str, str], lines: list[str], tmp_path: Path
) -> None:
    undisturbed = typed({**environment, "MILIARY_HOME": str(tmp_path / "calm")}, PLAY, lines)
    cuts = [0, 5, 22, 30, len(lines)]
    killed_after(environment, PLAY, lines[: cuts[1]])
    for start, end in ((cuts[1], cuts[2]), (cuts[2], cuts[3])):
        killed_after(environment, ("resume", "--plain"), lines[start:end])
    last = typed(environment, ("resume", "--plain"), lines[cuts[3] :])
    assert the_end(last) == the_end(undisturbed)


def test_the_input_may_end_in_the_middle_and_the_question_is_there_again(
    environment: dict[str, str], lines: list[str]
) -> None:
    at = next(number for number, line in enumerate(lines) if "PA chest film" in line)
    first = typed(environment, PLAY, lines[:at])
    question = [line for line in first.splitlines() if line.startswith("Tutor: ")][-1]
    again = typed(environment, ("resume", "--plain"), lines[at:])
    assert question in again
    assert again.index(question) < again.index("You: PA chest film") < again.index("Debrief: ")


def test_half_an_answer_comes_back_when_the_input_ended_in_it(environment: dict[str, str]) -> None:
    typed(environment, PLAY, ["any lumps", "and have you ever\\"])
    again = typed(environment, ("resume", "--plain"), [])
    assert "You had begun to type: and have you ever" in again
    assert re.search(r"You: any lumps\nPatient: ", again)


def test_a_case_finished_today_can_be_read_again_tomorrow(environment: dict[str, str], lines: list[str]) -> None:
    whole = typed(environment, PLAY, lines)
    name = typed(environment, ("history",), []).split()[0]
    assert the_end(typed(environment, ("resume", name, "--plain"), [])) == the_end(whole)
