"""Where things lie: one variable moves all of it, another the store."""

from pathlib import Path

import pytest

from miliary_chat.base.paths import data_folder, log_file, settings_file, store_url, user_cases


def file_url(path: str) -> str:
    """The URL of a file; on Windows an absolute path begins with a drive."""
    return f"sqlite:///{Path(path).absolute()}"


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MILIARY_HOME", "MILIARY_DB"):
        monkeypatch.delenv(name, raising=False)


def test_one_variable_moves_everything(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MILIARY_HOME", str(tmp_path))
    places = [data_folder(), user_cases(), log_file(), settings_file(), Path(store_url().removeprefix("sqlite:///"))]
    assert places[0] == tmp_path
    assert all(place.is_relative_to(tmp_path) for place in places)


def test_without_it_everything_lies_in_the_persons_own_folders() -> None:
    for place in (data_folder(), user_cases(), log_file(), settings_file()):
        assert place.is_absolute()
        assert "miliary-chat" in str(place)


@pytest.mark.parametrize(
    ("given", "variable", "url"),
    [
        ("/a/b.db", None, file_url("/a/b.db")),
        ("/a/b.db", "/c/d.db", file_url("/a/b.db")),
        (None, "/c/d.db", file_url("/c/d.db")),
        ("postgresql+psycopg://h/x", None, "postgresql+psycopg://h/x"),
        (None, "sqlite:////c/d.db", "sqlite:////c/d.db"),
        ("/a b/%20?.db", None, file_url("/a b/%20?.db")),
    ],
)
def test_the_store_is_where_the_call_says_then_where_the_variable_says(
    monkeypatch: pytest.MonkeyPatch, given: str | None, variable: str | None, url: str
) -> None:
    if variable:
        monkeypatch.setenv("MILIARY_DB", variable)
    assert store_url(given) == url


def test_a_path_is_meant_from_here_and_a_tilde_from_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "me"))
    assert store_url("x.db") == f"sqlite:///{tmp_path / 'x.db'}"
    assert store_url("~/x.db") == f"sqlite:///{tmp_path / 'me' / 'x.db'}"
