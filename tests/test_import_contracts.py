"""Who may import whom, and what a start loads."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SCREENS_AND_STORE = {"textual", "textual_image", "rich", "sqlalchemy"}
SLOW_TO_LOAD = SCREENS_AND_STORE | {"pydantic", "yaml", "typer", "rapidfuzz", "PIL", "numpy"}


def loaded_by(*arguments: str) -> set[str]:
    """The top-level modules that a fresh interpreter with these arguments has imported when it ends."""
    command = [sys.executable, "-X", "importtime", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    lines = done.stderr.splitlines()
    complaint = "\n".join(line for line in lines if not line.startswith("import time:"))
    assert done.returncode == 0, complaint
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines if line.startswith("import time:")}


def test_every_room_imports_only_the_rooms_below_it_and_its_own_libraries() -> None:
    words = "from importlinter.cli import lint_imports_command as check; check()"
    done = subprocess.run(
        [sys.executable, "-c", words, "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


# The contracts above read the source, where an import inside a function looks like any other: they cannot tell
# that a start puts Textual (0.2 s) or SQLAlchemy (0.2 s) off. One import moved to the top of a file undoes that
# unseen, so a fresh interpreter is asked what it really loaded.


def test_the_measure_sees_what_a_start_loads() -> None:
    assert "yaml" in loaded_by("-c", "import yaml")


@pytest.mark.parametrize("flag", ["--version", "--help"])
def test_a_question_about_the_program_loads_neither_screens_nor_store(flag: str) -> None:
    assert loaded_by("-m", "miliary_chat", flag) & {"textual", "textual_image", "sqlalchemy"} == set()


def test_the_version_is_told_without_anything_that_is_slow_to_load() -> None:
    assert loaded_by("-m", "miliary_chat", "--version") & SLOW_TO_LOAD == set()


def test_the_dialogue_engine_loads_neither_screens_nor_store() -> None:
    assert loaded_by("-c", "import miliary_chat.dialogue.tutor") & SCREENS_AND_STORE == set()
