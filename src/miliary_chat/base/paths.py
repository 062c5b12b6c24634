"""Where things lie on this machine."""

import os
from pathlib import Path

from platformdirs import PlatformDirs

_DIRS = PlatformDirs("miliary-chat", appauthor=False)


def _home() -> Path | None:
    home = os.environ.get("MILIARY_HOME")
    return Path(home).expanduser() if home else None


def data_folder() -> Path:
    """Where attempts are kept; `MILIARY_HOME` moves it (and everything below)."""
    return _home() or Path(_DIRS.user_data_dir)


def user_cases() -> Path:
    """The folder in which a person may drop cases of their own."""
    return data_folder() / "cases"


def user_pictures() -> Path:
    """The folder in which a person may drop films of their own, in folders by the id of the case."""
    return data_folder() / "pictures"


def log_file() -> Path:
    """The file that keeps tracebacks, so that no person has to read one."""
    return (_home() or Path(_DIRS.user_log_dir)) / "miliary-chat.log"


def settings_file() -> Path:
    """The few choices that outlive a session."""
    return (_home() or Path(_DIRS.user_config_dir)) / "settings.json"


def store_url(given: str | None = None) -> str:
    """The store's URL: as given, else `MILIARY_DB`, else a file in the data folder. A bare path is a SQLite file."""
    url = given or os.environ.get("MILIARY_DB") or str(data_folder() / "attempts.db")
    return url if "://" in url else f"sqlite:///{Path(url).expanduser().absolute()}"


def cache_folder() -> Path:
    """What can be found again, only slower: deleting it loses nothing."""
    home = _home()
    return home / "cache" if home else Path(_DIRS.user_cache_dir)
