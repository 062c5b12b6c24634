"""The set-up of a fresh machine: when it is done, what it says, and what it says when it cannot."""

import ast
import errno
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from set_up import checks, ready, trouble
from set_up.progress import Narrator, Progress, count_packages

ROOT = Path(__file__).parent.parent
SCRIPTS = ROOT / "scripts"
BEFORE_THE_GATE = ("tutor.py", "test.py", "set_up/__init__.py", "set_up/gate.py")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout whose .venv is whole for the tutor and for the tests: as much of it as the stamps speak of."""
    for kind in ready.KINDS:
        lock = Path(ready.lock_file(str(tmp_path), kind))
        lock.parent.mkdir(parents=True, exist_ok=True)
        lock.write_text(f"textual==8.0  # {kind}\n", encoding="utf-8")
    (tmp_path / "base").mkdir()
    (tmp_path / "base" / "python3.11").touch()
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
    (checkout / "base" / "python3.12").touch()
    python = Path(ready.interpreter(str(checkout)))
    python.unlink()
    python.symlink_to(checkout / "base" / "python3.12")
    assert not ready.is_whole(str(checkout), "run")


def test_what_a_person_added_to_the_environment_does_no_harm(checkout: Path) -> None:
    (checkout / ".venv" / "lib" / "ipython-9.0.dist-info").mkdir()
    assert ready.is_ready(str(checkout), "run")


LOGS = [
    ("ERROR: Could not find a version that satisfies the requirement x==1 (from versions: none)", "network"),
    ("WARNING: Retrying (Retry(total=4)) after connection broken by 'NewConnectionError(...)'", "network"),
    ("urllib3.exceptions.ReadTimeoutError: Read timed out.", "network"),
    ("ProxyError('Cannot connect to proxy.')", "network"),
    ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "disk is full"),
    ("Retrying after NewConnectionError\nERROR: [Errno 28] No space left on device", "disk is full"),
    ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "not the one that was locked"),
    ("ERROR: [Errno 13] Permission denied: '/a/.venv'", "may not be written"),
    ("ERROR: Failed to build 'pillow' when getting requirements to build wheel", "no ready-made build"),
    ("ERROR: something new\nmore of it", "something new"),
    ("words without the sign of an error", "words without"),
    ("", "nothing was said"),
]


@pytest.mark.parametrize(("said", "told"), LOGS)
def test_what_pip_said_becomes_one_sentence_a_way_out_and_the_place_of_the_log(said: str, told: str) -> None:
    words = str(trouble.of_log(said, "the.log"))
    assert told in words
    assert "run this again" in words.casefold()
    assert words.endswith("the.log")
    assert "\n" not in words


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EACCES, "/here may not"),
        (errno.EROFS, "/here may not"),
        (errno.EIO, "I/O"),
    ],
)
def test_an_error_of_the_system_becomes_one_sentence_and_a_way_out(number: int, told: str) -> None:
    words = str(trouble.of_error(OSError(number, "I/O or so"), "/here"))
    assert told in words
    assert "run this again" in words


def test_a_python_without_pip_is_told_the_package_that_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert "sudo apt install python3.12-venv" in str(trouble.no_pip((3, 12)))


def test_of_many_lines_of_pip_a_few_are_told() -> None:
    narrator = Narrator(21)
    lines = [f"Collecting package{n}==1.0 (from -r lock)" for n in range(21)]
    lines += [
        "  Downloading textual-8.2.8.whl (700 kB)",
        "Installing collected packages: a, b, c",
        "Successfully installed",
    ]
    told = [news for line in lines if (news := narrator.hear(line))]
    assert told == ["10 of 21 packages looked up", "20 of 21 packages looked up", "installing 3 packages"]


@pytest.mark.parametrize(
    ("before", "told"),
    [("", "still fetching packages"), ("Installing collected packages: a, b", "still installing packages")],
)
def test_a_silent_pip_is_told_of_by_what_it_was_doing(before: str, told: str) -> None:
    narrator = Narrator(2)
    narrator.hear(before)
    assert narrator.heartbeat() == told


def test_a_network_that_does_not_answer_is_told_of_once() -> None:
    narrator = Narrator(2)
    line = "WARNING: Retrying (Retry(total=4)) after connection broken"
    assert [bool(narrator.hear(line)) for _ in range(3)] == [True, False, False]


def test_a_line_of_progress_tells_the_seconds_since_the_beginning() -> None:
    said: list[str] = []
    times = iter([100.0, 112.4])
    Progress(said.append, lambda: next(times)).tell("ready")
    assert said == ["ready (12 s)"]


@pytest.mark.parametrize(("platform", "packages"), [("linux", 2), ("darwin", 2), ("win32", 3)])
def test_packages_are_counted_once_and_for_this_platform(platform: str, packages: int) -> None:
    lock = [
        "colorama==0.4 ; sys_platform == 'win32' \\",
        "    --hash=sha256:00",
        "numpy==2.4 ; python_full_version < '3.12' \\",
        "numpy==2.5 ; python_full_version >= '3.12' \\",
        "textual==8.2 \\",
    ]
    assert count_packages(lock, platform) == packages


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


def test_the_locks_hold_every_dependency_at_a_version_that_fits() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    for kind, wanted in (("run", project["dependencies"]), ("test", project["dependencies"] + extras)):
        pins = _pins(kind)
        for requirement in map(Requirement, wanted):
            versions = pins.get(requirement.name.casefold(), set())
            assert versions, f"{requirement.name} is not in {kind}.txt: python scripts/renew_locks.py"
            assert all(requirement.specifier.contains(version) for version in versions), requirement


def test_the_tutor_runs_with_the_versions_that_are_tested() -> None:
    run, test = _pins("run"), _pins("test")
    assert {name: test.get(name) for name in run} == run


@pytest.mark.parametrize("kind", ready.KINDS)
def test_every_locked_package_has_hashes_and_no_address(kind: str) -> None:
    text = Path(ready.lock_file(str(ROOT), kind)).read_text(encoding="utf-8")
    assert "://" not in text
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert all("--hash=sha256:" in block for block in blocks)


def _pins(kind: str) -> dict[str, set[Version]]:
    pins: dict[str, set[Version]] = {}
    for line in Path(ready.lock_file(str(ROOT), kind)).read_text(encoding="utf-8").splitlines():
        if found := re.match(r"([\w.-]+)==([\w.]+)", line):
            pins.setdefault(found[1], set()).add(Version(found[2]))
    return pins


@pytest.mark.parametrize("name", BEFORE_THE_GATE)
def test_an_old_python_can_read_what_it_meets_before_the_gate(name: str) -> None:
    source = (SCRIPTS / name).read_bytes()
    assert source.isascii()
    tree = ast.parse(source, feature_version=(3, 4))
    newer = (ast.JoinedStr, ast.AnnAssign, ast.FunctionDef, ast.NamedExpr, ast.Match)
    assert not [node for node in ast.walk(tree) if isinstance(node, newer)]


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 6, 15), (3, 10, 13)])
@pytest.mark.parametrize("script", ["tutor.py", "test.py"])
def test_an_old_python_is_told_so_in_one_line(version: tuple[int, ...], script: str) -> None:
    path = SCRIPTS / script
    words = (
        f"import sys, runpy; sys.version_info = {version}; sys.argv = [{str(path)!r}]; sys.path[0] = {str(SCRIPTS)!r}; "
    )
    words += "runpy.run_path(sys.argv[0], run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert f"needs Python 3.11 or newer, and this is Python {version[0]}.{version[1]}." in done.stderr


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
