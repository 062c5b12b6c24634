"""Settings: kept whole or not at all, and never a reason not to start."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from miliary_chat.base.errors import MiliaryError
from miliary_chat.base.settings import Read, Settings, read_settings, write_settings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def test_without_a_file_there_are_the_usual_settings_and_nothing_is_said(file: Path) -> None:
    assert read_settings(file) == Read(Settings())
    assert not file.parent.exists()


def test_what_is_kept_comes_back(file: Path) -> None:
    chosen = Settings(theme="textual-light", graphics="half", plain=True, timer=False, seen_tour=True)
    write_settings(Settings(), file)
    write_settings(chosen, file)
    assert read_settings(file) == Read(chosen)
    assert [left.name for left in file.parent.iterdir()] == ["settings.json"]


@pytest.mark.parametrize("broken", [b"", b"{", b"[]", b"\xff\xfe", b"null", b"[" * 100_000, b'{"a": "' + b"x" * 70_000])
def test_a_broken_file_is_put_aside_and_that_is_said(file: Path, broken: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(broken)
    read = read_settings(file)
    assert read.settings == Settings()
    assert "settings.json.broken" in read.notice
    assert not file.exists()
    assert file.with_name("settings.json.broken").read_bytes() == broken
    assert read_settings(file).notice == ""


@pytest.mark.parametrize(
    "record", [{"theme": 3}, {"plain": "yes"}, {"timer": None}, {"graphics": ["half"]}, {"plain": 1}, {"novel": True}]
)
def test_a_choice_of_the_wrong_type_counts_as_not_made(file: Path, record: dict[str, object]) -> None:
    file.parent.mkdir()
    file.write_text(json.dumps({**record, "seen_tour": True}), encoding="utf-8")
    assert read_settings(file) == Read(Settings(seen_tour=True))


def test_what_a_newer_release_keeps_there_stays(file: Path) -> None:
    file.parent.mkdir()
    file.write_text('{"novel": [1], "plain": false}', encoding="utf-8")
    write_settings(Settings(plain=True), file)
    assert json.loads(file.read_text("utf-8"))["novel"] == [1]
    assert read_settings(file).settings.plain


def test_a_folder_in_the_files_place_stops_neither_start_nor_program(file: Path) -> None:
    file.mkdir(parents=True)
    read = read_settings(file)
    assert read.settings == Settings()
    assert "cannot be read" in read.notice
    with pytest.raises(MiliaryError, match="could not be kept"):
        write_settings(Settings(), file)


def test_a_write_that_fails_half_way_leaves_the_old_settings(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_settings(Settings(theme="nord"), file)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(MiliaryError, match="No space left"):
        write_settings(Settings(theme="dracula"), file)
    assert read_settings(file).settings.theme == "nord"
    assert [left.name for left in file.parent.iterdir()] == ["settings.json"]


@given(st.binary(max_size=200))
def test_no_file_at_all_stops_a_start(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    file = tmp_path_factory.mktemp("any") / "settings.json"
    file.write_bytes(content)
    assert isinstance(read_settings(file).settings, Settings)
