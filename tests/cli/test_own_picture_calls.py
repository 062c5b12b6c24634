"""Own pictures as a department meets them: dropped, checked, looked at, played, and gone the next day."""

import shutil
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from miliary_chat.case.library import shipped_cases

CASE = str(shipped_cases() / "chest-films")


@pytest.fixture
def own(home: Path) -> Path:
    """The folder of own pictures of a shipped case."""
    folder = home / "pictures" / "chest-films"
    folder.mkdir(parents=True)
    return folder


def film(file: Path, **header: str) -> None:
    told = PngImagePlugin.PngInfo()
    for key, value in header.items():
        told.add_text(key, value)
    Image.new("L", (60, 50), 120).save(file, "PNG", pnginfo=told)


def test_check_names_the_own_pictures_and_what_their_headers_tell_and_notices_each_change(program, own: Path) -> None:
    assert "N404" not in program("check", CASE).stdout
    film(own / "film-a.png", Comment="Jane Roe")
    told = program("check", CASE)
    assert "N404 “film-a” shows film-a.png, a picture of your own" in told.stdout
    assert "W543 The header of" in told.stdout
    assert "W540" not in told.stdout
    assert told.returncode == 0
    assert program("check", "--strict", CASE).returncode == 1
    (own / "pictures.yaml").write_text(
        "pictures:\n  film-a:\n    file: film-a.png  # ok W543: invented, she does not live\n", encoding="utf-8"
    )
    told = program("check", "--strict", CASE)
    assert (told.returncode, "W543" in told.stdout, "N404" in told.stdout) == (0, False, True)
    (own / "film-a.png").unlink()
    assert "W548 The picture" in program("check", CASE).stdout
    shutil.rmtree(own)
    assert "W548" not in program("check", CASE).stdout


def test_view_shows_the_own_picture_and_tells_what_is_wrong_with_another(program, own: Path) -> None:
    film(own / "film-a.png")
    film(own / "nobody.png")
    told = program("view", "chest-films/film-a")
    assert told.stdout.splitlines()[0].endswith("(own picture)")
    assert "“nobody.png” is named after no picture of this case" in told.stderr
    assert told.returncode == 0


def test_a_case_is_played_with_its_own_picture_and_gone_on_with_when_the_folder_is_empty(program, own: Path) -> None:
    film(own / "film-a.png")
    begun = program("--plain", "play", "chest-films", typed="/quit\n")
    assert "(own picture)." in begun.stdout
    assert begun.returncode == 0
    shutil.rmtree(own)
    resumed = program("--plain", "resume", typed="/zoom\n/quit\n")
    assert "(own picture)." in resumed.stdout
    assert program("exam", "verify").returncode == 0
    fresh = program("--plain", "play", "chest-films", "--new", typed="/quit\n")
    assert "(own picture)" not in fresh.stdout
    assert "(synthetic)" in fresh.stdout


def test_a_mistake_in_the_list_is_told_in_one_line_and_the_case_is_played(program, own: Path) -> None:
    (own / "pictures.yaml").write_text("pictures: {a: [", encoding="utf-8")
    told = program("--plain", "play", "chest-films", typed="/quit\n")
    assert "The case shows the pictures that it came with." in told.stderr
    assert "pictures.yaml:1" in told.stderr
    assert "(synthetic)" in told.stdout
    assert told.returncode == 0
