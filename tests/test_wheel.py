"""What is built carries the cases, and runs in an empty folder far from the checkout."""

import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CASES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "cases").rglob("*.yaml"))


def run(*command: str | Path, folder: Path, home: Path | None = None) -> str:
    """Run a command outside the checkout's reach and return what it says."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "MILIARY_"))}
    if home is not None:
        environment |= {"HOME": str(home), "XDG_DATA_HOME": str(home), "APPDATA": str(home), "LOCALAPPDATA": str(home)}
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def built(source: Path, target: str, folder: Path) -> Path:
    """Build a "wheel" or an "sdist" from a source tree with the locked hatchling, without the network."""
    run(sys.executable, "-m", "hatchling", "build", "-t", target, "-d", folder, folder=source)
    (file,) = folder.glob("*.whl" if target == "wheel" else "*.tar.gz")
    return file


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(ROOT, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel in it; the libraries are borrowed, so that no network is needed."""
    venv = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "venv", "--without-pip", venv, folder=venv)
    binaries = venv / ("Scripts" if os.name == "nt" else "bin")
    python = binaries / ("python.exe" if os.name == "nt" else "python")
    run(sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", wheel, folder=venv)
    packages = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", folder=venv).strip())
    # A folder that a .pth names lends its packages; the .pth files within it, one of which leads to the source, are
    # not read.
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return binaries


def test_there_are_cases_to_carry() -> None:
    assert CASES


def test_the_wheel_holds_every_case_its_pictures_and_its_answers(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    files = (path for path in (ROOT / "cases").rglob("[!.]*") if path.is_file())
    assert {f"miliary_chat/{path.relative_to(ROOT).as_posix()}" for path in files} <= held


def test_the_wheel_holds_every_file_of_the_source(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    files = (path for path in (ROOT / "src").rglob("*") if path.is_file() and path.suffix != ".pyc")
    assert {path.relative_to(ROOT / "src").as_posix() for path in files} <= held


def test_the_installed_program_is_the_wheel_and_not_the_checkout(installed: Path, tmp_path: Path) -> None:
    where = run(installed / "python", "-c", "import miliary_chat; print(miliary_chat.__file__)", folder=tmp_path)
    assert Path(where.strip()).is_relative_to(installed.parent)


def test_the_installed_program_lists_the_cases_in_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    (folder := tmp_path / "empty").mkdir()
    listed = run(installed / "miliary-chat", "list", folder=folder, home=tmp_path / "home")
    assert [case.parent.name for case in (ROOT / "cases").glob("*/case.yaml") if case.parent.name not in listed] == []
    assert listed == run(sys.executable, "-m", "miliary_chat", "list", folder=folder, home=tmp_path / "home")
    assert list(folder.iterdir()) == []


def test_an_installed_author_is_shown_a_page_that_is_there(installed: Path, tmp_path: Path) -> None:
    words = ("new", "--id", "stitch", "--title", "A stitch", "--yes")
    said = run(installed / "miliary-chat", *words, folder=tmp_path, home=tmp_path / "home")
    (page,) = (word for word in said.split() if word.endswith("writing-cases.md"))
    assert Path(page).read_bytes() == (ROOT / "docs" / "writing-cases.md").read_bytes()
    run(installed / "miliary-chat", "check", "stitch", folder=tmp_path, home=tmp_path / "home")


@pytest.mark.long
def test_a_wheel_built_from_the_sdist_holds_what_a_wheel_from_the_checkout_holds(wheel: Path, tmp_path: Path) -> None:
    sdist = built(ROOT, "sdist", tmp_path / "sdist")
    with tarfile.open(sdist) as archive:
        for member in filter(tarfile.TarInfo.isfile, archive):
            content = archive.extractfile(member)
            assert content is not None
            (file := tmp_path / "source" / member.name).parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.read())
    (source,) = (tmp_path / "source").iterdir()
    again = built(source, "wheel", tmp_path / "again")
    with zipfile.ZipFile(wheel) as first, zipfile.ZipFile(again) as second:
        assert set(first.namelist()) == set(second.namelist())
