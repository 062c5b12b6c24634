"""A case of one's own to try the author's tools on."""

from pathlib import Path

import pytest

from miliary_chat.author.beginning import begin


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The case that `new` writes."""
    place = tmp_path / "stitch"
    begin(place, "stitch", "A stitch in the side")
    return place


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, for tests that only read it."""
    place = tmp_path_factory.mktemp("shared") / "stitch"
    begin(place, "stitch", "A stitch in the side")
    return place
