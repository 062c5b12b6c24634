"""When a checkout's .venv counts as ready, and how it is made, repaired and left."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from set_up import build, checks, ready, trouble
from set_up.turn import take, turn

ROOT = Path(__file__).parent.parent
SCRIPTS = ROOT / "scripts"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout whose .venv is whole for the tutor and for the tests: as much of it as the stamps speak of."""
    for kind in ready.KINDS:
        lock = Path(ready.lock_file(str(tmp_path), kind))
        lock.parent.mkdir(parents=True, exist_ok=True)
        lock.write_text(f"textual==8.0  # {kind}\n", encoding="utf-8")
    (tmp_path / "base").mkdir()
    (tmp_path / "base" / "python3.11").touch(mode=0o755)
    python = Path(ready.interpreter(str(tmp_path)))
    python.parent.mkdir(parents=True)
    python.symlink_to(tmp_path / "base" / "python3.11")
    (tmp_path / ".venv" / "pyvenv.cfg").write_text(f"home = {tmp_path / 'base'}\n", encoding="utf-8")
    (tmp_path / ".venv" / "lib" / "textual-8.0.dist-info").mkdir(parents=True)
    for kind in ready.KINDS:
        text = ready.stamp_text(str(tmp_path), kind, "lib", ["textual-8.0.dist-info"])
        Path(ready.stamp_file(str(tmp_path), kind)).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("kind", ready.KINDS)
def test_a_whole_environment_of_the_locked_versions_is_ready(checkout: Path, kind: str) -> None:
    assert ready.is_ready(str(checkout), kind)


def test_a_checkout_without_environment_is_not_ready(tmp_path: Path) -> None:
    assert not ready.is_ready(str(tmp_path), "run")


@pytest.mark.parametrize(
    "lost",
    [
        ".venv",
        ".venv/pyvenv.cfg",
        ".venv/set-up-run.stamp",
        ".venv/lib",
        ".venv/lib/textual-8.0.dist-info",
        "base",
        os.path.relpath(ready.interpreter(""), ""),
    ],
)
def test_an_environment_that_lost_a_part_is_neither_ready_nor_whole(checkout: Path, lost: str) -> None:
    path = checkout / lost
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    assert not ready.is_ready(str(checkout), "run")
    assert not ready.is_whole(str(checkout), "run")


@pytest.mark.parametrize("text", ["", "python3.11", "python3.11\nlib\n", "\n\n\n", "\0\n\0\n\0\n"])
def test_a_stamp_that_was_cut_short_counts_for_nothing(checkout: Path, text: str) -> None:
    Path(ready.stamp_file(str(checkout), "run")).write_text(text, encoding="utf-8")
    assert not ready.is_ready(str(checkout), "run")
    assert not ready.is_whole(str(checkout), "run")


def test_new_locked_versions_leave_an_environment_whole_but_not_ready(checkout: Path) -> None:
    Path(ready.lock_file(str(checkout), "run")).write_text("textual==8.1\n", encoding="utf-8")
    assert not ready.is_ready(str(checkout), "run")
    assert ready.is_whole(str(checkout), "run")
    assert ready.is_ready(str(checkout), "test")


def test_a_python_that_became_another_under_the_same_name_is_noticed(checkout: Path) -> None:
    (checkout / "base" / "python3.12").touch(mode=0o755)
    python = Path(ready.interpreter(str(checkout)))
    python.unlink()
    python.symlink_to(checkout / "base" / "python3.12")
    assert not ready.is_whole(str(checkout), "run")


