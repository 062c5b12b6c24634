"""What the tests of results share: a store, a hall with its clock, the small exam."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from classes import Hall, small_exam
from miliary_chat.case.blueprint_reader import LoadedExam
from miliary_chat.session.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(f"sqlite:///{tmp_path}/results.db")
    yield store
    store.close()


@pytest.fixture
def hall() -> Hall:
    return Hall()


@pytest.fixture
def exam(tmp_path: Path) -> LoadedExam:
    return small_exam(tmp_path / "exam")
