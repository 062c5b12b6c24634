"""A new case: a small one that plays at once, to be replaced line by line."""

import re
from importlib import resources
from pathlib import Path

from miliary_chat.author.schemas.schema import SCHEMAS, Name, as_text
from miliary_chat.base.errors import UsageError
from miliary_chat.base.sanitise import one_line

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ID_LIMIT = 60
TITLE_LIMIT = 200
_FILES = ("case.yaml", "answers.yaml", "README.md")
_SCHEMAS: tuple[Name, ...] = ("case", "answers")
"""What the first lines of the files name, so that an editor explains every key at once and without the network."""


def id_from(title: str) -> str:
    """The id that a title suggests: its first words, in small letters with hyphens; may be empty."""
    words = "".join(char if char.isascii() and char.isalnum() else " " for char in title.lower()).split()
    kept = [word for word in words if word not in ("a", "an", "the", "of", "and")] or words
    return "-".join(kept)[:ID_LIMIT].strip("-")


def begin(folder: Path, id_: str, title: str) -> tuple[Path, ...]:
    """Write a new case into `folder`, which must not be there yet, and return its files; UsageError otherwise."""
    if not ID.fullmatch(id_) or len(id_) > ID_LIMIT:
        raise UsageError(
            f"“{one_line(id_, limit=40)}” is no id.", "Small letters, digits and single hyphens: neck-lump."
        )
    title = one_line(title).strip()
    if not 0 < len(title) <= TITLE_LIMIT:
        raise UsageError(f"A title has 1 to {TITLE_LIMIT} characters.")
    try:
        folder.mkdir(parents=True)
    except FileExistsError as error:
        raise UsageError(f"{folder} is there already.", "Choose another id, or another folder with --into.") from error
    except OSError as error:
        raise UsageError(f"{folder} cannot be made: {error.strerror}.", "Choose another folder with --into.") from error
    written = [_write(folder / name, _filled(name, id_, title)) for name in _FILES]
    schemas = [_write(folder / f"{name}.schema.json", as_text(SCHEMAS[name]())) for name in _SCHEMAS]
    return (*written, *schemas)


def _filled(name: str, id_: str, title: str) -> str:
    text = (resources.files("miliary_chat.author") / "starter" / name).read_text(encoding="utf-8")
    shown = _quoted(title) if name.endswith(".yaml") else title
    return text.replace("@ID@", id_).replace("@TITLE@", shown)


def _quoted(title: str) -> str:
    """The title as YAML reads it back: in quotes wherever it might be something else."""
    if re.fullmatch(r"[A-Za-z][\w ,.'()-]*", title) and title.lower() not in (
        "null",
        "yes",
        "no",
        "true",
        "false",
        "y",
        "n",
    ):
        return title
    return '"' + title.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _write(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8", newline="\n")
    return file
