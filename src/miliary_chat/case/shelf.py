"""Reading YAML files that ship with the program: packs and tables of look-alikes."""

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from miliary_chat.base.errors import CaseError
from miliary_chat.case.nodes import MapNode, compose
from miliary_chat.case.validation import fill

M = TypeVar("M", bound=BaseModel)


def shipped(model: type[M], file: Path, what: str) -> tuple[M, MapNode]:
    """Return what a shipped file holds, and its tree; CaseError when it is damaged, or has another id than its name.

    `what` is what people call such a file ("pack").
    """
    damaged, advice = f"The {what} “{file.stem}” of this program is damaged", "Install the program again."
    try:
        tree, problems = compose(file.read_bytes(), file.name)
    except OSError as error:
        raise CaseError(f"{damaged}: {error.strerror}.", advice) from error
    found, invalid = fill(model, tree, file.name) if tree is not None else (None, [])
    for problem in (*problems, *invalid):
        raise CaseError(f"{damaged}: {problem}", advice)
    if found is None or tree is None or getattr(found, "id", None) != file.stem:
        raise CaseError(f"{damaged}: it does not say that it is this {what}.", advice)
    return found, tree


__all__ = ["shipped"]
