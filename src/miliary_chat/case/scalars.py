"""The types of single values: every scalar arrives as the text that was typed, and its field's type parses it."""

import re
from collections.abc import Callable
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

PHRASING_LIMIT = 200
"""Code points of a phrasing (judge.md)."""


class Model(BaseModel):
    """What every part of a case is: frozen, and deaf to keys that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=False, arbitrary_types_allowed=True)


def _flag(value: Any) -> Any:
    words = {"true": True, "yes": True, "false": False, "no": False}
    if isinstance(value, str):
        if value.lower() not in words:
            raise ValueError("write true or false")
        return words[value.lower()]
    return value


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(r"[+-]?\d{1,9}", value):
            raise ValueError("write a whole number")
        return int(value)
    return value


def _decimal(value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(r"\d{1,9}(\.\d{1,6})?", value):
            raise ValueError("write a number, such as 2 or 0.5")
        return float(value)
    return value


def _percent(value: Any) -> Any:
    if isinstance(value, str):
        found = re.fullmatch(r"(\d{1,3})\s*%?", value)
        if not found or int(found[1]) > 100:
            raise ValueError("write a share from 0 % to 100 %")
        return int(found[1])
    return value


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _with_ids(value: Any) -> Any:
    """Give every entry of a mapping its key as `id`, so that the parts of a case know their names."""
    if not isinstance(value, dict):
        return value
    for key, part in value.items():
        if isinstance(part, dict) and "id" in part:
            raise PydanticCustomError("own_id", "“{key}” is the id already; delete this line.", {"key": key})
    return {key: {**part, "id": key} if isinstance(part, dict) else part for key, part in value.items()}


def shorthand(key: str, *kinds: type) -> Callable[[Any], Any]:
    """Return a reader of the short form: a value of one of `kinds` stands for a mapping with that one key."""

    def read(value: Any) -> Any:
        return {key: value} if isinstance(value, kinds) else value

    return read


def each(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a reader that applies `read` to every value of a mapping."""

    def read_all(value: Any) -> Any:
        return {key: read(part) for key, part in value.items()} if isinstance(value, dict) else value

    return read_all


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4_000)]
Phrasing = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=PHRASING_LIMIT)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
"""What names a thing in a file that other programs may have written: any short text."""
Flag = Annotated[bool, BeforeValidator(_flag)]
Whole = Annotated[int, BeforeValidator(_whole)]
Decimal = Annotated[float, BeforeValidator(_decimal)]
Percent = Annotated[int, BeforeValidator(_percent)]
Ids = Annotated[tuple[Id, ...], BeforeValidator(_as_list)]
Phrasings = Annotated[tuple[Phrasing, ...], BeforeValidator(_as_list)]
Names = Annotated[tuple[Name, ...], BeforeValidator(_as_list)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_as_list)]

keyed = BeforeValidator(_with_ids)
frozen = AfterValidator(MappingProxyType)
listed = BeforeValidator(_as_list)
