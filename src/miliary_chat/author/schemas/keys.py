"""What every key that an author writes means: the words and examples of data/keys.yaml."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, get_args, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from miliary_chat.case.nodes import compose, plain

_WHOLE = re.compile(r"-?\d{1,9}")
_DECIMAL = re.compile(r"-?\d{1,9}\.\d{1,9}")


@dataclass(frozen=True, slots=True)
class Key:
    """What a key means, and one or two values as the reader gets them: every scalar the text that was typed."""

    says: str
    examples: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a file: its name, where it is written, what it is for, and its keys (those that it shares with others
    only where it says them in words of its own).
    """

    title: str
    stands: str
    about: str
    keys: Mapping[str, Key]


@cache
def parts() -> Mapping[str, Part]:
    """Return all that the data file says, by the name of the model, in the order in which an author meets it."""
    source = (files("miliary_chat.author.schemas") / "data" / "keys.yaml").read_bytes()
    root, problems = compose(source, "keys.yaml")
    if root is None or problems:
        raise ValueError("; ".join(map(str, problems)))
    return {name: _part(told) for name, told in plain(root).items()}


def _part(told: Mapping[str, Any]) -> Part:
    keys = {key: Key(said["says"], tuple(_examples(said))) for key, said in told["keys"].items()}
    return Part(told["title"], told["stands"], told["about"], keys)


def _examples(said: Mapping[str, Any]) -> Iterator[Any]:
    return (said[name] for name in ("example", "another") if name in said)


def part_of(model: type[BaseModel]) -> Part:
    """Return what is told of a model; KeyError when the data file has nothing."""
    return parts()[model.__name__]


def key_of(model: type[BaseModel], key: str) -> Key:
    """Return what a key means in a model: in the model's own words, else in those of what it is a kind of."""
    for kind in model.__mro__:
        part = parts().get(kind.__name__)
        if part and key in part.keys:
            return part.keys[key]
    raise KeyError(f"author/schemas/data/keys.yaml does not say what “{key}” means in {model.__name__}")


def written(model: type[BaseModel], *, root: bool = False) -> dict[str, tuple[str, FieldInfo]]:
    """Return the keys that an author writes in a part, with the name and field of each.

    The id of a part is the key that it stands under; only the `root` of a file writes its own.
    """
    fields = model.model_fields.items()
    return {field.alias or name: (name, field) for name, field in fields if root or name != "id"}


def models_of(root: type[BaseModel]) -> tuple[type[BaseModel], ...]:
    """Return a root and every model that can stand within it, each once."""
    found: dict[type[BaseModel], None] = {}
    ahead = [root]
    while ahead:
        model = ahead.pop()
        if model not in found:
            found[model] = None
            hints = get_type_hints(model, include_extras=True)
            ahead += [part for name in model.model_fields for part in _models_in(hints[name])]
    return tuple(found)


def _models_in(hint: Any) -> Iterator[type[BaseModel]]:
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        yield hint
    for part in get_args(hint):
        yield from _models_in(part)


def as_seen(value: Any) -> Any:
    """Return a value as an editor sees it: what looks like a number, true or false is one (YAML 1.2, core schema)."""
    if isinstance(value, dict):
        return {key: as_seen(part) for key, part in value.items()}
    if isinstance(value, list):
        return [as_seen(part) for part in value]
    if value in ("true", "false"):
        return value == "true"
    if _WHOLE.fullmatch(value):
        return int(value)
    return float(value) if _DECIMAL.fullmatch(value) else value
