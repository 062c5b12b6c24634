"""Packs of the tests' own."""

from pathlib import Path

import pytest

from shelves import TALK, TESTS, shelve


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two small packs, `talk` and `tests`, in place of those that ship."""
    folder = tmp_path / "shelf"
    shelve(folder, monkeypatch, talk=TALK, tests=TESTS)
    return folder
