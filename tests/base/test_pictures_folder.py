"""Where own pictures are looked for: beside a person's own cases, or where the settings say."""

import json
from pathlib import Path

import pytest

from miliary_chat.base.settings import pictures_folder


@pytest.mark.parametrize(
    ("written", "folder"),
    [
        (None, "pictures"),
        ({}, "pictures"),
        ({"pictures": ""}, "pictures"),
        ({"pictures": 7}, "pictures"),
        ({"pictures": "films"}, "films"),
        ({"pictures": "/srv/films"}, "/srv/films"),
    ],
)
def test_the_settings_may_name_another_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: object, folder: str
) -> None:
    monkeypatch.setenv("MILIARY_HOME", str(tmp_path))
    if written is not None:
        (tmp_path / "settings.json").write_text(json.dumps(written), encoding="utf-8")
    assert pictures_folder() == tmp_path / folder


def test_a_tilde_is_the_persons_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILIARY_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "me"))
    (tmp_path / "settings.json").write_text('{"pictures": "~/films"}', encoding="utf-8")
    assert pictures_folder() == tmp_path / "me" / "films"


def test_settings_that_make_no_sense_are_left_for_whoever_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MILIARY_HOME", str(tmp_path))
    (tmp_path / "settings.json").write_text("{", encoding="utf-8")
    assert pictures_folder() == tmp_path / "pictures"
    assert (tmp_path / "settings.json").exists()
