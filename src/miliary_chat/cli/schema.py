"""`schema`: what editors need to complete and explain the keys of a case and of its answers."""

from pathlib import Path

from miliary_chat.author.schemas.schema import SCHEMAS, Name, as_text
from miliary_chat.base.errors import MiliaryError, UsageError
from miliary_chat.base.sanitise import one_line
from miliary_chat.base.whole import write_whole
from miliary_chat.cli.endings import tell


def show_schema(name: Name, out: Path | None, *, force: bool) -> None:
    """Print a schema, or write it to `out`; a file that holds something else is replaced by `force` alone."""
    text = as_text(SCHEMAS[name]())
    if out is None:
        print(text, end="")
        return
    shown = one_line(str(out))
    if out.suffix.lower() in (".yaml", ".yml"):
        raise UsageError(f"{shown} is named like a case.", f"Name a file for the schema, such as {name}.schema.json.")
    try:
        there = out.read_bytes() if out.exists() else None
        if there == text.encode():
            tell(f"{shown} is up to date.")
            return
        if there is not None and not force:
            raise UsageError(f"{shown} is there already and holds something else.", "Add --force to replace it.")
        write_whole(out, text.encode())
    except OSError as error:
        raise MiliaryError(f"{shown} cannot be written: {error.strerror or error}.", "Nothing was changed.") from error
    tell(f"{shown} is written. For your editor, make this the first line of the {name}.yaml beside it:")
    tell(f"# yaml-language-server: $schema={one_line(out.name)}")
