"""Somebody at a real terminal: starts, asks, takes a hint, leaves, is killed, and finds everything again."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("a terminal of one's own needs POSIX", allow_module_level=True)

from own_terminal import Terminal

pytestmark = pytest.mark.long


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A person with a home of their own and an ordinary terminal."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("MILIARY_", "TEXTUAL", "NO_COLOR"))
    }
    return {**kept, "TERM": "xterm-256color", "COLORTERM": "truecolor", "MILIARY_HOME": str(tmp_path / "home")}


@pytest.fixture
def terminals(environment: dict[str, str]) -> Iterator[list[Terminal]]:
    """Terminals that are closed in the end, come what may."""
    opened: list[Terminal] = []
    yield opened
    for terminal in opened:
        terminal.close()


def test_somebody_starts_asks_takes_a_hint_leaves_and_finds_it_all_again(
    environment: dict[str, str], terminals: list[Terminal]
) -> None:
    first = Terminal("play", "wedding-photograph", "--seed", "1", environment=environment)
    terminals.append(first)
    first.wait_for("Ask what you like")
    first.type("any lumps?\r")
    first.wait_for("wedding photographs")
    first.type("/hint\r")
    first.wait_for("Start with the cough")
    first.type("/quit\r")
    first.wait_for("leave the program")
    first.type("2\r")
    assert first.left() == 0

    second = Terminal("resume", environment=environment)
    terminals.append(second)
    second.wait_for("wedding photographs")
    second.wait_for("Start with the cough")
    second.type("any fever?\r")
    second.wait_for("temperature twice")


def test_somebody_who_is_killed_three_times_loses_no_word(
    environment: dict[str, str], terminals: list[Terminal]
) -> None:
    asked = [("any lumps?", "wedding photographs"), ("any fever?", "temperature twice"), ("do you smoke?", "student")]
    start = ("play", "wedding-photograph", "--seed", "1")
    for turn, (question, answer) in enumerate(asked):
        terminal = Terminal(*(start if turn == 0 else ("resume",)), environment=environment)
        terminals.append(terminal)
        for _, earlier in asked[:turn]:
            terminal.wait_for(earlier)
        terminal.wait_for("send")
        terminal.type(f"{question}\r")
        terminal.wait_for(answer)
        terminal.kill()
        assert terminal.left() == -signal.SIGKILL
    last = Terminal("resume", environment=environment)
    terminals.append(last)
    for _, answer in asked:
        last.wait_for(answer)


def test_a_terminal_that_is_told_to_end_keeps_the_place_and_leaves_the_screen(
    environment: dict[str, str], terminals: list[Terminal]
) -> None:
    terminal = Terminal("play", "wedding-photograph", environment=environment)
    terminals.append(terminal)
    terminal.wait_for("Ask what you like")
    terminal.kill(signal.SIGTERM)
    assert terminal.left() == 143


def test_line_by_line_on_a_terminal_prompts_once_and_draws_nothing(
    environment: dict[str, str], terminals: list[Terminal]
) -> None:
    terminal = Terminal("play", "wedding-photograph", "--plain", environment=environment)
    terminals.append(terminal)
    terminal.wait_for("You:")
    terminal.type("any fever?\r")
    terminal.wait_for("normal. You:")  # an end of input that is typed before it is asked for is lost in any line editor
    terminal.type("\x04")
    assert terminal.left() == 0
    assert terminal.raw.count(b"any fever?") == 1, "typed, and not printed again"
    assert b"Your place is kept." in terminal.raw
    assert b"\x1b" not in terminal.raw
    assert max(map(len, terminal.raw.decode().splitlines())) <= 120


def test_ctrl_c_line_by_line_keeps_the_place(environment: dict[str, str], terminals: list[Terminal]) -> None:
    terminal = Terminal("play", "wedding-photograph", "--plain", environment=environment)
    terminals.append(terminal)
    terminal.wait_for("You:")
    terminal.type("\x03")
    assert terminal.left() == 130
    assert b"Your place is kept." in terminal.raw
