"""A file holds the old content or the new, never half of one, and nothing is left beside it."""

import os
from pathlib import Path

import pytest

from miliary_chat.base.whole import write_whole


@pytest.mark.parametrize("durable", [True, False])
def test_a_new_file_and_one_that_is_there_are_written(tmp_path: Path, durable: bool) -> None:
    file = tmp_path / "case.yaml"
    write_whole(file, b"one", durable=durable)
    write_whole(file, b"two", durable=durable)
    assert file.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_of_somebody_else_beside_it_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "case.yaml.part"
    other.write_bytes(b"mine")
    write_whole(tmp_path / "case.yaml", b"one")
    assert other.read_bytes() == b"mine"


def test_the_mode_stays(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_bytes(b"one")
    file.chmod(0o600)
    write_whole(file, b"two")
    assert file.stat().st_mode & 0o777 == 0o600


def test_when_it_cannot_take_the_place_all_is_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "case.yaml"
    file.write_bytes(b"one")

    def full(part: object, place: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(file, b"two")
    assert file.read_bytes() == b"one"
    assert list(tmp_path.iterdir()) == [file]