def test_what_a_person_added_to_the_environment_does_no_harm(checkout: Path) -> None:
    (checkout / ".venv" / "lib" / "ipython-9.0.dist-info").mkdir()
    assert ready.is_ready(str(checkout), "run")


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout without .venv, in which a set-up makes a real environment and installs nothing into it."""
    for kind in ready.KINDS:
        lock = Path(ready.lock_file(str(tmp_path), kind))
        lock.parent.mkdir(parents=True, exist_ok=True)
        lock.write_text("", encoding="utf-8")
    package = tmp_path / "src" / "miliary_chat"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    monkeypatch.setattr(build, "_has", lambda module: module == "pip")
    monkeypatch.setattr(build, "_install", lambda site: None)
    return tmp_path


def test_a_set_up_leaves_an_environment_that_is_ready_and_finds_the_source(bare: Path) -> None:
    assert build.build(str(bare), "run") == 0
    assert [ready.is_ready(str(bare), kind) for kind in ready.KINDS] == [True, False]
    found = subprocess.run(
        [ready.interpreter(str(bare)), "-P", "-c", "import miliary_chat; print(miliary_chat.__file__)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(found.stdout.strip()).is_relative_to(bare / "src")


def test_arguments_input_and_exit_code_pass_through_and_the_folder_of_the_start_is_not_imported_from(
    bare: Path,
) -> None:
    shutil.copytree(SCRIPTS / "set_up", bare / "scripts" / "set_up")
    shutil.copy(SCRIPTS / "tutor.py", bare / "scripts")
    program = "import sys, json; print(json.dumps(sys.argv[1:]), sys.stdin.read()); sys.exit(7)"
    (bare / "src" / "miliary_chat" / "__main__.py").write_text(program, encoding="utf-8")
    (bare / "json.py").write_text("raise SystemExit('the json.py of this folder was imported')", encoding="utf-8")
    assert build.build(str(bare), "run") == 0
    command = [sys.executable, "scripts/tutor.py", "play", "a b", "--seed=1"]
    done = subprocess.run(command, cwd=bare, input="an answer", capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (7, '["play", "a b", "--seed=1"] an answer\n', "")


def test_what_tests_need_includes_what_the_tutor_needs(bare: Path) -> None:
    assert build.build(str(bare), "test") == 0
    assert all(ready.is_ready(str(bare), kind) for kind in ready.KINDS)


def test_a_checkout_can_be_moved(bare: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert build.build(str(bare), "run") == 0
    moved = bare.rename(tmp_path_factory.mktemp("elsewhere") / "moved")
    assert ready.is_ready(str(moved), "run")
    words = "import miliary_chat"
    assert subprocess.call([ready.interpreter(str(moved)), "-P", "-c", words]) == 0


def test_a_half_made_environment_is_made_anew_and_says_so(bare: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rest = bare / ".venv" / "lib" / "rest-of-a-package"
    rest.mkdir(parents=True)
    assert build.build(str(bare), "run") == 0
    assert not rest.exists()
    assert "not whole; making it anew" in capsys.readouterr().err


def test_a_link_in_the_place_of_the_environment_is_replaced_and_its_target_left_alone(bare: Path) -> None:
    (other := bare / "other").mkdir()
    (other / "precious.txt").touch()
    (bare / ".venv").symlink_to(other, target_is_directory=True)
    assert build.build(str(bare), "run") == 0
    assert list(other.iterdir()) == [other / "precious.txt"]
    assert not (bare / ".venv").is_symlink()


def test_an_environment_that_a_person_made_is_filled_and_not_replaced(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "_runs", lambda command: True)  # it would have pip, which takes seconds to put there
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(bare / ".venv")], check=True)
    (theirs := bare / ".venv" / "theirs.txt").touch()
    assert build.build(str(bare), "run") == 0
    assert theirs.exists()


def test_a_set_up_that_fails_says_why_and_leaves_nothing_that_counts_as_ready(
    bare: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_site: build.Site) -> None:
        raise trouble.SetUpError(trouble.of_log("No space left on device", "the.log"))

    assert build.build(str(bare), "test") == 0
    Path(ready.lock_file(str(bare), "run")).write_text("textual==8.1\n", encoding="utf-8")
    monkeypatch.setattr(build, "_install", fail)
    assert build.build(str(bare), "run") == 1
    assert "The disk is full." in capsys.readouterr().err.splitlines()[-1]
    assert not any(ready.is_ready(str(bare), kind) for kind in ready.KINDS)


def test_a_set_up_that_is_interrupted_says_so_and_can_be_run_again(
    bare: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(_site: build.Site) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(build, "_install", interrupt)
        assert build.build(str(bare), "run") == 130
    assert "run this again" in capsys.readouterr().err.splitlines()[-1]
    assert build.build(str(bare), "run") == 0


def test_only_one_process_has_the_turn_and_it_ends_with_its_holder(tmp_path: Path) -> None:
    path = str(tmp_path / "lock")
    said: list[str] = []
    other = os.open(path, os.O_RDWR | os.O_CREAT)
    try:
        with turn(path, said.append):
            assert not take(other)
        assert take(other)
    finally:
        os.close(other)
    assert said == []


@pytest.mark.parametrize(
    ("arguments", "checks_too", "long"),
    [
        ([], True, False),
        (["--long"], True, True),
        (["-x", "-q"], True, False),
        (["tests"], False, False),
        (["tests", "--long"], False, True),
        (["tests/test_set_up.py"], False, True),
        (["tests/test_set_up.py::test_x", "-q"], False, True),
        (["-k", "judge"], False, False),
    ],
)
def test_named_tests_run_alone_and_long_ones_when_asked_for(arguments: list[str], checks_too: bool, long: bool) -> None:
    plan = checks.plan(arguments)
    assert plan.checks is checks_too
    assert ("not long" not in plan.pytest) is long
    assert "--long" not in plan.pytest


def test_a_start_that_finds_all_in_order_loads_nothing_it_does_not_need() -> None:
    words = "import sys; sys.path.insert(0, sys.argv[1]); import set_up.gate, set_up.start; "
    words += "set_up.start.is_ready('.', 'run'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-S", "-c", words, str(SCRIPTS)], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "set_up.start" in loaded
    assert loaded & {"subprocess", "venv", "pathlib", "typing", "dataclasses", "hashlib", "set_up.build"} == set()


@pytest.mark.long
def test_one_command_sets_a_fresh_checkout_up_and_the_second_time_nothing_is_left_to_do(tmp_path: Path) -> None:
    checkout = tmp_path / "a checkout with spaces"
    left_behind = shutil.ignore_patterns(".git", ".venv", ".*_cache", "__pycache__", ".hypothesis")
    shutil.copytree(ROOT, checkout, ignore=left_behind)
    command = [sys.executable, "scripts/tutor.py", "--version"]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    first, second = (
        subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, check=False)
        for _ in range(2)
    )
    assert first.returncode == 0, first.stderr
    assert "ready" in first.stderr
    assert first.stdout == second.stdout != ""
    assert second.stderr == ""
