"""The few choices that outlive a session."""

import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final

from miliary_chat.base.errors import MiliaryError
from miliary_chat.base.paths import data_folder, settings_file, user_pictures
from miliary_chat.base.whole import write_whole

_LIMIT: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """Choices that somebody made once; None leaves the choice to the program.

    `theme`: a theme's name; `graphics`: how pictures are drawn ("auto", "half", "kitty", "sixel", "none");
    `plain`: start line by line; `timer`: show the time worked; `seen_tour`: the first steps were shown; `pictures`: the
    folder of own pictures.
    """

    theme: str | None = None
    graphics: str | None = None
    plain: bool = False
    timer: bool = True
    seen_tour: bool = False
    pictures: str | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """Settings as they were found, and one sentence when something about the file was wrong."""

    settings: Settings
    notice: str = ""


def read_settings(file: Path | None = None) -> Read:
    """The settings of this person. Never raises: a file that makes no sense is put aside, and `notice` says so."""
    file = file or settings_file()
    try:
        with file.open("rb") as stream:
            written = stream.read(_LIMIT + 1)
    except FileNotFoundError:
        return Read(Settings())
    except OSError as error:
        return Read(Settings(), f"Your settings cannot be read ({error.strerror}); the usual ones are used.")
    try:
        record = json.loads(written.decode("utf-8")) if len(written) <= _LIMIT else None
    except (ValueError, RecursionError):
        record = None
    if not isinstance(record, dict):
        return Read(Settings(), _put_aside(file))
    return Read(_understood(record))


def pictures_folder(file: Path | None = None) -> Path:
    """Where own pictures are looked for: the folder that the settings name, else the one in the data folder.

    It need not be there. Never raises, and leaves settings that make no sense to whoever shows what is wrong with them.
    """
    chosen = _understood(_others(file or settings_file())).pictures
    return data_folder() / os.path.expanduser(chosen) if chosen else user_pictures()


def write_settings(settings: Settings, file: Path | None = None) -> None:
    """Keep the settings: the old file or the new one is there at any moment, never half of one. MiliaryError.

    What a newer release keeps in the same file stays.
    """
    file = file or settings_file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        record = {**_others(file), **asdict(settings)}
        write_whole(file, f"{json.dumps(record, indent=2, sort_keys=True)}\n".encode())
    except OSError as error:
        words = f"Your settings could not be kept: {error.strerror}."
        raise MiliaryError(words, "They hold until you leave.") from error


def _understood(record: dict[str, Any]) -> Settings:
    """The settings in `record`; what has the wrong type counts as not chosen."""
    usual = Settings()
    chosen: dict[str, Any] = {}
    for field in fields(Settings):
        value, kind = record.get(field.name), type(getattr(usual, field.name))
        if isinstance(value, str if kind is type(None) else kind):
            chosen[field.name] = value
    return Settings(**chosen)


def _others(file: Path) -> dict[str, Any]:
    """What the file holds besides this release's settings."""
    try:
        record = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return record if isinstance(record, dict) else {}


def _put_aside(file: Path) -> str:
    """Rename a file that cannot be understood, and the sentence for whoever made it."""
    aside = file.with_name(f"{file.name}.broken")
    try:
        os.replace(file, aside)
    except OSError:
        return f"Your settings file {file} cannot be understood; the usual ones are used."
    return f"Your settings file could not be understood; it is now {aside}, and the usual ones are used."


__all__ = ["Read", "Settings", "pictures_folder", "read_settings", "write_settings"]
