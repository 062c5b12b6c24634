"""The program as a person calls it, in a home of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Program = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this person's attempts, settings and log lie."""
    folder = tmp_path / "home"
    monkeypatch.setenv("MILIARY_HOME", str(folder))
    monkeypatch.delenv("MILIARY_DB", raising=False)
    return folder


@pytest.fixture
def program(home: Path) -> Program:
    """Runs the program to its end: arguments, and what is typed."""

    def run(*arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "miliary_chat", *arguments],
            input=typed,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )

    return run
