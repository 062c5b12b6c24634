"""What the set-up says: to an old Python, while it works, and when it cannot go on."""

import ast
import errno
import subprocess
import sys
from pathlib import Path

import pytest

from set_up import trouble
from set_up.progress import Narrator, Progress, count_packages

SCRIPTS = Path(__file__).parent.parent / "scripts"
BEFORE_THE_GATE = ("tutor.py", "test.py", "set_up/__init__.py", "set_up/gate.py")
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
