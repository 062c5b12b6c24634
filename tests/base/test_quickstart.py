"""No garbage is collected while the program starts, and always again afterwards."""

import gc

import pytest

from miliary_chat.base import quickstart


@pytest.fixture(autouse=True)
def _collecting():
    yield
    gc.enable()
    gc.unfreeze()


def test_nothing_is_collected_between_hold_and_release() -> None:
    quickstart.hold()
    assert not gc.isenabled()
    quickstart.release()
    assert gc.isenabled()


def test_what_was_there_at_the_release_is_never_walked_again() -> None:
    quickstart.hold()
    quickstart.release()
    assert gc.get_freeze_count() > 0


def test_a_second_release_freezes_nothing_more() -> None:
    quickstart.hold()
    quickstart.release()
    frozen = gc.get_freeze_count()
    kept = [[] for _ in range(1000)]
    quickstart.release()
    assert gc.get_freeze_count() <= frozen
    assert len(kept) == 1000


def test_what_is_there_when_it_settles_is_not_walked_again_either() -> None:
    quickstart.hold()
    quickstart.release()
    frozen = gc.get_freeze_count()
    kept = [[] for _ in range(1000)]
    quickstart.settle()
    assert gc.get_freeze_count() >= frozen + len(kept)
    assert gc.isenabled()


def test_nothing_settles_in_a_process_that_never_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quickstart, "_held", False)
    quickstart.settle()
    assert gc.get_freeze_count() == 0
