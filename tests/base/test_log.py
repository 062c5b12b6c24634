"""The log: tracebacks go to a file, never to the screen, and a missing file is no reason to stop."""

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from miliary_chat.base import log
from miliary_chat.base.log import NAME, close_log, open_log


@pytest.fixture(autouse=True)
def closed_afterwards() -> Iterator[None]:
    yield
    close_log()


def complain(words: str) -> None:
    try:
        raise ValueError(words)
    except ValueError:
        logging.getLogger(NAME).exception("while %s", words)


def test_a_traceback_goes_to_the_file_and_nowhere_else(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "new" / "miliary-chat.log"
    assert open_log(file) == file
    complain("reading \ud800 a film")
    kept = file.read_text("utf-8")
    assert "Traceback" in kept
    assert "ValueError: reading ? a film" in kept
    assert capfd.readouterr() == ("", "")


def test_the_place_is_the_persons_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILIARY_HOME", str(tmp_path))
    assert open_log() == tmp_path / "miliary-chat.log"


def test_opening_twice_writes_each_line_once(tmp_path: Path) -> None:
    open_log(tmp_path / "log")
    open_log(tmp_path / "log")
    logging.getLogger(NAME).info("once")
    assert (tmp_path / "log").read_text("utf-8").count("once") == 1


def test_files_do_not_grow_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "_LIMIT", 2_000)
    open_log(tmp_path / "log")
    for number in range(500):
        logging.getLogger(NAME).info("line %d", number)
    sizes = {file.name: file.stat().st_size for file in tmp_path.iterdir()}
    assert sorted(sizes) == ["log", "log.1", "log.2", "log.3"]
    assert max(sizes.values()) <= 2_000


def test_where_no_file_can_be_there_is_no_log_and_no_error(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert open_log(tmp_path / "file" / "log") is None
    assert open_log(tmp_path) is None
    complain("nobody listens")
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="NOT TESTED: a log on a full disk; there is no /dev/full here"
)
def test_a_full_disk_under_the_log_is_not_shown(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "log").symlink_to("/dev/full")
    assert open_log(tmp_path / "log") == tmp_path / "log"
    complain("there is no room")
    close_log()
    assert capfd.readouterr() == ("", "")


def test_naming_the_log_loads_next_to_nothing() -> None:
    words = "import sys, miliary_chat.base.log; sys.exit('logging.handlers' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", words], check=False, env={**os.environ}).returncode == 0
