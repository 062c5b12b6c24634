"""Writing over an author's file: a backup first, all or nothing, never over somebody else's change."""

from pathlib import Path

import pytest

from miliary_chat.author.writing import write_over
from miliary_chat.base.errors import MiliaryError


def test_the_old_file_is_kept_and_no_older_backup_is_touched(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_bytes(b"one")
    file.chmod(0o640)
    first = write_over(file, b"one", b"two")
    second = write_over(file, b"two", b"three")
    assert first == tmp_path / "case.yaml.bak"
    assert second == tmp_path / "case.yaml.bak2"
    assert (first.read_bytes(), second.read_bytes(), file.read_bytes()) == (b"one", b"two", b"three")
    assert file.stat().st_mode & 0o777 == 0o640
    assert len(list(tmp_path.iterdir())) == 3


def test_a_new_file_needs_no_backup(tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    assert write_over(file, None, b"one") is None
    assert [path.name for path in tmp_path.iterdir()] == ["answers.yaml"]


@pytest.mark.parametrize("before", [b"what was read", None])
def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path, before: bytes | None) -> None:
    file = tmp_path / "case.yaml"
    file.write_bytes(b"somebody else's")
    with pytest.raises(MiliaryError, match="changed while you were deciding"):
        write_over(file, before, b"mine")
    assert file.read_bytes() == b"somebody else's"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_kill_between_backup_and_replace_loses_nothing(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_bytes(b"one")

    def killed(source: Path, target: Path) -> None:
        assert source.read_bytes() == b"two"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_over(file, b"one", b"two", replace=killed)
    assert file.read_bytes() == b"one"
    assert (tmp_path / "case.yaml.bak").read_bytes() == b"one"


def test_a_full_disk_is_one_sentence_and_the_file_is_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_bytes(b"one")

    def full(source: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(MiliaryError, match=r"cannot be written: No space left on device\. It is as it was\."):
        write_over(file, b"one", b"two", replace=full)
    assert file.read_bytes() == b"one"
    assert not list(tmp_path.glob("*.part"))


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real = tmp_path / "real.yaml"
    real.write_bytes(b"one")
    link = tmp_path / "case.yaml"
    link.symlink_to(real)
    write_over(link, b"one", b"two")
    assert link.is_symlink()
    assert real.read_bytes() == b"two"
