"""What a person is told to type is what that person can type."""

import pytest

from miliary_chat.base.called import VARIABLE, called, in_checkout


def test_an_installed_program_is_called_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert called("resume 12") == "miliary-chat resume 12"
    assert called() == "miliary-chat"


def test_from_a_checkout_it_is_called_by_its_script(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "python3 scripts/tutor.py")
    assert called("list") == "python3 scripts/tutor.py list"


def test_a_checkout_is_known_by_how_it_was_called(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert not in_checkout()
    monkeypatch.setenv(VARIABLE, "python3 scripts/tutor.py")
    assert in_checkout()
